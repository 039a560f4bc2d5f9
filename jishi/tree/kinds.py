"""What kinds of Party organisation there are, and in what sector they stand (R-ORG-01)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class OrgKind:
    code: str
    label: str
    is_level: bool = True  # 党小组不是一级党组织：没有批复、公章和任期（R-ORG-01）
    is_grassroots_committee: bool = False  # 党组、党工委不是基层委员会（R-ORG-01）
    is_branch: bool = False
    has_term: bool = True


ORG_KINDS = {
    kind.code: kind
    for kind in (
        OrgKind("local_committee", "地方党委", has_term=True),
        OrgKind("leading_group", "党组", has_term=False),
        OrgKind("work_committee", "党工委", has_term=False),
        OrgKind("committee", "基层党委", is_grassroots_committee=True),
        OrgKind("general_branch", "党总支"),
        OrgKind("branch", "党支部", is_branch=True),
        OrgKind("joint_branch", "联合党支部", is_branch=True),
        OrgKind("temporary_branch", "临时党支部", is_branch=True, has_term=False),  # R-ORG-10
        OrgKind("mobile_organisation", "流动党员党组织", is_branch=True),  # R-ORG-12
        OrgKind("group", "党小组", is_level=False, has_term=False),
    )
}

SECTORS = {
    "county": "县级",
    "township": "乡镇",
    "street": "街道",
    "village": "村",
    "community": "社区",
    "bureau": "机关",
    "institution": "事业单位",
    "school": "学校",
    "hospital": "医院",
    "state_enterprise": "国有企业",
    "private_enterprise": "非公企业",
    "social_organisation": "社会组织",
    "other": "其他",
}

# Who approved that an organisation was set up, changed or closed.
APPROVERS = {
    "committee": "上级基层党委",
    "county": "县级党委",
    "above": "县级以上党委",
}
COUNTY_OR_ABOVE = ("county", "above")

APPROVER_CHOICES = list(APPROVERS.items())
KIND_CHOICES = [(kind.code, kind.label) for kind in ORG_KINDS.values()]
SECTOR_CHOICES = list(SECTORS.items())

# Which kinds may stand directly below which; a group hangs on a branch only (R-ORG-01).
_COMMITTEES = ("local_committee", "leading_group", "work_committee", "committee")
_BELOW_COMMITTEE = tuple(code for code in ORG_KINDS if code not in ("local_committee", "group"))
_BRANCHES = tuple(code for code, kind in ORG_KINDS.items() if kind.is_branch)
MAY_STAND_BELOW: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(_COMMITTEES, _BELOW_COMMITTEE),
    "general_branch": _BRANCHES,
    **dict.fromkeys(_BRANCHES, ("group",)),
    "group": (),
}


def place_name(short_name: str) -> str:
    """The place an organisation is of, as residents call it: 河东村 of 河东村党支部."""
    for ending in ("党工委", "党委", "党支部", "党总支"):
        short_name = short_name.removesuffix(ending)
    return short_name
