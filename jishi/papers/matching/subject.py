"""What a sentence counted first, and that what follows are parts of it.

发展党员104名，其中女性33名: the 33 are women among those admitted, not all women members. The whole
lends its own word to its parts, and takes from what belongs to another whole.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from jishi.papers.matching.entry import Candidate


@dataclass(frozen=True, slots=True)
class Whole:
    word: str  # what its parts are said of
    parts: tuple[str, ...]  # how the codes of its parts begin
    others: tuple[str, ...]  # and those of parts of another whole, said with the same words


# Kinds of matters, and the word each is spoken of with.
_MATTERS = {
    "problem.": "问题", "finding.": "反馈", "visit_problem.": "走访", "station.": "驻点",
    "request.": "群众诉求", "worker_request.": "职工", "task.": "督办",
}  # fmt: skip
_OF_MEMBERS = ("member.women", "member.minority", "member.under_36", "member.from_61",
               "member.higher", "member.age_")  # fmt: skip
_OF_ADMITTED = ("development.admitted_", "development.higher_share",
                "development.under_36_share", "development.women_share")  # fmt: skip
_OF_SECRETARIES = ("post.secretaries_",)
_SECRETARIES = Whole("书记", _OF_SECRETARIES, _OF_MEMBERS + _OF_ADMITTED)
_WHOLES: dict[str, Whole] = {
    "development.admitted": Whole("接收预备党员", _OF_ADMITTED, _OF_MEMBERS + _OF_SECRETARIES),
    "member.all": Whole("党员", _OF_MEMBERS, _OF_ADMITTED + _OF_SECRETARIES),
    "post.secretaries": _SECRETARIES,
    "post.village_secretaries": _SECRETARIES,
    "post.secretary_posts": _SECRETARIES,
    "fund.spent": Whole("党费", ("fund.",), ()),
    "dues.received": Whole("党费", ("fund.", "dues."), ()),
}
_OF_OTHERS = re.compile(r"(?:干部|成员|教师|职工|学生|代表|委员|村民|居民|群众|主任)中")
_OTHERS = Whole("", (), _OF_MEMBERS + _OF_ADMITTED + _OF_SECRETARIES)
PART, OTHER = 1.05, 0.45
_GOES_ON = re.compile(
    r"其中|[^，。；\d]{0,4}(?:收集|征集|梳理)|\s*(?:\d{1,2}|[一二三四五六七八九])[、.．是]|"
    r"从.{2,5}[看分]|[^，。；\d]{0,4}(?:女性|女党员|少数民族|男性|大专|本科|高中)|\d{2}周?岁"
)


def whole_of(first: Candidate) -> Whole | None:
    known = _WHOLES.get(first.code)
    if known:
        return known
    if first.code.startswith("visit."):
        return Whole("走访", ("visit_problem.",), ())
    heading = first.code.split(".")[0] + "."
    if heading in _MATTERS and first.code.endswith((".found", ".received")):
        others = tuple(each for each in _MATTERS if each != heading)
        return Whole(_MATTERS[heading], (heading,), others)
    return None


def whole_said(near: str) -> Whole | None:
    """村干部中，60岁以上的92名: people the catalogue does not divide up."""
    return _OTHERS if _OF_OTHERS.search(near) else None


def is_part(whole: Whole | None, code: str) -> bool:
    return whole is not None and code.startswith(whole.parts)


def is_of_another(whole: Whole | None, code: str) -> bool:
    return whole is not None and code.startswith(whole.others)


def goes_on(text: str, at: int) -> bool:
    """Whether the sentence that begins there still speaks of what the one before counted."""
    before = text[:at].rstrip(" \u3000\u2009")
    if before.endswith(("；", ";")):
        return True
    return not before.endswith("\n") and bool(_GOES_ON.match(text, at))
