"""走访: whom, in what form; households by surname or door only."""

from jishi.activities.kinds.kind import ActivityKind
from jishi.kernel.items import Field

VISIT = ActivityKind(
    code="visit",
    title="走访",
    source="走访联系服务群众制度；R-LIFE-28",
    group="service",
    order=40,
    expects="nobody",
    needs=(),
    takes_minutes=False,
    fields=(
        Field(
            code="object",
            label="走访对象",
            type="choice",
            needed=True,
            choices=(
                ("household", "居民（村民）家庭"),
                ("enterprise", "企业"),
                ("project", "重点项目"),
                ("community", "村、社区"),
                ("hardship", "困难家庭"),
                ("member", "老党员、困难党员"),
            ),
        ),
        Field(
            code="visited",
            label="对象名称",
            needed=True,
            most=40,
            help="企业、村社区写单位台账里的名称；家庭写户主姓氏或门牌，不写身份信息",
        ),
        Field(
            code="form",
            label="走访形式",
            type="choice",
            choices=(("home", "上门"), ("seminar", "座谈会"), ("phone", "电话")),
        ),
        Field(
            code="slot",
            label="时间段",
            type="choice",
            choices=(
                ("work_day", "工作日白天"),
                ("work_evening", "工作日晚上"),
                ("rest_day", "休息日白天"),
                ("rest_evening", "休息日晚上"),
            ),
        ),
        Field(
            code="problem",
            label="反映问题的类别",
            type="choice",
            choices=(
                ("industry", "产业发展"),
                ("renewal", "城市更新"),
                ("party", "基层党建"),
                ("livelihood", "民生改善"),
                ("governance", "社会治理"),
                ("reform", "深化改革"),
            ),
            help="没有反映问题的不选",
        ),
    ),
    help="同一对象可以多次走访；走访覆盖了哪些对象由记录算出。",
)
