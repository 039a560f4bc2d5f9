"""Entering for another person (代填): who may enter, answer, and who may not check it later."""

from __future__ import annotations

from dataclasses import dataclass

from jishi.kernel.declare import Example, rule
from jishi.kernel.verdict import Verdict, all_of, first_refusal, require


@dataclass(frozen=True)
class Entry:
    """Who entered it, for whom, and whether that person has answered."""

    entered_by: int
    for_account: int
    confirmed: bool = False
    objected: bool = False


_OPEN = Entry(entered_by=1, for_account=2)
_CONFIRMED = Entry(1, 2, confirmed=True)
_OBJECTED = Entry(1, 2, objected=True)


@rule(
    title="可以代填",
    cites=("R-GEN-13",),
    source="系统约定：代填留痕",
    examples=(
        Example(
            {"entered_by": 1, "for_account": 2, "kind": "business", "active": True},
            True,
            "代党员填",
        ),
        Example(
            {"entered_by": 2, "for_account": 2, "kind": "business", "active": True},
            "himself",
            "自己填的不叫代填",
        ),
        Example(
            {"entered_by": 1, "for_account": 2, "kind": "auditor", "active": True},
            "administrator",
            "管理员不办业务，也就无从代填",
        ),
        Example(
            {"entered_by": 1, "for_account": 2, "kind": "business", "active": False},
            "closed",
            "账号停用了就没有人能确认",
        ),
    ),
)
def may_enter_for(entered_by: int | None, for_account: int, kind: str, active: bool) -> Verdict:
    """Only a person may enter, for another person who can confirm it."""
    return first_refusal(
        require(entered_by is not None, "nobody", "代填须由登录的账号办理"),
        require(entered_by != for_account, "himself", "自己填报不用代填"),
        require(kind == "business", "administrator", "管理员账号不办业务，不能代填"),
        require(active, "closed", "对方账号没有启用，不能确认，请改由现任人员"),
    )


@rule(
    title="可以确认代填",
    cites=("R-GEN-13",),
    source="系统约定：代填由本人确认",
    examples=(
        Example({"entry": _OPEN, "account": 2}, True, "本人确认"),
        Example({"entry": _OPEN, "account": 1}, "not_his", "代填人不能替本人确认"),
        Example({"entry": _CONFIRMED, "account": 2}, "answered", "已确认过"),
        Example({"entry": _OBJECTED, "account": 2}, "answered", "已提出异议"),
    ),
)
def may_answer(entry: Entry, account: int | None) -> Verdict:
    """Confirm or object: once, and only the person for whom it was entered."""
    return first_refusal(
        require(account == entry.for_account, "not_his", "只有被代填的本人可以确认"),
        require(not (entry.confirmed or entry.objected), "answered", "这一项已经答复过了"),
    )


@rule(
    title="可以审核",
    cites=("R-GEN-12", "R-GEN-13"),
    source="系统约定：填报、确认与审核分开",
    examples=(
        Example({"entries": (_CONFIRMED,), "checker": 3}, True, "第三人审核"),
        Example({"entries": (), "checker": 3}, True, "不是代填的"),
        Example({"entries": (_CONFIRMED,), "checker": 1}, "entered", "代填人不能再审核"),
        Example({"entries": (_CONFIRMED,), "checker": 2}, "confirmed", "确认人不能再审核"),
        Example({"entries": (_OPEN,), "checker": 1}, ("entered", "open"), "未确认，又是代填人"),
        Example({"entries": (_OPEN,), "checker": 3}, "open", "本人还没有确认"),
        Example({"entries": (_OBJECTED,), "checker": 3}, "objected", "本人有异议，先更正"),
        Example({"entries": (_CONFIRMED, _OBJECTED), "checker": 3}, True, "更正后已经确认"),
        Example(
            {"entries": (Entry(4, 2, confirmed=True), _OBJECTED), "checker": 1},
            "entered",
            "后来别人更正过，当初的代填人仍不能审核",
        ),
    ),
)
def may_check(entries: tuple[Entry, ...], checker: int | None) -> Verdict:
    """Whoever entered or confirmed may not also check. Newest entry first; it must be confirmed."""
    if not entries:
        return Verdict()
    newest = entries[0]
    return all_of(
        require(
            checker not in {entry.entered_by for entry in entries},
            "entered",
            "这一项是您代填的，须由他人审核",
        ),
        require(
            checker not in {entry.for_account for entry in entries if entry.confirmed},
            "confirmed",
            "这一项是您确认的，须由他人审核",
        ),
        require(newest.confirmed or newest.objected, "open", "代填内容还没有经本人确认，不能审核"),
        require(not newest.objected, "objected", "本人对代填内容有异议，请先更正"),
    )
