"""Problems, requests, wishes and weak organisations of the invented county, at all stages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from jishi.accounts.models import Account
from jishi.accounts.queries import actor_of
from jishi.cases.actions import Asking, Entry, Given, open_case, take_step
from jishi.cases.actions.lists import add_to_list, draw_list
from jishi.cases.actions.marks import name_role, supervise
from jishi.cases.models import Case
from jishi.demo.county import County
from jishi.tree.actor import Actor
from jishi.tree.kinds import place_name
from jishi.tree.models import Organisation

# (class, source or door, level, title, what is done about it)
PROBLEMS = (
    ("life", "supervision", "", "组织生活记录过于简单", "逐次补齐议题和讨论情况，书记审核后归档"),
    ("venue", "self", "unit", "党员活动室屋面漏雨", "请施工队翻修屋面，更换桌椅"),
    ("members", "patrol", "", "流动党员联系不经常", "明确专人每月联系一次并登记"),
    ("duty", "assessment", "committee", "党建工作研究不够经常", "列入党委会固定议题，每月研究一次"),
    ("team", "democratic_life", "team", "支委分工不明确", "重新分工并公示"),
    ("service", "branch_life", "unit", "办事窗口午间无人", "实行错时值班"),
    ("setup", "oversight", "office", "个别支部届满没有按期换届", "列出时间表，年内换届完毕"),
    ("style", "special", "office", "下发通知层层照转", "能合并的合并，能在系统里查的不再要报表"),
)
REQUESTS = (
    ("water_power", "utility", "phone", "水压低", "三组", "二楼以上早晚没有水"),
    ("environment", "ordinary", "portal", "垃圾池几天没有清", "老街", "夏天味道大，请及时清运"),
    ("roads", "ordinary", "counter", "村道路灯不亮", "二组", "坏了四盏，晚上不好走"),
    ("property", "hard", "portal", "楼顶渗水一直没有修好", "河畔小区", "报过物业两次没有解决"),
    ("welfare", "ordinary", "visit", "临时救助怎样申请", "一组", "想问需要哪些材料"),
    ("order", "urgent", "phone", "沟渠边护栏断了", "学校旁", "孩子上学要经过"),
    ("disclosure", "ordinary", "portal", "上季度账目还没有公开", "村部", "公开栏里没有看到"),
)
ANSWERS = {
    "water_power": "水厂已加装增压泵，早晚高峰可以正常用水。",
    "environment": "已增加一次清运，每周二、五、日各一次。",
    "roads": "坏了的路灯已经更换，今后每月巡查一次。",
    "property": "已约物业和施工单位到场，本月内完成防水。",
    "welfare": "临时救助需要申请书、身份证明和收入情况，窗口可以代填。",
    "order": "护栏已修好，并加了警示牌。",
    "disclosure": "上季度账目已在公开栏贴出，也可到村部查阅。",
}
QUESTIONS = {
    "water_power": "早晚高峰二楼以上水压低，什么时候能好？",
    "environment": "垃圾池夏天能不能多清运几次？",
    "disclosure": "上季度村集体的账目在哪里看？",
}
# (class, level, door, title, what to do about it, the committee's reply)
WORKERS = (
    ("canteen", "ordinary", "counter", "夜班没有热饭", "夜班供应热饭，每周公布菜单", ""),
    ("training", "hard", "phone", "技能等级考试没有组织", "与县总工会联合开班，报名费单位承担",
     "已列入年度民生实事"),
    ("advice", "ordinary", "counter", "仓库通道画线分开人和车", "已画线并装反光镜", ""),
    ("safety", "ordinary", "hotline", "防护手套磨损没有及时更换", "按月足额发放，另备一批", ""),
)  # fmt: skip
WISHES = (
    ("goods", "4 组一位老人", "一副老花镜"),
    ("repair", "2 组一户人家", "修一修漏水的水龙头"),
    ("learning", "一名五年级学生", "几本课外书"),
    ("company", "1 组一位独居老人", "有人陪着去一次医院"),
)
VISITS = (
    ("livelihood", "household", "卫生室缺常用药"),
    ("industry", "enterprise", "合作社缺冷库"),
    ("party", "seminar", "小区党员想就近参加活动"),
)
PHOTO = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00\x90wS"
    b"\xde\x00\x00\x00\x0cIDATx\x9cc\xf8\xcf\xc0\x00\x00\x03\x01\x01\x00\xc9\xfe\x92\xef\x00\x00\x00"
    b"\x00IEND\xaeB`\x82"
)
_LOOKED = {"text": "已实地看过，正在办", "files": [("现场.png", PHOTO)]}
CONTACT = ("王先生", "13900001111")


@dataclass
class Hands:
    """Who acts on a day: the above, a township's clerk, a branch's secretary."""

    county: County
    by_login: dict[str, Account]

    def above(self, day: date) -> Actor:
        return actor_of(self.by_login["county"], day)

    def clerk(self, town: Organisation, day: date) -> Actor:
        first = town.pk == self.county.townships[0].pk
        return actor_of(self.by_login["township" if first else town.code.lower()], day)

    def secretary(self, branch: Organisation, day: date) -> Actor:
        shown = branch.pk == self.county.shown_branch.pk
        return actor_of(self.by_login["branch" if shown else branch.code.lower()], day)


def invent_cases(county: County) -> None:
    random = Random(county.random.random())  # noqa: S311 invented, not secret
    hands = Hands(county, {account.login: account for account in Account.objects.all()})
    problems: list[Case] = []
    for town in county.townships:
        branches = _with_account(county, hands, town)
        if not branches:
            continue
        few = branches[:3]
        for n, (class_code, source, level, title, measure) in enumerate(PROBLEMS[: len(few) + 2]):
            entry = Entry(
                "problem", title, town, classes=[class_code], source=source, level=level,
                payload={"measure": measure, "age": random.choice(["hot", "legacy"])},
                subject_org=few[n % len(few)],
            )  # fmt: skip
            start = county.until - timedelta(days=random.randrange(4, 100))
            problems.append(_story(hands, town, few[n % len(few)], entry, start, n, measure))
        _requests(hands, random, town, few)
    _wishes(hands, random)
    _workers(hands)
    _weak(hands, random)
    _list(hands, problems)


def _with_account(county: County, hands: Hands, town: Organisation) -> list[Organisation]:
    shown = county.shown_branch.pk
    return [
        branch
        for branch in county.branches
        if branch.parent_id == town.pk
        and (branch.pk == shown or branch.code.lower() in hands.by_login)
    ]


def _story(
    hands: Hands, town: Organisation, branch: Organisation, entry: Entry, start: date, n: int,
    result: str,
) -> Case:  # fmt: skip
    """As far as its number says: waiting, being done, handed in, struck off, looked back at."""
    last = hands.county.until

    def on(days: int) -> date:
        return min(last, start + timedelta(days=days))

    case = open_case(hands.clerk(town, start), entry)
    steps: list[tuple[int, str, str, dict[str, Any]]] = [
        (1, "clerk", "assign", {"org": branch, "leader": "分管副书记"}),
        (2, "secretary", "sign", {}),
        (
            6,
            "secretary",
            "progress",
            _LOOKED,
        ),
        (12, "secretary", "submit", {"outcome": result}),
        (14, "clerk", "strike_off", {"text": "到现场看过，属实"}),
    ]
    for days, who, step, given in steps[: (5, 3, 5, 4, 2, 5, 1)[n % 7]]:
        if start + timedelta(days=days) > last:
            break
        actor = hands.clerk(town, on(days)) if who == "clerk" else hands.secretary(branch, on(days))
        case = take_step(actor, case, step, None, Given(**given))
    if n % 7 == 2 and case.look_back_on and case.look_back_on <= last:
        case = take_step(
            hands.clerk(town, case.look_back_on), case, "look_back", None, Given(text="没有反弹")
        )
    return case


def _requests(
    hands: Hands, random: Random, town: Organisation, branches: list[Organisation]
) -> None:
    last = hands.county.until
    for n, (class_code, grade, door, title, place, detail) in enumerate(REQUESTS):
        if town.pk != hands.county.townships[0].pk and n > 3:
            return
        branch, start = branches[n % len(branches)], last - timedelta(days=random.randrange(1, 26))
        case = open_case(
            hands.clerk(town, start),
            Entry(
                "request", title, town, detail=detail, classes=[class_code], door=door,
                grade=grade, payload={"place": place_name(branch.short_name) + place},
                asker=Asking(detail, *CONTACT),
            ),
        )  # fmt: skip
        slow = 8 if n % 4 == 3 else 0
        steps: list[tuple[int, str, str, dict[str, Any]]] = [
            (0, "clerk", "assign", {"org": branch}),
            (0, "secretary", "sign", {}),
            (slow, "secretary", "contact", {"text": "电话里问清了情况"}),
            (slow + 2, "secretary", "submit", {
                "outcome": "已当面办好", "published": ANSWERS[class_code],
            }),
            (slow + 3, "clerk", "call_back", {
                "reached": n % 5 != 4, "solved": True, "satisfaction": 5 - n % 3,
                "text": "电话回访",
            }),
            (slow + 4, "clerk", "strike_off", {"question": QUESTIONS.get(class_code, "")}),
        ]  # fmt: skip
        for days, who, step, given in steps[: (6, 6, 4, 6, 2, 3, 6)[n % 7]]:
            day = start + timedelta(days=days)
            if day > last:
                break
            actor = hands.clerk(town, day) if who == "clerk" else hands.secretary(branch, day)
            case = take_step(actor, case, step, None, Given(**given))


def _wishes(hands: Hands, random: Random) -> None:
    county = hands.county
    town, last = county.townships[0], county.until
    branches = _with_account(county, hands, town)
    for n, (class_code, alias, title) in enumerate(WISHES):
        start = last - timedelta(days=random.randrange(2, 20))
        case = open_case(
            hands.clerk(town, start),
            Entry("wish", title, town, classes=[class_code], payload={"alias": alias}),
        )
        if n:
            case = take_step(
                hands.clerk(town, start),
                case,
                "assign",
                None,
                Given(org=branches[n % len(branches)]),
            )
        if n > 1:
            take_step(
                hands.secretary(branches[n % len(branches)], start), case, "sign", None, Given()
            )
    for n, (class_code, source, title) in enumerate(VISITS):
        start = last - timedelta(days=5 + n * 3)
        open_case(
            hands.clerk(town, start),
            Entry("visit_problem", title, town, branches[n % len(branches)], classes=[class_code],
                  source=source),
        )  # fmt: skip


def _workers(hands: Hands) -> None:
    """What employees ask of the township: called back by its clerk, one still being worked at."""
    county = hands.county
    town, last = county.townships[0], county.until
    branches = _with_account(county, hands, town)
    if not branches:
        return
    for n, (class_code, grade, door, title, answer, reply) in enumerate(WORKERS):
        branch, start = branches[n % len(branches)], last - timedelta(days=6 + 4 * n)
        own = {"raised_on": str(start + timedelta(days=1)), "reply": reply} if reply else {}
        case = open_case(
            hands.clerk(town, start),
            Entry("worker_request", title, town, branch, classes=[class_code], door=door,
                  grade=grade, payload=own, asker=Asking("", *CONTACT)),
        )  # fmt: skip
        clerk, secretary = (
            who(at, start + timedelta(days=3))
            for who, at in ((hands.clerk, town), (hands.secretary, branch))
        )
        case = take_step(secretary, case, "sign", None, Given())
        if not n:
            continue
        case = take_step(secretary, case, "submit", None, Given(outcome=answer))
        heard = Given(reached=True, solved=True, satisfaction=5 - n % 2, text="电话回访")
        case = take_step(clerk, case, "call_back", None, heard)
        take_step(clerk, case, "strike_off", None, Given())


def _weak(hands: Hands, random: Random) -> None:
    county = hands.county
    start = date(county.until.year, 2, 18)
    if start > county.until:
        return
    boss = hands.above(start)
    for n, town in enumerate(county.townships[:4]):
        branches = [b for b in _with_account(county, hands, town) if b.sector == "village"]
        if not branches:
            continue
        case = open_case(
            boss,
            Entry(
                "weak_organisation", f"{branches[-1].short_name}整顿", county.root, town,
                classes=("team", "idle") if n % 2 else ("venue", "service"), source="screening",
                document=f"青组〔{start.year}〕6号", subject_org=branches[-1],
                payload={
                    "cause": "书记年龄偏大，活动不经常",
                    "plan": "选派第一书记，修缮活动室，按月开展活动",
                    "funds": 30000 + 10000 * n, "hot": 2 + n, "legacy": n % 2,
                },
            ),
        )  # fmt: skip
        for role, name in (
            ("county_leader", "县委常委某同志"), ("township_leader", "镇党委副书记某同志"),
            ("first_secretary", "县直机关选派干部"), ("paired_unit", "县农业农村局"),
        )[: 4 if n != 2 else 3]:  # fmt: skip
            name_role(boss, case, role, name=name, since=start)
        day = start + timedelta(days=5)
        case = take_step(hands.clerk(town, day), case, "sign", None, Given())
        if n < 2 and start + timedelta(days=200) <= county.until:
            case = take_step(
                hands.clerk(town, start + timedelta(days=90)), case, "progress", None,
                Given(text="活动室已修缮，按月开展活动", files=[("活动室.png", PHOTO)]),
            )  # fmt: skip
            day = start + timedelta(days=180)
            case = take_step(
                hands.clerk(town, day), case, "submit", None, Given(outcome="初验合格")
            )
            if n == 0:
                take_step(hands.above(day), case, "strike_off", None, Given(text="县级验收合格"))
        elif n == 3:
            supervise(hands.above(county.until), case, None, on=True, text="进展偏慢，挂牌督办")


def _list(hands: Hands, problems: list[Case]) -> None:
    boss = hands.above(hands.county.until)
    title = f"{hands.county.until.year}年党建督查问题清单"
    made = draw_list(boss, hands.county.root, title, f"青组〔{hands.county.until.year}〕21号")
    add_to_list(boss, made, [case.pk for case in problems[::2]])
