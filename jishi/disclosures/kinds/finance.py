"""财务公开: the money and the property of the village (R-GOV-24)."""

from jishi.disclosures.kinds.item import Item

SOURCE = "《村民委员会组织法》"

ITEMS = (
    Item(code="finance.accounts", title="村集体财务收支", source=SOURCE, field="finance", order=10,
         help="财务往来较多的，由当地改为每月"),
    Item(code="finance.property", title="集体资产、资源、资金和债权债务", source=SOURCE,
         field="finance", rhythm="half_yearly", order=20),
)  # fmt: skip
