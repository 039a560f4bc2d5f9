"""Template tags and filters used everywhere; built in, so no template loads them.

Icons, dates as offices write them, days left, numbers with units, masked values, query strings,
the cells of a list and the controls of a form.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from html import escape
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.template import Context
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from jishi.base import clock
from jishi.base.sealed import mask_identity, mask_phone
from jishi.kernel.money import yuan

register = template.Library()

NOTHING = "—"
WEEKDAYS = "一二三四五六日"


@register.simple_tag
@lru_cache(maxsize=1024)
def icon(name: str, size: int = 20) -> SafeString:
    """A lucide drawing, silent for screen readers; drawn once per name and size."""
    from lucide import IconDoesNotExist
    from lucide.templatetags.lucide import lucide

    looks = {"class": "icon", "aria_hidden": "true", "focusable": "false", "stroke_width": "1.75"}
    try:
        return SafeString(lucide(str(name), size=size, **looks))
    except IconDoesNotExist:
        return SafeString(lucide("circle-small", size=size, **looks))


# --- dates -----------------------------------------------------------------------------------


def _local(value: Any) -> Any:
    aware = isinstance(value, datetime) and timezone.is_aware(value)
    return timezone.localtime(value) if aware else value


@register.filter
def cndate(value: Any) -> str:
    """2026年1月5日, never 2026年01月05日 (R-DOC-13)."""
    if not isinstance(value, date):
        return NOTHING if value in (None, "") else str(value)
    value = _local(value)
    return f"{value.year}年{value.month}月{value.day}日"


@register.filter
def cndate_week(value: Any) -> str:
    """2026年11月20日 星期五"""
    if not isinstance(value, date):
        return cndate(value)
    return f"{cndate(value)} 星期{WEEKDAYS[_local(value).weekday()]}"


@register.filter
def cndatetime(value: Any) -> str:
    """2026年1月5日 09:30"""
    if not isinstance(value, datetime):
        return cndate(value)
    return f"{cndate(value)} {_local(value):%H:%M}"


def days_left(value: date, today: date | None = None) -> int:
    value = _local(value)
    if isinstance(value, datetime):
        value = value.date()
    return (value - (today or clock.today())).days


@register.filter
def due(value: Any, today: date | None = None) -> str:
    """超期3天, 今天到期, 剩2天; a date further off than 30 days as itself."""
    if not isinstance(value, date):
        return ""
    left = days_left(value, today)
    if left < 0:
        return f"超期{-left}天"
    if left == 0:
        return "今天到期"
    return f"剩{left}天" if left <= 30 else cndate(value)


@register.filter
def due_tone(value: Any, today: date | None = None) -> str:
    """red when late, amber today and in the next three days, else grey."""
    if not isinstance(value, date):
        return ""
    left = days_left(value, today)
    return "red" if left < 0 else "amber" if left <= 3 else "grey"


@register.simple_tag
def due_badge(value: Any, today: date | None = None) -> str:
    """The days left as a badge, with the date itself as its title."""
    if not isinstance(value, date):
        return ""
    look = '<span class="j-tone j-tone-{}" title="{}">{}</span>'
    return format_html(look, due_tone(value, today), cndate(value), due(value, today))


# --- numbers and masks -----------------------------------------------------------------------


@register.filter
def number(value: Any, unit: str = "") -> str:
    """1,234 人; nothing known is —, which is not 0."""
    if value is None or value == "":
        return NOTHING
    if isinstance(value, float | Decimal):
        text = f"{value:,.2f}".rstrip("0").rstrip(".")
    else:
        text = f"{int(value):,}"
    return f"{text} {unit}" if unit else text


@register.filter("yuan")
def as_yuan(fen: Any) -> str:
    """1,234.50 from fen; nothing known is nothing."""
    return yuan(fen) if isinstance(fen, int) else ""


# A sealed value masks itself; these are for text that is not sealed.
register.filter("masked_phone", mask_phone)
register.filter("masked_identity", mask_identity)


# --- links -----------------------------------------------------------------------------------


@register.simple_tag(takes_context=True)
def query(context: Context, **changes: Any) -> str:
    """The page's query string with some values changed or, when empty, taken out."""
    kept = context["request"].GET.copy()
    kept.pop("at", None)
    for name, value in changes.items():
        if value in (None, ""):
            kept.pop(name, None)
        else:
            kept[name] = str(value)
    return f"?{kept.urlencode()}" if kept else "?"


# --- lists -----------------------------------------------------------------------------------

SHORT = 12  # characters that are never broken over two lines, a date among them
PHONE = {"title": "on-title", "badge": "on-badge", "meta": "on-meta", "hide": "on-hide"}


@register.simple_tag
def list_rows(lines: Iterable[Any]) -> str:
    """The rows of a list's table. In Python, for a template spends ten times as long on them.

    Every value passes through `escape`; the pieces are joined once, so nothing is escaped twice.
    """
    return SafeString("\n".join(f"<tr>{_cells(line)}</tr>" for line in lines))


def _cells(line: Any) -> str:
    title = line.title
    return "".join([_cell(cell, cell is title) for cell in line.cells])


def _cell(cell: Any, title: bool) -> str:
    column, text = cell.column, str(cell.text)
    shown = escape(text) if text else f'<span class="j-nil">{NOTHING}</span>'
    if cell.tone:
        shown = f'<span class="j-tone j-tone-{escape(cell.tone)}">{shown}</span>'
    if cell.link:
        shown = f'<a href="{escape(cell.link)}">{shown}</a>'
    if title:
        return f'<th scope="row" class="on-title">{shown}</th>'
    looks = PHONE.get(column.phone, "on-meta") + (" j-num" if column.number else "")
    looks += " on-nil" if not text else " j-short" if len(text) <= SHORT else ""
    return f'<td class="{looks}" data-label="{escape(column.label)}">{shown}</td>'


@register.filter
def labelled(line: Iterable[Any], headers: Iterable[str]) -> list[tuple[str, Any]]:
    """The cells of one line beside the headings they stand under, for cards on a phone."""
    return list(zip(headers, line, strict=True))


# --- forms -----------------------------------------------------------------------------------

WIDE_FROM = 60  # characters a field may hold before it takes the whole width
BOXES = (forms.CheckboxSelectMultiple, forms.RadioSelect)


@register.filter
def control(field: BoundField) -> str:
    """A field's input with our classes; dates and times as the browser's own pickers."""
    widget = field.field.widget
    looks = [widget.attrs.get("class", ""), _look(widget), "is-invalid" if field.errors else ""]
    attrs: dict[str, str | bool] = {"class": " ".join(filter(None, looks))}
    for kind, type_, pattern in (
        (forms.DateTimeInput, "datetime-local", "%Y-%m-%dT%H:%M"),
        (forms.DateInput, "date", "%Y-%m-%d"),
        (forms.TimeInput, "time", "%H:%M"),
    ):
        if isinstance(widget, kind):
            widget.format, widget.input_type = pattern, type_
            break
    if isinstance(widget, forms.Textarea):
        attrs["rows"] = str(widget.attrs.get("rows") if widget.attrs.get("rows") != "10" else 4)
    return field.as_widget(attrs=attrs)


def _look(widget: forms.Widget) -> str:
    if isinstance(widget, forms.CheckboxInput | BOXES[0] | BOXES[1]):
        return "form-check-input"
    return "form-select" if isinstance(widget, forms.Select) else "form-control"


@register.filter
def choices(field: BoundField) -> list[Any]:
    """The single ticks of a field that has several, each with our class."""
    field.field.widget.attrs["class"] = "form-check-input"
    return list(field.subwidgets)


@register.filter
def shape(field: BoundField) -> str:
    """How a field is laid out: box (a single tick), boxes (several), or line."""
    widget = field.field.widget
    if isinstance(widget, BOXES):
        return "boxes"
    return "box" if isinstance(widget, forms.CheckboxInput) else "line"


@register.filter
def width(field: BoundField) -> str:
    """wide or half: as the widget's data-width says, else by what the field may hold."""
    widget = field.field.widget
    said = widget.attrs.get("data-width")
    if said:
        return str(said)
    most = getattr(field.field, "max_length", None)
    long_text = isinstance(field.field, forms.CharField) and (most is None or most > WIDE_FROM)
    plain = isinstance(widget, forms.TextInput) and not isinstance(
        widget, forms.NumberInput | forms.DateInput | forms.PasswordInput
    )
    wide = isinstance(widget, forms.Textarea | forms.FileInput | BOXES[0] | BOXES[1])
    return "wide" if wide or (long_text and plain) else "half"


@register.filter
def sections(form: forms.BaseForm) -> list[tuple[str, list[BoundField]]]:
    """The visible fields under the headings the form declares in `sections`, or under none."""
    declared = getattr(form, "sections", None)
    if not declared:
        return [("", form.visible_fields())]
    placed = {name for _, names in declared for name in names}
    rest = [field for field in form.visible_fields() if field.name not in placed]
    found = [(title, [form[n] for n in names if n in form.fields]) for title, names in declared]
    return [*found, *([("", rest)] if rest else [])]
