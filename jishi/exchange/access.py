"""Who may bring tables in and take tables out; each kind also asks for its own permission."""

from jishi.tree.permissions import READERS, STAFF, Permission

IMPORT = Permission("exchange.import", "导入表格", to=(*STAFF, "accountant", "cashier"))
EXPORT = Permission("exchange.export", "导出表格", to=(*STAFF, *READERS, "accountant", "cashier"))
