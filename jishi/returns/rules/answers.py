"""Whether an answer may stand: range, plausibility with a word of explanation, and completeness."""

from __future__ import annotations

from collections.abc import Collection

from jishi.kernel.declare import Example, rule
from jishi.kernel.verdict import Verdict, all_of, require


@rule(
    title="填报的数能不能用",
    cites=("R-STAT-08",),
    source="报表填报要求",
    examples=(
        Example({"value": 0, "low": 0, "high": 100, "times": 0, "before": None,
                 "explained": False}, True, "零也是数"),
        Example({"value": -1, "low": 0, "high": 100, "times": 0, "before": None,
                 "explained": False}, "range", "负数"),
        Example({"value": 60, "low": 0, "high": 100, "times": 5, "before": 10,
                 "explained": False}, "odd", "是上期的六倍，没有说明"),
        Example({"value": 60, "low": 0, "high": 100, "times": 5, "before": 10,
                 "explained": True}, True, "说明了原因"),
        Example({"value": 1, "low": 0, "high": 100, "times": 5, "before": 10,
                 "explained": False}, "odd", "不到上期的五分之一"),
        Example({"value": 50, "low": 0, "high": 100, "times": 5, "before": 10,
                 "explained": False}, True, "正好五倍"),
    ),
)  # fmt: skip
def may_answer(
    value: int, low: int, high: int, times: int, before: int | None, explained: bool
) -> Verdict:
    odd = bool(times and before) and (
        value > times * (before or 0) or value * times < (before or 0)
    )
    return all_of(
        require(low <= value <= high, "range", f"须在 {low:,} 至 {high:,} 之间"),
        require(
            explained or not odd, "odd",
            f"与上期的 {before or 0:,} 相差 {times} 倍以上，请核对；没有错的在说明里写明原因",
            "R-STAT-08",
        ),
    )  # fmt: skip


@rule(
    title="能不能上报",
    cites=("R-STAT-08",),
    source="零报告与漏报的区分",
    examples=(
        Example({"state": "open", "empty": (), "waiting": 0, "over": True}, True, "都填了"),
        Example({"state": "open", "empty": ("为民办实事",), "waiting": 0, "over": True}, "empty",
                "空着的不等于零"),
        Example({"state": "open", "empty": (), "waiting": 2, "over": True}, "waiting",
                "下级还没有报齐"),
        Example({"state": "submitted", "empty": (), "waiting": 0, "over": True}, "sent",
                "已经上报"),
        Example({"state": "open", "empty": (), "waiting": 0, "over": False}, "not_over",
                "时期还没有结束"),
    ),
)  # fmt: skip
def may_submit(state: str, empty: Collection[str], waiting: int, over: bool) -> Verdict:
    return all_of(
        require(state == "open", "sent", "已经上报，不能重复上报"),
        require(over, "not_over", "这个时期还没有结束，到期后再上报"),
        require(not empty, "empty", f"还没有填：{'、'.join(empty)}；没有的填 0", "R-STAT-08"),
        require(not waiting, "waiting", f"下级还有 {waiting} 个没有审核通过"),
    )


@rule(
    title="能不能审核通过",
    cites=("R-STAT-01",),
    source="报表逐级审核制度",
    examples=(
        Example({"state": "submitted", "own": False}, True, "由别人审核"),
        Example({"state": "submitted", "own": True}, "own", "自己报的自己审"),
        Example({"state": "open", "own": False}, "not_sent", "还没有报"),
    ),
)
def may_accept(state: str, own: bool) -> Verdict:
    return all_of(
        require(state == "submitted", "not_sent", "还没有上报"),
        require(not own, "own", "不能审核自己上报的"),
    )


@rule(
    title="能不能退回",
    cites=("R-GEN-13",),
    source="报表逐级审核制度",
    examples=(
        Example({"state": "submitted", "above": "open", "reason": "合计不对"}, True, "写明了原因"),
        Example({"state": "accepted", "above": "open", "reason": "漏填"}, True, "上级还没有报"),
        Example({"state": "submitted", "above": "open", "reason": " "}, "no_reason", "没有原因"),
        Example({"state": "accepted", "above": "submitted", "reason": "漏填"}, "gone_up",
                "已经汇总上报"),
        Example({"state": "open", "above": "open", "reason": "漏填"}, "not_sent", "还没有报"),
    ),
)  # fmt: skip
def may_send_back(state: str, above: str, reason: str) -> Verdict:
    return all_of(
        require(state in ("submitted", "accepted"), "not_sent", "还没有上报"),
        require(
            state != "accepted" or above == "open", "gone_up", "已经汇总上报，请先退回上一级的"
        ),
        require(bool(reason.strip()), "no_reason", "请写明退回的原因", "R-GEN-13"),
    )
