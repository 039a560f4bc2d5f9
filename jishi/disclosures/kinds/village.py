"""村务公开: the five classes of the law, every quarter at least (R-GOV-24, R-GOV-25)."""

from jishi.disclosures.kinds.item import Item

SOURCE = "《村民委员会组织法》"

ITEMS = (
    Item(code="village.decisions", title="村民会议、村民代表会议决定的事项和实施情况",
         source=SOURCE, field="village", order=10),
    Item(code="village.policy", title="国家政策的落实方案", source=SOURCE, field="village",
         order=20),
    Item(code="village.grants", title="政府拨付和社会捐赠的款物管理使用", source=SOURCE,
         field="village", order=30),
    Item(code="village.assisting", title="协助人民政府开展工作的情况", source=SOURCE,
         field="village", order=40),
    Item(code="village.interests", title="涉及村民利益的其他重大事项", source=SOURCE,
         field="village", way="anytime", rhythm="never", days=1, order=50),
)  # fmt: skip
