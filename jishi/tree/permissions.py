"""Permissions and roles as values. Permissions live beside their feature, in `access.py` files.

A permission says in one place what it allows and which roles hold it; a role is therefore the
set of permissions that name it. Adding a feature never edits a central list.
"""

from __future__ import annotations

from dataclasses import dataclass

from jishi.tree.rooms import drawers

_permissions: dict[str, Permission] = {}


@dataclass(frozen=True)
class Role:
    code: str
    label: str
    meaning: str
    administrator: bool = False


ROLES = {
    role.code: role
    for role in (
        Role("county", "县委组织部", "全县范围：监督、数字、考核"),
        Role("county_leader", "县级领导", "全县范围只看不改"),
        Role("township", "乡镇（街道）党务", "本乡镇及所属组织：办理、审核、建账号"),
        Role("unit_clerk", "单位党务干事", "机关、学校、医院、企业：本单位及所属组织"),
        Role("branch", "支部书记", "本支部：录入、办理"),
        Role("member", "党员", "本人的任务和资料"),
        Role("accountant", "党费会计", "本单位党费账目"),
        Role("cashier", "党费出纳", "本单位党费收支，与会计不得同一人"),
        Role("assessor", "考核验收人员", "指定范围内的考核与验收"),
        Role("grid_worker", "网格员", "本网格诉求登记与走访"),
        Role("discipline", "纪检干部", "指定范围内的问题线索和谈话，别人看不到"),
        Role("reader", "只读领导", "指定范围内只看不改"),
        Role("sysadmin", "系统管理员", "运行、备份、设置；不见业务数据", administrator=True),
        Role("secadmin", "安全管理员", "启用账号、授予角色；不见业务数据", administrator=True),
        Role("auditor", "审计管理员", "查阅、核验审计记录；不见业务数据", administrator=True),
    )
}
BUSINESS_ROLES = tuple(code for code, role in ROLES.items() if not role.administrator)
ADMINISTRATORS = tuple(code for code, role in ROLES.items() if role.administrator)
MANAGERS = ("county", "township", "unit_clerk")
READERS = ("county_leader", "reader")
STAFF = (*MANAGERS, "branch")


@dataclass(frozen=True)
class Permission:
    """What may be done, in words an office understands, and who holds it."""

    code: str
    label: str
    to: tuple[str, ...]
    business: bool = True  # touches business data: never given to an administrator (law 4)
    reveals: bool = False  # shows personal data in clear: never given to the local operator

    def __post_init__(self) -> None:
        unknown = set(self.to) - set(ROLES)
        if unknown:
            raise ValueError(f"{self.code}: unknown roles {sorted(unknown)}")
        if self.business and set(self.to) & set(ADMINISTRATORS):
            raise ValueError(f"{self.code}: administrators see no business data")
        if self.code in _permissions and _permissions[self.code] != self:
            raise ValueError(f"{self.code}: declared twice")
        _permissions[self.code] = self

    def __str__(self) -> str:
        return self.label

    @property
    def reads(self) -> bool:
        """Only looks (`noun.view`, `noun.read`): holds also for what was merged into one's own."""
        return self.code.endswith((".view", ".read"))


# Held by whoever is signed in: one's own workbench, inbox, password.
SELF = Permission("self.use", "使用本人工作台", to=tuple(ROLES), business=False)


def all_permissions() -> dict[str, Permission]:
    """Every declared permission; loads each room's `access.py` once."""
    drawers("access")
    return dict(sorted(_permissions.items()))


def role_permissions(role: str) -> list[Permission]:
    return [p for p in all_permissions().values() if role in p.to]
