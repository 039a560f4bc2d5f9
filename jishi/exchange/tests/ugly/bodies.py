"""What offices do among and below the data and to its values; some of it is a fault."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from jishi.exchange.tests.ugly.heads import TRICKS, trick
from jishi.exchange.tests.ugly.plan import Col, Error, Formula, Plan, Shown

__all__ = ["TRICKS"]
DATES = ("born_on", "joined_on", "full_on", "since", "founded_on", "elected_on", "paid_on")
HAN = "〇一二三四五六七八九"


@trick
def total_row(plan: Plan) -> None:
    plan.below.append(("total", ["合计", plan.records], False))


@trick
def spaced_total_row(plan: Plan) -> None:
    plan.below.append(("total", ["合  计", "", f"{plan.records}人"], False))


@trick
def grand_total_sentence(plan: Plan) -> None:
    plan.below.append(("total", [f"共计：{plan.records}人"], True))


@trick
def subtotals(plan: Plan) -> None:
    middle = plan.records // 2
    plan.between.setdefault(middle, []).append(("total", ["小计", middle], False))
    plan.below.append(("total", ["小计", plan.records - middle], False))
    plan.below.append(("total", ["总计", plan.records], False))


@trick
def notes_below(plan: Plan) -> None:
    plan.below += [
        ("blank", [], False),
        ("note", ["备注：本表一式两份，镇党委、支部各存一份。"], True),
        ("note", ["2. 党员类别分为正式党员和预备党员。"], True),
    ]


@trick
def signature_line(plan: Plan) -> None:
    plan.below.append(("note", ["填表人：王小青", "", "审核人：", "填报时间：2026年6月"], False))


@trick
def stamp_line(plan: Plan) -> None:
    plan.below += [
        ("blank", [], False),
        ("note", ["", "", "党支部书记（签字）：", "", "单位（盖章）"], False),
    ]


@trick
def header_again(plan: Plan) -> None:
    plan.repeat_header.add(plan.records // 2)


@trick
def page_breaks(plan: Plan) -> None:
    middle = plan.records // 2
    plan.between.setdefault(middle, []).extend([("note", ["第 1 页"], False), ("blank", [], False)])
    plan.repeat_header.add(middle)


@trick
def blank_rows_between(plan: Plan) -> None:
    for place in {2, plan.records // 2}:
        plan.between.setdefault(place, []).append(("blank", [], False))


@trick
def section_rows(plan: Plan) -> None:
    plan.between.setdefault(0, []).append(("note", ["一、正式党员"], True))
    plan.between.setdefault(plan.records // 2, []).append(("note", ["二、预备党员（5人）"], True))
    plan.formats = ("xlsx", "xls", "html", "xml")


@trick
def numbered_blank_rows(plan: Plan) -> None:
    """The form is numbered further than it is filled."""
    if plan.columns[0].known:
        plan.columns.insert(0, Col("", ("序号",), list(range(1, plan.records + 1)), known=False))
    for number in range(plan.records + 1, plan.records + 4):
        plan.below.append(("blank", [number], False))


@trick
def many_formatted_rows(plan: Plan) -> None:
    plan.formatted_rows = 3000
    plan.formats = ("xlsx",)


@trick
def hidden_rows(plan: Plan) -> None:
    plan.hidden_records |= {1, 3}
    plan.formats = ("xlsx", "xml")


@trick
def hidden_columns(plan: Plan) -> None:
    plan.columns[min(2, len(plan.columns) - 1)].hidden = True
    plan.formats = ("xlsx",)


@trick
def merged_branch(plan: Plan) -> None:
    col = plan.col("org") if plan.kind in ("members", "posts") else None
    if col is None:
        return
    start = 0
    for record in range(1, plan.records + 1):
        if record == plan.records or col.values[record] != col.values[start]:
            if record - 1 > start:
                plan.column_merges.append((col.field, start, record - 1))
            start = record
    plan.formats = ("xlsx", "xls", "html", "xml")


# --- values as written, all of them acceptable ---------------------------------------------


def _change(plan: Plan, field: str, change: Callable[[Any, int], Any]) -> None:
    col = plan.col(field)
    if col and field not in plan.touched:
        plan.touched.add(field)
        for record in range(plan.records):
            if (record, field) not in plan.faults and isinstance(col.values[record], str):
                col.values[record] = change(col.values[record], record)


@trick
def identity_oddly_typed(plan: Plan) -> None:
    wide = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")
    forms: tuple[Callable[[str], str], ...] = (
        lambda t: f"'{t}", lambda t: f" {t} ", lambda t: t.translate(wide), str.lower,
        lambda t: f"\u200b{t}\u200c", lambda t: f"{t[:6]} {t[6:14]} {t[14:]}", lambda t: f"\t{t}",
        lambda t: f"{t}\u00a0",
    )  # fmt: skip
    _change(plan, "identity", lambda t, n: forms[n % len(forms)](t))


def written(day: dt.date, form: int) -> Any:
    digits = f"{day.year}".translate(str.maketrans("0123456789", HAN))

    def han(number: int) -> str:
        tens, ones = divmod(number, 10)
        return ("" if tens == 0 else "十" if tens == 1 else f"{HAN[tens]}十") + (
            HAN[ones] if ones else ""
        )

    return (
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}.{day.month}.{day.day}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day:%Y%m%d}",
        int(f"{day:%Y%m%d}"),
        day,
        f"{digits}年{han(day.month)}月{han(day.day)}日",
        f"{day:%Y-%m-%d} 00:00:00",
        f"{day:%Y.%m.%d}",
        f"{day:%Y-%m-%d}".translate(str.maketrans("0123456789", "０１２３４５６７８９")),
        f" {day.year} 年 {day.month} 月 {day.day} 日",
    )[form]


@trick
def dates_in_many_writings(plan: Plan) -> None:
    for place, field in enumerate(DATES):
        _change(plan, field, lambda t, n, p=place: written(dt.date.fromisoformat(t), (n + p) % 11))


@trick
def dates_as_cells(plan: Plan) -> None:
    for field in DATES:
        _change(plan, field, lambda t, n: dt.date.fromisoformat(t))


@trick
def dates_as_serials(plan: Plan) -> None:
    for field in DATES:
        _change(plan, field, lambda t, n: (dt.date.fromisoformat(t) - dt.date(1899, 12, 30)).days)


@trick
def dates_of_1904(plan: Plan) -> None:
    plan.date1904 = True
    dates_as_cells(plan)
    plan.formats = ("xlsx",)


PARTIAL = ("born_on", "joined_on", "full_on")


@trick
def dates_to_the_month(plan: Plan) -> None:
    forms = ("{y}.{m:02d}", "{y}年{m}月", "{y}-{m:02d}", "{y}{m:02d}", "{y}/{m}")
    for field in PARTIAL:
        _change(plan, field, lambda t, n: forms[n % 5].format(y=t[:4], m=int(t[5:7])))


@trick
def dates_shown_to_the_month(plan: Plan) -> None:
    for field in PARTIAL:
        _change(
            plan,
            field,
            lambda t, n: Shown(dt.date.fromisoformat(t).replace(day=1), 'yyyy"年"m"月"'),
        )
    plan.formats = ("xlsx", "csv-utf8", "csv-gbk")


@trick
def dates_to_the_year(plan: Plan) -> None:
    for field in PARTIAL:
        _change(plan, field, lambda t, n: (t[:4], int(t[:4]), f"{t[:4]}年")[n % 3])


@trick
def rare_names(plan: Plan) -> None:
    rare = ("𠮷田青", "王㛃", "李𬀩", "张𪻐", "葛𬱖", "陈喆堃", "赵龑")
    for field in ("name", "person"):
        _change(plan, field, lambda t, n: rare[n % len(rare)] if n % 2 else t)


@trick
def dotted_names(plan: Plan) -> None:
    dots = "·•．・‧●"
    for field in ("name", "person"):
        _change(plan, field, lambda t, n: f"买买提{dots[n % 6]}艾力" if n % 3 == 0 else t)


@trick
def spaced_names(plan: Plan) -> None:
    for field in ("name", "person"):
        _change(plan, field, lambda t, n: f"{t[0]}{(' ', '　', '  ')[n % 3]}{t[1:]}")


@trick
def phones_as_numbers(plan: Plan) -> None:
    _change(plan, "phone", lambda t, n: int(t) if n % 2 else float(t))


@trick
def phones_oddly_typed(plan: Plan) -> None:
    forms: tuple[Callable[[str], str], ...] = (
        lambda t: f"{t[:3]} {t[3:7]} {t[7:]}", lambda t: f"{t[:3]}-{t[3:7]}-{t[7:]}",
        lambda t: f"+86{t}", lambda t: f"86-{t}", lambda t: f"{t} ",
    )  # fmt: skip
    _change(plan, "phone", lambda t, n: forms[n % 5](t))


@trick
def nations_and_schooling_in_words(plan: Plan) -> None:
    _change(plan, "nation", lambda t, n: (t.removesuffix("族"), t, f"{t} ")[n % 3])
    words = (
        "本科",
        "大学本科毕业",
        "大学",
        "大专",
        "专科",
        "中专",
        "高中",
        "初中毕业",
        "硕士研究生",
        "大本",
    )
    _change(plan, "education", lambda t, n: words[n % len(words)])
    _change(plan, "sex", lambda t, n: (t, f" {t}", f"{t}性")[n % 3])


@trick
def nothing_in_words(plan: Plan) -> None:
    for field, word in (("phone", "无"), ("education", "—"), ("full_on", "/"), ("since", "-")):
        _change(plan, field, lambda t, n, w=word: w if n % 4 == 1 else t)


@trick
def amounts_in_words(plan: Plan) -> None:
    for field in ("base", "monthly", "amount"):
        col = plan.col(field)
        if col:
            forms = ("{:,.2f}", "￥{:.2f}", "{:.2f}元", "¥{:,.2f}", " {:.2f} ")
            col.values = [
                v if isinstance(v, str) else forms[n % 5].format(v)
                for n, v in enumerate(col.values)
            ]


@trick
def formulas_with_values(plan: Plan) -> None:
    col = plan.col("monthly") or plan.col("staff") or plan.col("work_place")
    if col:
        col.values = [v if isinstance(v, Formula) else Formula("=1+1", v) for v in col.values]
    plan.formats = ("xlsx",)


@trick
def text_with_line_breaks(plan: Plan) -> None:
    for field in ("work_place", "address"):
        _change(plan, field, lambda t, n: f"{t}\n（原单位）" if n % 2 else f"{t}\r\n兼职")


# --- faults, each on one cell ---------------------------------------------------------------


def _fault(plan: Plan, field: str, record: int, code: str, value: Any) -> None:
    col = plan.col(field)
    merged = any(name == field for name, _, _ in plan.column_merges)
    if col and record < plan.records and (record, field) not in plan.faults and not merged:
        col.values[record] = value
        plan.faults[record, field] = code


@trick
def wrong_identities(plan: Plan) -> None:
    col = plan.col("identity")
    if not col or not all(isinstance(v, str) for v in col.values[:9]):
        return
    good = [str(v).strip("'\t \u200b\u200c\u00a0") for v in col.values]
    last = "5" if good[2][-1] != "5" else "6"
    _fault(plan, "identity", 2, "identity_check", good[2][:-1] + last)
    _fault(plan, "identity", 4, "identity_form", good[4][:-1])
    _fault(plan, "identity", 5, "identity_birth", f"{good[5][:6]}19990230{good[5][14:]}")
    _fault(plan, "identity", 6, "identity_old", f"{good[6][:6]}{good[6][8:17]}")
    _fault(plan, "identity", 7, "identity_masked", f"{good[7][:6]}********{good[7][14:]}")


@trick
def identities_as_numbers(plan: Plan) -> None:
    col = plan.col("identity")
    for record in (1, 3):
        if col and isinstance(col.values[record], str):
            digits = "".join(c for c in col.values[record] if c.isascii() and c.isdigit())
            if len(digits) >= 17:
                _fault(plan, "identity", record, "identity_number", float(digits[:17] + "0"))


@trick
def identities_in_scientific_text(plan: Plan) -> None:
    _fault(plan, "identity", 3, "identity_number", "1.10105E+17")
    _fault(plan, "identity", 5, "identity_number", "330102199001010000")


@trick
def impossible_dates(plan: Plan) -> None:
    for field in ("joined_on", "founded_on", "paid_on"):
        _fault(plan, field, 1, "date_impossible", "2020-02-30")
        _fault(plan, field, 6, "date_impossible", "2019.13.1")


@trick
def ambiguous_dates(plan: Plan) -> None:
    for field in ("joined_on", "elected_on", "paid_on"):
        _fault(plan, field, 2, "date_ambiguous", "01/02/2020")
        _fault(plan, field, 5, "date_ambiguous", "85.7.1")


@trick
def no_dates(plan: Plan) -> None:
    for field in ("joined_on", "born_on", "elected_on", "paid_on"):
        _fault(plan, field, 4, "date_form", "记不清了")


@trick
def missing_names(plan: Plan) -> None:
    for field in ("name", "person"):
        if plan.kind in ("members", "posts", "dues_bases", "dues_payments"):
            _fault(plan, field, 3, "missing", "")


@trick
def bad_names(plan: Plan) -> None:
    for field in ("name", "person"):
        if plan.kind in ("members", "posts", "dues_bases", "dues_payments"):
            _fault(plan, field, 2, "name_form", "王小青1")
            _fault(plan, field, 5, "name_lost", "王?")
            _fault(plan, field, 7, "name_masked", "李*")


@trick
def bad_phones(plan: Plan) -> None:
    _fault(plan, "phone", 0, "phone_form", "1380000123")
    _fault(plan, "phone", 2, "phone_several", "13800001234/13900001234")
    _fault(plan, "phone", 4, "phone_masked", "138****1234")


@trick
def bad_words(plan: Plan) -> None:
    _fault(plan, "sex", 1, "sex_unknown", "南")
    _fault(plan, "nation", 2, "nation_unknown", "汗族人")
    _fault(plan, "education", 4, "education_unknown", "幼儿园")
    _fault(plan, "standing", 5, "choice_unknown", "积极分子")


@trick
def bad_amounts(plan: Plan) -> None:
    for field in ("base", "amount"):
        _fault(plan, field, 1, "money_decimals", 12.345)
        _fault(plan, field, 3, "money_unit", "1.2万元")
        _fault(plan, field, 5, "money_negative", -3)
        _fault(plan, field, 6, "money_form", "未交")


@trick
def bad_credit_codes(plan: Plan) -> None:
    _fault(plan, "uscc", 1, "credit_form", "91350100M000100Y4Z")
    _fault(plan, "uscc", 2, "credit_form", "91350100M000100Y4")
    _fault(plan, "uscc", 3, "credit_check", "91350100M000100Y44")


@trick
def error_cells(plan: Plan) -> None:
    for field in ("work_place", "address", "org", "phone", "staff"):
        if not any(name == field for name, _, _ in plan.column_merges):
            _fault(plan, field, 3, "cell_error", Error("#N/A"))
            break
    plan.formats = ("xlsx", "xml")


@trick
def formulas_without_values(plan: Plan) -> None:
    for field in ("joined_on", "staff", "monthly", "elected_on"):
        _fault(plan, field, 2, "formula_value", Formula("=TODAY()", None))
    plan.formats = ("xlsx",)
