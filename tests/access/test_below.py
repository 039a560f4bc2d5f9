"""What binds all below is done by nobody who answers for the office alone (law 1)."""

from collections.abc import Callable
from datetime import date

import pytest

from jishi.activities.actions import local_kinds
from jishi.activities.models import LocalKind
from jishi.base.act import act
from jishi.base.settings_tree import Basis, all_settings, set_value
from jishi.duties.actions import local as duties
from jishi.duties.actions.starting import set_start
from jishi.duties.models import LocalDuty
from jishi.kernel.period import Period
from jishi.orgs.access import ORG_EDIT
from jishi.papers.actions.templates import revise_template
from jishi.returns.actions import local as tables
from jishi.returns.actions import rounds as returns
from jishi.returns.models import LocalReturn, ReturnRound
from jishi.standards.actions import assessing, grading, rounds
from jishi.standards.actions import local as standards
from jishi.standards.kinds import all_standards
from jishi.standards.models import LocalStandard, Round
from jishi.tree.actor import Actor
from jishi.tree.errors import Refused
from jishi.tree.models import Organisation
from tests.world import TODAY, World

DAY = date(2026, 12, 31)
# The terms are never looked at: whoever may not bind those below is told so first.
NOTHING: object = None
ACTS: dict[str, Callable[[Actor, Organisation], object]] = {
    "增设应办事项": lambda a, o: duties.add_duty(a, o, NOTHING),
    "修改应办事项": lambda a, o: duties.amend_duty(a, LocalDuty(org=o), 1, NOTHING),
    "停止应办事项": lambda a, o: duties.end_duty(a, LocalDuty(org=o), 1, until=DAY),
    "设启用日期": lambda a, o: set_start(a, o, starts_on=TODAY),
    "开展考评": lambda a, o: rounds.open_round(a, o, next(iter(all_standards().values())), NOTHING),
    "固定计算结果": lambda a, o: rounds.settle_round(a, Round(org=o)),
    "取消考评": lambda a, o: rounds.cancel_round(a, Round(org=o), 1, "重来"),
    "一并审定": lambda a, o: assessing.confirm_many(a, Round(org=o), [1]),
    "评定等次": lambda a, o: grading.grade_round(a, Round(org=o), 1, "青组〔2026〕9号"),
    "自设标准": lambda a, o: standards.add_standard(a, o, NOTHING),
    "修订标准": lambda a, o: standards.amend_standard(a, LocalStandard(org=o), 1, NOTHING),
    "停用标准": lambda a, o: standards.end_standard(a, LocalStandard(org=o), 1),
    "布置报表": lambda a, o: returns.open_round(
        a, o, NOTHING, returns.RoundTerms(Period.year(2026), DAY)
    ),
    "催报": lambda a, o: returns.chase(a, ReturnRound(org=o)),
    "冻结报表": lambda a, o: returns.freeze_round(a, ReturnRound(org=o), 1),
    "取消报表": lambda a, o: returns.cancel_round(a, ReturnRound(org=o), 1, "重来"),
    "自设报表": lambda a, o: tables.add_table(a, o, NOTHING),
    "修订报表": lambda a, o: tables.amend_table(a, LocalReturn(org=o), 1, NOTHING),
    "停用报表": lambda a, o: tables.end_table(a, LocalReturn(org=o), 1),
    "自设活动类型": lambda a, o: local_kinds.declare_kind(a, o, "x", "y", {}, since=DAY),
    "修订活动类型": lambda a, o: local_kinds.revise_kind(
        a, LocalKind(org=o), "y", {}, since=DAY
    ),
    "停用活动类型": lambda a, o: local_kinds.end_kind(a, LocalKind(org=o), until=DAY),
    "修改模板": lambda a, o: revise_template(a, o, {}, 0),
    "改设置": lambda a, o: set_value(
        a, all_settings()["org.term_reminder"], o, 5, Basis(TODAY, "青组〔2026〕9号")
    ),
}  # fmt: skip


@pytest.fixture
def alone(world: World) -> Actor:
    world.account("田禾", "tian")
    for role in ("township", "county"):
        world.grant("田禾", role, "白石镇党委", subtree=False)
    return world.actor("田禾")


@pytest.mark.parametrize("name", ACTS)
def test_who_answers_for_the_office_alone_does_not_bind_those_below(
    name: str, alone: Actor, world: World
):
    with pytest.raises(Refused, match="权限只到本级"):
        ACTS[name](alone, world["白石镇党委"])


def test_an_office_with_nobody_below_is_bound_by_itself(alone: Actor, world: World):
    world.grant("田禾", "township", "河东村党支部", subtree=False)
    with act(alone, ORG_EDIT, world["河东村党支部"], below=True):
        pass
    with act(alone, ORG_EDIT, world["白石镇党委"]):
        pass
