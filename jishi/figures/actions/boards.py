"""A dashboard of one's own: made, changed, thrown away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from jishi.base.act import act, bump, lock
from jishi.base.audit.verbs import Verb
from jishi.figures.access import FIGURE_VIEW
from jishi.figures.boards import Board, Tile
from jishi.figures.boards.span import FIRST
from jishi.figures.models import OwnBoard
from jishi.kernel.declare import DeclarationError
from jishi.tree.actor import Actor
from jishi.tree.errors import Refused
from jishi.tree.models import Organisation

SAVED = Verb("board.save", "保存自己的看板")
DROPPED = Verb("board.drop", "删除自己的看板")
MOST = 20


@dataclass(frozen=True)
class Opening:
    """What a board opens with; None: wherever its owner's figures begin."""

    org: Organisation | None = None
    span: str = FIRST


def save_board(
    actor: Actor, row: OwnBoard | None, version: int | None, title: str, tiles: Sequence[Tile],
    opening: Opening = Opening(),
) -> OwnBoard:  # fmt: skip
    """The same check as for those out of the box."""
    with act(actor, FIGURE_VIEW) as doing:
        if actor.account_id is None:
            raise Refused("看板属于账号，本机操作员没有")
        try:
            Board(code="own", title=title, source="自己的看板", tiles=tuple(tiles))
        except DeclarationError as fault:
            raise Refused(str(fault), field="lines") from None
        kept = {
            "title": title, "tiles": [asdict(tile) for tile in tiles],
            "org": opening.org, "span": opening.span,
        }  # fmt: skip
        if row is None:
            if OwnBoard.objects.filter(account=actor.account_id).count() >= MOST:
                raise Refused(f"自己的看板最多 {MOST} 块")
            row = OwnBoard.objects.create(account_id=actor.account_id, **kept)
        else:
            row = lock(OwnBoard.objects.filter(account=actor.account_id), row.pk, version)
            bump(row, **kept)
        doing.record(SAVED, row)
        return row


def drop_board(actor: Actor, row: OwnBoard, version: int | None) -> None:
    with act(actor, FIGURE_VIEW) as doing:
        row = lock(OwnBoard.objects.filter(account=actor.account_id or 0), row.pk, version)
        doing.record(DROPPED, row)
        row.delete()
