"""What an office sets for its papers."""

from jishi.base.access import SETTINGS_LOCAL
from jishi.base.settings_tree import Setting

GROUP = "文稿"

WORD = Setting(
    "paper.word", "发文代字", "组发", who=SETTINGS_LOCAL, source="R-DOC-14", group=GROUP,
    help="发文字号由代字、年份、序号组成，如 组发〔2026〕3号；序号按组织、代字、年份连续编排。",
)  # fmt: skip
RED_HEAD = Setting(
    "paper.red_head", "印出红头", False, who=SETTINGS_LOCAL, source="R-DOC-20", group=GROUP,
    help="默认不套红头；打开后用组织全称作发文机关标志。任何时候都不加印章图。",
)  # fmt: skip
