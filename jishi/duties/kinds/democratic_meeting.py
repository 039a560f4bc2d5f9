"""民主生活会 of leading bodies."""

from jishi.duties.kinds.duty import TOP, Duty
from jishi.kernel.cadence import yearly
from jishi.kernel.rhythm import YearWindow

YEARLY = Duty(
    code="democratic_meeting.yearly", title="领导班子民主生活会", short="民主生活会",
    source="《县以上党和国家机关党员领导干部民主生活会若干规定》", clause="R-LIFE-30",
    org_kinds=(*TOP, "leading_group"), evidence=("democratic_meeting",), order=30,
    cadence=yearly(window=YearWindow((10, 1), (3, 31))),
    help="每年一次，提前或延期须报上级同意",
)  # fmt: skip
