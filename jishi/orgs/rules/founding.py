"""Founding: who has to approve, within what time, and what the name looks like."""

from __future__ import annotations

from datetime import date

from jishi.kernel.deadline import add_months
from jishi.kernel.declare import Example, rule
from jishi.kernel.verdict import OK, Verdict, advise, all_of, require, warn
from jishi.tree.kinds import COUNTY_OR_ABOVE, ORG_KINDS

VILLAGE = ("village",)
NEEDS_DOCUMENT = ("temporary_branch", "mobile_organisation")


def _given(
    kind: str, sector: str, document: str, approved_by: str, existing: bool = False
) -> dict[str, object]:
    return {
        "kind": kind, "sector": sector, "document": document, "approved_by": approved_by,
        "existing": existing,
    }  # fmt: skip


@rule(
    title="成立、改设须有权机关批准",
    cites=("R-ORG-06", "R-ORG-10", "R-ORG-12"),
    source="农村基层组织工作条例第二章；支部工作条例（试行）第五条、第八条",
    examples=(
        Example(_given("branch", "village", "", ""), True, "村支部的批复可以后补"),
        Example(
            _given("committee", "village", "青发〔2026〕2号", "county"), True, "村党委经县委批准"
        ),
        Example(
            _given("committee", "village", "白发〔2026〕2号", "committee"),
            "needs_county",
            "村党委只有镇党委的批复",
        ),
        Example(_given("committee", "village", "", ""), "needs_county", "村党委没有县级批复"),
        Example(
            _given("mobile_organisation", "other", "白发〔2026〕2号", "committee"),
            "needs_county",
            "流动党员党组织须县级以上党委批准",
        ),
        Example(
            _given("mobile_organisation", "other", "青发〔2026〕2号", "above"),
            True,
            "县级以上党委批准",
        ),
        Example(
            _given("temporary_branch", "bureau", "", ""), "needs_document", "临时党支部没有批复"
        ),
        Example(
            _given("committee", "village", "", "", existing=True),
            True,
            "系统启用前已有的组织，批复在档案里",
        ),
    ),
)
def may_be_approved(
    kind: str, sector: str, document: str, approved_by: str, existing: bool
) -> Verdict:
    """The approval that this kind of organisation cannot be set up without."""
    if existing:
        return OK
    label = ORG_KINDS[kind].label
    documented = bool(document.strip())
    by_county = documented and approved_by in COUNTY_OR_ABOVE
    if kind == "committee" and sector in VILLAGE:
        return require(
            by_county,
            "needs_county",
            "村设党委须经县级党委批准，请填批复文号和批准机关",
            "R-ORG-06",
        )
    if kind == "mobile_organisation":
        return require(
            by_county,
            "needs_county",
            f"{label}须经县级以上党委批准，请填批复文号和批准机关",
            "R-ORG-12",
        )
    if kind == "temporary_branch":
        return require(
            documented, "needs_document", f"{label}须经上级批准，请填批复文号", "R-ORG-10"
        )
    return OK


@rule(
    title="成立按程序",
    cites=("R-ORG-13",),
    source="支部工作条例（试行）第六条",
    examples=(
        Example(
            {
                "applied_on": date(2026, 5, 10),
                "approved_on": date(2026, 6, 10),
                "document": "白发〔2026〕2号",
            },
            (),
            "正好一个月",
        ),
        Example(
            {
                "applied_on": date(2026, 5, 10),
                "approved_on": date(2026, 6, 11),
                "document": "白发〔2026〕2号",
            },
            "late_reply",
            "第三十二天才批复，提示但不阻止",
        ),
        Example(
            {"applied_on": None, "approved_on": date(2026, 6, 11), "document": ""},
            "no_reply",
            "没有批复文号",
        ),
        Example(
            {
                "applied_on": date(2026, 6, 12),
                "approved_on": date(2026, 6, 11),
                "document": "白发〔2026〕2号",
            },
            "reply_before_application",
            "批复早于申请",
        ),
    ),
)
def approved_in_time(applied_on: date | None, approved_on: date, document: str) -> Verdict:
    """Applied for, answered within about a month, the answer has a number."""
    remarks = advise(
        bool(document.strip()), "no_reply", "没有填批复文号，成立党组织应有上级批复", "R-ORG-13"
    )
    if applied_on is None:
        return remarks
    return all_of(
        remarks,
        require(
            approved_on >= applied_on,
            "reply_before_application",
            "批复日期早于申请日期",
            "R-ORG-13",
        ),
        advise(
            approved_on <= add_months(applied_on, 1),
            "late_reply",
            "申请后一个月内一般应批复",
            "R-ORG-13",
        ),
    )


PARTY = ("中国共产党", "中共")
ENDINGS = {
    "local_committee": ("委员会",),
    "committee": ("委员会",),
    "leading_group": ("党组",),
    "work_committee": ("工作委员会",),
    "general_branch": ("总支部委员会", "总支部"),
    "branch": ("支部委员会", "支部"),
    "joint_branch": ("支部委员会", "支部"),
    "temporary_branch": ("支部委员会", "支部"),
    "mobile_organisation": ("委员会", "支部"),
    "group": (),
}


@rule(
    title="全称的写法",
    cites=("R-FMT-09",),
    source="党组织信息采集说明",
    examples=(
        Example(
            {"name": "中国共产党青禾县白石镇河东村支部委员会", "kind": "branch"}, (), "规范的全称"
        ),
        Example({"name": "中共青禾县白石镇委员会", "kind": "committee"}, (), "中共也可以"),
        Example({"name": "第二党小组", "kind": "group"}, (), "党小组没有公章，名称不限"),
        Example({"name": "河东村党支部", "kind": "branch"}, "no_party", "没有写党的名称"),
        Example(
            {"name": "中国共产党白石镇河东村", "kind": "branch"}, "no_ending", "没有写组织类型"
        ),
        Example({"name": " ", "kind": "branch"}, "no_name", "空的全称"),
    ),
)
def in_full_form(name: str, kind: str) -> Verdict:
    """The Party, the unit, the kind; as on the seal. Otherwise a remark, and nothing worse."""
    name = name.strip()
    if not name:
        return require(False, "no_name", "请填全称")
    endings = ENDINGS[kind]
    if not endings:
        return OK
    if not name.startswith(PARTY):
        return warn("no_party", f"全称一般写作「中国共产党…{endings[0]}」，与公章一致", "R-FMT-09")
    return advise(
        name.endswith(endings),
        "no_ending",
        f"全称一般以「{'」或「'.join(endings)}」结尾",
        "R-FMT-09",
    )
