"""One case: where it stands, what may be done now and why not, whom it names, what was done."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from jishi.base.audit.queries import history_lines
from jishi.base.clock import SHANGHAI
from jishi.base.web.panels import Link
from jishi.base.web.screen import routes
from jishi.cases.access import ASKER_VIEW, CASE_DIRECT, CASE_EDIT, CASE_VIEW, CLUE_WORDS
from jishi.cases.actions.marks import ASSIST
from jishi.cases.actions.moving import STEPS, permission_for, place_of, weigh
from jishi.cases.kinds import CaseKind
from jishi.cases.marks import DOORS, LOOKED, SATISFACTION
from jishi.cases.models import Asker, AskerWords, Case, CaseFile, CaseRole, CaseStep
from jishi.cases.queries.within import moment
from jishi.cases.reveals import reveal_url
from jishi.cases.rules.closing import CONDITION_LABELS
from jishi.cases.screens.common import CaseScreen, address, do_address, due_text, standing
from jishi.cases.screens.steps import BESIDE
from jishi.kernel.deadline import Limit, Unit
from jishi.tree.actor import Actor
from jishi.tree.reach import may

STEP_LABELS = {
    "open": "登记", "chase": "催办", "help": "协办单位进展", "supervise": "挂牌督办",
    "release": "解除督办", "relapse": "反弹，重新打开", "dispute": "诉求人说没有解决",
    "confirm": "诉求人确认", "rate": "诉求人评价", "add": "诉求人补充",
}  # fmt: skip
PRIMARY = ("assign", "sign", "submit", "strike_off", "look_back")  # what leads on
ORDER = (
    "assign", "sign", "progress", "contact", "submit", "call_back", "strike_off", "look_back",
    "send_back", "object", "transfer", "extend", "pause", "resume", "merge", "refuse", "reopen",
)  # fmt: skip
DANGER = ("refuse", "merge")


@dataclass(frozen=True)
class Button:
    label: str
    url: str
    primary: bool
    why_not: str = ""
    danger: bool = False


class CasePage(CaseScreen):
    path, name, title = "cases/<int:pk>/", "case", "问题或诉求"
    permission = CASE_VIEW
    template = "cases/page.html"

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.kind = self.case.of_kind

    def page_title(self) -> str:
        return self.case.title

    def context(self) -> dict[str, Any]:
        case, actor = self.case, self.actor
        tab = "history" if self.request.GET.get("tab") == "history" else ""
        words, tone = standing(case, actor.today, moment(actor))
        offered = offers(actor, case)
        return {
            "case": case,
            "kind": self.kind,
            "words": words,
            "words_tone": tone,
            "tab": tab,
            "tabs": [
                ("办理", address(case), not tab, None),
                ("修改记录", "?tab=history", bool(tab), None),
            ],
            "lines": history_lines(case) if tab else [],
            "progress": progress(case),
            "buttons": [each for each in offered if not each.why_not],
            "blocked": [each for each in offered if each.why_not],
            "facts": facts(case),
            "items": items(case),
            "roles": roles(case),
            "unfilled": unfilled(case),
            "steps": steps(case),
            "asker": asker(actor, case),
            "outside": outside(case),
            "repeats": list(case.merged.order_by("pk")[:20]),
            "lists": list(case.listings.select_related("list")),
            "conditions": [CONDITION_LABELS[code] for code in self.kind.conditions],
            "may_direct": may(actor, CASE_DIRECT, case.home) and not self.kind.narrow,
            "may_edit": may(actor, CASE_EDIT, case.home) and not self.kind.narrow,
        }


def offers(actor: Actor, case: Case) -> list[Button]:
    """Every step from here that this person may take at all, the grey ones with their reason."""
    kind, found = case.of_kind, []
    for name in ORDER:
        step = STEPS[name]
        if case.state not in step.origins or not kind.has(name):
            continue
        if not may(actor, permission_for(kind, name), place_of(case, name)):
            continue
        verdict = weigh(actor, case, name)
        why = "" if verdict else "；".join(reason.text for reason in verdict.refusals)
        if why and (name in ("resume", "pause") or (name == "look_back" and not case.look_back_on)):
            continue  # makes no sense here, so there is nothing to explain
        found.append(
            Button(kind.verb(name), do_address(case, name), name in PRIMARY, why, name in DANGER)
        )
    elsewhere = case.home_id != case.org_id and not kind.narrow
    if case.state in ("assigned", "working") and elsewhere and may(actor, CASE_DIRECT, case.home):
        found.append(Button(BESIDE["chase"], do_address(case, "chase"), False))
    if _helps(actor, case):
        found.append(Button("协办：登记进展", do_address(case, "help"), False))
    return found


def _helps(actor: Actor, case: Case) -> bool:
    if not case.is_open or case.of_kind.narrow:
        return False
    rows = case.roles.filter(role=ASSIST, until__isnull=True, org__isnull=False)
    return any(
        may(actor, CASE_EDIT, row.org) for row in rows.select_related("org") if row.org is not None
    )


def progress(case: Case) -> list[tuple[str, str, str]]:
    """登记 → 分办 → 办理 → 申请销号 → 销号, in this kind's own words."""
    order = ["registered", "assigned", "working", "submitted", "struck_off"]
    if case.state not in order:
        return []
    now = order.index(case.state)
    labels = ["登记", case.of_kind.verb("assign"), "办理", case.of_kind.verb("submit"),
              case.of_kind.state_label("struck_off")]  # fmt: skip
    days = [str(case.opened_on), "", "", str(case.submitted_on or ""), str(case.struck_on or "")]
    reached = now + 1 if case.state != "struck_off" else len(order)
    return [
        (
            label[:8],
            "done" if place < reached else "now" if place == reached else "todo",
            days[place] if place < reached else "",
        )
        for place, label in enumerate(labels)
    ]


def facts(case: Case) -> list[tuple[str, Any]]:
    kind = case.of_kind
    limit = Limit(case.limit, Unit(case.limit_unit))
    grade = kind.grade(case.grade).label
    extended = f"，已延 {case.extended_by}" if case.extended_by else ""
    responded = case.responded_at and f"{case.responded_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
    found: list[tuple[str, Any]] = [
        ("编号", case.label),
        ("种类", kind.title),
        ("类别", case.class_labels),
        ("来源", dict(kind.sources).get(case.source, "")),
        ("查摆层级", dict(kind.levels).get(case.level, "")),
        ("渠道", DOORS[case.door] if case.door != "screen" else ""),
        (kind.document, case.document),
        ("原单号", case.order_no),
        ("问题所在组织", _org(case.subject_org)),
        ("所涉党员", _person(case.person)),
        ("登记单位", _org(case.home)),
        ("责任单位", _org(case.org)),
        ("首接单位", _org(case.first_org) if case.first_org_id != case.org_id else ""),
        ("责任领导", case.leader),
        ("责任人", case.handler),
        ("登记日期", str(case.opened_on)),
        ("时限", f"{grade}，{limit.label}{extended}"),
        ("期限", due_text(case)),
        ("联系诉求人", responded),
        ("挂牌督办", case.supervised_on and f"{case.supervised_on} 起"),
        ("应回头看", case.look_back_on and f"{case.look_back_on}"),
        ("回头看", case.looked_on and f"{case.looked_on} {LOOKED[case.looked]}"),
        ("重新打开", f"{case.reopened} 次" if case.reopened else ""),
        ("以前的一件", case.earlier and Link(str(case.earlier), address(case.earlier))),
        ("并入", case.merged_into and Link(str(case.merged_into), address(case.merged_into))),
    ]  # fmt: skip
    return [(label, value) for label, value in found if label and value]


def _person(person: Any) -> Any:
    return Link(person.name, reverse("person", args=[person.pk])) if person else ""


def _org(org: Any) -> Any:
    return Link(org.short_name, reverse("org", args=[org.pk])) if org else ""


def items(case: Case) -> list[tuple[str, str]]:
    return [
        (field.label, field.label_of(case.payload[field.code]))
        for field in case.of_kind.fields
        if field.code in case.payload
    ]


def roles(case: Case) -> list[tuple[str, CaseRole]]:
    """By role, the present ones first; earlier holders keep their days."""
    labels = {**{each.code: each.label for each in case.of_kind.roles}, ASSIST: "协办单位"}
    rows = sorted(case.roles.select_related("org"), key=lambda row: (row.until is not None, row.pk))
    return [(labels.get(row.role, row.role), row) for row in rows]


def unfilled(case: Case) -> list[tuple[str, str]]:
    named = {row.role for row in case.roles.all() if row.until is None}
    return [(r.code, r.label) for r in case.of_kind.roles if r.needed and r.code not in named]


def steps(case: Case) -> list[tuple[CaseStep, str, str, list[CaseFile]]]:
    """Newest first, each with its papers; a reopened round is told apart."""
    kind: CaseKind = case.of_kind
    papers: dict[int, list[CaseFile]] = defaultdict(list)
    for row in CaseFile.objects.filter(case=case).select_related("file").order_by("id"):
        papers[row.step_id].append(row)
    methods = dict(kind.methods)
    return [
        (
            step,
            STEP_LABELS.get(step.step) or kind.verb(step.step),
            methods.get(step.method, ""),
            papers[step.pk],
        )
        for step in CaseStep.objects.filter(case=case).order_by("-id")
    ]


def asker(actor: Actor, case: Case) -> dict[str, Any] | None:
    """For the desk that took it alone: masked, opened one by one with a purpose (R-HOT-12)."""
    row = Asker.objects.filter(case=case).first()
    narrow = case.of_kind.narrow
    opens = CLUE_WORDS if narrow else ASKER_VIEW
    if row is None or row.forgotten_on or not may(actor, opens, case.home):
        return None
    shown = (("allegation", "反映的内容"),) if narrow else (("name", "称呼"), ("phone", "电话"))
    fields = [
        (label, getattr(row, name), reveal_url(row, name))
        for name, label in shown
        if getattr(row, name)
    ]
    said = [
        (f"{each.on} 原话", each.words, reveal_url(each, "words"))
        for each in AskerWords.objects.filter(case=case).order_by("id")
    ]
    return {"fields": fields + said, "anonymous": row.anonymous, "code": bool(row.code_hash)}


def outside(case: Case) -> list[tuple[str, str]]:
    """What the resident said of it."""
    found = [
        ("回访", {True: "接通", False: "没有接通"}.get(case.reached)),  # type: ignore[arg-type]
        ("是否解决", {True: "解决了", False: "没有解决"}.get(case.solved)),  # type: ignore[arg-type]
        ("满意程度", SATISFACTION.get(case.satisfaction or 0)),
        ("本人确认", {True: "确认", False: "不认可"}.get(case.confirmed)),  # type: ignore[arg-type]
    ]
    return [(label, value) for label, value in found if value]


urlpatterns = routes(CasePage)
