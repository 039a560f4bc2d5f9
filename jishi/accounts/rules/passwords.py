"""Passwords people choose, and secrets the system makes: one-time passwords and card codes."""

from __future__ import annotations

import re
import secrets
from typing import Final

from jishi.kernel.declare import Example, rule
from jishi.kernel.verdict import Verdict, all_of, first_refusal, require

# No 0 o 1 l i: what is read aloud or copied from paper must not be mistaken.
LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"
CARD_CODES: Final = 40
FEW_CODES: Final = 8
# The accounts of a demonstration, named like the roles they show, and their one password: it is
# printed on the sign-in page, and a demonstration can never hold real data.
DEMO_LOGINS: Final = ("county", "township", "branch", "member", "sysadmin", "secadmin", "auditor")
DEMO_PASSWORD: Final = "jishi-demo-2026"  # noqa: S105
LOGIN: Final = re.compile(r"[a-z0-9][a-z0-9._-]{1,39}")


def one_time_password() -> str:
    """Three groups of four, like `k7mp-4dxt-9hqc`: 59 random bits, easy to copy from a slip."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(3))


def card_codes() -> list[str]:
    """The codes of a new card: eight digits each, so that any keypad will do."""
    return [f"{secrets.randbelow(10**8):08d}" for _ in range(CARD_CODES)]


def typed_code(raw: str) -> str:
    """A code as people type it: with blanks, dashes or full-width digits."""
    import unicodedata

    return "".join(c for c in unicodedata.normalize("NFKC", raw) if c in "0123456789")


@rule(
    title="账号名可用",
    cites=("R-LAW-20",),
    source="GB/T 22239—2019 身份鉴别：标识唯一",
    examples=(
        Example({"login": "qh0101-1"}, True, "组织编码加序号"),
        Example({"login": "chen.lan"}, True, "姓名拼音"),
        Example({"login": "陈岚"}, "login_form", "不用汉字：县乡电脑的输入法各不相同"),
        Example({"login": "a"}, "login_form", "太短"),
        Example({"login": "Chen"}, "login_form", "已折成小写再来判断"),
    ),
)
def may_be_login(login: str) -> Verdict:
    """Small letters, digits, dot, dash, underscore."""
    return require(
        LOGIN.fullmatch(login) is not None,
        "login_form",
        "账号用 2 至 40 个小写字母、数字、点、横线，以字母或数字开头",
    )


@rule(
    title="新密码可用",
    cites=("R-LAW-20",),
    source="GB/T 22239—2019 身份鉴别：复杂度要求",
    examples=(
        Example({"new": "qing-he-2026", "old": "k7mp-4dxt-9hqc", "login": "he"}, True, "另选一个"),
        Example({"new": "same-as-before", "old": "same-as-before", "login": "he"}, "same", "没换"),
        Example({"new": "qh0101-1-2026", "old": "x", "login": "qh0101-1"}, "login", "含账号名"),
        Example({"new": "a" * 300, "old": "x", "login": "he"}, "long", "太长"),
    ),
)
def may_be_password(new: str, old: str, login: str) -> Verdict:
    """Beside the general checks of length and commonness."""
    return first_refusal(
        require(len(new) <= 128, "long", "密码最长 128 个字符"),
        all_of(
            require(new != old, "same", "新密码不能与原密码相同"),
            require(len(login) < 4 or login not in new.lower(), "login", "密码里不要包含账号名"),
        ),
    )
