"""热线工单: each line becomes a resident's request; who asked and in which words lies sealed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from jishi.cases.actions import Asking, Entry
from jishi.cases.actions.past import Past
from jishi.cases.actions.residents import desk_of
from jishi.cases.kinds import kind_of
from jishi.cases.models import Case
from jishi.exchange.ground import Ground
from jishi.exchange.kinds.tables import BY_CODE
from jishi.exchange.parsed import Parsed, Row
from jishi.exchange.records.case_rows import (
    CaseRows,
    KnownCases,
    approver,
    at_of,
    heard_of,
    heard_word,
    limit_of,
    limit_word,
    local,
)
from jishi.exchange.records.kind import Intent, Ours, Wrong
from jishi.kernel.private import private_in, without_private
from jishi.tree.kinds import place_name
from jishi.tree.models import Organisation

REQUEST = "request"
# Words by which the classes of hotlines tell ours; the first that is met counts.
_CLASSES = (
    ("style", ("作风", "推诿", "违纪", "吃拿卡要", "干部问题", "服务态度")),
    ("disclosure", ("公开", "公示")),
    ("water_power", ("供水", "停水", "供电", "停电", "燃气", "供热", "供暖", "水电", "用电", "用水",
                     "天然气", "自来水", "路灯")),
    ("property", ("物业", "住房", "房屋", "房产", "小区", "拆迁", "违建", "公租房")),
    ("environment", ("环境", "环卫", "卫生", "垃圾", "污染", "噪音", "噪声", "油烟", "市容",
                     "厕所", "异味")),
    ("roads", ("道路", "交通", "停车", "公交", "路面", "市政", "桥", "红绿灯")),
    ("order", ("治安", "纠纷", "矛盾", "打架", "诈骗", "赌博", "消防")),
    ("welfare", ("社保", "医保", "低保", "救助", "养老", "残疾", "就业", "工资", "社会保障",
                 "劳动", "教育", "医疗", "民政")),
    ("land", ("土地", "耕地", "宅基地", "流转", "农业", "林地", "补贴", "产业", "征地", "三农")),
    ("advice", ("建议", "意见", "咨询", "表扬")),
)  # fmt: skip
_CLOSED = ("style", "disclosure")  # what is told of those who would handle it stays at the desk


def class_of(written: str, words: str = "") -> str:
    """By the hotline's own class, else by what is said; nothing known is 其他."""
    exact = {label: code for code, label in kind_of(REQUEST).classes}
    if written in exact:
        return exact[written]
    for text in (written, words):
        for code, signs in _CLASSES:
            if any(sign in text for sign in signs):
                return code
    return "other"


class Hotline(CaseRows):
    table = BY_CODE["hotline"]
    by_act = dict.fromkeys(("org", "handler", "outcome", "state"), "请在办理页办理")
    not_compared = frozenset(f.name for f in BY_CODE["hotline"].fields) - set(by_act)
    renamed: Mapping[str, str] = {**CaseRows.renamed, "classes": "class",
                                  "payload": "place"}  # fmt: skip

    def place(self, row: Row, ground: Ground) -> Organisation | None:
        """The desk that takes it: what the import is for, else the one above the unit."""
        if row.values.get("home"):
            return ground.orgs.named(row.values["home"], "home")
        if ground.scope is not None:
            return ground.scope
        unit = ground.orgs.named(row.values.get("org"), "org")
        return desk_of(unit) if unit is not None else None

    def known(self, parsed: Parsed, ground: Ground) -> Known:
        return Known(ground)

    def judge_new(self, row: Row, org: Organisation | None, known: Known, ground: Ground) -> None:
        known.once((row.values["order_no"],), row, ground, "order_no")

    def past(self, intent: Intent, ground: Ground) -> Past:
        values, home = intent.row.values, ground.orgs.all[intent.org_id or 0]
        if not any(values.get(name) for name in ("title", "words")):
            raise Wrong("words", "missing", "标题和内容至少写一项")
        limit, until = limit_of(values.get("limit"))
        reached, solved = heard_of(values.get("called"))
        number, replied = values.get("satisfaction"), values.get("replied")
        past = Past(
            _entry(values, home, ground), at_of(values["received"]), order_no=values["order_no"],
            state=values.get("state") or "", limit=limit, until=until,
            replied_at=at_of(replied) if replied else None, outcome=values.get("outcome") or "",
            reached=reached, solved=solved, satisfaction=int(number) if number else None,
            struck_by=values.get("struck_by") or "",
        )  # fmt: skip
        return _told(past)

    def exported(self, ground: Ground) -> Iterator[Case]:
        return (c for c in super().exported(ground) if c.kind == REQUEST and c.order_no)

    def rows(self, ground: Ground) -> Iterator[dict[str, Any]]:
        for case in self.exported(ground):
            yield _row(case, ground)


class Known(KnownCases):
    def find(self, row: Row, org: Organisation | None) -> Ours | None:
        return self.by_order.get((REQUEST, row.values["order_no"]))


def _told(past: Past) -> Past:
    """What the hotline calls closed is struck off on the day of its answer, if it called back."""
    state, replied = past.state, past.replied_at
    if state in ("registered", "assigned", "working"):
        # Its own words for the way there; ours follow from who has it.
        past = replace(past, state="", replied_at=None, outcome="")
    elif state == "struck_off" and (replied is None or past.solved is not True):
        past = replace(past, state="submitted" if replied else "")
    elif state == "struck_off" and replied is not None:
        past = replace(past, struck_on=replied.date(), struck_by=past.struck_by or "热线回访")
    return past


def _entry(values: Mapping[str, Any], home: Organisation, ground: Ground) -> Entry:
    kind = kind_of(REQUEST)
    words, told = values.get("words") or "", values.get("class") or ""
    code = class_of(told, f"{values.get('title') or ''}{words}")
    org = ground.orgs.named(values["org"], "org") if values.get("org") else None
    where = without_private(values.get("place") or "")[:60]
    if not where and org is not None:
        where = place_name(org.short_name)
    title = values.get("title") or ""
    sealed = "\n".join(filter(None, (title, words, values.get("place") or "")))
    if not title or private_in(title) or code in _CLOSED:
        title = f"{where}：{kind.class_label(code)}" if where else kind.class_label(code)
    detail = "" if code in _CLOSED or private_in(words) else words
    if told and told != kind.class_label(code):
        detail = f"{detail}\n热线分类：{told}".strip()
    grade = values.get("grade") or ("utility" if code == "water_power" else "")
    return Entry(
        REQUEST, title[:80], home, org, detail=detail[:1000], classes=[code], door="hotline",
        grade=grade, payload={"place": where} if where else {},
        handler=values.get("handler") or "",
        asker=Asking(sealed, values.get("name") or "", values.get("phone") or ""),
    )  # fmt: skip


def _row(case: Case, ground: Ground) -> dict[str, Any]:
    """Without name, number and words: whoever needs those opens them one by one."""
    answered = case.state in ("submitted", "struck_off")
    kind = case.of_kind
    return {
        "order_no": case.order_no, "received": local(case.opened_at), "title": case.title,
        "words": "", "class": kind.class_label(case.class_code),
        "place": case.payload.get("place", ""), "grade": case.grade, "name": "", "phone": "",
        "org": "" if case.state == "registered" else ground.orgs.word(case.org_id),
        "home": ground.orgs.word(case.home_id), "handler": case.handler, "limit": limit_word(case),
        "replied": str(case.submitted_on or "") if answered else "",
        "outcome": case.outcome if answered else "", "called": heard_word(case),
        "satisfaction": str(case.satisfaction or ""), "state": case.state,
        "struck_by": approver(case),
    }  # fmt: skip


KIND = Hotline()
