"""四议两公开: six steps of a village decision in a fixed order."""

from __future__ import annotations

from jishi.kernel.verdict import Verdict, all_of
from jishi.procedures import local
from jishi.procedures.kinds.bounds import days_after
from jishi.procedures.kinds.facts import Facts, Taken
from jishi.procedures.kinds.four_deliberations.rules import (
    assembly_agrees,
    delivered_early,
    posted_long,
    representatives_right,
    villagers_decide,
)
from jishi.procedures.kinds.kind import (
    DONE,
    Edition,
    Field,
    Meeting,
    Outcome,
    ProcedureKind,
    Step,
)

STAGE, PUBLIC = "四议", "两公开"
DROPPED = Outcome(
    code="dropped", label="没有通过，终止", ends="refused", reason=True, meets=False, tone="red"
)


def _merged(facts: Facts) -> bool:
    """Where one head leads both committees, proposing and consulting may be one (R-GOV-16)."""
    return bool(facts.opening.get("one_head")) and bool(facts.local.get("one_head_merges"))


def _assembly(facts: Facts, new: Taken) -> Verdict:
    if new.outcome != "done":
        return Verdict()
    delivered = delivered_early(new.day("delivered_on"), new.on, facts.number("delivered_days"))
    met, members = new.met, int(new.value("members") or 0)
    if met is None:  # of a file of before; for any other the meeting was asked for first
        return delivered
    return all_of(
        delivered,
        assembly_agrees(
            members, met.came or 0, met.expected or members, met.in_favour or 0,
            bool(facts.local["strict_assembly"]),
        ),
    )  # fmt: skip


def _villagers(facts: Facts, new: Taken) -> Verdict:
    if new.outcome != "done":
        return Verdict()
    size = int(new.value("size") or 0)
    return all_of(
        villagers_decide(
            str(new.value("body")), size, int(new.value("present") or 0),
            int(new.value("in_favour") or 0),
        ),
        representatives_right(
            str(new.value("body")), size, int(new.value("households") or 0)
        ),
    )  # fmt: skip


def _posted(facts: Facts, new: Taken) -> Verdict:
    return posted_long(int(new.value("days") or 0), facts.number("posted_days"))


DAYS = Field(code="days", label="公开天数", type="number", needed=True, most=365)
PLACE = Field(code="place", label="公开地点", needed=True, most=60)

STEPS = (
    Step(
        code="proposal", title="村党组织提议", stage=STAGE, paper="会议记录",
        meeting=Meeting(label="支委会或党员大会", kinds=("committee", "assembly")),
    ),
    Step(
        code="consultation", title="村“两委”会议商议", stage=STAGE, paper="会议记录、方案",
        may_skip=_merged,
        fields=(
            Field(code="attended", label="到会人数", type="number", needed=True, most=99),
            Field(code="agreed", label="同意人数", type="number", needed=True, most=99),
        ),
        outcomes=(DONE, DROPPED),
    ),
    Step(
        code="assembly", title="党员大会审议", stage=STAGE, paper="会议记录、票决结果",
        meeting=Meeting(
            label="党员大会", kinds=("assembly",), topics=("other",), clause="R-LIFE-15"
        ),
        fields=(
            Field(code="members", label="党员总数", type="number", needed=True, most=9999,
                  of_outcomes=("done",)),
            Field(code="delivered_on", label="方案送达党员日期", type="date", needed=True,
                  of_outcomes=("done",)),
        ),
        gates=(_assembly,), outcomes=(DONE, DROPPED),
    ),
    Step(
        code="resolution", title="村民会议或村民代表会议决议", stage=STAGE, paper="会议记录、决议",
        fields=(
            Field(code="body", label="会议", type="choice", needed=True, of_outcomes=("done",),
                  choices=(("representatives", "村民代表会议"), ("villagers", "村民会议"),
                           ("households", "户代表参加的村民会议"))),
            Field(code="size", label="组成人数", type="number", needed=True, most=99999,
                  of_outcomes=("done",), help="代表总数、十八周岁以上村民数或总户数"),
            Field(code="present", label="到会", type="number", needed=True, most=99999,
                  of_outcomes=("done",)),
            Field(code="in_favour", label="同意", type="number", needed=True, most=99999,
                  of_outcomes=("done",)),
            Field(code="households", label="全村户数", type="number", most=99999,
                  of_outcomes=("done",), help="核对代表人数用，可以不填"),
        ),
        gates=(_villagers,), outcomes=(DONE, DROPPED),
    ),
    Step(
        code="posting", title="决议公开", stage=PUBLIC, paper="公开照片",
        fields=(PLACE, DAYS), gates=(_posted,),
        latest=(days_after("resolution", "post_within", "决议后及时公开", "R-GOV-21", hard=False),),
        prints=("publicity",), help="日期填张贴之日。",
    ),
    Step(
        code="result_posting", title="实施结果公开", stage=PUBLIC, paper="公开照片、验收材料",
        fields=(PLACE, DAYS), gates=(_posted,),
        earliest=(days_after("posting", "posted_days", "决议公开期满", "R-GOV-21", hard=False),),
        help="事情办完后公开结果，公开后归档。",
    ),
)  # fmt: skip

FOUR_DELIBERATIONS = ProcedureKind(
    code="four_deliberations",
    title="四议两公开",
    source="《中国共产党农村基层组织工作条例》；地方制度",
    order=2,
    icon="messages-square",
    org_kinds=("branch", "joint_branch", "general_branch", "committee"),
    opening=(
        Field(code="topic", label="事项类别", type="choice", needed=True, choices=(
            ("project", "公益建设、项目"), ("asset", "集体资产、资金"), ("land", "土地、承包"),
            ("welfare", "惠民政策落实"), ("rules", "村规民约、规划"), ("other", "其他重大事项"),
        )),
        Field(code="one_head", label="书记、主任一肩挑", type="flag"),
    ),
    editions=(Edition(1, STEPS),),
    settings={
        "delivered_days": local.DELIVERED_DAYS, "one_head_merges": local.ONE_HEAD_MERGES,
        "strict_assembly": local.STRICT_ASSEMBLY, "posted_days": local.POSTED_DAYS,
        "post_within": local.POST_WITHIN,
    },
    help="村级重大事项：提议、商议、审议、决议，决议公开、结果公开，顺序不能变、步骤不能少。",
)  # fmt: skip
