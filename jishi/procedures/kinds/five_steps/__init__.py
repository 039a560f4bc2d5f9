"""五步决策法: places differ in the steps; this is the usual order (R-GOV-22)."""

from jishi.procedures.kinds.kind import Edition, Field, ProcedureKind, Step

_TITLES = (
    ("proposal", "提议"), ("consultation", "协商"), ("deliberation", "审议"),
    ("resolution", "决议"), ("supervision", "公开监督"),
)  # fmt: skip
NOTE = Field(code="result", label="情况", needed=True, most=100, help="一句话，记录存档")

FIVE_STEPS = ProcedureKind(
    code="five_steps",
    title="五步决策法",
    source="R-GOV-22",
    order=5,
    icon="list-todo",
    editions=(
        Edition(1, tuple(
            Step(code=code, title=title, stage="决策", paper=f"{title}记录", fields=(NOTE,))
            for code, title in _TITLES
        )),
    ),
    help="提议、协商、审议、决议、公开监督，每步留有记录。",
)  # fmt: skip
