"""What a public notice about somebody may say."""

from __future__ import annotations

from jishi.kernel.declare import Example, rule
from jishi.kernel.verdict import Verdict, require

# In this order on the notice; whatever is not here is not on it.
SHOWN = ("name", "sex", "born", "work_place", "applied_on", "activist_on", "candidate_on")
FORBIDDEN = {"identity": "身份证号", "phone": "手机号", "address": "住址", "family": "家庭成员",
             "nation": "民族", "account": "账号"}  # fmt: skip


@rule(
    title="公示只列必要的项目",
    cites=("R-DEV-19",),
    source="系统约定；《中国共产党党务公开条例（试行）》",
    examples=(
        Example({"columns": SHOWN}, True, "姓名、性别、出生年月、单位职务、申请与培养时间"),
        Example({"columns": (*SHOWN, "identity")}, "not_public", "带身份证号"),
        Example({"columns": (*SHOWN, "family")}, "not_public", "带家庭成员"),
    ),
)
def may_be_posted(columns: tuple[str, ...]) -> Verdict:
    wrong = [FORBIDDEN.get(name, name) for name in columns if name not in SHOWN]
    return require(not wrong, "not_public", f"公示不能列{'、'.join(wrong)}", "R-DEV-19")
