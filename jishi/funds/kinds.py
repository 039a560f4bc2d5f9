"""Fixed vocabularies of dues: groups of members, kinds of payment, five uses, kinds of entry."""

from __future__ import annotations

from dataclasses import dataclass

MOST_FEN = 10**11  # nothing in a book of a county is a thousand million yuan


@dataclass(frozen=True)
class Group:
    """How a member's monthly amount comes about: what counts into the base, which scale applies."""

    code: str
    label: str
    scale: str  # salary, retired, farmer, fixed
    base: str = ""  # what the base is
    counts: tuple[str, ...] = ()  # the items it is made of (R-FEE-08)
    leaves_out: str = ""  # beyond what no base contains (R-FEE-10)
    moves: bool = False  # the base follows actual income: R-FEE-06, R-FEE-07

    @property
    def has_base(self) -> bool:
        return self.scale in ("salary", "retired")


GROUPS = {
    group.code: group
    for group in (
        Group(
            "official", "机关干部", "salary", "税后月工资中的计入项目",
            ("职务（职级）工资", "级别工资", "津贴补贴"),
        ),
        Group(
            "organ_worker", "机关工人", "salary", "税后月工资中的计入项目",
            ("岗位工资", "技术等级工资", "津贴补贴"),
        ),
        Group(
            "institution", "事业单位人员", "salary", "税后月工资中的计入项目",
            ("岗位工资", "薪级工资", "基础性绩效工资", "津贴补贴"),
            leaves_out="奖励性绩效工资",
        ),
        Group(
            "enterprise", "企业人员", "salary", "税后月工资中的计入项目",
            ("固定工资", "普遍、定期发放的绩效和奖金"),
            leaves_out="不定期、非普遍发放的奖金和绩效",
        ),
        Group(
            "yearly_pay", "年薪制人员", "salary", "当月实际领取的薪酬（税后）", ("当月实领薪酬",),
            moves=True,
        ),
        Group(
            "self_employed", "个体经营等不按月取得收入", "salary", "上季度月平均纯收入",
            ("上季度第一个月纯收入", "第二个月纯收入", "第三个月纯收入"), moves=True,
        ),
        Group(
            "retired", "离退休", "retired", "基本离退休费或基本养老金",
            ("基本离退休费（基本养老金）",), leaves_out="离退休人员的津贴补贴",
        ),
        Group("farmer", "农民", "farmer"),
        Group("student", "学生", "fixed"),
        Group("laid_off", "下岗失业", "fixed"),
        Group("on_relief", "依靠抚恤或救济生活", "fixed"),
        Group("low_income", "领取最低生活保障金", "fixed"),
    )
}  # fmt: skip
GROUP_CHOICES = [(group.code, group.label) for group in GROUPS.values()]

# What no base contains (R-FEE-09); shown beside the calculator as a list to tick off.
EXCLUSIONS = (
    "个人所得税",
    "基本养老、基本医疗、失业、工伤、生育保险（个人和单位缴纳部分）",
    "住房公积金（个人和单位缴纳部分）",
    "职业年金、企业年金",
    "住房补贴、物业补贴",
    "交通、公务用车、通讯补贴",
    "加班补助、误餐补助",
    "取暖补贴、防暑降温费",
    "少数地区、单位、岗位、人员才有的津贴补贴",
)

PAYMENT_KINDS = {"regular": "按月党费", "large": "大额党费", "special": "特殊党费"}
# Where money above one's dues goes in the end (R-FEE-13, R-FEE-14).
DESTINATIONS = {"": "本级留存", "centre": "全部上缴中央", "province": "上交省"}
ENCLOSURES = {"profile": "基本情况", "conduct": "现实表现", "thoughts": "交纳考虑"}

# The five uses of R-FEE-22.
USES = {
    "training": "培训党员",
    "materials": "订购教育报刊、资料、音像制品和设备",
    "awards": "表彰先进基层组织和优秀党员",
    "hardship": "补助生活困难党员",
    "disaster": "补助受灾党员、修缮因灾受损的党员教育设施",
}


@dataclass(frozen=True)
class EntryKind:
    """A kind of line in a book. `own` is its sign in the book of the organisation it is of."""

    code: str
    label: str
    own: int  # +1 into the book, -1 out of it
    crosses: bool = False  # arrives in another book when it is received there


ENTRY_KINDS = {
    kind.code: kind
    for kind in (
        EntryKind("opening", "期初结余", +1),
        EntryKind("remit", "上缴", -1, crosses=True),
        EntryKind("allocate", "下拨", -1, crosses=True),
        EntryKind("granted", "系统外上级下拨", +1),
        EntryKind("interest", "利息", +1),
        EntryKind("spend", "支出", -1),
    )
}
ENTRY_CHOICES = [(kind.code, kind.label) for kind in ENTRY_KINDS.values()]
SPENDING_STATES = {"applied": "待审批", "approved": "已批准", "refused": "未批准", "paid": "已支付"}
ARREARS_REASONS = {
    "away": "外出务工，一时联系不便",
    "hardship": "生活困难",
    "ill": "患病或行动不便",
    "forgot": "疏忽",
    "unwilling": "无正当理由不交",
    "other": "其他",
}
