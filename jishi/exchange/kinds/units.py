"""单位: villages, bureaus, enterprises, social organisations, as in 两新组织摸排表."""

from __future__ import annotations

from jishi.exchange.fields import (
    Field,
    choice,
    code,
    district,
    integer,
    organisation,
    text,
    uscc,
    yes_no,
)
from jishi.registers.unit_kinds import MODES as COVERED
from jishi.registers.unit_kinds import UNIT_KINDS

KINDS = {kind.code: kind.label for kind in UNIT_KINDS.values()}
_KIND_WORDS = {
    "企业": "private_enterprise", "私营企业": "private_enterprise",
    "民营企业": "private_enterprise",
    "非公有制企业": "private_enterprise", "非公有制经济组织": "private_enterprise",
    "个体工商户": "individual", "有限责任公司": "private_enterprise",
    "外资企业": "private_enterprise", "合资企业": "private_enterprise", "国企": "state_enterprise",
    "社会团体": "society", "民办非企业单位": "social_service",
    "民办非企业": "social_service", "社会服务机构": "social_service",
    "基金会": "foundation", "行业协会": "society",
    "社团": "society",
    "律师事务所": "social_service", "行政村": "village", "建制村": "village",
    "党政机关": "bureau", "中小学": "school", "社会组织": "society", "居委会": "community",
    "合作社": "cooperative",
}  # fmt: skip
MODES = {**COVERED, "instructor": "派驻指导员", "none": "未覆盖"}
_MODE_WORDS = {
    "单建": "single", "单独": "single", "独立组建": "single", "独立建": "single", "联建": "joint",
    "联合": "joint",
    "联合党支部": "joint", "挂靠": "attached", "挂靠建": "attached", "依托组建": "attached",
    "区域": "area", "区域联建": "area", "区域化党建": "area", "行业": "trade",
    "行业联建": "trade", "行业党建": "trade", "指导员": "instructor",
    "党建指导员": "instructor",
    "派指导员": "instructor", "党建指导员覆盖": "instructor", "未组建": "none", "未建": "none",
    "无": "none", "尚未组建": "none", "未建立": "none",
}  # fmt: skip

units_fields = (
    Field(
        "code", "编码", ("单位编码", "单位代码", "企业编号", "企业编码", "系统编码", "单位编号"),
        code,
        key=True, example="U000123",
    ),
    Field(
        "name", "单位名称",
        ("企业名称", "名称", "两新组织名称", "社会组织名称", "机构名称", "单位全称", "企业全称",
         "组织名称",
         "法人单位名称", "非公企业名称", "两新组织", "商户名称", "单位", "市场主体名称", "公司名称",
         "企业（单位）名称", "单位（企业）名称", "企业名称全称", "企业/社会组织名称", "行政村名称"),
        text(100), required=True, key=True, example="青禾县绿源农业发展有限公司",
    ),
    Field(
        "kind", "单位类型",
        ("类型", "单位类别", "企业类型", "单位性质", "组织类型", "企业性质", "类别", "经济类型",
         "性质",
         "两新组织类型", "社会组织类型", "机构类型"),
        choice(KINDS, _KIND_WORDS), example="非公企业", choices=KINDS,
    ),
    Field(
        "uscc", "统一社会信用代码",
        ("信用代码", "社会信用代码", "统一信用代码", "统一代码", "组织机构代码", "法人代码",
         "统一社会代码",
         "社会统一信用代码", "营业执照号", "营业执照注册号", "统一社会信用代码证号", "USCC",
         "信用代码证号",
         "统一社会信用编码", "单位统一社会信用代码", "登记证号"),
        uscc, key=True, example="91350100M000100Y43",
    ),
    Field(
        "district", "区划代码",
        ("行政区划代码", "行政区划", "所在区划代码", "统计用区划代码", "行政区划码", "区划编码",
         "地区代码"),
        district, example="350322111201",
    ),
    Field(
        "address", "地址",
        ("单位地址", "详细地址", "经营地址", "注册地址", "住所", "办公地址", "所在地", "企业地址",
         "坐落地址",
         "生产经营地址", "实际经营地址", "所在地址", "经营场所", "通讯地址", "所在位置"),
        text(120), example="青禾县柳溪镇工业园 3 号",
    ),
    Field(
        "covering_org", "覆盖党组织",
        ("所属党组织", "党组织名称", "组建党组织名称", "党组织", "所在党组织", "覆盖的党组织",
         "党支部名称",
         "所属党支部", "已建党组织名称", "隶属党组织", "建立党组织名称", "归属党组织", "管理党组织",
         "党组织全称", "依托党组织", "覆盖党组织名称"),
        organisation, example="柳溪镇工业园联合党支部",
    ),
    Field(
        "mode", "覆盖方式",
        ("组建方式", "党组织组建方式", "组建形式", "覆盖形式", "党建覆盖方式", "党组织设置方式",
         "设置方式",
         "党的组织覆盖方式", "建立方式", "组织覆盖方式", "党组织组建形式", "党的组织和工作覆盖方式",
         "党建工作覆盖方式", "覆盖类型"),
        choice(MODES, _MODE_WORDS), example="单独组建", choices=MODES,
    ),
    Field(
        "staff", "从业人数",
        ("从业人员数", "职工人数", "员工人数", "从业人员", "职工数", "员工数", "人数",
         "从业人员总数",
         "在职职工数", "职工总数", "员工总数", "用工人数", "现有职工数", "从业人员人数",
         "从业人员数量"),
        integer(0, 10_000_000), example="86",
    ),
    Field(
        "members", "党员人数",
        ("党员数", "党员总数", "现有党员数", "党员数量", "在册党员数", "党员", "现有党员",
         "职工党员数",
         "从业人员中党员数", "党员人数名", "正式党员数"),
        integer(0, 1_000_000), example="5",
    ),
    Field(
        "industry", "行业",
        ("所属行业", "行业类别", "行业分类", "从事行业", "主营业务", "经营范围", "行业领域",
         "主要业务",
         "国民经济行业", "行业类型"),
        text(60), example="农业",
    ),
    Field(
        "legal_person_is_member", "法定代表人是否党员",
        ("法人是否党员", "负责人是否党员", "出资人是否党员", "主要负责人是否党员",
         "法人代表是否党员",
         "企业主是否党员", "法定代表人是否为党员", "法人是否为党员", "主要出资人是否党员",
         "负责人是否为党员",
         "法人代表是否为党员", "老板是否党员", "企业负责人是否党员"),
        yes_no, personal=True, example="否",
    ),
    Field(
        "charter", "党建入章",
        ("是否党建入章", "党建是否入章", "党建工作写入章程", "是否写入章程", "党建写入章程",
         "党建入章程",
         "党建工作要求是否写入章程", "章程写入党建", "党建工作是否写入章程"),
        yes_no, example="是",
    ),
    Field(
        "leading_org", "牵头单位",
        ("业务主管单位", "主管单位", "行业主管部门", "主管部门", "业务主管部门", "牵头部门",
         "责任单位",
         "包联单位", "牵头党组织", "业务指导单位", "行业主管单位"),
        organisation, example="青禾县工业和信息化局",
    ),
)  # fmt: skip
