"""What each deliberation needs before the next one may be held."""

from __future__ import annotations

from datetime import date, timedelta

from jishi.kernel.declare import Example, rule
from jishi.kernel.tally import at_least_half, at_least_two_thirds, more_than_half
from jishi.kernel.verdict import OK, Verdict, advise, all_of, first_refusal, require

LAW = "《中华人民共和国村民委员会组织法》"


@rule(
    title="方案提前送达党员",
    cites=("R-GOV-15", "R-GOV-18"),
    source="地方制度",
    examples=(
        Example({"delivered_on": date(2026, 5, 1), "on": date(2026, 5, 4), "days": 3}, True,
                "提前三天"),
        Example({"delivered_on": date(2026, 5, 2), "on": date(2026, 5, 4), "days": 3},
                "delivered_late", "只提前两天"),
        Example({"delivered_on": None, "on": date(2026, 5, 4), "days": 3}, "not_delivered", "没送"),
    ),
)  # fmt: skip
def delivered_early(delivered_on: date | None, on: date, days: int) -> Verdict:
    if delivered_on is None:
        return require(not days, "not_delivered", "没有把方案送达党员", "R-GOV-18")
    return require(
        delivered_on + timedelta(days=days) <= on, "delivered_late",
        f"方案须在会前 {days} 天送达", "R-GOV-18",
    )  # fmt: skip


def _party(present: int, in_favour: int, strict: bool = True) -> dict[str, object]:
    return {"members": 60, "present": present, "expected": 60, "in_favour": in_favour,
            "strict": strict}  # fmt: skip


@rule(
    title="党员大会审议通过",
    cites=("R-GOV-17", "R-LIFE-15"),
    source="地方制度；《中国共产党支部工作条例（试行）》",
    examples=(
        Example(_party(40, 30), True, "六十名党员，到四十，赞成三十"),
        Example(_party(39, 30), "attendance_short", "到会不足三分之二"),
        Example(_party(40, 29), "not_half", "赞成不到半数"),
        Example(_party(31, 30, strict=False), True, "当地不要求三分之二"),
    ),
)
def assembly_agrees(
    members: int, present: int, expected: int, in_favour: int, strict: bool
) -> Verdict:
    """Stricter than an ordinary assembly where the place says so."""
    return all_of(
        require(
            not strict or (members > 0 and at_least_two_thirds(present, members)),
            "attendance_short", f"到会 {present} 人，不足党员总数 {members} 人的三分之二",
            "R-GOV-17",
        ),
        require(
            expected > 0 and at_least_half(in_favour, expected), "not_half",
            f"赞成 {in_favour} 人，不足应到会 {expected} 人的半数", "R-GOV-17",
        ),
    )  # fmt: skip


def _body(body: str, size: int, present: int, in_favour: int) -> dict[str, object]:
    return {"body": body, "size": size, "present": present, "in_favour": in_favour}


@rule(
    title="村民会议、村民代表会议决议有效",
    cites=("R-GOV-19",),
    source=LAW,
    examples=(
        Example(_body("representatives", 45, 30, 16), True, "代表四十五，到三十，同意十六"),
        Example(_body("representatives", 45, 29, 20), "few_present", "到会不足三分之二"),
        Example(_body("representatives", 45, 30, 15), "not_agreed", "恰好半数"),
        Example(_body("villagers", 900, 451, 226), True, "村民过半数参加"),
        Example(_body("villagers", 900, 450, 400), "few_present", "恰好一半"),
        Example(_body("households", 300, 200, 101), True, "三分之二以上户"),
        Example(_body("villagers", 900, 500, 501), "counts_disagree", "同意多于到会"),
    ),
)
def villagers_decide(body: str, size: int, present: int, in_favour: int) -> Verdict:
    enough = more_than_half if body == "villagers" else at_least_two_thirds
    share = "过半数" if body == "villagers" else "三分之二以上"
    return first_refusal(
        require(size > 0 and 0 <= in_favour <= present <= size, "counts_disagree", "人数前后不符"),
        require(enough(present, size), "few_present", f"到会须{share}", "R-GOV-19"),
        require(
            more_than_half(in_favour, present), "not_agreed", "须到会人员过半数同意", "R-GOV-19"
        ),
    )


@rule(
    title="村民代表人数",
    cites=("R-GOV-20",),
    source=LAW,
    examples=(
        Example({"body": "representatives", "size": 30, "households": 300}, True, "十户一名"),
        Example({"body": "representatives", "size": 19, "households": 300}, "representatives",
                "三百户应有二十至六十名，提醒"),
        Example({"body": "villagers", "size": 900, "households": 300}, True, "不是代表会议"),
        Example({"body": "nobody", "size": 0, "households": 0}, "no_body", "没有选会议"),
    ),
)  # fmt: skip
def representatives_right(body: str, size: int, households: int) -> Verdict:
    """One of every five to fifteen households."""
    if body not in ("representatives", "villagers", "households"):
        return require(False, "no_body", "请选择是哪种会议", "R-GOV-19")
    if body != "representatives" or not households:
        return OK
    return advise(
        households <= size * 15 and size * 5 <= households, "representatives",
        f"{households} 户应有 {-(-households // 15)} 至 {households // 5} 名代表", "R-GOV-20",
    )  # fmt: skip


@rule(
    title="公开的天数",
    cites=("R-GOV-15", "R-GOV-21"),
    source="惯例",
    examples=(
        Example({"days": 7, "wanted": 7}, True, "七天"),
        Example({"days": 6, "wanted": 7}, "posted_short", "六天，提醒"),
        Example({"days": 0, "wanted": 7}, "not_posted", "没有公开"),
    ),
)
def posted_long(days: int, wanted: int) -> Verdict:
    return first_refusal(
        require(days > 0, "not_posted", "没有公开", "R-GOV-21"),
        advise(days >= wanted, "posted_short", f"公开应不少于 {wanted} 天", "R-GOV-21"),
    )
