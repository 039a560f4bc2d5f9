"""Nobody's standing changes without a meeting that still stands and a written approval."""

from __future__ import annotations

from datetime import date

from jishi.kernel.declare import Example, rule
from jishi.kernel.verdict import Verdict, first_refusal, require
from jishi.procedures.kinds.facts import Met, Taken

_DAY = date(2026, 3, 2)


def _decided(**met: object) -> Taken:
    given = {"pk": 1, "title": "党员大会", "held_on": _DAY, "own": True, "topic": "admit",
             "passed": True, **met}  # fmt: skip
    return Taken("assembly", _DAY, met=Met(**given))  # type: ignore[arg-type]


@rule(
    title="变更党员状态的会议和批复",
    cites=("R-DEV-32", "R-DISP-08", "R-GEN-12"),
    source="《中国共产党发展党员工作细则》第三十二条",
    examples=(
        Example({"decided": _decided(), "document": "白党〔2026〕5号"}, True, "大会通过，有批复"),
        Example({"decided": None, "document": "白党〔2026〕5号"}, "no_meeting", "没有大会决议"),
        Example({"decided": Taken("assembly", _DAY), "document": "5号"}, "no_meeting",
                "会议记录已取消"),
        Example({"decided": _decided(passed=False), "document": "5号"}, "not_passed",
                "会议记录更正后没有通过"),
        Example({"decided": _decided(held_on=date(2026, 3, 5)), "document": "5号"}, "other_day",
                "会议日期已更正"),
        Example({"decided": _decided(), "document": " "}, "no_document", "没有批复文号"),
    ),
)  # fmt: skip
def stands_on_both(decided: Taken | None, document: str) -> Verdict:
    """Asked again when it is approved: the record of the meeting may have been corrected since."""
    met = decided.met if decided else None
    on = decided.on if decided else None
    return first_refusal(
        require(met is not None, "no_meeting", "没有支部大会的决议", "R-DEV-32"),
        require(
            met is None or met.passed is not False, "not_passed", "会议没有通过", "R-DEV-32"
        ),
        require(
            met is None or met.held_on == on, "other_day", "会议日期已更正，请退回支部重新登记",
            "R-DEV-05",
        ),
        require(bool(document.strip()), "no_document", "须填批复文号", "R-DEV-32"),
    )  # fmt: skip
