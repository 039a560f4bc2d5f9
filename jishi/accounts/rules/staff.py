"""Who may be given which role, managed by whom, handed over to whom, stood in for until when.

Threat 18: nobody raises himself, an administrator holds no business role, and whoever manages
accounts below gives at most the roles of a branch.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from jishi.kernel.declare import Example, rule
from jishi.kernel.path import is_within
from jishi.kernel.verdict import Verdict, first_refusal, require
from jishi.tree.permissions import BUSINESS_ROLES

BRANCH_ROLES: Final = ("branch", "member", "accountant", "cashier", "grid_worker")
LONGEST_STAND_IN: Final = 366
_APART: Final = frozenset({"accountant", "cashier"})


@dataclass(frozen=True)
class Person:
    """An account as these decisions need it."""

    id: int
    kind: str = "business"
    state: str = "active"


@dataclass(frozen=True)
class Held:
    """A role at a place from one day to another (inclusive; None is open)."""

    role: str
    path: str
    since: date
    until: date | None = None

    def meets(self, other: Held) -> bool:
        """Whether both hold at some place on some day."""
        in_time = (self.until is None or other.since <= self.until) and (
            other.until is None or self.since <= other.until
        )
        return in_time and (is_within(self.path, other.path) or is_within(other.path, self.path))


_DAY = date(2026, 1, 1)
_HE = Person(1)
_CASHIER = Held("cashier", "/1/2/", _DAY)


@rule(
    title="可以授予角色",
    cites=("R-LAW-20", "R-FEE-24"),
    source="GB/T 22239—2019 访问控制：管理用户权限分离；党费会计、出纳分设",
    examples=(
        Example(
            {"giver": 9, "person": _HE, "wanted": Held("branch", "/1/2/", _DAY), "has": ()},
            True,
            "给别人授予支部书记",
        ),
        Example(
            {"giver": 1, "person": _HE, "wanted": Held("township", "/1/", _DAY), "has": ()},
            "himself",
            "不能给自己授权",
        ),
        Example(
            {
                "giver": 9,
                "person": Person(1, "auditor"),
                "wanted": Held("branch", "/1/2/", _DAY),
                "has": (),
            },
            "administrator",
            "管理员不兼业务",
        ),
        Example(
            {
                "giver": 9,
                "person": Person(1, state="closed"),
                "wanted": Held("branch", "/1/2/", _DAY),
                "has": (),
            },
            "closed",
            "账号已停用",
        ),
        Example(
            {"giver": 9, "person": _HE, "wanted": Held("sysadmin", "/1/", _DAY), "has": ()},
            "role",
            "管理员不是可以授予的角色",
        ),
        Example(
            {
                "giver": 9,
                "person": _HE,
                "wanted": Held("accountant", "/1/2/", _DAY),
                "has": (_CASHIER,),
            },
            "apart",
            "出纳不能兼会计",
        ),
        Example(
            {
                "giver": 9,
                "person": _HE,
                "wanted": Held("accountant", "/1/3/", _DAY),
                "has": (_CASHIER,),
            },
            True,
            "在另一个单位当会计不冲突",
        ),
    ),
)
def may_grant(giver: int | None, person: Person, wanted: Held, has: Iterable[Held]) -> Verdict:
    """A business role for somebody else, who does not already hold its counterpart."""
    clash = wanted.role in _APART and any(
        held.role in _APART - {wanted.role} and held.meets(wanted) for held in has
    )
    return first_refusal(
        require(giver != person.id, "himself", "不能给自己授权，请由他人办理"),
        require(person.kind == "business", "administrator", "管理员账号不能再有业务角色"),
        require(person.state != "closed", "closed", "该账号已停用，不能授权"),
        require(wanted.role in BUSINESS_ROLES, "role", "没有这个可授予的角色"),
        require(not clash, "apart", "同一单位的党费会计和出纳不能是同一人", "R-FEE-24"),
    )


@rule(
    title="可以管理该账号",
    cites=("R-LAW-20",),
    source="GB/T 22239—2019 访问控制：最小权限",
    examples=(
        Example({"manager": 9, "person": _HE, "roles": ("branch",), "all_within": True}, True,
                "乡镇管自己的支部书记"),
        Example({"manager": 9, "person": _HE, "roles": ("township",), "all_within": True}, "above",
                "同级的账号不能互相重置"),
        Example({"manager": 9, "person": _HE, "roles": ("branch", "member"), "all_within": False},
                "elsewhere", "此人在别处也有角色，乡镇不能接管他的账号"),
        Example({"manager": 1, "person": _HE, "roles": (), "all_within": True}, "himself",
                "自己的账号由别人管"),
        Example({"manager": 9, "person": Person(1, "secadmin"), "roles": (), "all_within": True},
                "administrator", "管理员账号不归业务部门管"),
    ),
)  # fmt: skip
def may_manage(
    manager: int | None, person: Person, roles: Iterable[str], all_within: bool
) -> Verdict:
    """Resetting a password is taking the account over: so only where one could do all it can do."""
    return first_refusal(
        require(manager != person.id, "himself", "自己的账号不能自己办理此事"),
        require(person.kind == "business", "administrator", "管理员账号由系统、安全管理员办理"),
        require(
            all(role in BRANCH_ROLES for role in roles),
            "above",
            "该账号有支部以上的角色，请由系统、安全管理员办理",
        ),
        require(
            all_within,
            "elsewhere",
            "该账号在您的范围之外也有角色，请由共同的上级或管理员办理",
        ),
    )


@rule(
    title="可以交接",
    cites=("R-GEN-13", "R-LAW-20"),
    source="系统约定：离岗一次交清",
    examples=(
        Example({"actor": 9, "giver": _HE, "successor": Person(2)}, True, "交给接任者"),
        Example({"actor": 9, "giver": _HE, "successor": _HE}, "same", "不能交给原账号"),
        Example({"actor": 9, "giver": _HE, "successor": Person(9)}, "himself", "不能交给自己"),
        Example({"actor": 1, "giver": _HE, "successor": Person(2)}, "own", "本人不能自己办交接"),
        Example({"actor": 9, "giver": _HE, "successor": Person(2, state="closed")}, "closed",
                "接任账号已停用"),
        Example({"actor": 9, "giver": Person(1, state="closed"), "successor": Person(2)}, "gone",
                "已经停用的账号没有可交的"),
        Example({"actor": 9, "giver": _HE, "successor": Person(2, "auditor")}, "administrator",
                "管理员不接业务"),
    ),
)  # fmt: skip
def may_hand_over(actor: int | None, giver: Person, successor: Person) -> Verdict:
    """From one business account to another, arranged by a third person."""
    return first_refusal(
        require(giver.id != successor.id, "same", "接任者不能还是原来的账号"),
        require(actor != successor.id, "himself", "不能把别人的权限交给自己，请由他人办理"),
        require(actor != giver.id, "own", "自己的账号请由上级或安全管理员办理交接"),
        require(
            giver.kind == successor.kind == "business",
            "administrator",
            "管理员账号没有业务可交接，也不能接业务",
        ),
        require(giver.state != "closed", "gone", "该账号已停用，没有可交接的"),
        require(successor.state == "active", "closed", "接任账号没有启用，请另选或新建"),
    )


@rule(
    title="可以安排代班",
    cites=("R-GEN-13", "R-LAW-20"),
    source="系统约定：代班有起止日期",
    examples=(
        Example({"actor": 9, "absent": _HE, "stand_in": Person(2), "since": date(2026, 3, 1),
                 "until": date(2026, 3, 31), "today": date(2026, 3, 1)}, True, "代一个月"),
        Example({"actor": 2, "absent": _HE, "stand_in": Person(2), "since": date(2026, 3, 1),
                 "until": date(2026, 3, 31), "today": date(2026, 3, 1)}, "himself", "不能派自己"),
        Example({"actor": 9, "absent": _HE, "stand_in": _HE, "since": date(2026, 3, 1),
                 "until": date(2026, 3, 31), "today": date(2026, 3, 1)}, "same", "自己代自己"),
        Example({"actor": 9, "absent": _HE, "stand_in": Person(2, state="closed"),
                 "since": date(2026, 3, 1), "until": date(2026, 3, 31),
                 "today": date(2026, 3, 1)}, "closed", "代班账号已停用"),
        Example({"actor": 9, "absent": _HE, "stand_in": Person(2), "since": date(2026, 3, 2),
                 "until": date(2026, 3, 1), "today": date(2026, 3, 1)}, "order", "止早于起"),
        Example({"actor": 9, "absent": _HE, "stand_in": Person(2), "since": date(2026, 2, 1),
                 "until": date(2026, 2, 28), "today": date(2026, 3, 1)}, "past", "已经过去"),
        Example({"actor": 9, "absent": _HE, "stand_in": Person(2), "since": date(2026, 3, 1),
                 "until": date(2028, 3, 1), "today": date(2026, 3, 1)}, "long", "两年不叫代班"),
    ),
)  # fmt: skip
def may_stand_in(
    actor: int | None, absent: Person, stand_in: Person, since: date, until: date, today: date
) -> Verdict:
    """For a stated time, by somebody else, arranged by a third person."""
    return first_refusal(
        require(absent.id != stand_in.id, "same", "代班人不能是本人"),
        require(actor != stand_in.id, "himself", "不能安排自己代班，请由他人办理"),
        require(absent.kind == stand_in.kind == "business", "administrator", "管理员账号不能代班"),
        require(absent.state == stand_in.state == "active", "closed", "账号没有启用，不能代班"),
        require(since <= until, "order", "结束日期不能早于开始日期"),
        require(until >= today, "past", "结束日期已经过去"),
        require((until - since).days < LONGEST_STAND_IN, "long", "代班最长一年，更久请办理交接"),
    )
