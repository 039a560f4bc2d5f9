"""What kinds of units there are, in two levels, and in which ways one is covered (R-GOV-11).

Since 2023 the new fields are told apart as 两企三新; lists from before speak of 两新 only. `group`
is the upper level of today, `two_new` the older word, so that both kinds of tables can be filled.
"""

from __future__ import annotations

from dataclasses import dataclass

GROUPS = {
    "place": "村和社区",
    "public": "机关事业和国有单位",
    "enterprise": "两企（混合所有制、非公企业）",
    "new": "三新（新经济组织、新社会组织、新就业群体）",
    "carrier": "园区、商圈、楼宇等载体",
    "project": "工程项目",
}


@dataclass(frozen=True)
class UnitKind:
    code: str
    label: str
    group: str
    two_new: bool = False  # 两新 as older lists have it
    carrier: bool = False  # of the four kinds of R-ORG-09, or a park
    sector: str = ""  # of an organisation that stands for it alone


UNIT_KINDS = {
    kind.code: kind
    for kind in (
        UnitKind("village", "村", "place", sector="village"),
        UnitKind("community", "社区", "place", sector="community"),
        UnitKind("residential_area", "小区", "place", sector="community"),
        UnitKind("bureau", "机关", "public", sector="bureau"),
        UnitKind("institution", "事业单位", "public", sector="institution"),
        UnitKind("school", "学校", "public", sector="school"),
        UnitKind("hospital", "医院", "public", sector="hospital"),
        UnitKind("state_enterprise", "国有企业", "public", sector="state_enterprise"),
        UnitKind("mixed_enterprise", "混合所有制企业", "enterprise", True,
                 sector="private_enterprise"),
        UnitKind("private_enterprise", "非公企业", "enterprise", True,
                 sector="private_enterprise"),
        UnitKind("individual", "个体工商户", "new", True, sector="private_enterprise"),
        UnitKind("new_economy", "新经济组织", "new", True, sector="private_enterprise"),
        UnitKind("society", "社会团体", "new", True, sector="social_organisation"),
        UnitKind("social_service", "社会服务机构", "new", True, sector="social_organisation"),
        UnitKind("foundation", "基金会", "new", True, sector="social_organisation"),
        UnitKind("new_employment", "新就业群体站点", "new", sector="other"),
        UnitKind("cooperative", "农民专业合作社", "carrier", True, carrier=True, sector="other"),
        UnitKind("market", "专业市场", "carrier", carrier=True, sector="other"),
        UnitKind("business_district", "商圈", "carrier", carrier=True, sector="other"),
        UnitKind("building", "楼宇", "carrier", carrier=True, sector="other"),
        UnitKind("park", "园区", "carrier", carrier=True, sector="other"),
        UnitKind("project", "工程项目", "project", sector="other"),
    )
}  # fmt: skip
UNIT_KIND_CHOICES = [(kind.code, kind.label) for kind in UNIT_KINDS.values()]
TWO_NEW = tuple(kind.code for kind in UNIT_KINDS.values() if kind.two_new)

# 单独建、联合建、挂靠建, 区域联建, 归口统建, and the class of small ones under the market bureau.
MODES = {
    "single": "单独组建",
    "joint": "联合组建",
    "attached": "挂靠组建",
    "area": "区域联建",
    "trade": "归口统建",
    "small": "小个专分类管理",
}
MODE_CHOICES = list(MODES.items())
