"""Response, solution, satisfaction: each beside what it is a share of (R-HOT-01 to R-HOT-04)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jishi.kernel.declare import Example, rule


@dataclass(frozen=True)
class Share:
    label: str
    part: int
    whole: int

    @property
    def percent(self) -> float | None:
        return self.part * 100 / self.whole if self.whole else None

    @property
    def text(self) -> str:
        return "—" if self.percent is None else f"{self.percent:.1f}%"

    @property
    def fraction(self) -> str:
        return f"{self.part} / {self.whole}"


@dataclass(frozen=True)
class Rates:
    response: Share
    solution: Share
    satisfaction: Share
    turned_away: Share
    weights: Sequence[int]

    @property
    def shares(self) -> tuple[Share, Share, Share]:
        return self.response, self.solution, self.satisfaction

    @property
    def score(self) -> float | None:
        """Weighted over those that have a denominator; none at all is no score, not zero."""
        known = [
            (share.percent, weight)
            for share, weight in zip(self.shares, self.weights, strict=True)
            if share.percent is not None
        ]
        total = sum(weight for _, weight in known)
        return sum(p * w for p, w in known) / total if total else None

    @property
    def score_text(self) -> str:
        return "—" if self.score is None else f"{self.score:.2f}"


def rate_counts(
    weights: Sequence[int], *, to_respond: int, responded: int, heard: int, said_solved: int,
    satisfied: int, turned_away: int,
) -> Rates:  # fmt: skip
    return Rates(
        Share("响应率", responded, to_respond),
        Share("解决率", said_solved, heard),
        Share("满意率", satisfied, heard),
        Share("不予受理", turned_away, to_respond + turned_away),
        weights,
    )


@rule(
    title="回访是否算有效",
    cites=("R-HOT-03",),
    source="接诉即办考评办法",
    examples=(
        Example(given={"reached": True, "solved": True}, then=True, why="接通并回答"),
        Example(given={"reached": False, "solved": None}, then=False, why="没有接通"),
        Example(given={"reached": True, "solved": None}, then=False, why="接通但不愿回答"),
    ),
)
def is_heard(reached: bool | None, solved: bool | None) -> bool:
    """Whoever was not reached or would not say is in no denominator."""
    return reached is True and solved is not None


@rule(
    title="是否计入响应",
    cites=("R-HOT-02", "R-HOT-10"),
    source="接诉即办考评办法",
    examples=(
        Example(given={"state": "working"}, then=True, why="在办的应响应"),
        Example(given={"state": "refused"}, then=False, why="经批准不予受理的剔除"),
        Example(given={"state": "merged"}, then=False, why="并入的随主件"),
    ),
)
def is_to_respond(state: str) -> bool:
    return state not in ("refused", "merged")
