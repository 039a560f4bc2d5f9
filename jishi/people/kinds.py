"""Fixed vocabularies about people: standing, category, occupation, how exact a date is.

Two words of R-DISP-19 are no standings here: 在途 follows from an open transfer letter (the sender
still answers for the member, R-REL-04), and lost contact is a dated fact. One is more: 已转出, for
who is a member still, but of an organisation that is not in this tree.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Standing:
    """What someone is to the Party (R-DISP-19)."""

    code: str
    label: str
    counted: bool = True  # belongs to the branch's number of members (R-GEN-09, R-STAT-01)
    votes: bool = False  # may vote, elect and be elected, other things being equal (R-LIFE-08)
    full: bool = False  # a full member, for the thresholds of R-GEN-08
    ended: bool = False  # no member any more


STANDINGS = {
    standing.code: standing
    for standing in (
        Standing("none", "非党员", counted=False),
        Standing("probationary", "预备党员"),
        Standing("extended", "预备期延长"),
        Standing("full", "正式党员", votes=True, full=True),
        Standing("correcting", "限期改正", votes=True, full=True),
        Standing("observed", "留党察看", full=True),
        Standing("suspended", "权利中止", full=True),
        Standing("moved_out", "已转出", counted=False),
        Standing("stopped", "停止党籍", counted=False),
        Standing("withdrawn", "退党", counted=False, ended=True),
        Standing("persuaded_out", "劝其退党", counted=False, ended=True),
        Standing("struck_off", "除名", counted=False, ended=True),
        Standing("expelled", "开除党籍", counted=False, ended=True),
        Standing("cancelled", "取消预备党员资格", counted=False, ended=True),
        Standing("deceased", "去世", counted=False, ended=True),
    )
}
STANDING_CHOICES = [(s.code, s.label) for s in STANDINGS.values()]
COUNTED = tuple(s.code for s in STANDINGS.values() if s.counted)
VOTING = tuple(s.code for s in STANDINGS.values() if s.votes)
FULL = tuple(s.code for s in STANDINGS.values() if s.full)
ENDED = tuple(s.code for s in STANDINGS.values() if s.ended)
PROBATION = ("probationary", "extended")

# How members are grouped for management: one each, chosen by the branch.
CATEGORIES = {
    "in_post": "在职",
    "retired": "离退休",
    "rural": "农村无职",
    "laid_off": "下岗失业",
    "student": "学生",
    "two_new": "两新组织",
    "other": "其他",
}
# The eight occupations of the yearly statistics; retirement goes before the former one (R-STAT-04).
OCCUPATIONS = {
    "worker": "工人（工勤技能人员）",
    "farmer": "农牧渔民",
    "professional": "专业技术人员",
    "manager": "管理人员",
    "official": "党政机关工作人员",
    "student": "学生",
    "other": "其他职业人员",
    "retired": "离退休人员",
}
# GB/T 2261.1 (R-FMT-13)
SEXES = {"1": "男", "2": "女", "0": "未知", "9": "未说明"}
# A date of long ago may be known to the month or the year only (R-FMT-20).
PRECISIONS = {"day": "日", "month": "月", "year": "年"}
