"""The checklist of the first ten minutes: steps, each with a state computed from the data.

A room above adds its own beside these:

    Step("dues", "导入党费标准", "…", "import-new", dues_state, order=45, query="?kind=dues")

`state(look)` says how far it is; `Look` has counted what most steps need. `url` is the name of a
route; a step whose screen is not there leads to `otherwise`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from jishi.registers.addresses import address


@dataclass(frozen=True)
class Look:
    """What there is within reach."""

    organisations: int  # without the uppermost one
    branches: int
    members: int
    posts: int  # of whichever kind
    branches_led: int  # with a secretary
    below: int  # organisations that could have an account of their own
    with_account: int
    red: int  # grave findings on organisations
    report_seen: bool


@dataclass(frozen=True)
class State:
    done: bool
    note: str = ""


@dataclass(frozen=True)
class Step:
    code: str
    title: str
    hint: str
    url: str
    state: Callable[[Look], State]
    order: int = 50
    icon: str = "circle"
    otherwise: str = "orgs"
    query: str = ""

    def __post_init__(self) -> None:
        STEPS[self.code] = self

    @property
    def address(self) -> str:
        found = address(self.url)
        return f"{found}{self.query}" if found else address(self.otherwise)


STEPS: dict[str, Step] = {}


@dataclass(frozen=True)
class Line:
    step: Step
    state: State
    number: int


def lines(look: Look) -> list[Line]:
    ordered = sorted(STEPS.values(), key=lambda step: step.order)
    return [Line(step, step.state(look), index) for index, step in enumerate(ordered, start=1)]


def all_done(found: list[Line]) -> bool:
    """The report is never done with; it has a place of its own on the first page."""
    return all(line.state.done for line in found if line.step.code != "health")


def _of(part: int, whole: int, what: str) -> str:
    return f"{whole} 个支部中 {part} 个{what}" if whole else ""


Step(
    "tree", "建组织树", "拖入组织表，或一个一个成立下级党组织", "import-new",
    lambda look: State(look.organisations > 0, f"已有 {look.organisations} 个下级组织"),
    order=10, icon="network", otherwise="org-found", query="?kind=organisations",
)  # fmt: skip
Step(
    "roster", "拖入党员花名册", "您手里的 Excel 花名册就可以，表头不用改", "import-new",
    lambda look: State(look.members > 0, f"已有 {look.members} 名党员"),
    order=20, icon="users-round", otherwise="orgs", query="?kind=members",
)  # fmt: skip
Step(
    "posts", "填班子任职", "登记各支部书记、委员，可以导入，也可以逐个登记", "post-new",
    lambda look: State(look.posts > 0, _of(look.branches_led, look.branches, "有书记")),
    order=30, icon="user-cog", query="?kind=secretary",
)  # fmt: skip
Step(
    "accounts", "给支部建账号、打印密码条", "勾选支部，一次建好，沿虚线裁开交给本人",
    "staff-below",
    lambda look: State(
        look.with_account > 0,
        f"下级 {look.below} 个组织中 {look.with_account} 个有账号" if look.below else "",
    ),
    order=40, icon="key-round", otherwise="staff", query="?lacking=yes",
)  # fmt: skip
Step(
    "health", "看体检报告", "错号、超期、空缺、应建未建，每一项都能打开", "health",
    lambda look: State(
        look.report_seen or (look.members > 0 and look.red == 0),
        f"有 {look.red} 项须处理" if look.red else "没有须处理的" if look.members else "",
    ),
    order=90, icon="stethoscope",
)  # fmt: skip


def as_steps(found: list[Line]) -> list[tuple[str, str, Any]]:
    """For the drawing of the procedure: done, the first open one now, the others to do."""
    now = next((line.number for line in found if not line.state.done), 0)
    return [
        (
            line.step.title,
            "done" if line.state.done else "now" if line.number == now else "todo",
            line.state.note or line.step.hint,
        )
        for line in found
    ]
