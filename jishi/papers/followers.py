"""What goes along in a merger: drafts, and the templates that an organisation made for itself."""

from __future__ import annotations

from jishi.base.followers import Follower
from jishi.papers.actions import merging
from jishi.papers.models import Paper, PaperTemplate
from jishi.tree.actor import Actor
from jishi.tree.models import Organisation


def _count_drafts(actor: Actor, org: Organisation) -> int:
    return Paper.objects.filter(org=org, state__in=merging.OPEN).count()


def _count_templates(actor: Actor, org: Organisation) -> int:
    return PaperTemplate.objects.filter(org=org).values("code").distinct().count()


DRAFTS = Follower(
    "papers.drafts", "没有签发的文稿", "份", _count_drafts, merging.hand_on_drafts, order=60,
    note="由接收方接着写，文中的数改为接收方的；签发和印发过的留在原组织名下，照样可查",
    holds=_count_drafts,
)  # fmt: skip
TEMPLATES = Follower(
    "papers.templates", "自己的文稿模板", "个", _count_templates, merging.hand_on_templates,
    order=61, note="各版次一并转给接收方；接收方已有的以它自己的为准",
)  # fmt: skip
