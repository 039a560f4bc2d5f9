"""At every place a case in each state that a step starts from, a list, and a clue."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from jishi.cases.models import Asker, Case, CaseList, CaseListing, CaseRole, CaseStep
from tests.access.places import Place, planted
from tests.access.samples import SAMPLES, Sample, Values, by_row
from tests.world import TODAY

AT = datetime(TODAY.year, TODAY.month, TODAY.day, 1, tzinfo=UTC)
STATES = ("registered", "assigned", "working", "submitted", "struck_off")


def _case(place: Place, name: str, kind: str, state: str, number: int, **more: Any) -> Case:
    case = Case.objects.create(
        kind=kind, year=2026, number=place.number * 100 + number, home=place.org, org=place.org,
        title="事由", opened_on=TODAY, opened_at=AT, counts_from=AT, state=state,
        state_since=TODAY, grade="ordinary", limit=30, limit_unit="working_days",
        due_on=date(2026, 12, 20), amber_on=date(2026, 12, 10),
        submitted_on=TODAY if state in ("submitted", "struck_off") else None,
        struck_on=TODAY if state == "struck_off" else None,
        look_back_on=date(2027, 2, 1) if state == "struck_off" else None,
        payload={"measure": "措施", "place": "一组", "point": "驻点"}, **more,
    )  # fmt: skip
    CaseStep.objects.create(
        case=case, step="open", at=AT, on=TODAY, before="", after=state, by_name="人",
        org=place.org,
    )  # fmt: skip
    place.keep(name, case)
    return case


@planted
def _cases(place: Place) -> None:
    for number, state in enumerate(STATES):
        _case(
            place, f"case-{state}", "problem", state, number, class_code="life",
            classes=["life"], subject_org=place.org,
        )  # fmt: skip
    request = _case(
        place, "request", "request", "working", 7, class_code="roads", classes=["roads"],
        outcome="已办",
    )  # fmt: skip
    Asker.objects.create(case=request, name="某人", phone="13900001111")
    weak = _case(
        place, "weak", "weak_organisation", "working", 8, class_code="team", classes=["team"],
        subject_org=place.org,
    )  # fmt: skip
    place.keep("case-role", CaseRole.objects.create(
        case=weak, role="first_secretary", name="某人", since=TODAY,
    ))  # fmt: skip
    for number, state in enumerate(STATES):
        _case(place, f"clue-{state}", "clue", state, 20 + number, source="letter")
    listed = CaseList.objects.create(org=place.org, title="清单", made_on=TODAY)
    place.keep("case-list", listed)
    CaseListing.objects.create(list=listed, case=place.rows["case-working"])
    place.keep(
        "case-list-done", CaseList.objects.create(org=place.org, title="空单", made_on=TODAY)
    )


def step(which: str, name: str) -> Callable[[Place], Values]:
    return lambda place: {"pk": place.rows[which].pk, "step": name}


def _new(place: Place) -> Values:
    return {
        "home": place.org.code, "title": "屋顶漏雨", "detail": "", "classes": "life",
        "source": "self", "grade": "ordinary", "measure": "翻修", "leader": "", "handler": "",
    }  # fmt: skip


SAMPLES |= {
    "cases": Sample(),
    "case-board": Sample(),
    "request-desk": Sample(),
    "weak-board": Sample(),
    "case-supervision": Sample(),
    "case-return": Sample(),
    "case-choose": Sample(),
    "case-new": Sample(lambda place: {"kind": "problem"}, send=_new),
    "case-many": Sample(send=lambda place: {
        "do": "chase", "case": place.rows["case-assigned"].pk,
    }, acts=True),
    "case": by_row("case-working", "org"),
    "case-change": by_row("case-working", "org", send=lambda place: {
        "title": "改过的事由", "classes": "life", "source": "self", "measure": "翻修",
    }),
    "case-do": Sample(
        step("case-working", "progress"), owner="org", send=lambda place: {"text": "正在办"}
    ),
    "case-supervise": by_row("case-working", "org", send=lambda place: {"text": "抓紧"}),
    "case-release": by_row("case-working", "org", hard="须已挂牌督办"),
    "case-role": by_row("case-working", "org", hard="须有另一个单位协办"),
    "case-role-end": by_row("case-role", "org", acts=True),
    "case-lists": Sample(),
    "case-list-new": Sample(send=lambda place: {"org": place.org.code, "title": "新清单"}),
    "case-list": by_row("case-list", "org"),
    "case-list-close": by_row("case-list-done", "org", hard="须带清单的版本"),
    "case-list-off": Sample(
        lambda place: {
            "pk": place.rows["case-list"].pk, "other": place.rows["case-working"].pk,
        },
        owner="org", acts=True,
    ),
    "case-slip": by_row("request", "org", acts=True),
    "portal": Sample(),
    "portal-new": Sample(lambda place: {"kind": "request"}, directory=True),
    "portal-slip": Sample(also=frozenset({404})),
    "portal-track": Sample(),
    "api:case-get": Sample(
        lambda place: {"code": str(place.rows["case-working"].pk)}, owner="org"
    ),
    "api:case-open": Sample(send=lambda place: {
        "kind": "problem", "home": place.org.code, "title": "屋顶漏雨", "classes": ["life"],
        "items": {"measure": "翻修"},
    }),
    "clues": Sample(),
    "clue-new": Sample(lambda place: {"kind": "clue"}, send=lambda place: {
        "home": place.org.code, "title": "来信", "detail": "内容", "source": "letter",
    }),
    "clue": by_row("clue-working", "org"),
    "clue-do": Sample(
        step("clue-working", "progress"), owner="org", send=lambda place: {"text": "已核"}
    ),
}  # fmt: skip
