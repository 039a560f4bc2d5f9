"""May this sign-in be tried, does this session still hold, where may it lead afterwards?

Threat 17. All times are arguments; nothing here touches the database.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from urllib.parse import urlsplit

from jishi.kernel.declare import Example, rule
from jishi.kernel.verdict import Verdict, first_refusal, require

MOST_FAILURES: Final = 5
LOCKED_FOR: Final = timedelta(minutes=15)
MOST_NAMES: Final = 20  # different names failing from one address within LOCKED_FOR

LONGEST: Final = timedelta(hours=12)
SEEN_EVERY: Final = timedelta(minutes=5)  # how often a stay's last use is written

STEP_WITHIN: Final = timedelta(minutes=5)  # between password and second factor

# Whoever holds one of these must have a second factor (R-LAW-20).
SECOND_FACTOR_KINDS: Final = frozenset({"sysadmin", "secadmin", "auditor"})
SECOND_FACTOR_ROLES: Final = frozenset({"county"})


def fold(login: str) -> str:
    """The one form of an account name: full width, capitals and blanks make no second name."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", login).casefold()).strip()


@dataclass(frozen=True)
class Tries:
    """What is known of one name from one address, and of that address."""

    failures: int = 0
    last_at: datetime | None = None
    names_failing: int = 0  # other names from this address that failed lately


_T = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)


def _minutes(count: float) -> datetime:
    return _T + timedelta(minutes=count)


@rule(
    title="可以尝试登录",
    cites=("R-LAW-20",),
    source="GB/T 22239—2019 身份鉴别：限制非法登录次数",
    examples=(
        Example({"tries": Tries(), "now": _T}, True, "第一次"),
        Example({"tries": Tries(4, _T), "now": _minutes(1)}, True, "错四次还可再试"),
        Example({"tries": Tries(5, _T), "now": _minutes(1)}, "locked", "错五次锁定"),
        Example({"tries": Tries(5, _T), "now": _minutes(14.9)}, "locked", "十五分钟不到仍锁定"),
        Example({"tries": Tries(5, _T), "now": _minutes(15)}, True, "十五分钟后放开"),
        Example(
            {"tries": Tries(0, None, 20), "now": _T}, "spray", "同一地址二十个账号都输错，先停一停"
        ),
        Example({"tries": Tries(0, None, 19), "now": _T}, True, "不到二十个账号照常"),
    ),
)
def may_try(tries: Tries, now: datetime) -> Verdict:
    """Five failures lock a name at an address for a quarter of an hour; many names, the address."""
    fresh = tries.last_at is not None and now - tries.last_at < LOCKED_FOR
    return first_refusal(
        require(
            not (fresh and tries.failures >= MOST_FAILURES),
            "locked",
            "连续 5 次没有通过，请 15 分钟后再试",
        ),
        require(
            tries.names_failing < MOST_NAMES,
            "spray",
            "从这台电脑（或这个网络）输错的账号太多，请 15 分钟后再试",
        ),
    )


def failures_after(tries: Tries, now: datetime) -> int:
    """The count with one more failure; a quarter of an hour of peace starts it anew."""
    fresh = tries.last_at is not None and now - tries.last_at < LOCKED_FOR
    return tries.failures + 1 if fresh else 1


def over(signed_in_at: datetime, seen_at: datetime, now: datetime, idle: timedelta) -> str:
    """Why a stay is over: "idle", "long", or "" while it holds."""
    if now - signed_in_at >= LONGEST:
        return "long"
    return "idle" if now - seen_at >= idle else ""


def needs_second_factor(kind: str, roles: frozenset[str], demo: bool) -> bool:
    """Administrators and the county department; a demonstration asks nobody."""
    return not demo and (kind in SECOND_FACTOR_KINDS or bool(roles & SECOND_FACTOR_ROLES))


def safe_next(raw: str) -> str:
    """Where to go after signing in: a path of our own or the workbench, never another site."""
    if not raw or len(raw) > 500 or not raw.startswith("/") or raw.startswith("//"):
        return "/"
    if "\\" in raw or any(ord(c) < 33 or ord(c) == 127 for c in raw):
        return "/"  # browsers read a backslash as a slash and drop control characters
    try:
        parts = urlsplit(raw)
    except ValueError:
        return "/"
    own = not parts.scheme and not parts.netloc
    return raw if own and not parts.path.startswith(("/login", "/logout", "/switch")) else "/"


_BROWSERS = (
    ("MicroMessenger", "微信"),
    ("DingTalk", "钉钉"),
    ("Edg/", "Edge"),
    ("QQBrowser", "QQ 浏览器"),
    ("360SE", "360 浏览器"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("Android", "安卓手机"),
    ("iPhone", "苹果手机"),
    ("iPad", "苹果平板"),
    ("Windows", "Windows"),
    ("Mac OS", "苹果电脑"),
    ("Linux", "Linux"),
)


def browser_name(user_agent: str) -> str:
    """「Windows · Edge」: enough to know one's own computer again, and no more."""
    names = [
        next((label for mark, label in table if mark in user_agent), "")
        for table in (_SYSTEMS, _BROWSERS)
    ]
    return " · ".join(name for name in names if name) or "其他设备"
