"""An organisation's own version of a template: written anew each time, earlier ones stay."""

from __future__ import annotations

from typing import Any

from django.db.models import Max

from jishi.base.act import act, lock
from jishi.base.audit.verbs import Verb
from jishi.base.clock import now
from jishi.figures.declared import all_indicators
from jishi.kernel.declare import DeclarationError
from jishi.papers.access import TEMPLATE_EDIT
from jishi.papers.models import PaperTemplate
from jishi.papers.template.shape import plain, template_of
from jishi.tree.actor import Actor
from jishi.tree.errors import Conflict, Refused
from jishi.tree.models import Organisation

REVISED = Verb("paper_template.revise", "修改文稿模板")
RETIRED = Verb("paper_template.retire", "停用文稿模板")


def make_template(actor: Actor, org: Organisation, data: dict[str, Any]) -> PaperTemplate:
    """A template that nobody had before; its code counts on."""
    stem = f"own_{org.code.lower()}_"
    taken = PaperTemplate.objects.filter(org=org, code__startswith=stem)
    number = len({*taken.values_list("code", flat=True)}) + 1
    return revise_template(actor, org, {**data, "code": f"{stem}{number}"}, 0)


def retire_template(
    actor: Actor, org: Organisation, data: dict[str, Any], before: int
) -> PaperTemplate:  # fmt: skip
    """From now on neither here nor below; papers written with it stay as they are."""
    return revise_template(actor, org, data, before, retired=True)


def revise_template(
    actor: Actor, org: Organisation, data: dict[str, Any], before: int, *, retired: bool = False
) -> PaperTemplate:
    """The next version here; `before` is the one that the writer saw."""
    with act(actor, TEMPLATE_EDIT, org, below=True) as doing:
        lock(Organisation.objects.all(), org.pk)
        try:
            template = template_of(data, all_indicators())
        except DeclarationError as fault:
            raise Refused(str(fault)) from None
        own = PaperTemplate.objects.filter(org=org, code=template.code)
        last = own.aggregate(last=Max("number"))["last"] or 0
        if last != before:
            raise Conflict(own.order_by("number").last())
        row = PaperTemplate.objects.create(
            org=org, code=template.code, number=last + 1, title=template.title,
            body=plain(template), retired=retired, made_at=now(), made_by_id=actor.account_id,
        )  # fmt: skip
        doing.record(RETIRED if retired else REVISED, row, org=org, name=template.code)
        return row
