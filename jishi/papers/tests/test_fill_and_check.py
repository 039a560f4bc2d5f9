"""What was filled from the records reads back as agreeing; what was altered afterwards is marked.

Random templates, organisations and periods over a random history. Only figures in sentences are
looked at: every one of them came from a chip, so what the check should find is known.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from random import Random

import pytest

from jishi.figures.tests.histories import TODAY, History
from jishi.figures.tests.test_histories import begun
from jishi.kernel.period import Period
from jishi.papers.checking.against import check_text
from jishi.papers.checking.finding import Finding
from jishi.papers.filling.filled import NO_FIGURE, Filled
from jishi.papers.filling.making import filled_template
from jishi.papers.template.shipped import shipped
from jishi.tree.actor import local_operator
from jishi.tree.models import Organisation
from tests.world import World

PERIODS = [Period.parse(text) for text in ("2026H1", "2026Q2", "2026-05", "2026", "2026Q3")]


@dataclass(frozen=True)
class Written:
    """A filled paper as plain text, with the places of its figures."""

    code: str
    org: Organisation
    period: Period
    text: str
    places: dict[int, str]  # where a chip's letters begin → the indicator

    def findings(self, text: str = "") -> list[Finding]:
        return check_text(local_operator(TODAY), text or self.text, self.org, self.period).findings

    def of_chips(self) -> list[tuple[Finding, str]]:
        """Each finding that stands at the beginning of a chip, with what the chip was."""
        return [(f, self.places[f.start]) for f in self.findings() if f.start in self.places]


def laid_out(filled: Filled) -> tuple[str, dict[int, str]]:
    text, places = f"{filled.heading}\n", {}
    for part in filled.parts:
        if not part.runs:
            continue
        text += part.number
        for run in part.runs:
            if run.figure != NO_FIGURE:
                places[len(text)] = filled.figures[run.figure].code
            text += run.text
        text += "\n"
    return text, places


@pytest.fixture
def history(world: World, monkeypatch: pytest.MonkeyPatch) -> History:
    history = begun(world, monkeypatch)
    history.random = Random(5)
    for _ in range(120):
        history.step()
    return history


def papers(random: Random, many: int) -> list[Written]:
    orgs, found = list(Organisation.objects.filter(closed_on=None).order_by("pk")), []
    while len(found) < many:
        code, org = random.choice(sorted(shipped())), random.choice(orgs)
        sectors, period = shipped()[code].sectors, random.choice(PERIODS)
        if sectors and org.sector not in sectors:
            continue
        text, places = laid_out(filled_template(local_operator(TODAY), code, org, period))
        found.append(Written(code, org, period, text, places))
    return found


def read_back(random: Random, many: int) -> tuple[Counter[str], list[str]]:
    verdicts: Counter[str] = Counter()
    wrong = []
    for paper in papers(random, many):
        for finding, code in paper.of_chips():
            verdicts[finding.verdict] += 1
            if finding.verdict != "agrees":
                around = paper.text[max(0, finding.start - 20) : finding.end + 8]
                wrong.append(
                    f"{paper.code} {paper.org.code} {paper.period}: {around!r} is {code}, "
                    f"{finding.verdict}: taken for {finding.code} = {finding.expected}"
                )
    return verdicts, wrong


def altered(random: Random, finding: Finding) -> str:
    """Another number in the same style: clearly another, or one that only rounding explains."""
    plain = finding.text.rstrip("%")
    if "." in plain:
        return f"{float(plain) + random.choice((3.7, 11.3)):.1f}" + finding.text[len(plain) :]
    return str(int(plain) + random.choice((3, 7, 29))) + finding.text[len(plain) :]


def alter(random: Random, many: int) -> tuple[int, int, list[str]]:
    """How many alterations were marked, and with a reason; those that went unseen."""
    marked = reasons = done = 0
    unseen = []
    while done < many:
        [paper] = papers(random, 1)
        fit = [f for f, _ in paper.of_chips() if f.verdict == "agrees" and f.text[0].isdigit()]
        for finding in random.sample(fit, min(8, len(fit))):
            new = altered(random, finding)
            text = paper.text[: finding.start] + new + paper.text[finding.end :]
            [met, *_] = [f for f in paper.findings(text) if f.start == finding.start] or [None]
            done += 1
            if met is None or met.verdict not in ("differs", "inconsistent"):
                unseen.append(f"{paper.code}: {text[finding.start - 20 : finding.start + 12]!r}")
                continue
            marked += 1
            reasons += bool(met.explanation) and met.expected == finding.expected
    return marked, reasons, unseen


def test_what_was_filled_reads_back_as_agreeing(history: History):
    verdicts, wrong = read_back(Random(1), 30)
    assert verdicts["agrees"] > 100
    assert not wrong, "\n".join(wrong)


def test_what_was_altered_is_marked_with_both_values(history: History):
    marked, reasons, unseen = alter(Random(2), 16)
    assert not unseen, unseen
    assert reasons >= 0.9 * marked


@pytest.mark.full
def test_a_thousand_papers_read_back(history: History):
    verdicts, wrong = read_back(Random(11), 1_000)
    print(verdicts)
    assert not wrong, "\n".join(sorted(set(wrong))[:60])


@pytest.mark.full
def test_a_thousand_alterations_are_marked(history: History):
    marked, reasons, unseen = alter(Random(12), 1_000)
    print(marked, reasons, len(unseen))
    total = marked + len(unseen)
    assert marked >= 0.99 * total, "\n".join(unseen[:40])
    assert reasons >= 0.9 * marked
