"""“八个有”: eight yes or no questions of a service centre; two are told by records."""

from jishi.standards.kinds.standard import Chapter, Standard, Use, asked, counted

CENTERS = ("service_center", "community_venue")

EIGHT_HAVES = Standard(
    code="center.eight_haves", title="党群服务中心“八个有”", source="城市基层党建工作要点",
    clause="R-GOV-13", about="venue", venue_kinds=CENTERS, period="year", scheme="whole",
    order=30, help="八项都做到才达标",
    chapters=(
        Chapter("八个有", (
            asked("function", "有鲜明的政治功能", 1, evidence="file",
                  help="党的标识、宣誓墙、公开栏"),
            asked("layout", "有十五分钟便民布局", 1),
            asked("duties", "有明确的工作职责", 1),
            asked("procedures", "有规范的服务流程", 1, evidence="file"),
            counted("activities", "有经常的活动", 1,
                    Use("activity.held", {"kinds": "theme_day,volunteering,public_event",
                                          "least": 6}), "R-GEN-02"),
            asked("participation", "有各方的参与", 1),
            counted("management", "有开放的管理", 1, Use("venue.open"), "R-GOV-13"),
            asked("guarantee", "有基本的运行保障", 1),
        )),
    ),
)  # fmt: skip
