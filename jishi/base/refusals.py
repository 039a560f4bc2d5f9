"""What this system does not ask, whoever asks for it: there is no switch.

`refuses(label)` judges the name of a field or of a column in a workbook, and gives the reason or
None (R-LAW-06, R-LAW-07, R-LAW-12). Spaces, signs, full width, traditional characters, pinyin,
initials and English do not help. The words are in `refusals.toml`. 政治面貌 is lawful in the
member register alone: `refuses(label, member_register=True)`.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pypinyin import lazy_pinyin


@dataclass(frozen=True)
class Ground:
    """Why something is refused, and by which words it is known."""

    code: str
    reason: str
    words: tuple[str, ...]  # anywhere in the label
    english: tuple[str, ...] = ()  # letters only, anywhere; short ones only as a whole word
    ordinary: tuple[str, ...] = ()  # harmless words that contain one of the above


def _read() -> dict[str, Ground]:
    source = Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
    return {
        code: Ground(
            code,
            raw["reason"],
            *(tuple(raw.get(name, "").split()) for name in ("words", "english", "ordinary")),
        )
        for code, raw in tomllib.loads(source).items()
    }


_ALL = _read()
POLITICAL_STATUS = _ALL.pop("political_status")
GROUNDS = tuple(_ALL.values())

# Traditional characters of the words above, each followed by its simplified form.
_PAIRS = (
    "敎教導导點点員员對对關关見见觀观態态傾倾論论網网絡络會会聲声紋纹體体檢检報报證证臉脸識识"
    "別别歷历軌轨跡迹蹤踪動动記记錄录監监護护訪访穩稳黨党屬属義义單单號号帳账賬账聖圣禮礼經经"
    "穌稣閱阅發发貼贴轉转內内為为視视頻频傳传麵面場场敵敌議议險险風风總总審审親亲銀银導导舉举"
    "處处絕绝選选擁拥滿满錯错誤误戶户纏缠鬧闹國国達达聯联繫系調调條条額额產产圖图書书醫医療疗"
    "診诊斷断實实時时間间範范圍围學学門门無无異异價价觸触黃黄門门漢汉偽伪採采務务陽阳塵尘歸归"
)
_SIMPLE = str.maketrans(_PAIRS[::2], _PAIRS[1::2])
_SHORT = 6  # pinyin or English of fewer letters counts only as a whole run
_LETTERS = re.compile(r"[a-z]+")


def refuses(label: str, *, member_register: bool = False) -> str | None:
    """Why a field or column of this name is refused; None when it may be asked."""
    plain = _plain(label)
    grounds = GROUNDS if member_register else (*GROUNDS, POLITICAL_STATUS)
    for ground in grounds:
        if _named_in(ground, plain, label):
            return ground.reason
    return None


def _plain(label: str) -> str:
    """Only letters, digits and characters: half width, lower case, simplified."""
    text = unicodedata.normalize("NFKC", label).lower().translate(_SIMPLE)
    return "".join(c for c in text if c.isalnum())


def _named_in(ground: Ground, plain: str, label: str) -> bool:
    for harmless in ground.ordinary:
        plain = plain.replace(harmless, "")
    if any(word.lower() in plain for word in ground.words):
        return True
    if not _LETTERS.search(plain):
        return False
    runs = _runs(label)
    letters = "".join(_LETTERS.findall(plain))
    if any(_has(word, letters, runs) for word in ground.english):
        return True
    if any(sound in runs for sound in _pinyin_of(ground) | _initials_of(ground)):
        return True
    return _sounds_like(ground, plain)


def _has(word: str, letters: str, runs: frozenset[str]) -> bool:
    return word in letters if len(word) >= _SHORT else word in runs


def _runs(label: str) -> frozenset[str]:
    """The words a label is made of: split at signs and at a capital after a small letter."""
    text = unicodedata.normalize("NFKC", label)
    text = re.sub(r"([a-z])([A-Z])", r"\1 \2", text).lower()
    runs = _LETTERS.findall(text)
    return frozenset({*runs, "".join(runs)})


def _sounds_like(ground: Ground, plain: str) -> bool:
    """「zong教信yang」 sounds like what it is; at least one letter was written as a letter."""
    sounds = "".join(c if c.isascii() else lazy_pinyin(c)[0].upper() for c in plain)
    return any(
        any(c.islower() for c in match.group())
        for word in _pinyin_of(ground)
        if len(word) >= _SHORT
        for match in re.finditer(word, sounds, re.IGNORECASE)
    )


@cache
def _pinyin_of(ground: Ground) -> frozenset[str]:
    return frozenset("".join(lazy_pinyin(word)).lower() for word in ground.words)


@cache
def _initials_of(ground: Ground) -> frozenset[str]:
    """Initials of the longer words: three letters would stand for too much else."""
    return frozenset(
        "".join(sound[0] for sound in lazy_pinyin(word)) for word in ground.words if len(word) >= 4
    )
