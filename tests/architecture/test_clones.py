"""The same thing is not said twice: cross-file clones stay far below the alarm."""

from __future__ import annotations

from tests.architecture.clones import measure
from tests.architecture.source import Module, modules

ALARM, AIM = 12.0, 5.0  # percent of lines


def test_cross_file_clones_stay_under_the_aim():
    report = measure(list(modules()))
    worst = sorted(report.cloned.items(), key=lambda item: -len(item[1]))[:8]
    told = ", ".join(f"{name} {len(lines)}" for name, lines in worst)
    assert report.share < AIM < ALARM, f"{report.share:.1f} % of {report.lines} lines: {told}"


def test_a_planted_copy_is_found_under_other_names():
    original = next(m for m in modules() if m.name == "jishi.orgs.actions.changes")
    renamed = original.text.replace("organisation", "member").replace("org", "person")
    copy = Module("jishi.people.actions", renamed)
    assert measure([original, copy]).share > ALARM


def test_different_things_are_no_clones():
    names = {"jishi.kernel.path", "jishi.base.clock", "jishi.tree.reach"}
    assert measure([m for m in modules() if m.name in names]).share == 0
