"""Organisation paths such as `/1/3/30/`: the ids from the root down to the organisation itself.

Start at `is_within` (a question about two paths) and `subtree_bounds` (the same question as a
text range for a database). The closing slash is part of the path: it is what keeps `/1/3/` and
its twin `/1/30/` apart.
"""

from __future__ import annotations

import re

ROOT = "/"

_PATH = re.compile(r"/(?:[1-9][0-9]*/)*")
_AFTER_SLASH = chr(ord("/") + 1)


def is_path(text: str) -> bool:
    """Whether a text is a well-formed path."""
    return _PATH.fullmatch(text) is not None


def child(path: str, ident: int) -> str:
    """The path of the child with this id."""
    if ident < 1:
        raise ValueError(f"编号应为正整数：{ident}")
    return f"{_checked(path)}{ident}/"


def ids(path: str) -> tuple[int, ...]:
    """The ids on the way, root first, the organisation itself last."""
    return tuple(int(part) for part in _checked(path).split("/") if part)


def depth(path: str) -> int:
    """How many organisations the path passes through; 0 for the root."""
    return _checked(path).count("/") - 1


def parent(path: str) -> str:
    """The path one step up."""
    if _checked(path) == ROOT:
        raise ValueError("根路径没有上级")
    return path[: path.rindex("/", 0, -1) + 1]


def ancestors(path: str) -> tuple[str, ...]:
    """Every path strictly above, nearest to the root first, without the empty root."""
    steps = ids(path)
    return tuple("/" + "".join(f"{step}/" for step in steps[:end]) for end in range(1, len(steps)))


def is_within(path: str, top: str) -> bool:
    """Whether `path` is `top` or lies below it."""
    return _checked(path).startswith(_checked(top))


def subtree_bounds(path: str) -> tuple[str, str]:
    """(low, high) such that `low <= p < high` holds exactly for the paths within `path`.

    The range is meant for a binary ("C") collation. The high end replaces the closing slash by
    the next character, so every `/1/3/…` is inside and `/1/30/` is not.
    """
    return _checked(path), path[:-1] + _AFTER_SLASH


def moved(path: str, old_top: str, new_top: str) -> str:
    """The path after the subtree `old_top` has become `new_top`."""
    if not is_within(path, old_top):
        raise ValueError(f"路径 {path} 不在 {old_top} 之下")
    if is_within(new_top, old_top) and new_top != old_top:
        raise ValueError(f"不能把 {old_top} 移到它自己的下级 {new_top}")
    return new_top + path[len(old_top) :]


def _checked(path: str) -> str:
    if not is_path(path):
        raise ValueError(f"不是有效的组织路径：{path!r}")
    return path
