"""Four steps: drafted, looked over by another, released by another, hung up (R-GOV-28)."""

from __future__ import annotations

from jishi.kernel.declare import Example, rule
from jishi.kernel.private import may_be_public
from jishi.kernel.verdict import Verdict, all_of, require

_ALL = {"own": False, "classified": False, "needed": True, "exact": True, "text": "收入三万元"}


@rule(
    title="公开前的审核",
    cites=("R-GOV-28", "R-GOV-31"),
    source="《中国共产党党务公开条例（试行）》",
    examples=(
        Example({**_ALL}, True, "别人审过，都没有问题"),
        Example({**_ALL, "own": True}, "same_person", "自己审自己写的"),
        Example({**_ALL, "classified": True}, "classified", "涉密的不公开"),
        Example({**_ALL, "needed": False}, "not_needed", "没有公开的必要"),
        Example({**_ALL, "exact": False}, "not_exact", "没有核实"),
        Example({**_ALL, "text": "联系 13800000000"}, "private", "写着手机号"),
    ),
)
def may_review(own: bool, classified: bool, needed: bool, exact: bool, text: str) -> Verdict:
    return all_of(
        require(not own, "same_person", "审核人不能是起草人自己", "R-GOV-28"),
        require(not classified, "classified", "涉密和不宜公开的不得公开", "R-GOV-31"),
        require(needed, "not_needed", "请先确认有必要公开", "R-GOV-28"),
        require(exact, "not_exact", "请先核实内容准确", "R-GOV-28"),
        may_be_public(text),
    )


@rule(
    title="能不能发布",
    cites=("R-GOV-28", "R-GOV-21", "R-GOV-29"),
    source="《中国共产党党务公开条例（试行）》",
    examples=(
        Example({"own": False, "secrecy_by": "陈岚", "days": 7, "least": 7}, True, "七天"),
        Example({"own": False, "secrecy_by": "陈岚", "days": None, "least": 7}, True, "长期公开"),
        Example({"own": False, "secrecy_by": "", "days": 7, "least": 7}, "no_secrecy",
                "没有保密审查人"),
        Example({"own": True, "secrecy_by": "陈岚", "days": 7, "least": 7}, "same_person",
                "起草人自己发布"),
        Example({"own": False, "secrecy_by": "陈岚", "days": 6, "least": 7}, "short", "不足七天"),
    ),
)  # fmt: skip
def may_publish(own: bool, secrecy_by: str, days: int | None, least: int) -> Verdict:
    return all_of(
        require(bool(secrecy_by), "no_secrecy", "没有保密审查人，不能发布", "R-GOV-28"),
        require(not own, "same_person", "发布人不能是起草人自己", "R-GOV-28"),
        require(days is None or days >= least, "short", f"至少公开 {least} 天", "R-GOV-21"),
    )
