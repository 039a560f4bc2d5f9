"""问题与诉求: the books of cases, as in 问题整改台账 and 诉求台账."""

from __future__ import annotations

from jishi.cases.marks import DOORS, SATISFACTION, STATES
from jishi.exchange.fields import (
    Field,
    choice,
    code,
    full_date,
    integer,
    limit,
    long_text,
    moment,
    name,
    organisation,
    text,
    yes_no,
)

COUNTED = {code_: label for code_, label in STATES.items() if code_ not in ("refused", "merged")}
STATE_WORDS = {
    "未分办": "registered", "待受理": "registered", "未签收": "assigned", "办理": "working",
    "正在办理": "working", "在办": "working", "整改中": "working", "正在整改": "working",
    "未完成": "working", "未办结": "working", "未整改": "working", "处理中": "working",
    "待核准": "submitted", "待验收": "submitted", "待回访": "submitted", "已答复": "submitted",
    "已办结": "struck_off", "办结": "struck_off", "已完成": "struck_off", "已整改": "struck_off",
    "完成": "struck_off", "整改完成": "struck_off", "销号": "struck_off", "已转化": "struck_off",
    "已解决": "struck_off", "已归档": "struck_off", "结案": "struck_off", "待县级验收": "submitted",
}  # fmt: skip
CALLED = {"solved": "解决", "unsolved": "未解决", "unreached": "未接通", "unsaid": "不愿回答"}
CALLED_WORDS = {
    "已解决": "solved", "是": "solved", "基本解决": "solved", "没有解决": "unsolved",
    "否": "unsolved", "未解决": "unsolved", "无人接听": "unreached", "未联系上": "unreached",
    "拒答": "unsaid",
}  # fmt: skip
PLEASED = {str(n): label for n, label in SATISFACTION.items()}
PLEASED_WORDS = {"较满意": "4", "比较满意": "4", "一般": "3", "不太满意": "2", "很不满意": "1",
                 "很满意": "5"}  # fmt: skip
LOOKED = {"kept": "巩固", "relapsed": "反弹"}

ORG = Field(
    "org", "责任单位",
    ("承办单位", "整改单位", "整改责任单位", "牵头单位", "办理单位", "责任部门", "主办单位",
     "责任党组织", "承办部门", "处置单位", "办理部门", "经办单位"),
    organisation, example="下河村党支部",
)  # fmt: skip
LIMIT = Field(
    "limit", "时限",
    ("办理时限", "整改时限", "完成时限", "整改期限", "期限", "完成期限", "办理期限", "办结时限",
     "截止时间", "截止日期", "要求办结时间", "要求完成时间", "应办结时间", "承诺时限", "限办时间",
     "到期时间", "限时"),
    limit, note="写多久（7天、5个工作日、24小时），或写到哪一天；留空按当地设定",
    example="30个工作日",
)  # fmt: skip
OUTCOME = Field(
    "outcome", "办理结果",
    ("整改结果", "整改情况", "处理结果", "办理情况", "答复内容", "回复内容", "整改成效", "处理情况",
     "处置结果", "完成情况", "办结意见", "办理意见", "处置情况", "答复意见"),
    long_text(500), personal=True, example="",
)  # fmt: skip
REPLIED = Field(
    "replied", "答复日期",
    ("答复时间", "办结时间", "办结日期", "完成时间", "整改完成时间", "回复时间", "完成日期",
     "处理完成时间", "反馈时间", "实际办结时间", "实际完成时间"),
    moment, example="",
)  # fmt: skip
CALL = Field("called", "回访结果", ("是否解决", "回访情况", "回访是否解决", "诉求是否解决"),
             choice(CALLED, CALLED_WORDS), choices=CALLED, example="")  # fmt: skip
PLEASURE = Field(
    "satisfaction", "满意程度",
    ("满意度", "是否满意", "满意度评价", "回访满意度", "群众满意度", "满意情况"),
    choice(PLEASED, PLEASED_WORDS), choices=PLEASED, example="",
)  # fmt: skip
STATE = Field(
    "state", "状态",
    ("办理状态", "整改状态", "进度", "办理进度", "工单状态", "当前状态", "销号状态", "是否销号",
     "是否办结", "是否完成"),
    choice(COUNTED, STATE_WORDS), choices=COUNTED, note="留空按所填的日期推定", example="",
)  # fmt: skip
APPROVER = Field(
    "struck_by", "核准人",
    ("验收人", "销号核准人", "核销人", "销号人", "验收人员", "回访人", "回访人员"), name,
    personal=True, note="已销号的必填，不能是责任人自己", example="",
)  # fmt: skip
HANDLER = Field(
    "handler", "责任人", ("整改责任人", "经办人", "承办人", "具体责任人", "办理人", "整改人"),
    text(30), personal=True, example="王小青",
)  # fmt: skip

cases_fields = (
    Field("code", "编码", ("问题编号", "案件编号", "本系统编号"), text(40), key=True,
          note="系统给的编号，新增时留空", example=""),
    Field("order_no", "原单号", ("台账编号", "原编号", "督办单号"), text(40), key=True,
          note="原来台账里的编号；同一单号再次导入不重复登记", example=""),
    Field(
        "kind", "类型", ("种类", "台账类型", "事项类型", "问题类型", "台账种类"), text(30),
        required=True, key=True, note="如 问题整改、群众诉求、软弱涣散党组织整顿",
        example="问题整改",
    ),
    Field("home", "登记单位", ("受理单位", "建账单位", "发现单位", "登记党组织", "交办单位"),
          organisation, note="留空为导入的组织", example=""),
    Field(
        "received", "日期",
        ("登记日期", "登记时间", "发现时间", "发现日期", "受理日期", "受理时间", "交办时间",
         "交办日期", "反映时间", "来访时间", "时间", "收到时间"),
        moment, required=True, key=True, example="2026-05-10",
    ),
    Field(
        "title", "事由", ("问题", "存在问题", "问题名称", "标题", "主题", "事项", "问题清单",
                        "问题表现", "具体问题", "事项名称", "心愿"),
        text(80), required=True, key=True, example="活动室漏雨",
    ),
    Field("detail", "情况", ("具体表现", "问题描述", "情况说明", "详细情况", "内容", "问题详情"),
          long_text(1000), personal=True, example=""),
    Field("classes", "类别", ("问题类别", "事项类别", "分类", "情形", "问题分类", "诉求类别"),
          text(120), note="几类的用分号隔开", example="阵地与保障"),
    Field("source", "来源", ("问题来源", "来源渠道", "线索来源"), text(30), example="党建督查"),
    Field("level", "查摆层级", ("层级", "查摆主体", "问题层级"), text(30), example=""),
    Field("door", "渠道", ("受理渠道", "反映渠道", "来件渠道"), choice(DOORS), choices=DOORS,
          example=""),
    Field("grade", "级别", ("办理要求", "整改类型", "紧急程度", "缓急", "轻重缓急"), text(20),
          example="限期整改"),
    Field("subject", "问题所在组织",
          ("所在党组织", "涉及组织", "被查组织", "整顿对象", "涉及党组织"), organisation,
          example="下河村党支部"),
    Field("person", "所涉党员", ("党员姓名", "失联党员", "涉及党员"), name, personal=True,
          example=""),
    Field("person_code", "党员编码", ("党员编号",), code, personal=True, example=""),
    ORG,
    Field("leader", "责任领导", ("整改责任领导", "包抓领导", "牵头领导", "分管领导"), text(30),
          personal=True, example="李田"),
    HANDLER,
    Field("document", "文号", ("认定文号", "文件号", "依据文号"), text(60), example=""),
    Field("items", "项目", ("其他项目", "整改措施", "办理措施", "具体措施", "措施"),
          long_text(4000), personal=True,
          note="各类自己的项目，如 整改措施：翻修屋面；整改目标：入冬前完工",
          example="整改措施：翻修屋面"),
    Field("roles", "责任人员", ("四个一", "整顿力量", "帮扶力量"), long_text(1000), personal=True,
          note="如 包村乡镇领导：李田；驻村第一书记：王小青", example=""),
    Field("lists", "所在清单", ("所属清单", "清单名称"), text(300),
          note="先建好的清单名称，几张的用分号隔开", example=""),
    LIMIT,
    Field("counts_from", "计时自", (), moment, note="与登记日期不同时填", example=""),
    Field("extended", "延期", ("延期天数", "延长时限"), integer(1, 2000), example=""),
    Field("pauses", "暂停计时", ("暂停",), text(300),
          note="起止时间用“至”连接，几段的用分号隔开", example=""),
    Field("contacted", "联系诉求人时间", ("响应时间", "联系时间", "首次联系时间"), moment,
          example=""),
    Field("progress", "办理进展", ("整改进展", "进展情况", "办理过程", "整改进展情况", "处理过程"),
          long_text(20_000), personal=True, note="每行一条，先写日期：2026-05-12 已请人看过",
          example=""),
    REPLIED,
    OUTCOME,
    Field("published", "公开答复", ("对外答复", "公开内容"), long_text(500), example=""),
    CALL,
    PLEASURE,
    Field("confirmed", "本人确认", ("诉求人确认",), yes_no, example=""),
    Field("struck", "销号日期", ("销号时间", "验收时间", "验收日期", "核销日期", "转化时间"),
          full_date, example=""),
    APPROVER,
    Field("looked", "回头看日期", ("回头看时间",), full_date, example=""),
    Field("looked_as", "回头看结果", ("回头看情况",), choice(LOOKED), choices=LOOKED, example=""),
    Field("reopened", "重开次数", ("反弹次数",), integer(0, 20), example=""),
    Field("supervised", "挂牌督办日期", ("督办日期", "挂牌日期"), full_date, example=""),
    STATE,
    Field("due", "期限至", (), moment, note="由系统算出，导入时不看", example=""),
)  # fmt: skip
