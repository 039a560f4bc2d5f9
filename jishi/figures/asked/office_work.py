"""台账里没有、总结里常要的几个数。"""

from jishi.figures.asked.item import AskedItem

RELIEF = AskedItem(
    code="stated.relief_money", title="发放慰问金", source="走访慰问工作安排", unit="元",
    high=10_000_000, times=5, help="走访慰问困难党员、老党员、困难群众发放的现金；没有的填 0",
    also=("慰问金", "发放慰问金和慰问品"),
)  # fmt: skip
DEEDS = AskedItem(
    code="stated.good_deeds", title="为民办实事", source="办实事清单", unit="件", high=10_000,
    times=10, help="列入办实事清单并已办成的；问题台账里已有的不重复填", also=("办成民生实事",),
)  # fmt: skip
JOURNALS = AskedItem(
    code="stated.journals", title="征订党报党刊", source="党报党刊征订通知", unit="份",
    high=10_000, times=10, help="本组织订阅的份数，个人自费的不算", also=("订阅党报党刊",),
)  # fmt: skip
