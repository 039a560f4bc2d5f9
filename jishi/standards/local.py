"""Numbers about standards that the rules leave to the office."""

from jishi.base.access import SETTINGS_LOCAL
from jishi.base.settings_tree import Setting

GROUP = "考评"

MOST_CRITERIA = Setting(
    "standard.most_criteria", "一套标准最多几项考评项", 20, who=SETTINGS_LOCAL, unit="项", low=3,
    high=40, source="R-GEN-02", group=GROUP, help="防止考评项繁杂：能从记录算出的不另报材料。",
)  # fmt: skip
STARS = Setting(
    "standard.stars", "村书记星级办法", "stars_a", who=SETTINGS_LOCAL, source="R-GOV-40",
    group=GROUP,
    choices={
        "stars_a": "按分数：90、80、70、60 分，五星不超过三成",
        "stars_b": "按比例：五星一成、四星四成、三星三成",
        "stars_c": "按分数：95、85、75、65、60 分",
    },
)  # fmt: skip
APPEAL_DAYS = Setting(
    "standard.appeal_days", "审定后几天内可以申诉", 7, who=SETTINGS_LOCAL, unit="天", low=1,
    high=60, source="R-GEN-02", group=GROUP,
)  # fmt: skip
TALK_DAYS = Setting(
    "standard.talk_days", "等次为一般、差的几天内约谈", 30, who=SETTINGS_LOCAL, unit="天", low=1,
    high=180, source="R-GOV-37", group=GROUP,
)  # fmt: skip
FOLLOW_DAYS = Setting(
    "standard.follow_days", "约谈后几天内回看整改", 90, who=SETTINGS_LOCAL, unit="天", low=7,
    high=366, source="R-GOV-37", group=GROUP,
)  # fmt: skip
RANKING = Setting(
    "standard.ranking", "向各单位显示在同级中的位次", False, who=SETTINGS_LOCAL, source="R-GOV-42",
    group=GROUP, help="只排组织，不排个人；默认不显示。",
)  # fmt: skip
SITES_COUNTY = Setting(
    "standard.sites_county", "县级示范点占党组织总数", 1, who=SETTINGS_LOCAL, unit="%", low=1,
    high=20, source="R-GEN-02", group=GROUP,
)  # fmt: skip
SITES_STREET = Setting(
    "standard.sites_street", "乡镇（街道）示范点占党组织总数", 3, who=SETTINGS_LOCAL, unit="%",
    low=1, high=30, source="R-GEN-02", group=GROUP,
)  # fmt: skip
