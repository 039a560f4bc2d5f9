"""Organisations merge: drafts and templates go along, what is printed stays where it was."""

from __future__ import annotations

from jishi.base.act import act
from jishi.orgs.access import ORG_MOVE
from jishi.papers import followers
from jishi.papers.actions.deciding import take_step
from jishi.papers.actions.merging import hand_on_drafts, hand_on_templates
from jishi.papers.actions.templates import make_template, revise_template
from jishi.papers.linking.from_text import draft as drawn
from jishi.papers.models import PaperTemplate
from jishi.papers.queries.templates import usable
from jishi.papers.template.shape import plain
from jishi.papers.template.shipped import shipped
from jishi.papers.tests.test_desk import ABOUT, TEXT
from jishi.papers.tests.test_writing import approved, draft
from jishi.tree.actor import local_operator
from tests.world import TODAY, World


def test_drafts_go_along_and_printed_papers_stay(world: World):
    source, target = world["白石镇党委"], world["石桥镇党委"]
    printed, open_ = approved(world), draft(world)
    take_step(world.actor("周正"), printed, "publish", printed.version)
    operator = local_operator(TODAY)
    assert followers.DRAFTS.count(operator, source) == 1
    with act(operator, ORG_MOVE) as doing:
        assert hand_on_drafts(doing, source, target, TODAY) == 1
    printed.refresh_from_db()
    open_.refresh_from_db()
    assert (printed.org, open_.org) == (source, target)
    assert followers.DRAFTS.holds(operator, source) == 0


def test_templates_go_along_unless_the_successor_has_its_own(world: World):
    source, target, zhou = world["白石镇党委"], world["石桥镇党委"], world.actor("周正")
    row = make_template(zhou, source, drawn(TEXT, **ABOUT))
    revise_template(zhou, source, row.body | {"heading": "改过"}, 1)
    for org in (source, target):
        revise_template(zhou, org, plain(shipped()["notice"]), 0)
    operator = local_operator(TODAY)
    assert followers.TEMPLATES.count(operator, source) == 2
    with act(operator, ORG_MOVE) as doing:
        assert hand_on_templates(doing, source, target, TODAY) == 1
    assert usable(target)[row.code].template.heading == "改过"
    assert usable(target)[row.code].number == 2
    assert PaperTemplate.objects.filter(org=source).count() == 1
