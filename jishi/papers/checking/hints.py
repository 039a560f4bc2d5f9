"""Hints about the writing: heading numbers in their order (R-DOC-08), fixed words (R-DOC-18)."""

from __future__ import annotations

import re

from jishi.papers.checking.finding import Hint
from jishi.papers.reading.numerals import chinese, plain
from jishi.papers.reading.passages import level

_NUMBER = re.compile(r"\s*[(（]?([一二三四五六七八九十]{1,3}|\d{1,2})")
_NAMES = {1: "一、", 2: "（一）", 3: "1.", 4: "（1）"}
_TERMS = (
    (re.compile(r"[3３]会[1１]课"), "定型词用汉字：三会一课"),
    (re.compile(r"[4４]议[2２]公开"), "定型词用汉字：四议两公开"),
    (re.compile(r"[2２]学[1１]做"), "定型词用汉字：两学一做"),
    (re.compile(r"双述双评会议会"), "重复的词"),
    (re.compile(r"支部大会党员大会"), "重复的词"),
    (re.compile(r"(?<![〔\[])\d{4}(?:-|－|~)\d{4}年"), "年份范围用一字线“—”或“至”"),
    (re.compile(r"[\[【](?:20)\d{2}[\]】]\s*\d+号"), "发文字号的年份用六角括号〔〕"),
    (re.compile(r"〔\d{4}〕第\d+号"), "发文字号的序号前不加“第”"),
    (re.compile(r"〔\d{4}〕0\d+号"), "发文字号的序号不编虚位"),
    (re.compile(r"\d{4}年0\d月|月0\d日"), "月、日不编虚位：1 不写作 01"),
    (re.compile(r"预备党员转为预备党员|党员发展对象党员"), "请核对用语"),
    (re.compile(r"[(（][一二三四五六七八九十]+[)）][、.．]"), "“（一）”后不加标点"),
)


def hints(text: str) -> list[Hint]:
    same = plain(text)
    found = [
        Hint(match.start(), match.end(), text[match.start() : match.end()], message,
             "R-DOC-18" if "定型" in message else "")
        for pattern, message in _TERMS
        for match in pattern.finditer(same)
    ]  # fmt: skip
    return sorted([*found, *_headings(text, same)], key=lambda hint: hint.start)


def _headings(text: str, same: str) -> list[Hint]:
    """Each level counts on by one, and no level is left out."""
    made: list[Hint] = []
    last: dict[int, int] = {}
    place = 0
    for line in same.splitlines(keepends=True):
        start, place = place, place + len(line)
        rank = level(line)
        number = _NUMBER.match(line) if rank else None
        if not number:
            continue
        worth = int(number[1]) if number[1].isdigit() else int(chinese(number[1]) or 0)
        begin = start + len(line) - len(line.lstrip())
        message = _order(rank, worth, last)
        if message:
            end = min(begin + 12, start + len(line.rstrip()))
            made.append(Hint(begin, end, text[begin:end], message, "R-DOC-08"))
        last = {n: count for n, count in last.items() if n < rank} | {rank: worth}
    return made


def _order(rank: int, worth: int, last: dict[int, int]) -> str:
    if rank in last:
        wanted = last[rank] + 1
        return "" if worth in (wanted, 1) else f"序数不连续：上一个是 {last[rank]}"
    if worth != 1:
        return "序数不从头开始"
    missing = next((n for n in range(1, rank) if last and n not in last and max(last) < n), 0)
    return f"层次序数跳级：缺“{_NAMES[missing]}”一级" if missing and rank < 4 else ""
