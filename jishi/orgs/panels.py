"""What an organisation's page says from this room, and the buttons of its acts."""

from __future__ import annotations

from django.urls import reverse

from jishi.base.audit.queries import history
from jishi.base.web.panels import Link, PageAction, Panel, Shown
from jishi.base.web.workbench import Entry, Number
from jishi.kernel.term import TermState
from jishi.orgs import queries, rules
from jishi.orgs.access import ORG_EDIT, ORG_MOVE, ORG_VIEW, TERM_EDIT, TERM_VIEW
from jishi.orgs.queries.counting import GROUPS
from jishi.tree.actor import Actor
from jishi.tree.kinds import ORG_KINDS, SECTORS
from jishi.tree.models import ChangeKind, Organisation, OrganisationChange
from jishi.tree.reach import may


def _profile(actor: Actor, org: Organisation) -> Shown:
    below = queries.count_below(actor, org)
    ended: list[tuple[str, object]] = []
    if org.closed_on:
        ended.append(("撤销日期", org.closed_on))
    if org.successor is not None:
        ended.append(("并入", _link(actor, org.successor)))
    return Shown(
        facts=[
            ("全称", org.name),
            ("编码", org.code),
            ("类型", org.kind_label),
            ("领域", org.sector_label),
            ("上级", org.parent.short_name if org.parent else "最上级"),
            ("成立日期", org.founded_on),
            *ended,
            (
                "下级组织",
                Link(f"{below} 个", f"{reverse('orgs')}?org={org.code}&open=yes")
                if below
                else "没有",
            ),
        ]
    )


def _link(actor: Actor, org: Organisation) -> Link:
    """Names of successors are no secret; they open only within reach."""
    seen = may(actor, ORG_VIEW, org)
    return Link(org.short_name, reverse("org", args=[org.pk]) if seen else "")


def _children(actor: Actor, org: Organisation) -> Shown:
    rows = [
        Entry(
            child.short_name,
            reverse("org", args=[child.pk]),
            f"{child.kind_label} · {child.sector_label}",
        )
        for child in queries.children(actor, org)
    ]
    return Shown(rows=rows, empty="没有下级组织")


def _changes(actor: Actor, org: Organisation) -> Shown:
    return Shown(
        timeline=[
            (
                change.on,
                change.get_kind_display(),
                "　".join(filter(None, (_other(change), change.document, change.note))),
                "",
            )
            for change in org.changes.select_related("other").order_by("-on", "-id")
        ]
    )


BESIDE = {
    ChangeKind.MERGE: "并入",
    ChangeKind.ABSORB: "接收",
    ChangeKind.SPLIT: "分出",
    ChangeKind.FOUND: "分自",
}


def _other(change: OrganisationChange) -> str:
    if change.other is None:
        return ""
    return f"{BESIDE.get(ChangeKind(change.kind), '')}{change.other.short_name}"


def _history(actor: Actor, org: Organisation) -> Shown:
    return Shown(
        template="orgs/_history_panel.html",
        context={"lines": history("organisation", str(org.pk), 20)},
    )


def _term(actor: Actor, org: Organisation) -> Shown | None:
    if not rules.has_term(org.kind):
        return None
    term, past = queries.terms_of(org)
    timeline = [
        (each.elected_on, "选举", f"任期 {each.years} 年，至 {each.ended_on}", "") for each in past
    ]
    if term is None:
        return Shown(timeline=timeline, empty="还没有登记任期")
    left = (term.ends_on - actor.today).days
    term.org = org
    state = queries.state_of(term, actor.today)
    words = f"超期 {-left} 天" if left < 0 else "今天届满" if left == 0 else f"还有 {left} 天"
    extended = (
        [("延期至", term.extended_to), ("延期批复", term.extension_document)]
        if term.extended_to
        else []
    )
    return Shown(
        facts=[
            ("届满", Link(words, "", TERM_TONES[state])),
            ("届满日期", term.ends_on),
            ("本届选举", term.elected_on),
            ("任期", f"{term.years} 年"),
            *extended,
        ],
        timeline=timeline,
    )


TERM_TONES = {TermState.OVERDUE: "red", TermState.DUE_SOON: "amber", TermState.RUNNING: "green"}


def _base(actor: Actor, org: Organisation) -> Shown | None:
    """How many of each kind and sector there are at and below it; each opens to its rows."""
    if ORG_KINDS[org.kind].is_branch or not ORG_KINDS[org.kind].is_level:
        return None
    base = queries.base_figures(actor, org)
    opens = f"{reverse('orgs')}?org={org.code}&open=yes"
    groups = [code for code, count in base.totals.items() if count]
    return Shown(
        numbers=[
            Number(GROUPS[code][0], base.totals[code], f"{opens}&kind={code}", "个")
            for code in groups
        ],
        headers=["领域", *(GROUPS[code][0] for code in groups)],
        cells=[
            [
                SECTORS[sector],
                *(
                    Link(str(counts[code]), f"{opens}&kind={code}&sector={sector}")
                    if counts[code]
                    else 0
                    for code in groups
                ),
            ]
            for sector, counts in base.by_sector
        ],
        note="由登记的组织计算，含本级；点数字看名单",
        more=f"{reverse('org-bridge')}?org={org.code}",
        more_label="增减表",
    )


Panel("organisation", "基本数字", "chart-no-axes-column", ORG_VIEW, _base, order=20)
Panel("organisation", "任期", "timer", TERM_VIEW, _term, order=15, side=True)
Panel("organisation", "基本情况", "landmark", ORG_VIEW, _profile, order=10)
Panel("organisation", "直接下级", "network", ORG_VIEW, _children, order=60)
Panel("organisation", "沿革", "milestone", ORG_VIEW, _changes, order=70, side=True)
Panel("organisation", "办理记录", "history", ORG_VIEW, _history, order=90, side=True)


def _is_open(org: Organisation) -> bool:
    return org.is_open


def _has_superior(org: Organisation) -> bool:
    return org.is_open and org.parent_id is not None


PageAction(
    "organisation", "设下级组织", lambda org: f"{reverse('org-found')}?parent={org.code}",
    "plus", ORG_EDIT, when=_is_open, order=10,
)  # fmt: skip
PageAction(
    "organisation", "更名", lambda org: reverse("org-rename", args=[org.pk]),
    "pencil", ORG_EDIT, when=_is_open, order=20,
)  # fmt: skip
PageAction(
    "organisation", "改设", lambda org: reverse("org-rekind", args=[org.pk]),
    "shapes", ORG_EDIT, when=_is_open, order=30,
)  # fmt: skip


def _elected(org: Organisation) -> bool:
    return org.is_open and bool(rules.has_term(org.kind))


def _may_reopen(org: Organisation) -> bool:
    return not org.is_open and org.successor_id is None


PageAction(
    "organisation", "登记换届", lambda org: reverse("org-elect", args=[org.pk]),
    "vote", TERM_EDIT, when=_elected, order=40,
)  # fmt: skip
PageAction(
    "organisation", "延期换届", lambda org: reverse("org-extend", args=[org.pk]),
    "timer-reset", TERM_EDIT, when=_elected, order=45,
)  # fmt: skip
PageAction(
    "organisation", "合并", lambda org: reverse("org-merge", args=[org.pk]),
    "merge", ORG_MOVE, when=_has_superior, order=70,
)  # fmt: skip
PageAction(
    "organisation", "分设", lambda org: reverse("org-split", args=[org.pk]),
    "split", ORG_MOVE, when=_has_superior, order=75,
)  # fmt: skip
PageAction(
    "organisation", "恢复", lambda org: reverse("org-reopen", args=[org.pk]),
    "undo-2", ORG_MOVE, when=_may_reopen, order=95,
)  # fmt: skip
PageAction(
    "organisation", "调整隶属", lambda org: reverse("org-move", args=[org.pk]),
    "git-branch", ORG_MOVE, when=_has_superior, order=60,
)  # fmt: skip
PageAction(
    "organisation", "撤销", lambda org: reverse("org-close", args=[org.pk]),
    "circle-x", ORG_MOVE, danger=True, when=_has_superior, order=90,
)  # fmt: skip
