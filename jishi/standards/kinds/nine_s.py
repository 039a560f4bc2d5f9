"""9S 精细化管理 of a hospital's wards and outer areas: nine looks, with photographs."""

from jishi.standards.kinds.standard import Chapter, Standard, asked

NINE_S = Standard(
    code="hospital.nine_s", title="9S 精细化管理", source="医院 9S 管理办法", clause="R-GEN-02",
    about="venue", venue_kinds=("ward", "outdoor"), period="quarter", scheme="attained", order=50,
    help="科室和外围区域都要查，问题限期整改；覆盖面看考评对象的数目",
    chapters=(
        Chapter("9S", tuple(
            asked(code, title, 10, evidence="file")
            for code, title in (
                ("sort", "整理"), ("order", "整顿"), ("sweep", "清扫"), ("clean", "清洁"),
                ("discipline", "素养"), ("safety", "安全"), ("save", "节约"),
                ("service", "服务"), ("satisfaction", "满意"),
            )
        )),
    ),
)  # fmt: skip
