"""村党组织书记县级备案: submitted, checked by the township, filed by the county with a number."""

from jishi.procedures.kinds.kind import DONE, Edition, Field, ProcedureKind, Step, returned

SECRETARY_FILING = ProcedureKind(
    code="secretary_filing",
    title="村（社区）书记县级备案",
    source="《中国共产党农村基层组织工作条例》",
    order=10,
    icon="folder-check",
    opening=(
        Field(code="change", label="事项", type="choice", needed=True,
              choices=(("appointed", "任职"), ("changed", "调整"), ("removed", "免职"))),
    ),
    editions=(
        Edition(1, (
            Step(code="submission", title="报送备案材料", stage="备案", paper="备案表、任免文件"),
            Step(code="check", title="乡镇党委审核", stage="备案", by="superior",
                 document="审核意见", outcomes=(DONE, returned("submission"))),
            Step(code="filing", title="县委组织部备案", stage="备案", by="county",
                 document="备案", outcomes=(DONE, returned("submission"))),
        )),
    ),
    help="村、社区党组织书记任职、调整、免职，都报县级备案，备案有编号。",
)  # fmt: skip
