"""发展党员: five stages, twenty-five steps. Each stage is a file with its rules and its steps."""

from jishi.procedures import local
from jishi.procedures.kinds.develop_member import (
    admission,
    application,
    approval,
    candidate,
    probation,
)
from jishi.procedures.kinds.kind import Edition, Field, ProcedureKind

STEPS = (
    *application.STEPS, *candidate.STEPS, *admission.STEPS, *approval.STEPS, *probation.STEPS,
)  # fmt: skip

DEVELOP_MEMBER = ProcedureKind(
    code="develop_member",
    title="发展党员",
    source="《中国共产党发展党员工作细则》",
    order=1,
    icon="user-plus",
    about="person",
    starts=("none", "withdrawn", "persuaded_out", "struck_off", "expelled", "cancelled"),
    org_kinds=("branch", "joint_branch", "temporary_branch", "mobile_organisation"),
    opening=(
        Field(
            code="source", label="来源", type="choice", needed=True,
            choices=(
                ("front_line", "生产工作一线"), ("farmer", "农民"), ("skilled", "专业技术人员"),
                ("student", "学生"), ("young", "其他青年"), ("other", "其他"),
            ),
        ),
        Field(
            code="special", label="特殊发展", type="choice",
            choices=(("front", "一线（火线）发展"),), help="急难险重任务中经批准的",
        ),
        Field(code="special_document", label="特殊发展的批准文号", most=60),
    ),
    editions=(
        Edition(1, STEPS),
    ),
    settings={
        "activist_months": local.ACTIVIST_MONTHS, "league_age": local.LEAGUE_AGE,
        "inspect_months": local.INSPECT_MONTHS, "probation_months": local.PROBATION_MONTHS,
        "check_months": local.CHECK_MONTHS, "assembly_months": local.ASSEMBLY_MONTHS,
        "notice_days": local.NOTICE_DAYS, "notice_unit": local.NOTICE_UNIT,
        "end_written": local.END_WRITTEN, "units_asked": local.UNITS_ASKED,
    },
    closing=probation.FILES,
    help="从递交申请到材料归档共二十五步，每步什么时候能办、缺什么，系统按细则算好。",
)  # fmt: skip
