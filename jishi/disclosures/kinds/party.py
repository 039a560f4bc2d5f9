"""党务公开: what a party organisation of a village tells (R-GOV-29, R-GOV-32)."""

from jishi.disclosures.kinds.item import Item

SOURCE = "《中国共产党党务公开条例（试行）》"

ITEMS = (
    Item(code="party.structure", title="组织设置、班子成员和分工", source=SOURCE, field="party",
         way="long", rhythm="never", days=5, order=10),
    Item(code="party.decisions", title="党组织决议、决定和执行情况", source=SOURCE, field="party",
         order=20, audience="members"),
    Item(code="party.life", title="组织生活开展情况", source=SOURCE, field="party", order=30,
         audience="members"),
    Item(code="party.members", title="党员发展和管理", source=SOURCE, field="party", way="stages",
         rhythm="never", days=3, order=40, audience="unit"),
    Item(code="party.dues", title="党费收缴、使用", source=SOURCE, field="party", rhythm="yearly",
         order=50, audience="members"),
    Item(code="party.service", title="联系服务党员群众、为民办实事", source=SOURCE, field="party",
         rhythm="half_yearly", order=60),
)  # fmt: skip
