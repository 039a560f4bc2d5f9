"""`/papers/templates/`: the templates of an organisation, and the desk where one is changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from jishi.base.web.asked import asked_period
from jishi.base.web.forms import FormScreen
from jishi.base.web.screen import Screen, routes
from jishi.figures.declared import all_indicators
from jishi.figures.queries.showing import top_of
from jishi.figures.screens.common import MOST_MONTHS
from jishi.kernel.period import Period
from jishi.orgs.page import asked_org
from jishi.papers import forms
from jishi.papers.access import PAPER_EDIT, PAPER_VIEW, TEMPLATE_EDIT
from jishi.papers.actions.templates import revise_template
from jishi.papers.filling.sentences import fill
from jishi.papers.filling.values import values_of, wanted
from jishi.papers.linking.numbers import numbers
from jishi.papers.linking.repeating import repeated
from jishi.papers.queries.templates import (
    Usable,
    names_below,
    own_number,
    retired,
    usable,
    usable_at,
)
from jishi.papers.screens.desk_form import DeskAddForm, DeskForm, beginning
from jishi.papers.screens.picking import Picking
from jishi.papers.screens.showing import Showing
from jishi.papers.template.chips import FORMS, SHIFTS, WORDS, Chip, split
from jishi.papers.template.friendly import condition_to_people
from jishi.papers.template.shape import BLOCKS, CELLS, GENRES, LENGTHS, Block, Piece, plain
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible
from jishi.tree.kinds import SECTORS
from jishi.tree.reach import may


class OfPlace(Screen):
    permission = PAPER_VIEW

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.org = asked_org(request, actor, PAPER_VIEW) or top_of(actor)

    def at(self, name: str, *args: object, **more: object) -> str:
        return f"{reverse(name, args=args)}?{urlencode({'org': self.org.code, **more})}"


class Templates(OfPlace):
    path, name, title = "papers/templates/", "paper-templates", "文稿模板"
    template = "papers/templates.html"

    def crumbs(self) -> list[tuple[str, str]]:
        return [("文稿", reverse("papers"))]

    def context(self) -> dict[str, Any]:
        lines = [
            {
                "each": each.template, "genre": GENRES[each.template.genre],
                "sectors": "、".join(SECTORS[s] for s in each.template.sectors) or "各类组织",
                "length": LENGTHS[each.template.months], "usable": each,
                "fits": each.fits(self.org),
                "url": self.at("paper-desk", code),
                "draft": f"{reverse('paper-new')}?template={code}",
            }
            for code, each in usable(self.org).items()
        ]  # fmt: skip
        lines.sort(key=lambda line: not line["fits"])
        edits = may(self.actor, TEMPLATE_EDIT, self.org)
        return {
            "org": self.org, "lines": lines, "may_draft": may(self.actor, PAPER_EDIT, self.org),
            "upload": self.at("paper-template-upload") if edits else "",
            "retired": self.retired() if edits else [],
            "permission_code": PAPER_VIEW.code,
        }  # fmt: skip

    def retired(self) -> list[tuple[str, str]]:
        rows = retired(self.org)
        return [(row.title, self.at("paper-template-history", row.code)) for row in rows]


class OfTemplate(OfPlace):
    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.found: Usable = usable_at(self.org, kwargs["code"])
        months = self.found.template.months
        self.period = asked_period(request, actor.today, months=months, most=MOST_MONTHS)
        if not request.GET.get("period") and months < 12:
            self.period = Period.natural(actor.today, months).previous()

    def page_title(self) -> str:
        return self.found.template.title

    def crumbs(self) -> list[tuple[str, str]]:
        return [("文稿", reverse("papers")), ("文稿模板", self.at("paper-templates"))]

    def here(self, name: str, *args: object) -> str:
        return self.at(name, self.found.template.code, *args, period=self.period)


class Desk(OfTemplate):
    path, name, title = "papers/templates/<str:code>/", "paper-desk", "模板"
    template = "papers/desk.html"

    def context(self) -> dict[str, Any]:
        template = self.found.template
        text = fill(template, values_of(self.actor, self.org, self.period, wanted(template)))
        edits = may(self.actor, TEMPLATE_EDIT, self.org)
        lines = [
            {
                "place": place, "block": block, "label": _label(block),
                "clauses": [_clause(p) for p in block.text if block.kind != "grid"],
                "grid": _grid(block),
                "codes": [all_indicators()[code].title for code in block.codes],
                "when": condition_to_people(str(block.when or "")),
                "edit": self.here("paper-desk-block", place),
                "add": self.here("paper-desk-add", place),
                "remove": self.here("paper-desk-remove", place),
                "repeat": self.here("paper-desk-repeat", place) if _may_repeat(block) else "",
            }
            for place, block in enumerate(template.blocks, 1)
        ]  # fmt: skip
        whose = self.found.org
        return {
            "org": self.org, "period": self.period, "lines": lines, "edits": edits,
            "shown": Showing(self.actor, text).all(), "text": text, "whose": whose,
            "number": self.found.number, "permission_code": PAPER_VIEW.code,
            "draft": f"{reverse('paper-new')}?template={template.code}",
            "may_draft": may(self.actor, PAPER_EDIT, self.org),
            "history": self.at("paper-template-history", template.code),
            "upload": self.here("paper-template-replace") if edits else "",
            "retire": self.here("paper-template-retire") if edits else "",
            "open_numbers": len(numbers(plain(template)["blocks"])) if edits else 0,
            "numbers_url": self.here("paper-numbers"),
        }  # fmt: skip


def _may_repeat(block: Block) -> bool:
    return block.kind == "grid" and not block.each and not any(row.each for row in block.text)


def _label(block: Block) -> str:
    label = BLOCKS[block.kind]
    if block.kind == "heading":
        return f"{label}（{'一二三四'[block.level - 1]}级）"
    return f"{label}（逐个下级重复）" if block.each else label


@dataclass(frozen=True)
class Bit:
    text: str
    chip: bool = False


def _bits(text: str) -> list[Bit]:
    return [Bit(part) if isinstance(part, str) else Bit(_said(part), True) for part in split(text)]


def _said(chip: Chip) -> str:
    """A chip in a few words: 党员总数 · 上年同期."""
    if chip.is_word:
        return WORDS[chip.code]
    more = [SHIFTS[chip.shift]] if chip.shift else []
    more += [f"与{SHIFTS[chip.beside]}比"] if chip.beside else []
    more += [FORMS[chip.form]] if chip.form not in ("", "unit", "number", "change", "rate") else []
    return " · ".join([all_indicators()[chip.code].title, *more])


def _grid(block: Block) -> list[tuple[bool, list[list[Bit]]]]:
    """The rows of a table that stands as an office wrote it, and which of them repeat."""
    if block.kind != "grid":
        return []
    return [(bool(row.each), [_bits(cell) for cell in row.text.split(CELLS)]) for row in block.text]


def _clause(piece: Piece) -> dict[str, Any]:
    each = ""
    if piece.each:
        each = "逐个下级" if piece.of_children else "逐项指标"
    return {
        "bits": _bits(piece.lead + piece.text + piece.end), "each": each,
        "when": condition_to_people(str(piece.when or "")), "zero": _bits(piece.zero),
    }  # fmt: skip


@dataclass(frozen=True)
class Seen:
    """Which version of the organisation's own template the writer had before."""

    version: int


class OfDeskBlock(OfTemplate, FormScreen):
    permission = TEMPLATE_EDIT
    drafts = False

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.place: int = kwargs["place"]
        if not 1 <= self.place <= len(self.found.template.blocks):
            raise NotVisible
        self.body: dict[str, Any] = plain(self.found.template)["blocks"][self.place - 1]

    def target(self) -> Seen:
        return Seen(own_number(self.org, self.found.template.code))

    def crumbs(self) -> list[tuple[str, str]]:
        return [*super().crumbs(), (self.found.template.title, self.here("paper-desk"))]

    def revise(self, version: int, change: Callable[[list[Any]], None]) -> str:
        data = plain(self.found.template)
        change(data["blocks"])
        revise_template(self.actor, self.org, data, version)
        return f"{self.here('paper-desk')}#block-{self.place}"


class DeskBlock(OfDeskBlock):
    path, name = "papers/templates/<str:code>/blocks/<int:place>/", "paper-desk-block"
    title = "修改模板"
    form = DeskForm
    template = "papers/desk_block.html"
    done = "已存为本级的新版次，下级沿用；已起草的文稿不变"

    def page_title(self) -> str:
        return f"{self.found.template.title}：{BLOCKS[self.body['kind']]}"

    def initial(self) -> dict[str, Any]:
        return beginning(self.body)

    def make_form(self, data: Any = None, files: Any = None) -> Any:
        form = DeskForm(data, files, body=self.body, initial=self.initial())
        form.actor = self.actor
        return form

    def context(self) -> dict[str, Any]:
        return {"org": self.org, **Picking(self.actor, self.org, self.period).context("")}

    def save(self, form: DeskForm, version: int) -> str:
        def change(blocks: list[Any]) -> None:
            blocks[self.place - 1] = form.changed()

        return self.revise(version, change)


class DeskAdd(OfDeskBlock):
    path, name = "papers/templates/<str:code>/blocks/<int:place>/add/", "paper-desk-add"
    title = "在下面加一段"
    form = DeskAddForm
    submit = "加上"
    done = "已加上"

    def page_title(self) -> str:
        return self.title

    def save(self, form: DeskAddForm, version: int) -> str:
        data = form.cleaned_data

        def change(blocks: list[Any]) -> None:
            blocks.insert(self.place, {**form.made(data), "key": f"own{version + 1}"})

        return self.revise(version, change)


class DeskRepeat(OfDeskBlock):
    path, name = "papers/templates/<str:code>/blocks/<int:place>/repeat/", "paper-desk-repeat"
    title = "改成每个下级一行"
    form = forms.StepForm
    submit = "改成每个下级一行"
    done = "已改好：每个下级一行，另有合计"
    intro = (
        "表里写着下级名称的各行并成一行，给每个下级各写一遍，数取各自的；合计取本级的数。"
        "下级以后增减，表也跟着增减。存为本级的新版次，已起草的文稿不变。"
    )

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        if not _may_repeat(self.found.template.blocks[self.place - 1]):
            raise NotVisible

    def page_title(self) -> str:
        return self.title

    def save(self, form: forms.StepForm, version: int) -> str:
        names = names_below(self.actor, self.org)

        def change(blocks: list[Any]) -> None:
            blocks[self.place - 1] = repeated(blocks, self.place - 1, names)

        return self.revise(version, change)


class DeskRemove(OfDeskBlock):
    path, name = "papers/templates/<str:code>/blocks/<int:place>/remove/", "paper-desk-remove"
    title = "删去这一段"
    form = forms.StepForm
    submit = "删去"
    done = "已删去"
    danger = True
    intro = "存为本级的新版次，下级沿用；已起草的文稿不变。"

    def page_title(self) -> str:
        return self.title

    def save(self, form: forms.StepForm, version: int) -> str:
        def change(blocks: list[Any]) -> None:
            del blocks[self.place - 1]

        return self.revise(version, change)


urlpatterns = routes(Templates, DeskBlock, DeskAdd, DeskRepeat, DeskRemove, Desk)
