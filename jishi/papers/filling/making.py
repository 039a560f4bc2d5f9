"""From template, organisation and period to a text, and from there to a .docx."""

from __future__ import annotations

from collections.abc import Iterable

from jishi.kernel.period import Period
from jishi.papers.docx.body import Letterhead
from jishi.papers.docx.writing import docx_of
from jishi.papers.filling.filled import Filled, Named
from jishi.papers.filling.saying import day_text
from jishi.papers.filling.sentences import fill
from jishi.papers.filling.values import values_of, wanted
from jishi.papers.template.shape import Template
from jishi.papers.template.shipped import shipped
from jishi.tree.actor import Actor
from jishi.tree.errors import Refused
from jishi.tree.models import Organisation
from jishi.tree.permissions import all_permissions
from jishi.tree.reach import reach


def template_named(code: str) -> Template:
    found = shipped().get(code)
    if found is None:
        raise Refused(f"没有编码为「{code}」的模板；有 {'、'.join(shipped())}", field="template")
    return found


def filled_template(actor: Actor, code: str, org: Organisation, period: Period) -> Filled:
    template = template_named(code)
    return fill(template, values_of(actor, org, period, wanted(template)))


def written(
    actor: Actor, filled: Filled, org: Organisation, around: Letterhead | None = None
) -> bytes:
    around = around or Letterhead(dated=day_text(actor.today))
    return docx_of(filled, around, names_shown(actor, filled))


def names_shown(actor: Actor, filled: Filled) -> dict[str, str]:
    """The lists of names as this reader may see them: others' family names only."""
    found = {}
    for part in filled.parts:
        if part.kind == "people":
            more = f"等{len(part.names) + part.more}名" if part.more else ""
            found[part.key] = "、".join(shown_names(actor, part.names)) + more
    return found


def shown_names(actor: Actor, names: Iterable[Named]) -> list[str]:
    permissions = all_permissions()
    shown = []
    for named in names:
        may = reach(actor, permissions[named.permission]).covers(named.path)
        shown.append(named.label if may else masked(named.label))
    return shown


def masked(label: str) -> str:
    """韦＊: the family name alone, whatever follows the name left out."""
    return label[:1] + "＊"
