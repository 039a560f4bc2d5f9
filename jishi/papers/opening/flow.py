"""What a part of a document says, in flows: the body, a note, the head of a page, a text box.

A flow is its pieces in order; a note, a text box, or a table within a cell, is a flow of its own
that follows the paragraph or table it hangs on. `laid_out` makes one text of several flows, with
the place of each letter in it and in the file. A copy (the same box kept for old programs, the same
head of another page) is no text again, but its letters have a place, so that they change with it.
Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

_NUMBER_OF_PAGE = re.compile(r"[\s\d０-９IVXivx第共页,，·~/／\-－—–]*")

_STOPS = "。；！？：.;!?:，、"


@dataclass(frozen=True, slots=True)
class Words:
    """Letters of one text node, where in the bytes of which part; a mark of ours has no part."""

    text: str
    part: str = ""
    first: int = 0
    last: int = 0


@dataclass(slots=True)
class Cell:
    part: str
    column: int
    span: int = 1
    merged: str = ""  # restart, continue
    words: list[str] = field(default_factory=list)
    first: tuple[int, int] | None = None  # its first paragraph in the bytes


@dataclass(slots=True)
class Table:
    rows: list[list[Cell]] = field(default_factory=list)


@dataclass(slots=True)
class Field:
    """What a program works out: its code is no text, its result is."""

    code: str = ""
    shown: bool = False  # past its code


class Flow:
    def __init__(
        self, label: str = "", running: bool = False, within: Flow | None = None,
        is_note: bool = False,
    ) -> None:  # fmt: skip
        """`running`: it stands on every page, so that a line may be the number of the page.

        `within`: it is a table in a cell of that flow, whose place is its own.
        """
        self.label, self.running, self.within = label, running, within
        self.is_note = is_note
        self.pieces: list[Words | Flow] = []
        self.waiting: list[Flow] = []
        self.copies: list[Flow] = []
        self.fields: list[Field] = []
        self.hidden = self.past_tab = False
        self.table: Table | None = None
        self.cell: Cell | None = None
        self.column, self.paragraph, self._line = 1, -1, 0

    def words(self) -> Iterator[Words]:
        for piece in self.pieces:
            if isinstance(piece, Flow):
                yield from piece.words()
            else:
                yield piece

    @property
    def place(self) -> str:
        return self.within.place if self.within else self.label

    @property
    def text(self) -> str:
        return "".join(words.text for words in self.words())

    def end_line(self) -> None:
        """No text begins with an empty line; a note ends as a sentence: it is no heading."""
        line = "".join(w.text for w in self.pieces[self._line :] if isinstance(w, Words))
        if self.running and _NUMBER_OF_PAGE.fullmatch(line):
            del self.pieces[self._line :]
        elif self.pieces:
            stop = "。" if self.is_note and line.strip() and line[-1] not in _STOPS else ""
            self.pieces.append(Words(f"{stop}\n"))
        self._line = len(self.pieces)

    def end_block(self) -> None:
        """A paragraph or a table is over: what hangs on it follows."""
        self.pieces += self.waiting
        self.waiting = []
        self._line = len(self.pieces)


@dataclass(frozen=True, slots=True)
class Letters:
    """Letters of one text node: where they are in the text, where in the bytes of their part."""

    part: str
    start: int
    text: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Part:
    """What stands beside the body: 脚注1, 页眉, 文本框."""

    start: int
    end: int
    label: str


@dataclass
class Word:
    """A document as it was read."""

    tables: list[Table]
    text: str = ""
    letters: list[Letters] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)  # the inner before the outer


def laid_out(flows: Iterable[Flow], tables: list[Table]) -> Word:
    word, length, said = Word(tables), 0, []
    for flow in flows:
        length = _place(flow, length, word)
        said.append(flow.text)
    word.text = "".join(said)
    return word


def _place(flow: Flow, start: int, word: Word, is_copy: bool = False) -> int:
    """Where it ends, having begun there."""
    at = start
    for piece in flow.pieces:
        if isinstance(piece, Flow):
            at = _place(piece, at, word, is_copy)
            continue
        if piece.part:
            word.letters.append(Letters(piece.part, at, piece.text, piece.first, piece.last))
        at += len(piece.text)
    for copy in flow.copies:
        _place(copy, start, word, is_copy=True)
    if flow.label and at > start and not is_copy:
        word.parts.append(Part(start, at, flow.label))
    return at
