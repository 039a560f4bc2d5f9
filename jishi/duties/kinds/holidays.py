"""廉政提醒 before the named holidays."""

from jishi.duties.kinds.duty import REPORT, TOP, Duty
from jishi.kernel.cadence import before
from jishi.kernel.calendar import Holiday

HOLIDAYS = tuple(
    Duty(
        code=f"warning_education.{holiday.value}", title=f"{holiday.label}前廉政提醒",
        short=f"{holiday.label}提醒", source="当地党风廉政建设责任清单", clause="R-GEN-07",
        org_kinds=TOP, cadence=before(holiday), evidence=("warning_education", REPORT),
        order=60 + place, help="放假前最后一个工作日以前",
    )
    for place, holiday in enumerate(
        (Holiday.NEW_YEAR, Holiday.SPRING_FESTIVAL, Holiday.TOMB_SWEEPING, Holiday.LABOUR_DAY,
         Holiday.DRAGON_BOAT, Holiday.MID_AUTUMN, Holiday.NATIONAL_DAY)
    )
)  # fmt: skip
