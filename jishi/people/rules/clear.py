"""When a list of people may leave the system in clear."""

from __future__ import annotations

from jishi.kernel.declare import Example, rule
from jishi.kernel.verdict import Verdict, all_of, require

PURPOSES = ("向上级报送名册", "办理组织手续", "组织慰问走访", "应急联络", "其他")
MOST = 50_000

_ASK = {"purpose": "办理组织手续", "columns": ("identity",), "count": 12}
_DECIDE = {"state": "waiting", "asked_by": 1, "decided_by": 2}


@rule(
    title="申请明文导出",
    cites=("R-LAW-05",),
    source="个人信息保护法第六条、第二十九条",
    examples=(
        Example(_ASK, True, "写明用途和栏目"),
        Example({**_ASK, "purpose": " "}, "no_purpose", "没有用途"),
        Example({**_ASK, "columns": ("name",)}, "nothing_clear", "没有要明文的栏目"),
        Example({**_ASK, "count": 0}, "nobody", "一个人也没有"),
        Example({**_ASK, "count": 50_001}, "too_many", "太多"),
    ),
)
def may_ask(purpose: str, columns: tuple[str, ...], count: int) -> Verdict:
    """For a purpose, for what is masked otherwise, and for somebody."""
    return all_of(
        require(bool(purpose.strip()), "no_purpose", "须写明用途", "R-LAW-05"),
        require(
            bool({"identity", "phone"} & set(columns)),
            "nothing_clear",
            "没有选身份证号或手机号，请直接用普通导出",
        ),
        require(count > 0, "nobody", "没有符合条件的人"),
        require(count <= MOST, "too_many", f"一次最多 {MOST} 人"),
    )


@rule(
    title="审批明文导出",
    cites=("R-LAW-05",),
    source="批量查看、导出须经第二人",
    examples=(
        Example(_DECIDE, True, "另一个人审批"),
        Example({**_DECIDE, "decided_by": 1}, "same_person", "自己批自己"),
        Example({**_DECIDE, "state": "approved"}, "decided", "已经批过"),
        Example({**_DECIDE, "decided_by": None}, "nobody", "本机操作员不能审批"),
    ),
)
def may_decide(state: str, asked_by: int, decided_by: int | None) -> Verdict:
    """A second person, once."""
    return all_of(
        require(decided_by is not None, "nobody", "须由登录账号审批"),
        require(decided_by != asked_by, "same_person", "申请人不能审批自己的申请", "R-LAW-05"),
        require(state == "waiting", "decided", "这份申请已经办过"),
    )
