"""The many ways in which offices write the name of one organisation, brought to one form.

`中国共产党白石镇柳湾村支部委员会`, `中共柳湾村支部` and `柳湾村` all mean 柳湾村党支部, as long as
nothing else is called so: whoever looks a name up takes it only where one organisation answers.
"""

from __future__ import annotations

import re

from jishi.base.pinyin import fold

_PREFIX = re.compile("^(?:中国共产党|中共)")
_LOCAL = re.compile("[县市区州旗]委$")
# From the longest to the shortest: how a name may end, and how its short form does.
_ENDINGS = (
    ("总支部委员会", "党总支"), ("总支委员会", "党总支"), ("党总支部", "党总支"),
    ("总支部", "党总支"), ("支部委员会", "党支部"), ("党委会", "党委"), ("党的委员会", "党委"),
    ("委员会", "党委"), ("党总支", "党总支"), ("总支", "党总支"), ("党支部", "党支部"),
    ("支部", "党支部"), ("党小组", "党小组"), ("党委", "党委"), ("党组", "党组"),
)  # fmt: skip


def plain(name: str) -> str:
    """Without the formal beginning, the end in its short form."""
    bare = _PREFIX.sub("", fold(name))
    for ending, short in _ENDINGS:
        if bare.endswith(ending) and len(bare) > len(ending):
            stem = bare[: -len(ending)]
            return (stem.removesuffix("党") if short.startswith("党") else stem) + short
    return bare


def stem(name: str) -> str:
    """What is left when also the word for the kind of organisation goes: 柳湾村, 白石镇."""
    bare = plain(name)
    for _, short in _ENDINGS:
        if bare.endswith(short) and len(bare) > len(short):
            return bare.removesuffix(short)
    return bare.removesuffix("委") if _LOCAL.search(bare) else bare
