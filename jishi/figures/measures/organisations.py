"""Organisations at the end of a period by kind and sector, and what changed them."""

from jishi.figures.conditions import among
from jishi.figures.declared import Measure, Where
from jishi.figures.tables.organisations import ORG_CHANGES, ORGANISATIONS
from jishi.tree.kinds import ORG_KINDS, SECTORS

_LEVELS = tuple(code for code, kind in ORG_KINDS.items() if kind.is_level)
_BRANCHES = tuple(code for code, kind in ORG_KINDS.items() if kind.is_branch)
_BASE = ("committee", "general_branch", *_BRANCHES)


def _org(
    code: str, title: str, where: Where, source: str = "R-STAT-07", also: tuple[str, ...] = ()
) -> Measure:
    return Measure(
        code=f"org.{code}",
        title=title,
        source=source,
        table=ORGANISATIONS,
        where=where,
        also=also,
    )


def _change(code: str, title: str, *kinds: str, also: tuple[str, ...] = ()) -> Measure:
    return Measure(
        code=f"org.{code}", title=title, source="R-GEN-13", table=ORG_CHANGES,
        where=among("kind", *kinds), also=also,
    )  # fmt: skip


ALL = _org(
    "all", "党组织总数", among("kind", *_LEVELS), "R-ORG-01", also=("各级党组织", "下辖党组织")
)
BASE = _org("base", "基层党组织", among("kind", *_BASE), also=("基层党组织总数",))
BRANCHES = _org(
    "branches", "党支部总数", among("kind", *_BRANCHES), also=("下设党支部", "基层党支部")
)
BY_KIND = tuple(
    _org(f"kind_{code}", kind.label, among("kind", code)) for code, kind in ORG_KINDS.items()
)
BY_SECTOR = tuple(
    _org(f"sector_{code}", f"{label}领域党组织", among("sector", code))
    for code, label in SECTORS.items()
)
FOUNDED = _change(
    "founded", "新成立党组织", "found", also=("新建党组织", "新成立党支部", "新组建党组织")
)
CLOSED = _change("closed", "撤销党组织", "close", also=("撤销党支部", "注销党组织"))
RENAMED = _change("renamed", "更名党组织", "rename")
REKINDED = _change("rekinded", "改设党组织", "rekind", also=("升格党组织",))
MOVED = _change("moved", "调整隶属的党组织", "move")
REOPENED = _change("reopened", "恢复党组织", "reopen")
MERGED = _change("merged", "并入其他组织的党组织", "merge")
DIVIDED = _change("split", "分设的党组织", "split")
