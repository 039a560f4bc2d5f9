"""Members away from their branch, and members nobody can find: what follows from the dates.

Nothing here changes what anybody is (R-GEN-12): the answers make to-dos and marks on a list.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jishi.kernel.deadline import add_months, add_years
from jishi.kernel.declare import Example, rule
from jishi.kernel.verdict import Verdict, advise, all_of, first_refusal, require

AWAY = 6  # months, R-REL-10
SILENT, SILENT_ABROAD = 12, 6  # months, R-REL-12 and R-REL-15
ABROAD = 5  # years, R-REL-16
KEPT_AT_SCHOOL = 2  # years, R-REL-14
LOST = 6  # months, R-REL-17
STOPPED = 2  # years, R-REL-18


@dataclass(frozen=True)
class SpellKind:
    """In what way somebody is away."""

    code: str
    label: str
    silent: int  # months without contact until it shows amber
    abroad: bool = False
    guest: bool = False  # a member of an organisation elsewhere, here as a guest


SPELL_KINDS = {
    kind.code: kind
    for kind in (
        SpellKind("out", "流出", SILENT),
        SpellKind("in", "流入", SILENT, guest=True),
        SpellKind("abroad_study", "出国（境）学习研究", SILENT_ABROAD, abroad=True),
        SpellKind("abroad_settle", "出国（境）定居", SILENT_ABROAD, abroad=True),
        SpellKind("graduate", "毕业生关系留校", SILENT),
    )
}
ABROAD_KINDS = tuple(k.code for k in SPELL_KINDS.values() if k.abroad)
CREDENTIALS = {"none": "不开凭证", "certificate": "党员证明信", "card": "流动党员活动证"}
REASONS = {
    "work": "外出务工经商",
    "assigned": "单位派驻",
    "study": "外出学习",
    "family": "随家人居住",
    "care": "养老、就医",
    "other": "其他",
}
HOWS = {
    "phone": "电话",
    "message": "短信、微信",
    "video": "视频",
    "visit": "见面走访",
    "report": "本人报告",
    "letter": "书信、邮件",
}


@rule(
    title="是不是流动党员",
    cites=("R-REL-10", "R-GEN-06"),
    source="《关于加强新时代流动党员管理的意见》",
    examples=(
        Example({"left_on": date(2026, 5, 20), "today": date(2026, 11, 20)}, True, "满六个月"),
        Example({"left_on": date(2026, 5, 21), "today": date(2026, 11, 20)}, False,
                "五个月三十天"),
        Example({"left_on": date(2026, 8, 31), "today": date(2027, 2, 28)}, True,
                "八月末走，二月末满六个月"),
    ),
)  # fmt: skip
def is_mobile(left_on: date, today: date) -> bool:
    """Away for six months without a transfer."""
    return add_months(left_on, AWAY) <= today


@rule(
    title="应转未转",
    cites=("R-REL-02",),
    source="《中国共产党党员教育管理工作条例》第二十五条",
    examples=(
        Example({"left_on": date(2026, 5, 20), "fixed": True, "open_letter": False,
                 "today": date(2026, 11, 20)}, True, "地点固定满六个月"),
        Example({"left_on": date(2026, 5, 20), "fixed": False, "open_letter": False,
                 "today": date(2026, 11, 20)}, False, "地点不固定"),
        Example({"left_on": date(2026, 5, 20), "fixed": True, "open_letter": True,
                 "today": date(2026, 11, 20)}, False, "已经在转"),
        Example({"left_on": date(2026, 5, 21), "fixed": True, "open_letter": False,
                 "today": date(2026, 11, 20)}, False, "不满六个月"),
    ),
)  # fmt: skip
def should_transfer(left_on: date, fixed: bool, open_letter: bool, today: date) -> bool:
    """Six months at a place that stays the same, and no letter under way."""
    return fixed and not open_letter and is_mobile(left_on, today)


@rule(
    title="多久没有联系",
    cites=("R-REL-12", "R-REL-15"),
    source="《中国共产党党员教育管理工作条例》",
    examples=(
        Example({"kind": "out", "last_on": date(2025, 11, 20), "today": date(2026, 11, 20)}, True,
                "国内十二个月"),
        Example({"kind": "out", "last_on": date(2025, 11, 21), "today": date(2026, 11, 20)}, False,
                "差一天满十二个月"),
        Example({"kind": "abroad_study", "last_on": date(2026, 5, 20),
                 "today": date(2026, 11, 20)}, True, "国外六个月"),
        Example({"kind": "abroad_study", "last_on": date(2026, 5, 21),
                 "today": date(2026, 11, 20)}, False, "国外差一天满六个月"),
    ),
)  # fmt: skip
def is_silent(kind: str, last_on: date, today: date) -> bool:
    """Nobody has heard of them for a year; of those abroad for half a year."""
    return add_months(last_on, SPELL_KINDS[kind].silent) <= today


@rule(
    title="出国（境）久未归",
    cites=("R-REL-16",),
    source="《中国共产党党员教育管理工作条例》第二十四条",
    examples=(
        Example({"kind": "abroad_study", "left_on": date(2021, 11, 20),
                 "today": date(2026, 11, 20)}, True, "学习研究满五年"),
        Example({"kind": "abroad_study", "left_on": date(2021, 11, 21),
                 "today": date(2026, 11, 20)}, False, "差一天满五年"),
        Example({"kind": "abroad_settle", "left_on": date(2026, 11, 1),
                 "today": date(2026, 11, 20)}, True, "定居"),
        Example({"kind": "out", "left_on": date(2015, 1, 1), "today": date(2026, 11, 20)}, False,
                "国内流动不在此列"),
    ),
)  # fmt: skip
def is_long_abroad(kind: str, left_on: date, today: date) -> bool:
    """Settled abroad, or studying there for five years: the branch deliberates, nothing follows by
    itself."""
    if kind == "abroad_settle":
        return left_on <= today
    return kind == "abroad_study" and add_years(left_on, ABROAD) <= today


@rule(
    title="毕业生组织关系留校年限",
    cites=("R-REL-14",),
    source="《中国共产党党员教育管理工作条例》",
    examples=(
        Example({"graduated_on": date(2024, 6, 30), "today": date(2026, 6, 30)}, True, "满两年"),
        Example({"graduated_on": date(2024, 6, 30), "today": date(2026, 6, 29)}, False, "差一天"),
    ),
)
def kept_too_long(graduated_on: date, today: date) -> bool:
    """Two years after leaving school the membership should have gone along."""
    return add_years(graduated_on, KEPT_AT_SCHOOL) <= today


_SPELL = {"kind": "out", "left_on": date(2026, 3, 1), "today": date(2026, 11, 20),
          "contact_name": "何文", "open_spells": 0, "counted": True}  # fmt: skip


@rule(
    title="登记流动党员",
    cites=("R-REL-11", "R-REL-12"),
    source="《关于加强新时代流动党员管理的意见》",
    examples=(
        Example(_SPELL, True, "有专人联系"),
        Example({**_SPELL, "contact_name": ""}, "no_contact", "没有明确联系人"),
        Example({**_SPELL, "open_spells": 1}, "open_spell", "已经登记过"),
        Example({**_SPELL, "left_on": date(2026, 11, 21)}, "future", "还没有走"),
        Example({**_SPELL, "counted": False}, "no_member", "不是在册党员"),
        Example({**_SPELL, "kind": "in", "counted": False}, True, "流入党员的关系在外地"),
    ),
)
def may_register(
    kind: str, left_on: date, today: date, contact_name: str, open_spells: int, counted: bool
) -> Verdict:
    """A member of ours, or a guest; somebody by name keeps in touch."""
    return all_of(
        require(counted or SPELL_KINDS[kind].guest, "no_member", "只有在册党员才登记流出"),
        require(open_spells == 0, "open_spell", "已有一条没有结束的登记", "R-REL-11"),
        require(left_on <= today, "future", "日期不能晚于今天"),
        require(bool(contact_name.strip()), "no_contact", "请明确联系人", "R-REL-12"),
    )


@rule(
    title="外出凭证",
    cites=("R-REL-09",),
    source="组织关系介绍信的使用规定（中组发〔2004〕10号）",
    examples=(
        Example({"credential": "certificate", "months": 4, "fixed": True}, True, "四个月用证明信"),
        Example({"credential": "none", "months": 3, "fixed": True}, True, "三个月以内可以不开"),
        Example({"credential": "none", "months": 4, "fixed": True}, "certificate", "建议证明信"),
        Example({"credential": "card", "months": 12, "fixed": False}, True, "地点不定用活动证"),
        Example({"credential": "certificate", "months": 12, "fixed": False}, "card", "建议活动证"),
        Example({"credential": "card", "months": 7, "fixed": True}, "transfer", "应当转关系"),
        Example({"credential": "rumour", "months": 1, "fixed": True}, "unknown", "没有这种凭证"),
    ),
)
def credential_fits(credential: str, months: int, fixed: bool) -> Verdict:
    """Which paper goes along; the rule is a custom, so it advises."""
    if credential not in CREDENTIALS:
        return require(False, "unknown", "没有这种凭证")
    if fixed and months > AWAY:
        return advise(False, "transfer", "外出超过六个月且地点固定，应当转移组织关系", "R-REL-02")
    if not fixed:
        return advise(
            credential == "card", "card", "地点时间不定，建议用流动党员活动证", "R-REL-09"
        )
    short = months <= 3 and credential == "none"
    return advise(
        short or credential == "certificate", "certificate", "建议开具党员证明信", "R-REL-09"
    )


@rule(
    title="流动党员的重要事项在哪里办",
    cites=("R-REL-13", "R-LIFE-34"),
    source="《中国共产党党员教育管理工作条例》",
    examples=(
        Example({"home": 3, "at": 3}, True, "正式组织关系所在支部"),
        Example({"home": 3, "at": 30}, "not_home", "流入地支部"),
    ),
)
def formal_at_home(home: int, at: int) -> Verdict:
    """Votes, elections and what becomes of a membership belong to the branch that holds it."""
    return require(
        home == at, "not_home", "表决、选举和党籍处理由正式组织关系所在支部办理", "R-REL-13"
    )


# --- lost ---------------------------------------------------------------------------------------


@rule(
    title="失联可以启动程序",
    cites=("R-REL-17", "R-GEN-12"),
    source="《中国共产党党员教育管理工作条例》第二十四条",
    examples=(
        Example({"since": date(2026, 5, 20), "searches": 1, "today": date(2026, 11, 20)}, True,
                "六个月，查找过"),
        Example({"since": date(2026, 5, 21), "searches": 3, "today": date(2026, 11, 20)},
                "too_soon", "不满六个月"),
        Example({"since": date(2025, 5, 20), "searches": 0, "today": date(2026, 11, 20)},
                "no_search", "没有查找记录"),
    ),
)  # fmt: skip
def may_deliberate(since: date, searches: int, today: date) -> Verdict:
    """Half a year without a trace and at least one search on record: the branch may take it up."""
    return first_refusal(
        require(add_months(since, LOST) <= today, "too_soon", "失联不满六个月", "R-REL-17"),
        require(searches >= 1, "no_search", "至少要有一次查找记录", "R-REL-17"),
    )


@rule(
    title="停止党籍满两年",
    cites=("R-REL-18", "R-GEN-12"),
    source="《中国共产党党员教育管理工作条例》第二十四条",
    examples=(
        Example({"stopped_on": date(2024, 11, 20), "today": date(2026, 11, 20)}, True, "满两年"),
        Example({"stopped_on": date(2024, 11, 21), "today": date(2026, 11, 20)}, False, "差一天"),
    ),
)
def is_stopped_long(stopped_on: date, today: date) -> bool:
    """Two years after the membership was stopped the branch looks at it again."""
    return add_years(stopped_on, STOPPED) <= today
