"""Fixed vocabularies: groups of people to be trained, ways of enrolling, grounds of relief."""

from __future__ import annotations

GROUPS = {
    "secretaries": "党组织书记",
    "committee": "班子成员",
    "members": "党员",
    "new": "预备期和转正一年内党员",
}
# What each group owes in a year, in a few words for the page.
OWES = {
    "secretaries": "每年至少一次县级以上集中轮训",
    "committee": "每年至少一次集中培训",
    "members": "每年分批集中培训一次",
    "new": "各参加一次上级集中培训",
}
# Audiences of those who are on their way in, and the standing they have until then (R-EDU-06).
JOINING = ("activists", "candidates")
BEFORE = ("none",)
WAYS = {"paste": "按名单", "finder": "按条件", "quota": "按名额"}
# A closed list; of anybody's health nothing more is written down (R-EDU-11).
GROUNDS = {"physical": "身体原因", "aged": "年老", "away": "长期外出", "other": "其他"}
