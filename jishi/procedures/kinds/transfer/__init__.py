"""组织关系转接: the paper way of a transfer; the letter itself is kept with people."""

from __future__ import annotations

from jishi.kernel.declare import Example, rule
from jishi.kernel.verdict import Verdict, all_of, require
from jishi.procedures.kinds.bounds import days_after
from jishi.procedures.kinds.facts import Facts, Taken
from jishi.procedures.kinds.kind import DONE, Edition, Field, ProcedureKind, Step, returned

LONGEST = 90


@rule(
    title="介绍信的手续",
    cites=("R-REL-06", "R-REL-22"),
    source="组织关系介绍信的使用规定（中组发〔2004〕10号）",
    examples=(
        Example({"days": 30, "paid": True}, True, "三十天，党费已结清"),
        Example({"days": 91, "paid": True}, "too_long", "九十一天"),
        Example({"days": 30, "paid": False}, "dues_open", "党费交到哪个月没有写明"),
    ),
)
def letter_in_order(days: int, paid: bool) -> Verdict:
    return all_of(
        require(0 < days <= LONGEST, "too_long", f"有效期最长 {LONGEST} 天", "R-REL-06"),
        require(paid, "dues_open", "须写明党费交到哪个月", "R-REL-22"),
    )


def _letter(facts: Facts, new: Taken) -> Verdict:
    paid = bool(facts.value("application", "paid_until"))
    return letter_in_order(int(new.value("days") or 0), paid)


TRANSFER = ProcedureKind(
    code="transfer",
    title="组织关系转接",
    source="《中国共产党党员教育管理工作条例》第二十五条",
    order=7,
    icon="arrow-right-left",
    about="person",
    starts=("probationary", "extended", "full", "correcting"),
    opening=(Field(code="to", label="转往", needed=True, most=60),),
    editions=(
        Edition(1, (
            Step(code="application", title="本人提出，支部同意", stage="转出", paper="转移申请",
                 fields=(Field(code="paid_until", label="党费交至（年月）", needed=True, most=10,
                               help="如 2026-05"),)),
            Step(
                code="letter", title="基层党委开具介绍信", stage="转出", by="superior",
                document="介绍信", gates=(_letter,),
                fields=(Field(code="days", label="有效期（天）", type="number", needed=True,
                              most=999),),
                outcomes=(DONE, returned("application")),
                help="介绍信在「组织关系」里开具和打印，这里登记编号。",
            ),
            Step(
                code="receipt", title="收到回执", stage="转入", by="superior", document="回执",
                latest=(days_after("letter", LONGEST, "介绍信最长九十天", "R-REL-06", hard=False),),
            ),
        )),
    ),
    help="申请、开介绍信、收回执三步，没有回执不算办结；转出未接收前仍由原支部管理。",
)  # fmt: skip
