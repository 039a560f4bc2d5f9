"""`/design/`: every component with its states, and whole pages with invented content.

Shown in demo mode only. A change of the look is judged here, at desk and phone width, and the
browser tests run over the same pages.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jishi.base.clock import SHANGHAI
from jishi.base.installation import installation
from jishi.base.web.filters import Choice, Chosen, Day, Search
from jishi.base.web.forms import Difference, Form
from jishi.base.web.lists import Cell, Column, Line
from jishi.base.web.paging import Order, Page
from jishi.base.web.panels import Button
from jishi.base.web.screen import guarded, routes
from jishi.base.web.search import Hit
from jishi.base.web.workbench import Arranged, Content, Entry, Number
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible
from jishi.tree.permissions import SELF

Sample = tuple[str, dict[str, Any]]


@dataclass(frozen=True)
class Stub:
    """What the templates ask of a screen."""

    page_title: str = "示例"
    columns: tuple[Column, ...] = ()
    orders: tuple[Order, ...] = ()
    exports: bool = True
    wide: bool = False
    empty: str = "还没有活动"
    empty_hint: str = "支部开了会，在这里登记一次，台账和报表就都有了。"
    intro: str = "带 * 的必须填。填到一半可以离开，草稿会替您存着。"
    submit: str = "保存"
    danger: bool = False
    confirm: str = ""


@dataclass(frozen=True)
class Trace:
    when: datetime
    who: str
    label: str
    behalf: str = ""
    org: str = ""
    changes: list[tuple[str, str | None, str | None]] = field(default_factory=list)
    note: str = ""


@dataclass(frozen=True)
class Part:
    """A block or a search source, as far as its template looks."""

    title: str = ""
    icon: str = ""
    label: str = ""
    more: str = ""


COLUMNS = (
    Column("topic", "主题", phone="title", link=lambda row: "/design/"),
    Column("kind", "类型"),
    Column("org", "组织"),
    Column("held_on", "日期"),
    Column("people", "到会", number=True),
    Column("state", "状态", phone="badge"),
)
ROWS = (
    ("学习贯彻上级全会精神，讨论本季度重点工作", "党员大会", "河东村党支部", 0, "28", "green"),
    ("讨论发展对象人选", "支委会", "柳湾村党支部", -3, "5", "amber"),
    ("秋收志愿服务", "主题党日", "松林村党支部", -9, "", "red"),
    ("灌溉水渠清淤分工", "党小组会", "河东村党支部", -16, "9", "blue"),
    ("老党员讲村史", "党课", "县实验学校小学部党支部", -24, "41", "grey"),
)
STATES = {
    "green": "已完成",
    "amber": "待补签到",
    "red": "超期未开",
    "blue": "进行中",
    "grey": "已取消",
}
TRACES = [
    Trace(
        datetime(2026, 11, 18, 9, 42, tzinfo=SHANGHAI),
        "何文",
        "修改活动",
        org="河东村党支部",
        changes=[("地点", "村委会二楼", "党员活动室"), ("主持人", None, None)],
    ),
    Trace(
        datetime(2026, 11, 12, 16, 5, tzinfo=SHANGHAI),
        "陈岚",
        "登记活动",
        behalf="何文",
        org="白石镇党委",
        note="据支部当日会议记录纸质件代填",
    ),
]


class SampleForm(Form):
    topic = forms.CharField(label="主题", max_length=80)
    kind = forms.ChoiceField(
        label="类型", choices=[("", "请选择"), ("assembly", "党员大会"), ("lesson", "党课")]
    )
    held_on = forms.DateField(
        label="日期", widget=forms.DateInput, help_text="以实际召开的那天为准"
    )
    starts_at = forms.TimeField(label="时间", required=False, widget=forms.TimeInput)
    people = forms.IntegerField(label="到会人数", min_value=1, max_value=999)
    place = forms.CharField(label="地点", max_length=40, required=False)
    mode = forms.ChoiceField(
        label="方式", choices=[("here", "现场"), ("video", "视频")], widget=forms.RadioSelect
    )
    topics = forms.MultipleChoiceField(
        label="议题",
        choices=[("study", "理论学习"), ("recruit", "发展党员"), ("dues", "党费收缴")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    minutes = forms.CharField(label="会议记录", widget=forms.Textarea, required=False)
    paper = forms.FileField(label="签到表照片", required=False, help_text="不超过 10 MB")
    told = forms.BooleanField(label="已通知未到会的党员", required=False)
    sections = (
        ("基本情况", ("topic", "kind", "held_on", "starts_at", "people", "place", "mode")),
        ("内容", ("topics", "minutes", "paper", "told")),
    )


def _lines(today: date) -> list[Line]:
    lines = []
    for topic, kind, org, days, people, tone in ROWS * 3:
        day = (today + timedelta(days)).isoformat()
        texts = (topic, kind, org, day, people, STATES[tone])
        tones = ("", "", "", "", "", tone)
        lines.append(
            Line(
                None,
                [
                    Cell(column, text, column.link(None) if column.link else "", one)
                    for column, text, one in zip(COLUMNS, texts, tones, strict=True)
                ],
            )
        )
    return lines


def _chosen(fault: str = "") -> list[Chosen]:
    kinds = Choice("kind", "类型", choices=(("assembly", "党员大会"), ("lesson", "党课")))
    return [
        Chosen(Search("q", "关键词"), "", ""),
        Chosen(kinds, "assembly", "党员大会"),
        Chosen(Day("from", "日期自"), "去年" if fault else "2026-01-01", "", fault),
        Chosen(Day("to", "日期至"), "", ""),
    ]


def _list(actor: Actor, lines: list[Line], fault: str = "") -> Sample:
    orders = (Order("new", "最近的在前", ("-id",)), Order("old", "最早的在前", ("id",)))
    return "web/list.html", {
        "title": "组织生活",
        "crumbs": [("设计", "/design/")],
        "screen": Stub("组织生活", COLUMNS, orders),
        "lines": lines,
        "page": Page([], next="eA", previous=""),
        "total": 1289 if lines else 0,
        "chosen": _chosen(fault),
        "filtered": bool(lines),
        "order": orders[0],
        "query": "kind=assembly",
        "buttons": [
            Button("登记活动", "/design/form/", "plus"),
            Button("导入", "/design/", "upload"),
        ],
    }


def _form(form: forms.Form, screen: Stub, draft: str = "") -> Sample:
    return "web/form.html", {
        "title": "登记活动",
        "crumbs": [("设计", "/design/"), ("组织生活", "/design/list/")],
        "screen": screen,
        "form": form,
        "version": 3,
        "once": "",  # a specimen answers no submit
        "draft_key": draft,
        "cancel_url": "/design/list/",
    }


def _conflict(actor: Actor) -> Sample:
    return "web/conflict.html", {
        "title": "有人先改了一步",
        "crumbs": [("设计", "/design/")],
        "differences": [
            Difference("地点", "村委会二楼", "党员活动室"),
            Difference("会议记录", "一、学习文件\n二、讨论", "一、学习文件\n二、表决"),
            Difference("到会人数", "26", ""),
        ],
        "form": SampleForm({"topic": "学习", "people": "28"}),
        "version": 4,
        "once": "1" * 32,
        "cancel_url": "/design/",
    }


def _message(actor: Actor) -> Sample:
    words = "「登记活动」由支部书记和乡镇党务办理。您现在的角色是党员，可以请支部书记办理。"
    return "web/message.html", {"heading": "您没有此项权限", "text": words, "icon": "lock"}


def _workbench(actor: Actor) -> Sample:
    today, soon = actor.today, timedelta(days=2)
    numbers = [
        Number("超期未办", 3, "/design/", "项", "最久的已 12 天", "red"),
        Number("七天内到期", 8, "/design/", "项", "", "amber"),
        Number("等我审核", 5, "/design/", "项"),
        Number("本月已办", 41, "/design/", "项", "较上月多 6 项"),
    ]
    todo = [
        Entry("补报第三季度党员大会", "/design/", "河东村党支部", today - timedelta(days=12)),
        Entry("审核发展对象材料：韦明", "/design/", "河东村党支部", today),
        Entry("回复群众反映：沿河路路灯不亮", "/design/", "网格转办", today + soon),
        Entry("上报十一月党费收缴情况", "/design/", "", today + timedelta(days=20)),
    ]
    starts = [
        Entry("登记一次活动", "/design/form/", "三会一课、主题党日", icon="calendar-plus"),
        Entry("登记一件诉求", "/design/form/", "", icon="message-square-plus"),
        Entry("导入表格", "/design/", "", icon="file-up"),
    ]
    return "web/workbench.html", {
        "title": "工作台",
        "greeting": f"上午好，{actor.name}",
        "today": today,
        "weekday": "星期五",
        "working": True,
        "roles": "白石镇党委 · 乡镇（街道）党务",
        "bench": Arranged(
            [n for n in numbers if n.tone],
            [
                _shown(
                    "我的待办", "list-checks", Content("entries", entries=todo, more="/design/")
                ),
                _shown("等下级报来", "hourglass", Content("entries", empty="都报齐了")),
            ],
            [n for n in numbers if not n.tone],
            [_shown("开始办理", "circle-plus", Content("starts", entries=starts))],
        ),
    }


def _shown(title: str, icon: str, content: Content) -> Any:
    return {"block": Part(title, icon), "content": content}


def _search(actor: Actor) -> Sample:
    orgs = Part(icon="network", label="组织", more="/orgs/")
    people = Part(icon="users", label="党员")
    return "web/search.html", {
        "title": "搜索",
        "q": "hd",
        "groups": [
            (orgs, [Hit("河东村党支部", "白石镇党委 · QH0101", "/design/")]),
            (people, [Hit("何冬", "河东村党支部 · 正式党员", "/design/")]),
        ],
    }


PAGES: dict[str, tuple[str, Callable[[Actor], Sample]]] = {
    "list": ("列表", lambda actor: _list(actor, _lines(actor.today))),
    "empty": ("空的列表", lambda actor: _list(actor, [], "日期自须如 2026-05-01")),
    "form": (
        "表单",
        lambda actor: _form(
            SampleForm(initial={"held_on": actor.today}), Stub(), draft="/design/form/"
        ),
    ),
    "faulty": ("没有通过的表单", lambda actor: _form(SampleForm({"people": "0"}), Stub())),
    "danger": (
        "要先确认的表单",
        lambda actor: _form(
            SampleForm(), Stub(submit="撤销", danger=True, confirm="撤销以后不能恢复，确定吗？")
        ),
    ),
    "conflict": ("别人先改了", _conflict),
    "message": ("一句话的页面", _message),
    "workbench": ("工作台", _workbench),
    "search": ("搜索结果", _search),
    "plain": ("登录", lambda actor: ("web/design_plain.html", {})),
    "paper": ("打印的表", lambda actor: ("web/design_paper.html", {"rows": _lines(actor.today)})),
    "slips": ("打印的条子", lambda actor: ("web/design_slips.html", {"slips": range(1, 7)})),
}


def _tree() -> list[dict[str, Any]]:
    branches = [
        {"label": name, "url": "/design/", "note": "党支部"}
        for name in ("河东村党支部", "柳湾村党支部")
    ]
    town = {"label": "白石镇党委", "url": "/design/", "note": "党委 · 下级 2", "open": True}
    return [
        {
            "label": "青禾县委", "url": "/design/", "note": "县委", "open": True,
            "nodes": [{**town, "nodes": branches}],
        }
    ]  # fmt: skip


def _components(actor: Actor) -> dict[str, Any]:
    today = actor.today
    return {
        "title": "设计",
        "pages": [(slug, label) for slug, (label, _) in PAGES.items()],
        "today": today,
        "tones": ["red", "amber", "green", "blue", "grey"],
        "days": [today + timedelta(n) for n in (-3, 0, 2, 14, 60)],
        "tabs": [
            ("全部", "/design/", True, 189),
            ("待受理", "/design/", False, 12),
            ("办理中", "/design/", False, 20),
            ("已办结", "/design/", False, None),
        ],
        "facts": [
            ("全称", "中国共产党白石镇河东村支部委员会"),
            ("编码", "QH0101"),
            ("类型", "党支部"),
            ("成立日期", "2021年3月1日"),
            ("换届日期", None),
        ],
        "steps": [
            ("递交申请", "done", "2026年3月1日"),
            ("谈话", "done", "2026年3月20日"),
            ("确定积极分子", "late", "超期3天"),
            ("培养考察", "todo", "满一年"),
            ("确定发展对象", "todo", ""),
        ],
        "timeline": [
            (date(2026, 11, 2), "完成换届", "青组复〔2026〕12号", "green"),
            (date(2023, 11, 5), "更名", "原名河东大队党支部", ""),
        ],
        "tree": _tree(),
        "history": TRACES,
        "field_form": SampleForm({"topic": "", "people": "3"}),
    }


def _only_in_demo() -> None:
    if not installation().demo:
        raise NotVisible


@guarded(SELF, "design/", "design", "设计")
def components(request: HttpRequest, actor: Actor) -> HttpResponse:
    _only_in_demo()
    return render(request, "web/design.html", _components(actor))


@guarded(SELF, "design/<slug:part>/", "design-page", "设计示例")
def page(request: HttpRequest, actor: Actor, part: str) -> HttpResponse:
    _only_in_demo()
    if part not in PAGES:
        raise NotVisible
    label, make = PAGES[part]
    template, context = make(actor)
    return render(request, template, {"title": label, **context})


urlpatterns = routes(components, page)
