"""What offices do above the data: titles, headers of several rows, stars, brackets, wrong words."""

from __future__ import annotations

from collections.abc import Callable

from jishi.exchange.tests.ugly.plan import Col, Grid, Plan

Trick = Callable[[Plan], None]
TRICKS: dict[str, Trick] = {}


def trick(action: Trick) -> Trick:
    TRICKS[action.__name__] = action
    return action


def _groupable(plan: Plan) -> list[int]:
    """Neighbouring columns that may stand under one word."""
    return [n for n in range(1, len(plan.columns) - 1) if plan.columns[n].known]


@trick
def title_row(plan: Plan) -> None:
    plan.above.insert(0, ("title", [f"青禾县柳溪镇{plan.title}"], True))


@trick
def title_unmerged(plan: Plan) -> None:
    plan.above.insert(0, ("title", ["", "", f"{plan.title}（2026年6月）"], False))


@trick
def attachment_and_title(plan: Plan) -> None:
    plan.above[:0] = [("title", ["附件2"], False), ("title", [f"青禾县{plan.title}"], True)]


@trick
def unit_and_date_line(plan: Plan) -> None:
    plan.above.append(
        ("title", ["填报单位：青禾县柳溪镇党委", "", "填报日期：2026年6月30日"], False)
    )


@trick
def people_unit_line(plan: Plan) -> None:
    plan.above.append(("title", ["", "", "单位：人、元"], False))


@trick
def instructions_above(plan: Plan) -> None:
    plan.above += [
        ("title", ["填表说明：1.所有日期按年月日填写；2.身份证号为18位；3.请勿修改表头。"], True),
        (
            "title",
            ["2. 姓名、身份证号、所在党支部为必填项，请认真核对后填写，党员类别请从下拉框选择。"],
            True,
        ),
    ]


@trick
def blank_rows_above(plan: Plan) -> None:
    plan.above += [("blank", [], False)] * 2


@trick
def leading_blank_rows(plan: Plan) -> None:
    plan.above[:0] = [("blank", [], False)] * 3


@trick
def leading_blank_columns(plan: Plan) -> None:
    plan.left = 2


@trick
def deep_header(plan: Plan) -> None:
    for number in range(12):
        plan.above.append(
            ("title", [f"{number + 1}．本表由各党支部填写，镇党委汇总后上报县委组织部"], True)
        )


def _grouped(plan: Plan, words: tuple[str, ...]) -> None:
    plan.loose_header = not plan.merge_header
    places = [n for n in _groupable(plan) if len(plan.columns[n].header) == 1]
    if len(places) < 3:
        return
    start = plan.rng.choice(places[:-1])
    for number in range(start, min(start + plan.rng.choice((2, 3)), len(plan.columns))):
        col = plan.columns[number]
        if len(col.header) == 1:
            col.header = (*words, col.header[0])


@trick
def two_level_header(plan: Plan) -> None:
    _grouped(plan, (plan.rng.choice(("基本情况", "基本信息", "组织关系", "个人信息")),))


@trick
def two_level_header_unmerged(plan: Plan) -> None:
    plan.merge_header = False
    _grouped(plan, ("基本情况",))


@trick
def three_level_header(plan: Plan) -> None:
    _grouped(plan, ("党员情况", "基本信息"))


@trick
def split_by_kind_header(plan: Plan) -> None:
    """时间 split below a shared word: 入党 / 转正 say only half of it."""
    for field, lower in (("joined_on", "入党"), ("full_on", "转正"), ("since", "转入")):
        col = plan.col(field) if plan.kind == "members" else None
        if col and len(col.header) == 1:
            col.header = (f"{lower}情况", f"{lower}时间")


def _each_header(plan: Plan, change: Callable[[str], str]) -> None:
    for col in plan.columns:
        col.header = (*col.header[:-1], change(col.header[-1]))


@trick
def spaced_headers(plan: Plan) -> None:
    _each_header(plan, lambda text: "  ".join(text) if len(text) <= 3 else text)


@trick
def wide_spaced_headers(plan: Plan) -> None:
    _each_header(plan, lambda text: "\u3000".join(text) if len(text) <= 4 else f"\u3000{text} ")


@trick
def broken_headers(plan: Plan) -> None:
    _each_header(plan, lambda text: f"{text[:2]}\n{text[2:]}" if len(text) >= 4 else text)


@trick
def starred_headers(plan: Plan) -> None:
    _each_header(plan, lambda text: plan.rng.choice(("*", "＊", "* ", "★")) + text)


@trick
def required_headers(plan: Plan) -> None:
    _each_header(
        plan, lambda text: text + plan.rng.choice(("（必填）", "(必填)", "*", "【必填】", ""))
    )


@trick
def numbered_headers(plan: Plan) -> None:
    for number, col in enumerate(plan.columns, 1):
        col.header = (*col.header[:-1], f"{number}.{col.header[-1]}")


@trick
def hinted_headers(plan: Plan) -> None:
    hints = {
        "born_on": "（如1980.01）", "joined_on": "(格式：2020-01-01)",
        "identity": "（请设为文本格式）",
        "phone": "（11位手机号）", "education": "（全日制）", "org": "（填全称）",
        "name": "（不带空格）",
        "full_on": "\n（年/月/日）", "standing": "（正式/预备）",
    }  # fmt: skip
    for col in plan.columns:
        col.header = (*col.header[:-1], col.header[-1] + hints.get(col.field, ""))


@trick
def colon_headers(plan: Plan) -> None:
    _each_header(plan, lambda text: f"{text}：")


@trick
def full_width_headers(plan: Plan) -> None:
    _each_header(plan, lambda text: text.replace("(", "（").replace(")", "）").replace("/", "／"))


@trick
def serial_column(plan: Plan) -> None:
    plan.columns.insert(0, Col("", (plan.rng.choice(("序号", "序 号", "编号", "NO.")),),
                               list(range(1, plan.records + 1)), known=False))  # fmt: skip
    if plan.records > 3:
        plan.columns[0].values[1] = 2


@trick
def serial_column_without_head(plan: Plan) -> None:
    plan.columns.insert(0, Col("", ("",), list(range(1, plan.records + 1)), known=False))


@trick
def unknown_columns(plan: Plan) -> None:
    for word, value in (("备注", ""), ("籍贯", "青禾"), ("婚姻状况", "已婚"), ("健康状况", "健康")):
        place = plan.rng.randint(1, len(plan.columns))
        plan.columns.insert(place, Col("", (word,), [value] * plan.records, known=False))


@trick
def remark_column(plan: Plan) -> None:
    values = [""] * plan.records
    values[0], values[-1] = "2025年转入", "长期在外务工"
    plan.columns.append(Col("", ("备注",), values, known=False))


@trick
def duplicate_column(plan: Plan) -> None:
    col = plan.col("name") or plan.col("person")
    if col:
        plan.columns.append(Col(col.field, ("姓名",), list(col.values), known=False))


@trick
def identity_head_empty(plan: Plan) -> None:
    col = plan.col("identity")
    if col:
        col.header = ("",)


@trick
def identity_head_wrong(plan: Plan) -> None:
    col = plan.col("identity")
    if col:
        col.header = (plan.rng.choice(("号码", "个人编号", "卡号", "证号")),)


@trick
def phone_and_identity_swapped(plan: Plan) -> None:
    first, second = plan.col("identity"), plan.col("phone")
    if first and second:
        first.header, second.header = second.header, first.header


@trick
def no_header(plan: Plan) -> None:
    plan.above.clear()
    plan.no_header = True
    clear = {"name", "person", "identity", "phone", "sex", "nation", "org", "uscc", "standing",
             "education", "mode"}  # fmt: skip
    for col in plan.columns:
        col.known = col.known and col.field in clear
    if plan.kind not in ("members",):
        plan.no_header = False
        for col in plan.columns:
            col.known = bool(col.field) and col.header[-1] != ""


@trick
def column_numbers_below(plan: Plan) -> None:
    plan.under_header.append(("header", [f"({n})" for n in range(1, len(plan.columns) + 1)], False))
    plan.loose_header = True


@trick
def letters_below(plan: Plan) -> None:
    cells = ["甲", "乙", *[str(n) for n in range(1, len(plan.columns) - 1)]]
    plan.under_header.append(("header", cells, False))
    plan.loose_header = True


@trick
def sample_row(plan: Plan) -> None:
    cells = [col.values[0] for col in plan.columns]
    cells[0] = "示例"
    plan.under_header.append(("sample", cells, False))


@trick
def branch_in_title(plan: Plan) -> None:
    """No column for the branch: the line above says it for all."""
    if plan.kind == "members":
        plan.columns = [col for col in plan.columns if col.field != "org"]
        plan.above.append(("title", ["所在党支部：柳溪镇下河村党支部"], False))


@trick
def hidden_instructions_sheet(plan: Plan) -> None:
    grid = Grid("字典", hidden=True)
    for row, word in enumerate(("男", "女", "正式党员", "预备党员", "汉族", "回族"), 1):
        grid.put(row, 1, word)
    plan.sheets_before.append(grid)
    plan.formats = ("xlsx", "xls", "xml")


@trick
def instructions_sheet_first(plan: Plan) -> None:
    grid = Grid("填表说明")
    lines = (
        "填表说明",
        "一、姓名：与身份证一致",
        "二、入党时间：按批准日期填写",
        "三、联系电话：填手机号",
    )
    for row, word in enumerate(lines, 1):
        grid.put(row, 1, word)
    plan.sheets_before.append(grid)
    plan.formats = ("xlsx", "xls", "xml")


@trick
def statistics_sheet_after(plan: Plan) -> None:
    grid = Grid("汇总")
    for row, cells in enumerate((("支部", "党员数"), ("下河村党支部", 12), ("合计", 12)), 1):
        for column, cell in enumerate(cells, 1):
            grid.put(row, column, cell)
    plan.sheets_after.append(grid)
    plan.formats = ("xlsx", "xls", "xml")
