"""What kinds of units there are, in two levels, and in which ways one is covered (R-GOV-11).

Since 2023 the new fields are told apart as 两企三新; lists from before speak of 两新 only. `group`
is the upper level of today, `two_new` the older word, so that both kinds of tables can be filled.
"""

from __future__ import annotations

import re
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

# Lists of enterprises seldom say what each is: told from its name, else from who gave its code.
_BY_NAME = tuple(
    (re.compile(words), kind)
    for words, kind in (
        ("(?:专业|股份|土地|劳务)?合作(?:联)?社$", "cooperative"),
        ("基金会$", "foundation"),
        ("(?:协会|学会|商会|联合会|促进会|研究会|志愿者?协会)$", "society"),
        ("(?:医院|卫生院|卫生室|卫生服务中心|保健院|门诊部|疾控中心)$", "hospital"),
        ("(?:小学|中学|学校|幼儿园|学院|职教中心|小学部|中学部)$", "school"),
        ("(?:村民委员会|村委会|村)$", "village"),
        ("(?:居民委员会|居委会|社区)$", "community"),
        ("(?:工业园区?|产业园区?|开发区|园区|创业园)$", "park"),
        ("(?:大厦|写字楼|商务楼|楼宇)$", "building"),
        ("(?:步行街|商圈|商业街)$", "business_district"),
        ("(?:批发|专业|农贸|建材)市场$", "market"),
        ("(?:项目部|工程指挥部|项目)$", "project"),
        ("(?:局|委员会|办公室|人民政府|法院|检察院)$", "bureau"),
    )
)
_BY_CODE = {
    "11": "bureau", "12": "institution", "51": "society", "52": "social_service",
    "53": "foundation", "91": "private_enterprise", "92": "individual", "93": "cooperative",
}  # fmt: skip
PUBLIC = {"bureau", "institution", ""}
_COMPANY = re.compile("(?:公司|厂|企业|集团|经营部|事务所)$")


def likely_kind(name: str, uscc: str) -> str:
    """The kind of unit, or empty where neither name nor code tells.

    A private school or clinic is what its code says: a social service or a company.
    """
    code = _BY_CODE.get(uscc[:2], "")
    named = next((kind for words, kind in _BY_NAME if words.search(name)), "")
    if named and not (named in ("school", "hospital") and code not in PUBLIC):
        return named
    return code or ("private_enterprise" if _COMPANY.search(name) else "")
