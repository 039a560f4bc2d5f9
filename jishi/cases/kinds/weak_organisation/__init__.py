"""软弱涣散和后进党组织整顿：四个一，一村一策，县级验收，转化和先进。"""

from jishi.cases.kinds.kind import CaseKind, Grade, Role
from jishi.kernel.deadline import Limit, Unit
from jishi.kernel.items import Field

WEAK_ORGANISATION = CaseKind(
    code="weak_organisation",
    title="软弱涣散党组织整顿",
    source="R-GOV-01；R-GOV-02；R-GOV-05；R-GOV-06",
    group="rectify",
    mark="整",
    order=12,
    org_kinds=("branch", "joint_branch", "general_branch", "committee"),
    several_classes=True,
    classes=(
        ("team", "班子不齐、书记长期空缺"),
        ("secretary", "书记不胜任"),
        ("discord", "班子不团结"),
        ("idle", "制度不落实、活动不开展"),
        ("election", "换届中拉票贿选问题突出"),
        ("clans", "宗族宗教和黑恶势力干扰"),
        ("disclosure", "党务村务财务不公开"),
        ("order", "治安和信访问题集中"),
        ("venue", "没有活动场所"),
        ("service", "服务差、群众意见大"),
        ("bodies", "村民代表会议、监督委员会不起作用"),
        ("policy", "惠民政策执行不公"),
    ),
    sources=(
        ("screening", "年度排查"),
        ("carried", "上年结转"),
        ("watch", "挂牌督战"),
        ("backward", "后进党支部"),
        ("nominal", "形同虚设的两新组织"),
    ),
    grades=(Grade("ordinary", "一年", Limit(365, Unit.NATURAL_DAYS)),),
    fields=(
        Field(code="cause", label="主要原因", needed=True, most=300),
        Field(code="plan", label="整顿方案（一村一策）", needed=True, most=500),
        Field(code="funds", label="投入整顿资金（元）", type="number", most=99_999_999),
        Field(code="funds_from", label="资金来源和用途", most=120),
        Field(code="hot", label="解决热点难点问题（件）", type="number", most=999),
        Field(code="legacy", label="解决历史遗留问题（件）", type="number", most=999),
        Field(code="trial", label="乡镇初验日期和意见", most=120),
        Field(code="advanced", label="已达到先进标准", type="flag"),
    ),
    roles=(
        Role("county_leader", "联村县级领导", needed=True, link="contact_leader"),
        Role("township_leader", "包村乡镇领导", needed=True),
        Role("first_secretary", "驻村第一书记", needed=True, link="first_secretary"),
        Role("paired_unit", "结对县直单位", needed=True, unit=True),
        Role("group", "整顿工作组成员", several=True),
    ),
    states={"submitted": "待县级验收", "struck_off": "已转化"},
    verbs={"submit": "初验合格，报县级验收", "strike_off": "验收合格，销号"},
    conditions=("evidence", "progress", "outcome", "roles"),
    look_back=12,
    cooling=24,
    one_per_subject=True,
    document="县级认定文号",
    help="乡镇排查、县级研究认定；四个一不齐不算到位，验收合格才算转化，次年回头看。",
)
