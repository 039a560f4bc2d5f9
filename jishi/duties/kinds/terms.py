"""换届: once per term, before it ends."""

from jishi.duties.kinds.duty import COMMITTEES, ELECTION, SETTLED, Duty
from jishi.kernel.cadence import per_term

RE_ELECTION = Duty(
    code="terms.re_election", title="按期换届", source="《中国共产党基层组织选举工作条例》",
    clause="R-ORG-29", org_kinds=(*COMMITTEES, "general_branch", *SETTLED), cadence=per_term(),
    evidence=(ELECTION,), late_days=366, order=25, help="任期届满当日以前选举；批准延期的按延期",
)  # fmt: skip
