"""What a topic of a meeting may be: the powers of an assembly, and what else is talked about."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TopicKind:
    """`vote` names the rule that decides it: '' none, `assembly` or `admission`, `ballot` paper."""

    code: str
    label: str
    vote: str = ""
    important: bool = False  # goes through the committee first (R-LIFE-14)


TOPIC_KINDS = {
    kind.code: kind
    for kind in (
        # The powers of an assembly (R-LIFE-17)
        TopicKind("report", "听取审查支委会工作报告", "assembly"),
        TopicKind("election", "选举", "ballot", important=True),
        TopicKind("recommend", "推荐代表、候选人", "assembly", important=True),
        TopicKind("admit", "接收预备党员", "admission", important=True),
        TopicKind("confirm", "预备党员转正", "admission", important=True),
        TopicKind("extend", "延长预备期", "assembly", important=True),
        TopicKind("cancel", "取消预备党员资格", "assembly", important=True),
        TopicKind("commend", "表彰党员", "assembly", important=True),
        TopicKind("dispose", "组织处置", "assembly", important=True),
        TopicKind("discipline", "纪律处分", "assembly", important=True),
        TopicKind("other", "其他重要事项", "assembly"),
        # What is heard, studied and talked over
        TopicKind("unit_report", "听取单位主要负责人通报工作"),
        TopicKind("superior_report", "向上级报告工作"),
        TopicKind("study", "学习"),
        TopicKind("lecture", "讲课"),
        TopicKind("discuss", "讨论研究"),
        TopicKind("brief", "通报、传达"),
        TopicKind("arrange", "安排工作"),
        TopicKind("hearing", "听取汇报"),
        TopicKind("criticism", "批评和自我批评"),
        TopicKind("appraise", "民主评议"),
        TopicKind("practice", "实践、服务"),
    )
}
TOPIC_CHOICES = [(kind.code, kind.label) for kind in TOPIC_KINDS.values()]
ASSEMBLY_TOPICS = (
    "report", "election", "recommend", "admit", "confirm", "extend", "cancel", "commend",
    "dispose", "discipline", "other",
)  # fmt: skip
MEETING_TOPICS = ("discuss", "arrange", "brief", "study", "hearing", "superior_report", "other")
STUDY_TOPICS = ("study", "lecture", "discuss", "brief")
