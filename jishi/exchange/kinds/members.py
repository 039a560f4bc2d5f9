"""党员: the roster, as in 党员花名册 and 党员信息采集表."""

from __future__ import annotations

from dataclasses import replace

from jishi.exchange.fields import (
    Field,
    choice,
    education,
    full_date,
    nation,
    organisation,
    partial_date,
    text,
)
from jishi.exchange.kinds.people import IDENTITY, ORG, PERSON_CODE, PERSON_NAME, PHONE, SEX
from jishi.people.kinds import CATEGORIES, OCCUPATIONS, STANDINGS

_STANDING = {standing.code: standing.label for standing in STANDINGS.values()}
_STANDING_WORDS = {
    "正式": "full", "党员": "full", "中共党员": "full", "中共正式党员": "full", "在册": "full",
    "正式党员（在册）": "full", "正常": "full", "预备": "probationary",
    "中共预备党员": "probationary",
    "预备期": "probationary", "延长预备期": "extended", "延长预备": "extended", "留察": "observed",
    "留党察看一年": "observed", "留党察看两年": "observed", "停止": "stopped",
    "停止党籍党员": "stopped",
    "死亡": "deceased", "已去世": "deceased", "已故": "deceased", "病故": "deceased",
    "自行脱党": "struck_off", "开除": "expelled", "取消预备资格": "cancelled", "群众": "none",
    "中止权利": "suspended", "党员权利中止": "suspended", "限期改正党员": "correcting",
}  # fmt: skip
_CLASS_WORDS = {
    "在职党员": "in_post", "在岗": "in_post", "在岗职工": "in_post", "离退休党员": "retired",
    "退休": "retired", "离休": "retired", "退休党员": "retired", "农村无职党员": "rural",
    "无职党员": "rural", "农村党员": "rural", "农民": "rural", "下岗": "laid_off",
    "失业": "laid_off",
    "下岗失业党员": "laid_off", "学生党员": "student", "两新": "two_new", "两新党员": "two_new",
    "非公党员": "two_new", "其他党员": "other", "社区党员": "other", "无业": "laid_off",
}  # fmt: skip
_OCCUPATION_WORDS = {
    "工人": "worker", "工勤技能人员": "worker", "职工": "worker", "务工": "worker",
    "务工人员": "worker",
    "农民": "farmer", "务农": "farmer", "农牧渔民": "farmer", "农业": "farmer", "村民": "farmer",
    "教师": "professional", "医生": "professional", "护士": "professional",
    "工程师": "professional",
    "专技人员": "professional", "专业技术": "professional", "企业管理人员": "manager",
    "管理": "manager",
    "公务员": "official", "机关工作人员": "official", "党政机关": "official",
    "机关干部": "official",
    "干部": "official", "村干部": "other", "社区工作者": "other", "个体": "other",
    "个体户": "other",
    "个体工商户": "other", "自由职业": "other", "自由职业者": "other", "其他": "other",
    "无业": "other",
    "军人": "other", "退休": "retired", "离退休": "retired", "退休人员": "retired",
    "离休": "retired",
    "退休干部": "retired", "大学生": "student", "在校学生": "student", "退休教师": "retired",
}  # fmt: skip

members_fields = (
    PERSON_CODE,
    PERSON_NAME,
    SEX,
    Field(
        "nation", "民族", ("民族名称", "族别", "民 族", "民族成份", "民族成分"), nation,
        personal=True, example="汉族",
    ),
    Field(
        "born_on", "出生日期",
        ("出生年月", "出生年月日", "生日", "出生时间", "出生", "出生日期年月日", "出生年 月",
         "公历出生日期",
         "出生年份", "生年月日"),
        partial_date, personal=True, example="1990-01-01",
    ),
    IDENTITY,
    PHONE,
    Field(
        "education", "学历",
        ("文化程度", "最高学历", "学历学位", "全日制学历", "文化水平", "学历层次", "现有学历",
         "文化",
         "受教育程度", "教育程度", "最高学历层次", "全日制教育学历", "在职学历", "学历情况"),
        education, personal=True, example="大学",
    ),
    Field(
        "work_place", "工作单位及职务",
        ("工作单位", "单位及职务", "工作单位职务", "所在单位", "单位职务", "工作岗位",
         "工作单位及岗位",
         "现工作单位", "现工作单位及职务", "单位", "工作单位和职务", "所在单位及职务",
         "工作单位与职务",
         "工作岗位及职务", "单位名称及职务", "就业单位", "工作（学习）单位", "现任职务",
         "单位及岗位",
         "工作学习单位", "原工作单位"),
        text(80), personal=True, example="柳溪镇中心小学教师",
    ),
    Field(
        "occupation", "职业",
        ("从事职业", "职业类别", "新社会阶层类型", "一线情况", "岗位类别", "职业身份", "身份",
         "工作岗位类别",
         "职业岗位", "现从事职业", "现从事工作", "人员职业"),
        choice(OCCUPATIONS, _OCCUPATION_WORDS), personal=True, example="农牧渔民",
        choices=OCCUPATIONS,
    ),
    replace(ORG, required=True, key=False),
    Field(
        "standing", "党员类别",
        ("人员类别", "党员状态", "党籍状态", "党籍", "党员身份", "类别", "正式或预备", "正式/预备",
         "党员性质", "是否正式党员", "正式预备", "党员类型", "党籍情况", "政治身份", "预备或正式"),
        choice(_STANDING, _STANDING_WORDS), personal=True, example="正式党员", choices=_STANDING,
    ),
    Field(
        "joined_on", "入党日期",
        ("入党时间", "加入中共组织日期", "加入党组织日期", "加入中国共产党日期", "入党年月",
         "何时入党",
         "入党年月日", "入党", "加入党组织时间", "加入中共组织的时间", "加入中国共产党时间",
         "入党时间年月日",
         "吸收为预备党员日期", "接收为预备党员时间", "成为预备党员时间", "加入中国共产党组织时间",
         "党龄起始",
         "接收预备党员日期", "加入中共时间", "预备党员时间", "发展时间"),
        partial_date, personal=True, example="2008-07-01",
    ),
    Field(
        "full_on", "转正日期",
        ("转正时间", "转为正式党员日期", "转为正式党员时间", "转正年月", "何时转正",
         "成为正式党员时间",
         "转正", "转正年月日", "预备党员转正日期", "预备党员转正时间", "按期转正日期",
         "成为正式党员日期"),
        partial_date, personal=True, example="2009-07-01",
    ),
    Field(
        "classes", "党员分类",
        ("管理类别", "党员类群", "分类", "所属类别", "党员群体", "党员分类管理", "在职情况",
         "所属群体",
         "是否在职", "在岗情况", "人员分类"),
        choice(CATEGORIES, _CLASS_WORDS), personal=True, example="农村无职", choices=CATEGORIES,
    ),
    Field(
        "group", "所在党小组",
        ("党小组", "小组", "所属党小组", "党小组名称", "所属小组", "所在小组", "组别"),
        organisation, example="第一党小组",
    ),
    Field(
        "takes_part_at", "参加组织生活的支部",
        ("参加组织生活党支部", "参加组织生活支部", "现参加组织生活支部", "实际参加组织生活的党支部",
         "组织生活所在支部", "过组织生活支部", "参加活动支部", "编入支部", "流入地党支部",
         "参加组织生活所在党支部"),
        organisation, example="青禾县柳溪镇上河村党支部",
    ),
    Field(
        "since", "转入本支部日期",
        ("转入日期", "转入时间", "组织关系转入时间", "组织关系转入日期", "进入支部日期",
         "进入支部时间",
         "转入本支部时间", "进入当前支部日期", "组织关系转入", "转入支部时间", "何时转入",
         "来本支部时间",
         "转入党支部日期", "进入党支部日期", "到支部时间"),
        full_date, personal=True, example="2020-01-05",
    ),
)  # fmt: skip
