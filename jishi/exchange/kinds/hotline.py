"""热线工单: what the hotline hands over, each line a resident's request with its limit and unit."""

from __future__ import annotations

from dataclasses import replace

from jishi.exchange.fields import Field, choice, long_text, moment, organisation, text
from jishi.exchange.kinds.cases import (
    APPROVER,
    CALL,
    HANDLER,
    LIMIT,
    ORG,
    OUTCOME,
    PLEASURE,
    REPLIED,
    STATE,
)

GRADES = {"urgent": "紧急", "utility": "水电气热等", "ordinary": "一般", "hard": "疑难"}
GRADE_WORDS = {
    "特急": "urgent", "加急": "urgent", "急": "urgent", "特别紧急": "urgent", "较急": "utility",
    "普通": "ordinary", "平件": "ordinary", "正常": "ordinary", "一般件": "ordinary",
    "普通件": "ordinary", "紧急件": "urgent", "复杂": "hard", "疑难件": "hard",
}  # fmt: skip

hotline_fields = (
    Field(
        "order_no", "工单编号",
        ("工单号", "工单编码", "受理编号", "热线编号", "诉求编号", "受理单号", "工单流水号",
         "事件编号", "转办单号", "办件编号", "12345工单号", "流水号", "编号"),
        text(40), required=True, key=True, note="同一工单再次导入不重复登记",
        example="QH202605100012",
    ),
    Field(
        "received", "受理时间",
        ("来电时间", "受理日期", "来电日期", "登记时间", "诉求时间", "派单时间", "工单时间", "日期",
         "转办时间", "交办时间", "反映时间", "下派时间", "创建时间", "派单日期"),
        moment, required=True, key=True, example="2026-05-10 09:12",
    ),
    Field("title", "诉求标题", ("标题", "工单标题", "主题", "诉求主题", "事件标题"), text(200),
          personal=True, note="留空用类别和地点代替", example=""),
    Field(
        "words", "诉求内容",
        ("内容", "反映内容", "工单内容", "问题描述", "诉求描述", "具体内容", "来电内容",
         "反映事项", "主要内容", "诉求详情", "事件描述", "诉求事项"),
        long_text(2000), personal=True, note="加密存放，只有受理单位看得到；导出时不带",
        example="三组路灯不亮",
    ),
    Field(
        "class", "诉求类别",
        ("类别", "诉求分类", "问题类别", "问题分类", "事项分类", "工单类别", "工单分类", "一级分类",
         "内容分类", "诉求类型", "归口类别", "事件类别"),
        text(60), note="热线自己的分类，归到本系统的类别", example="市政设施/路灯",
    ),
    Field("place", "地点", ("事发地址", "事发地点", "诉求地点", "地址", "发生地点", "所在区域",
                          "事件地点", "问题地点", "反映地点", "发生地址"),
          text(120), personal=True, note="门牌不入公开的字段", example="下河村三组"),
    Field("grade", "紧急程度", ("缓急程度", "级别", "工单等级", "工单级别", "紧急等级", "优先级"),
          choice(GRADES, GRADE_WORDS), choices=GRADES, example="一般"),
    Field("name", "诉求人", ("来电人", "姓名", "反映人", "联系人", "来电人姓名", "诉求人姓名",
                          "市民姓名", "联系人姓名", "称呼"),
          text(30), personal=True, sealed=True, note="加密存放；导出时不带", example="赵先生"),
    Field("phone", "联系电话", ("来电号码", "电话", "联系方式", "手机号", "手机", "诉求人电话",
                            "主叫号码", "联系号码", "来电电话"),
          text(20), personal=True, sealed=True, note="加密存放；导出时不带", example="13800000000"),
    Field("home", "登记单位", (), organisation, note="留空为导入的组织", example=""),
    ORG,
    HANDLER,
    LIMIT,
    replace(REPLIED, label="答复时间", aliases=(
        "答复日期", *(word for word in REPLIED.aliases if word != "答复时间"))),
    OUTCOME,
    CALL,
    PLEASURE,
    replace(STATE, label="办理状态", aliases=(
        "状态", *(word for word in STATE.aliases if word != "办理状态"))),
    APPROVER,
)  # fmt: skip
