"""党费: collected every month."""

from jishi.duties.kinds.duty import DUES, REPORT, SETTLED, Duty
from jishi.kernel.cadence import monthly

MONTHLY = Duty(
    code="dues.monthly", title="党费收缴", source="《中国共产党章程》；中组发〔2008〕3号",
    clause="R-FEE-17", org_kinds=SETTLED, cadence=monthly(), evidence=(DUES, REPORT),
    late_days=31, order=24, help="按月收缴；登记了当月缴费，或由支部登记已办结",
)  # fmt: skip
