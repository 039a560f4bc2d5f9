"""This room's chapters of the year book: the organisation and its people, meetings, decisions."""

from __future__ import annotations

from typing import Any

from jishi.activities.access import ACTIVITY_VIEW
from jishi.activities.models import ActionItem
from jishi.activities.queries import year_book
from jishi.base.web.chapters import Book, Chapter
from jishi.base.web.panels import Shown
from jishi.people.access import PERSON_VIEW
from jishi.registers.queries.committees import POST_TITLES
from jishi.tree.actor import Actor


def _posts(actor: Actor, book: Book) -> Shown:
    held = year_book.posts(book)
    cells: list[list[Any]] = [
        [
            POST_TITLES[link.kind], link.person.name if link.person else link.partner,
            f"{link.since:%Y-%m-%d}", f"{link.until:%Y-%m-%d}" if link.until else "在任",
        ]
        for link in held
    ]  # fmt: skip
    return Shown(headers=("职务", "姓名", "任职", "免职"), cells=cells, empty="没有登记任职")


def _members(actor: Actor, book: Book) -> Shown:
    found = year_book.members(book)
    cells: list[list[Any]] = [
        [number, each.name, each.standing, each.joined, "、".join(each.posts), each.came]
        for number, each in enumerate(found, start=1)
    ]
    headers = ("序号", "姓名", "类别", "入党时间", "职务", "到会/应到")
    note = f"{book.last:%Y-%m-%d} 在册党员 {len(found)} 人；到会次数按点名登记的会议计。"
    return Shown(headers=headers, cells=cells, note=note, empty="没有党员")


def _contents(actor: Actor, book: Book) -> Shown:
    found = year_book.records(book)
    facts = [(kind, f"{count} 次") for kind, count in year_book.counts(found)]
    return Shown(facts=facts, template="activities/book/_contents.html", context={"records": found})


def _records(actor: Actor, book: Book) -> Shown:
    context = {"records": year_book.records(book), "book": book}
    return Shown(template="activities/book/_records.html", context=context)


def _became(item: ActionItem, book: Book) -> str:
    if item.done_on:
        return f"{item.done_on:%Y-%m-%d} 办结" + (f"：{item.done_note}" if item.done_note else "")
    if item.dropped_on:
        return f"不再办理：{item.dropped_reason}"
    return "逾期" if item.due_on and item.due_on < book.today else "办理中"


def _items(actor: Actor, book: Book) -> Shown:
    cells: list[list[Any]] = [
        [
            f"{item.activity.held_on:%m-%d}", item.text, item.owner_label,
            f"{item.due_on:%Y-%m-%d}" if item.due_on else "", _became(item, book),
        ]
        for item in year_book.items(book)
    ]  # fmt: skip
    headers = ("会议", "事项", "负责人", "期限", "结果")
    return Shown(headers=headers, cells=cells, empty="没有议定事项")


Chapter("班子和任职", ACTIVITY_VIEW, _posts, order=10)
Chapter("党员名册", PERSON_VIEW, _members, order=20)
Chapter("组织生活目录", ACTIVITY_VIEW, _contents, order=30)
Chapter("会议和活动记录", ACTIVITY_VIEW, _records, order=40)
Chapter("议定事项及办理结果", ACTIVITY_VIEW, _items, order=50)
