"""八步决策: eight steps of a major decision, none left out."""

from jishi.procedures.kinds.kind import Edition, Field, ProcedureKind, Step

_TITLES = (
    ("intentions", "意向征集"), ("inquiry", "调查研究"), ("experts", "专家咨询"),
    ("comments", "征求意见"), ("hearing", "公开听证"), ("trial", "试点试行"),
    ("legal_review", "法律审查"), ("resolution", "形成决议"),
)  # fmt: skip
RESULT = Field(code="result", label="情况", needed=True, most=100, help="一句话，材料存档")

EIGHT_STEPS = ProcedureKind(
    code="eight_steps",
    title="八步决策",
    source="地方制度",
    order=4,
    icon="footprints",
    editions=(
        Edition(1, tuple(
            Step(
                code=code, title=title, stage="决策", paper=f"{title}材料",
                fields=(RESULT, Field(code="people", label="参加人数", type="number", most=9999)),
            )
            for code, title in _TITLES
        )),
    ),
    help="重大决策依次经过意向征集、调查研究、专家咨询、征求意见、公开听证、试点、法律审查、决议。",
)  # fmt: skip
