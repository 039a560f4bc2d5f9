"""Who may see and change dues. Bases are personal: in clear for the own line only, logged."""

from jishi.tree.permissions import BUSINESS_ROLES, MANAGERS, READERS, STAFF, Permission

_KEEPERS = ("accountant", "cashier")

DUES_VIEW = Permission("dues.view", "查看党费收缴", to=(*STAFF, *READERS, *_KEEPERS))
DUES_OWN = Permission("dues.own", "查看本人党费", to=BUSINESS_ROLES)
DUES_RECORD = Permission("dues.record", "登记党费收款", to=(*STAFF, "cashier"))
BASE_FIX = Permission("dues.base", "核定党费基数", to=(*STAFF, "accountant"))
BASE_REVEAL = Permission(
    "dues.base_reveal", "查看党费基数明文", to=(*STAFF, "accountant"), reveals=True
)
RELIEF_APPLY = Permission("dues.relief", "申请少交、免交党费", to=STAFF)
# The superior's word: a branch that studied a case does not approve it (R-FEE-20).
RELIEF_APPROVE = Permission("dues.relief_approve", "批准少交、免交党费", to=MANAGERS)
MONTH_CLOSE = Permission("dues.close", "党费月份结账", to=(*STAFF, "accountant"))
FUND_VIEW = Permission("fund.view", "查看党费账目", to=(*STAFF, *READERS, *_KEEPERS))
FUND_BOOK = Permission("fund.book", "登记党费上缴、下拨和利息", to=(*STAFF, *_KEEPERS))
FUND_APPLY = Permission("fund.apply", "申请使用党费", to=STAFF)
FUND_APPROVE = Permission("fund.approve", "审批党费使用", to=MANAGERS)
FUND_PAY = Permission("fund.pay", "支付党费", to=(*STAFF, "cashier"))
KEEPERS_NAME = Permission("fund.keepers", "指定党费会计、出纳", to=MANAGERS)
