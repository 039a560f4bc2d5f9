"""May this person be appointed, this link begin or end so?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jishi.kernel.deadline import add_years
from jishi.kernel.declare import Example, rule
from jishi.kernel.verdict import OK, Verdict, advise, all_of, first_refusal, require

_FAR = date.max


@dataclass(frozen=True)
class Span:
    """A run of days; `until` is the first day after it, None while it goes on."""

    since: date
    until: date | None = None

    def meets(self, other: Span) -> bool:
        return self.since < (other.until or _FAR) and other.since < (self.until or _FAR)


@dataclass(frozen=True)
class Wish:
    """A link as it is wanted, beside what its kind asks for and what there is already."""

    span: Span
    today: date
    kind: str = "书记"
    due_on: date | None = None
    is_roster: bool = False
    fits: bool = True
    lacks: tuple[str, ...] = ()  # ends that the kind needs and nobody named
    surplus: tuple[str, ...] = ()  # ends that the kind has no place for
    members_only: bool = False
    is_member: bool = True
    org_closed_on: date | None = None
    full_on: date | None = None  # the start of Party age
    party_age_needed: bool = False
    others: tuple[Span, ...] = ()  # holders of a post that only one may hold
    own: tuple[Span, ...] = ()  # the same link of the same person
    carried: int = 0  # how many of this kind the person has already
    most: int = 0  # how many are usual; 0 = no limit


_DAY = date(2026, 3, 1)
_WISH = {"span": Span(_DAY), "today": date(2026, 11, 20)}


def _wish(**changes: object) -> dict[str, object]:
    return {"wish": Wish(**{**_WISH, **changes})}  # type: ignore[arg-type]


@rule(
    title="能否任职或建立联系",
    cites=("R-ORG-17", "R-ORG-20", "R-ORG-22", "R-ORG-24", "R-GOV-44"),
    source="《中国共产党支部工作条例（试行）》第六章；党建工作指导员选派规定",
    examples=(
        Example(_wish(), True, "到任日期已到"),
        Example(_wish(span=Span(date(2026, 11, 21))), "future", "明天才到任，今天不能先登记"),
        Example(
            _wish(span=Span(date(2026, 11, 21)), is_roster=True), True, "值班可以事先排好"
        ),
        Example(_wish(span=Span(_DAY, date(2026, 2, 1))), "backwards", "结束早于开始"),
        Example(_wish(due_on=_DAY), "due_first", "期满日期不晚于开始"),
        Example(_wish(fits=False), "wrong_place", "村没有院长"),
        Example(_wish(lacks=("人员",)), "lacking", "没有写人"),
        Example(_wish(surplus=("单位",)), "surplus", "书记没有对方单位"),
        Example(_wish(members_only=True, is_member=False), "no_member", "书记须是党员"),
        Example(_wish(org_closed_on=date(2026, 2, 1)), "closed", "组织已撤销"),
        Example(_wish(others=(Span(date(2024, 1, 1)),)), "taken", "前任还没有免职"),
        Example(_wish(others=(Span(date(2024, 1, 1), _DAY),)), True, "前任当天免职"),
        Example(_wish(own=(Span(date(2025, 1, 1)),)), "twice", "同一人同一职务登记两次"),
        Example(
            _wish(party_age_needed=True, full_on=date(2025, 3, 2)),
            "young_in_party",
            "任职时党龄差一天满一年，只提示",
        ),
        Example(_wish(party_age_needed=True, full_on=date(2025, 3, 1)), (), "任职时党龄正好一年"),
        Example(_wish(carried=5, most=5), "many_units", "第六家，只提示"),
    ),
)  # fmt: skip
def may_appoint(wish: Wish) -> Verdict:
    """Hard where the facts contradict each other; what is only usual is remarked."""
    span = wish.span
    due = wish.due_on
    return all_of(
        first_refusal(
            require(wish.fits, "wrong_place", f"这个组织的领域或类型不设{wish.kind}"),
            require(not wish.lacks, "lacking", f"{wish.kind}须填：{'、'.join(wish.lacks)}"),
            require(not wish.surplus, "surplus", f"{wish.kind}不填：{'、'.join(wish.surplus)}"),
            require(
                wish.is_member or not wish.members_only, "no_member", f"{wish.kind}须由党员担任"
            ),
            require(
                wish.is_roster or span.since <= wish.today, "future", "开始日期不能晚于今天"
            ),
            require(span.until is None or span.until >= span.since, "backwards", "结束早于开始"),
            require(due is None or due > span.since, "due_first", "期满日期须晚于开始日期"),
            require(
                wish.org_closed_on is None or span.since < wish.org_closed_on,
                "closed",
                "该组织那时已经撤销",
            ),
            require(
                not any(span.meets(other) for other in wish.others),
                "taken",
                f"这段时间已有{wish.kind}，请先办理免职",
            ),
            require(not any(span.meets(other) for other in wish.own), "twice", "已经登记过"),
        ),
        usual(wish),
    )  # fmt: skip


def usual(wish: Wish) -> Verdict:
    old_enough = (
        not wish.party_age_needed
        or wish.full_on is None
        or add_years(wish.full_on, 1) <= wish.span.since
    )
    return all_of(
        advise(
            old_enough, "young_in_party", f"{wish.kind}一般应有一年以上党龄，请核对", "R-ORG-20"
        ),
        advise(
            not wish.most or wish.carried < wish.most,
            "many_units",
            f"此人已联系 {wish.carried} 家，一般不超过 {wish.most} 家",
            "R-GOV-44",
        ),
    )


@rule(
    title="能否免职或结束联系",
    cites=("R-ORG-23", "R-GEN-02", "R-GEN-13"),
    source="任职日期的先后；第一书记稳定要求由当地设定",
    examples=(
        Example(
            {"since": _DAY, "until": date(2026, 6, 1), "today": date(2026, 11, 20),
             "ended": False, "must_explain": False, "exception": ""}, True, "到期免职",
        ),
        Example(
            {"since": _DAY, "until": date(2026, 2, 1), "today": date(2026, 11, 20),
             "ended": False, "must_explain": False, "exception": ""}, "backwards", "早于任职",
        ),
        Example(
            {"since": _DAY, "until": date(2026, 11, 21), "today": date(2026, 11, 20),
             "ended": False, "must_explain": False, "exception": ""}, "future", "明天的事",
        ),
        Example(
            {"since": _DAY, "until": date(2026, 6, 1), "today": date(2026, 11, 20),
             "ended": True, "must_explain": False, "exception": ""}, "ended", "已经结束",
        ),
        Example(
            {"since": _DAY, "until": date(2026, 6, 1), "today": date(2026, 11, 20),
             "ended": False, "must_explain": True, "exception": ""}, "stable",
            "第一书记今年不轮换，没有写例外原因",
        ),
        Example(
            {"since": _DAY, "until": date(2026, 6, 1), "today": date(2026, 11, 20),
             "ended": False, "must_explain": True, "exception": "因病"}, True, "写明了例外原因",
        ),
    ),
)  # fmt: skip
def may_end(
    since: date, until: date, today: date, ended: bool, must_explain: bool, exception: str
) -> Verdict:
    return first_refusal(
        require(not ended, "ended", "已经结束，不能再次结束"),
        require(until >= since, "backwards", "结束日期不能早于开始日期"),
        require(until <= today, "future", "结束日期不能晚于今天"),
        require(
            not must_explain or bool(exception.strip()),
            "stable",
            "按本地规定第一书记期满前不轮换、不撤回，提前结束须写明例外原因",
        ),
    )


@rule(
    title="能否续任",
    cites=("R-ORG-22",),
    source="任期、协议的延续",
    examples=(
        Example({"old": date(2026, 6, 1), "new": date(2027, 6, 1), "ended": False}, True, "延一年"),
        Example({"old": date(2026, 6, 1), "new": date(2026, 6, 1), "ended": False}, "not_later",
                "没有延长"),
        Example({"old": None, "new": date(2026, 6, 1), "ended": True}, "ended", "已经结束"),
    ),
)  # fmt: skip
def may_renew(old: date | None, new: date, ended: bool) -> Verdict:
    return first_refusal(
        require(not ended, "ended", "已经结束，请重新登记"),
        require(old is None or new > old, "not_later", "新的期满日期须晚于原来的"),
    )


@rule(
    title="能否写入过程记录",
    cites=("R-GOV-44", "R-GEN-13"),
    source="走访、考评须在联系期间",
    examples=(
        Example({"on": date(2026, 6, 1), "span": Span(_DAY), "today": date(2026, 11, 20)}, True,
                "联系期间"),
        Example({"on": date(2026, 2, 1), "span": Span(_DAY), "today": date(2026, 11, 20)},
                "outside", "联系开始以前"),
        Example({"on": date(2026, 12, 1), "span": Span(_DAY), "today": date(2026, 11, 20)},
                "future", "还没有发生"),
    ),
)  # fmt: skip
def may_note(on: date, span: Span, today: date) -> Verdict:
    if on > today:
        return require(False, "future", "日期不能晚于今天")
    inside = span.since <= on and (span.until is None or on <= span.until)
    return OK if inside else require(False, "outside", "日期不在任职或联系期间", "R-GOV-44")
