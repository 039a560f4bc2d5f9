"""Ways of making grades of points (R-GOV-40): thresholds, caps on shares, and who is talked to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Grade:
    code: str
    label: str
    at_least: int  # percent of the full points
    most: int = 100  # at most so many percent of all assessed
    talk: bool = False  # leads to a talk with the secretary (R-GOV-37)
    tone: str = "green"


@dataclass(frozen=True, slots=True)
class Scheme:
    code: str
    label: str
    grades: tuple[Grade, ...]  # the best first; the last takes everybody left

    def grade(self, code: str) -> Grade | None:
        return next((each for each in self.grades if each.code == code), None)

    def place(self, code: str) -> int:
        return [each.code for each in self.grades].index(code)


def _stars(*steps: tuple[int, int]) -> tuple[Grade, ...]:
    names = ("五星", "四星", "三星", "二星", "一星")
    tones = ("green", "green", "blue", "amber", "red")
    found = [
        Grade(f"star_{5 - place}", names[place], least, most, tone=tones[place])
        for place, (least, most) in enumerate(steps)
    ]
    if steps[-1][0] > 0:
        found.append(Grade("star_0", "不评星", 0, tone="red"))
    return tuple(found)


SCHEMES: Mapping[str, Scheme] = {
    scheme.code: scheme
    for scheme in (
        Scheme("attained", "达标、未达标", (
            Grade("attained", "达标", 85), Grade("short", "未达标", 0, tone="red"),
        )),
        Scheme("four", "好、较好、一般、差", (
            Grade("good", "好", 90), Grade("fair", "较好", 80, tone="blue"),
            Grade("ordinary", "一般", 60, talk=True, tone="amber"),
            Grade("poor", "差", 0, talk=True, tone="red"),
        )),
        Scheme("whole", "全部做到才达标", (
            Grade("attained", "达标", 100), Grade("short", "未达标", 0, tone="amber"),
        )),
        Scheme("stars_a", "五星到一星（90、80、70、60 分）",
               _stars((90, 30), (80, 100), (70, 100), (60, 100), (0, 100))),
        Scheme("stars_b", "五星到一星（按比例）",
               (*_stars((0, 10), (0, 40), (0, 30), (0, 100))[:3],
                Grade("star_0", "不评星", 0, tone="red"))),
        Scheme("stars_c", "五星到一星（95、85、75、65、60 分）",
               _stars((95, 100), (85, 100), (75, 100), (65, 100), (60, 100))),
    )
}  # fmt: skip
