"""党组织: the list of organisations, as in 党组织信息统计表."""

from __future__ import annotations

from jishi.exchange.fields import Field, choice, code, day_of_office, full_date, organisation, text
from jishi.tree.kinds import ORG_KINDS, SECTORS

_KINDS = {kind.code: kind.label for kind in ORG_KINDS.values()}
_KIND_WORDS = {
    "党委": "committee", "基层党委": "committee", "党委会": "committee", "总支": "general_branch",
    "总支部": "general_branch", "党总支部": "general_branch", "支部": "branch",
    "单建党支部": "branch",
    "独立党支部": "branch", "联合支部": "joint_branch", "临时支部": "temporary_branch",
    "工委": "work_committee", "党工委": "work_committee", "县委": "local_committee",
    "地方委员会": "local_committee", "小组": "group", "乡镇党委": "committee",
    "支部委员会": "branch",
    "功能型党支部": "branch", "党的基层委员会": "committee",
    "流动党员党支部": "mobile_organisation",
    "流动党支部": "mobile_organisation", "总支部委员会": "general_branch", "委员会": "committee",
}  # fmt: skip
_SECTOR_WORDS = {
    "农村": "village", "行政村": "village", "建制村": "village", "村级": "village",
    "乡": "township",
    "镇": "township", "乡（镇）": "township", "居委会": "community", "城市社区": "community",
    "社区（居委会）": "community", "党政机关": "bureau", "国家机关": "bureau", "县直机关": "bureau",
    "事业": "institution", "中小学": "school", "中小学校": "school", "教育": "school",
    "卫生": "hospital",
    "公立医院": "hospital", "国企": "state_enterprise", "公有制企业": "state_enterprise",
    "非公": "private_enterprise", "非公有制企业": "private_enterprise",
    "民营企业": "private_enterprise",
    "非公有制经济组织": "private_enterprise", "社会团体": "social_organisation",
    "两新": "private_enterprise", "街道社区": "community", "其它": "other",
    "国有企业": "state_enterprise",
}  # fmt: skip

ORG_CODE = Field(
    "code", "编码",
    ("党组织编码", "党组织代码", "组织编码", "组织代码", "党组织编号", "支部编码", "支部代码",
     "组织编号",
     "党组织ID", "代码", "编号代码", "系统编码", "党支部编码", "党组织代码号"),
    code, key=True, example="QH010203",
)  # fmt: skip

organisations_fields = (
    ORG_CODE,
    Field(
        "name", "名称",
        ("党组织名称", "组织名称", "党组织全称", "全称", "党支部名称", "支部名称", "党组织名称全称",
         "基层党组织名称", "名称全称", "党组织", "党组织规范名称", "规范名称", "支部全称",
         "党（总）支部名称",
         "党总支支部名称", "党委名称", "下级党组织名称", "本级党组织名称", "基层党组织", "党支部"),
        organisation, required=True, key=True, example="中共青禾县柳溪镇下河村支部委员会",
    ),
    Field(
        "short_name", "简称",
        ("党组织简称", "组织简称", "名称简称", "支部简称", "规范简称", "通用简称"),
        text(40), example="下河村党支部",
    ),
    Field(
        "kind", "类型",
        ("组织类型", "党组织类型", "组织类别", "党组织类别", "类别", "组织形式", "设置形式",
         "党组织形式",
         "组织设置类型", "党组织性质", "组织层级", "党组织设置形式", "支部类型"),
        choice(_KINDS, _KIND_WORDS), example="党支部", choices=_KINDS,
    ),
    Field(
        "sector", "领域",
        ("所属领域", "所在领域", "行业领域", "单位类型", "单位类别", "所属行业", "单位性质",
         "领域类别",
         "党组织所属领域", "所在单位类别", "所在单位性质", "党组织所在单位性质类别", "行业类别"),
        choice(SECTORS, _SECTOR_WORDS), example="村", choices=SECTORS,
    ),
    Field(
        "parent", "上级党组织",
        ("上级", "上级组织", "隶属党组织", "所属上级党组织", "上级党组织名称", "隶属关系",
         "直接上级",
         "所属党委", "上级党委", "主管党组织", "所属党组织", "隶属", "隶属上级党组织",
         "上级党组织全称",
         "所在党委", "直属上级党组织", "上级党委名称", "所属党工委", "上级编码", "上级党组织编码",
         "上级党组织代码", "所属总支"),
        organisation, example="中共青禾县柳溪镇委员会",
    ),
    Field(
        "founded_on", "成立日期",
        ("建立日期", "成立时间", "批准成立时间", "批准建立日期", "建立时间", "组建时间", "设立日期",
         "设立时间", "党组织成立时间", "党组织建立时间", "成立年月", "批准成立日期", "组建日期",
         "党组织成立日期", "建立党组织日期"),
        day_of_office, example="2001-06-30",
    ),
    Field(
        "document", "批复文号",
        ("文号", "批准文号", "成立文号", "批复文件", "批复", "批准文件", "成立批复文号",
         "批复文件号",
         "成立批文", "批准成立文号"),
        text(60), example="青组〔2021〕3号",
    ),
    Field(
        "elected_on", "本届选举日期",
        ("换届时间", "换届日期", "最近换届时间", "选举日期", "本届换届时间", "本届班子选举时间",
         "最近一次换届时间", "当选日期", "上次换届时间", "本届选举时间", "选举时间", "本届换届日期",
         "届次起始", "上次换届日期", "最近一次换届日期", "最近换届日期", "本届班子当选日期",
         "本届起始时间"),
        day_of_office, example="2021-03-10",
    ),
    Field(
        "closed_on", "撤销日期",
        ("撤销时间", "撤并日期", "终止日期", "撤销年月", "撤并时间", "注销日期", "终止时间"),
        full_date, example="",
    ),
)  # fmt: skip
