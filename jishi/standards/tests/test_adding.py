"""A new standard is one file: written beside the others it is found, opened, scored and printed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from jishi.duties.actions.starting import set_start
from jishi.kernel.declare import DeclarationError
from jishi.kernel.period import Period
from jishi.standards import kinds
from jishi.standards.actions.local import LocalTerms, add_standard, amend_standard, end_standard
from jishi.standards.actions.rounds import RoundTerms, open_round
from jishi.standards.kinds.standard import (
    Chapter,
    Standard,
    Use,
    asked,
    body_of,
    counted,
    standard_of,
)
from jishi.standards.models import Assessment, LocalStandard
from jishi.standards.queries.declared import standards_for
from jishi.standards.queries.proving import prove
from jishi.tree.actor import local_operator
from jishi.tree.errors import NotDone, Refused
from tests.world import TODAY, World

pytestmark = pytest.mark.django_db
FILE = """
from jishi.standards.kinds.standard import Chapter, Standard, Use, asked, counted

GRID = Standard(
    code="village.grid", title="网格党建标准", source="青组发〔2026〕20号", clause="R-GOV-39",
    org_kinds=("branch",), sectors=("village",), scheme="four",
    chapters=(
        Chapter("组织生活", (
            counted("theme_day", "主题党日", 60,
                    Use("duty.met", {"duties": "theme_day.monthly", "late": "half"}),
                    "R-LIFE-05", per=5),
        )),
        Chapter("服务", (asked("service", "为民服务", 40, evidence="both"),)),
    ),
)
"""


@pytest.fixture
def one_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A folder beside the shipped ones with one file in it."""
    (tmp_path / "grid_standard_added.py").write_text(FILE, encoding="utf-8")
    monkeypatch.setattr(kinds, "__path__", [*kinds.__path__, str(tmp_path)])
    kinds.all_standards.cache_clear()
    yield
    kinds.all_standards.cache_clear()


def test_a_file_more_is_a_standard_more(one_more: None, world: World):
    assert "village.grid" in kinds.all_standards()
    set_start(local_operator(TODAY), world["青禾县委"], starts_on=date(2026, 1, 1))
    standard = standards_for(world["白石镇党委"], TODAY)["village.grid"]
    terms = RoundTerms(Period.year(2026), date(2026, 12, 1), date(2026, 12, 20))
    round_ = open_round(world.actor("陈岚"), world["白石镇党委"], standard, terms)
    rows = list(Assessment.objects.filter(round=round_).select_related("round__org", "org"))
    found = prove(rows, TODAY)
    assert {row.org.short_name for row in rows} == {"河东村党支部", "柳湾村党支部"}
    for one in found.values():
        theme = one.by_code["theme_day"]
        assert theme.points == 60 - 5 * 10  # ten months without one
        assert len(theme.lacks) == 10
    client = world.client("陈岚")
    page = client.get(f"/standards/assessments/{rows[0].pk}/").content.decode()
    assert "主题党日" in page
    assert "补上可得 5 分" in page
    assert "网格党建标准" in client.get("/standards/catalogue/").content.decode()
    assert client.get("/standards/catalogue/village.grid/?format=print").status_code == 200


def _made(**more: object) -> Standard:
    terms = {
        "code": "test.one", "title": "试", "source": "本地", "org_kinds": ("branch",),
        "chapters": (Chapter("一", (asked("a", "甲", 1),)),), **more,
    }  # fmt: skip
    return Standard(**terms)  # type: ignore[arg-type]


DUTY = Use("duty.met", {"duties": "theme_day.monthly", "late": "half"})


@pytest.mark.parametrize(
    "wrong",
    [
        {"about": "planet"},
        {"org_kinds": ()},
        {"org_kinds": ("nothing",)},
        {"about": "venue"},
        {"period": "decade"},
        {"scheme": "nothing"},
        {"chapters": ()},
        {"side_points": 10},
        {"chapters": (Chapter("一", (asked("a", "甲", 1), asked("a", "乙", 1))),)},
        {"chapters": (Chapter("一", (asked("a", "甲", 0),)),)},
        {"chapters": (Chapter("一", tuple(asked(f"a{n}", "甲", 1) for n in range(41))),)},
        {"chapters": (Chapter("一", (counted("a", "甲", 1, Use("nothing"), "R-GEN-02"),)),)},
        {"chapters": (Chapter("一", (counted("a", "甲", 1, Use("duty.met"), "R-GEN-02"),)),)},
        {"chapters": (Chapter("一", (counted("a", "甲", 1, DUTY, ""),)),)},
        {"chapters": (Chapter("一", (counted("a", "甲", 1, DUTY, "R-GEN-02", per=2),)),)},
        {"chapters": (Chapter("一", (counted("a", "甲", 1, DUTY, "R-GEN-02",
                                            bands=((50, 1), (80, 1))),)),)},
    ],
)  # fmt: skip
def test_what_cannot_stand_is_refused_when_it_is_made(wrong: dict[str, object]):
    _made()
    with pytest.raises(DeclarationError):
        _made(**wrong)


def test_every_shipped_standard_is_the_same_written_down_and_read_back():
    for each in kinds.all_standards().values():
        body = body_of(each)
        again = standard_of(body, code=each.code, title=each.title, source=each.source)
        assert body_of(again) == body
        assert again.full == each.full


def _terms(count: int = 2, **more: object) -> LocalTerms:
    body = body_of(_made(chapters=(
        Chapter("一", tuple(asked(f"a{n}", f"第{n}项", 5) for n in range(count))),
    )))  # fmt: skip
    return LocalTerms("本镇标准", "白组〔2026〕8号", {**body, **more})


def test_an_office_has_its_own_under_the_same_check(world: World):
    chen, town = world.actor("陈岚"), world["白石镇党委"]
    row = add_standard(chen, town, _terms())
    assert row.code in standards_for(world["河东村党支部"], TODAY)
    assert row.code not in standards_for(world["石桥镇党委"], TODAY)
    with pytest.raises(Refused):
        add_standard(chen, town, _terms(scheme="nothing"))
    with pytest.raises(Refused, match="最多 20 项"):
        add_standard(chen, town, _terms(21))
    with pytest.raises(NotDone):
        add_standard(world.actor("何文"), town, _terms())
    assert LocalStandard.objects.count() == 1


def test_a_running_round_keeps_its_edition(world: World):
    chen, town = world.actor("陈岚"), world["白石镇党委"]
    row = add_standard(chen, town, _terms(2))
    terms = RoundTerms(Period.year(2026), date(2026, 12, 1), date(2026, 12, 20))
    round_ = open_round(chen, town, standards_for(town, TODAY)[row.code], terms)
    fresh = amend_standard(chen, row, row.version, _terms(3))
    round_.refresh_from_db()
    assert (fresh.edition, round_.edition) == (2, 1)
    assert len(round_.of.criteria) == 2
    assert len(standards_for(town, TODAY)[row.code].criteria) == 3
    row.refresh_from_db()
    with pytest.raises(Refused):
        amend_standard(chen, row, row.version, _terms())
    end_standard(chen, fresh, fresh.version)
    assert row.code not in standards_for(town, TODAY)
