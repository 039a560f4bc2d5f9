"""两新示范点: what a site is scored by before it is named or moved up."""

from jishi.standards.kinds.standard import BRANCHES, Chapter, Standard, Use, asked, counted

DEMONSTRATION = Standard(
    code="site.demonstration", title="两新组织党建示范点评定", source="示范点培育方案",
    clause="R-GOV-43", org_kinds=BRANCHES, sectors=("private_enterprise", "social_organisation"),
    period="year", scheme="four", order=21,
    help="县级按党组织总数的 1%、乡镇（街道）按 3% 培育，按分数竞争晋级",
    chapters=(
        Chapter("基础", (
            counted("life", "组织生活正常", 25,
                    Use("duty.met", {"duties": "assembly.quarterly,theme_day.monthly",
                                     "late": "half"}), "R-LIFE-01", per=2),
            counted("secretary", "书记在任", 15, Use("post.held", {"posts": "secretary"}),
                    "R-ORG-23"),
        )),
        Chapter("示范", (
            asked("brand", "党建品牌", 25, evidence="both"),
            asked("business", "党建促发展", 20, evidence="note"),
            asked("spread", "带动周边组织", 15, evidence="note"),
        )),
    ),
)  # fmt: skip
