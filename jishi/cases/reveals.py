"""Which sealed fields of a case may be opened, by whom, for what."""

from __future__ import annotations

from jishi.base.reveal import Revealable
from jishi.cases.access import ASKER_VIEW, CLUE_WORDS
from jishi.cases.models import Asker, AskerWords

PURPOSES = ("联系诉求人", "回访", "核实情况")
_ENTRIES = {
    **{
        name: Revealable(Asker, name, ASKER_VIEW, via="case__home", purposes=PURPOSES)
        for name in ("name", "phone")
    },
    "words": Revealable(AskerWords, "words", ASKER_VIEW, via="case__home", purposes=PURPOSES),
    "allegation": Revealable(
        Asker, "allegation", CLUE_WORDS, via="case__home", purposes=("核查", "审定")
    ),
}


def reveal_url(row: Asker | AskerWords, name: str) -> str:
    return _ENTRIES[name].url(row)
