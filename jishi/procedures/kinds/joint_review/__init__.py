"""村（社区）干部资格联审: units answer with a conclusion and a day, nothing else is kept."""

from __future__ import annotations

from collections.abc import Mapping

from jishi.kernel.declare import Example, rule
from jishi.kernel.verdict import Verdict, all_of, require
from jishi.procedures import local
from jishi.procedures.kinds.facts import Facts, Taken
from jishi.procedures.kinds.kind import Edition, Field, Outcome, ProcedureKind, Step

UNITS = (
    ("organisation", "组织"), ("discipline", "纪检"), ("politics_law", "政法"), ("police", "公安"),
    ("land", "自然资源"), ("petitions", "信访"), ("court", "法院"), ("health", "卫健"),
    ("market", "市场监管"), ("other", "其他"),
)  # fmt: skip
ANSWERS = (("passed", "没有不宜任职的情形"), ("failed", "有不宜任职的情形"))
_WANTED = ("组织", "公安")


@rule(
    title="联审结论",
    cites=("R-LAW-12",),
    source="地方制度",
    examples=(
        Example({"wanted": _WANTED, "answers": {"组织": "passed", "公安": "passed"}}, True, "齐全"),
        Example({"wanted": _WANTED, "answers": {"组织": "passed"}}, "unit_missing", "有一家没答复"),
        Example({"wanted": _WANTED, "answers": {"组织": "passed", "公安": "failed"}},
                "unit_adverse", "有一家不同意"),
    ),
)  # fmt: skip
def units_clear(wanted: tuple[str, ...], answers: Mapping[str, str]) -> Verdict:
    lacking = [name for name in wanted if name not in answers]
    adverse = [name for name, answer in answers.items() if answer != "passed"]
    return all_of(
        require(not lacking, "unit_missing", f"还没有答复：{'、'.join(lacking)}"),
        require(not adverse, "unit_adverse", f"不宜任职：{'、'.join(adverse)}"),
    )


def _answers(facts: Facts) -> dict[str, str]:
    labels = dict(UNITS)
    return {
        labels.get(str(one.value("unit")), ""): str(one.value("answer"))
        for one in facts.all("opinion")
    }


def _clear(facts: Facts, new: Taken) -> Verdict:
    wanted = tuple(name for name in str(facts.local["departments"]).split("、") if name)
    answers = _answers(facts)
    if new.outcome == "unfit":
        adverse = any(answer != "passed" for answer in answers.values())
        return require(adverse, "none_adverse", "各部门都没有不同意，不能作此结论")
    return units_clear(wanted, answers)


JOINT_REVIEW = ProcedureKind(
    code="joint_review",
    title="村（社区）干部资格联审",
    source="地方制度",
    order=9,
    icon="shield-check",
    opening=(
        Field(code="post", label="任职或拟任职务", needed=True, most=60),
        Field(code="occasion", label="事由", type="choice", needed=True,
              choices=(("new", "新任"), ("serving", "在任复审"), ("election", "换届候选"))),
    ),
    editions=(
        Edition(1, (
            Step(code="submission", title="报送审查", stage="联审", paper="人选审查表"),
            Step(
                code="opinion", title="部门答复", stage="联审", by="county", repeats=True,
                shares_day=True, paper="部门意见",
                fields=(
                    Field(code="unit", label="部门", type="choice", needed=True, choices=UNITS),
                    Field(code="answer", label="结论", type="choice", needed=True,
                          choices=ANSWERS),
                ),
                help="只登记哪个部门哪天是什么结论，不写具体情况。",
            ),
            Step(
                code="result", title="汇总结论", stage="联审", by="county", shares_day=True,
                document="联审结果", gates=(_clear,),
                outcomes=(
                    Outcome(code="done", label="可以任职", tone="green"),
                    Outcome(code="unfit", label="不宜任职", ends="refused", tone="red"),
                ),
            ),
        )),
    ),
    settings={"departments": local.DEPARTMENTS},
    help="人选由县级几个部门各自答复，只留结论和日期，都没有问题才可以任职。",
)  # fmt: skip
