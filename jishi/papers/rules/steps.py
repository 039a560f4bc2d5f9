"""From draft to print: what each step needs."""

from __future__ import annotations

from jishi.kernel.declare import Example, rule
from jishi.kernel.verdict import Verdict, first_refusal, require

STEPS = {
    "submit": ("送审", ("writing",), "review"),
    "send_back": ("退回修改", ("review",), "writing"),
    "approve": ("签发", ("review",), "approved"),
    "publish": ("印发", ("approved",), "published"),
    "drop": ("作废", ("writing", "review", "approved"), "dropped"),
}


@rule(
    title="文稿能否走下一步",
    cites=("R-GEN-13", "R-DOC-22"),
    source="公文处理的起草、审核、签发、印发程序",
    examples=(
        Example({"step": "submit", "state": "writing"}, True, "起草完送审"),
        Example({"step": "submit", "state": "published"}, "wrong_state", "已印发的不能再送审"),
        Example({"step": "submit", "state": "writing", "open_remarks": 1}, "remarks", "意见未处理"),
        Example({"step": "submit", "state": "writing", "unwritten": 2}, "unwritten", "没写完"),
        Example({"step": "approve", "state": "review"}, True, "审核后签发"),
        Example(
            {"step": "approve", "state": "review", "own": True}, "own", "送审人自己签发"
        ),
        Example({"step": "send_back", "state": "review", "reason": "口径不一致"}, True, "写明原因"),
        Example({"step": "send_back", "state": "review"}, "no_reason", "没有写原因"),
        Example({"step": "drop", "state": "published", "reason": "重复"}, "wrong_state", "已印发"),
        Example({"step": "publish", "state": "approved"}, True, "签发后印发"),
        Example({"step": "publish", "state": "review"}, "wrong_state", "没有签发不能印发"),
    ),
)  # fmt: skip
def may_step(
    step: str, state: str, *, own: bool = False, unwritten: int = 0, open_remarks: int = 0,
    reason: str = "",
) -> Verdict:  # fmt: skip
    label, origins, _ = STEPS[step]
    leaving = step == "submit"
    return first_refusal(
        require(state in origins, "wrong_state", f"现在的状态不能{label}"),
        require(not (step == "approve" and own), "own", "送审的人不能自己签发，请由另一人签发"),
        require(
            not (leaving and unwritten), "unwritten",
            f"还有 {unwritten} 处待撰写，写好或删去后再送审",
        ),
        require(
            not (leaving and open_remarks), "remarks", f"还有 {open_remarks} 条意见没有处理"
        ),
        require(
            step not in ("send_back", "drop") or bool(reason.strip()), "no_reason", "请写明原因",
            "R-GEN-13",
        ),
    )  # fmt: skip


@rule(
    title="文稿能否修改",
    cites=("R-DOC-22",),
    source="定稿后数字固定，不再改动",
    examples=(
        Example({"state": "writing"}, True, "起草中"),
        Example({"state": "review"}, "not_writing", "送审后先退回"),
        Example({"state": "approved"}, "not_writing", "签发后不改"),
    ),
)  # fmt: skip
def may_write(state: str) -> Verdict:
    return require(state == "writing", "not_writing", "只有起草中的文稿可以修改；送审的请先退回")
