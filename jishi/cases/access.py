"""Who sees, handles, directs cases; who opens a resident's contact; the narrow store apart."""

from jishi.tree.permissions import MANAGERS, READERS, STAFF, Permission

CASE_VIEW = Permission("case.view", "查看问题与诉求台账", to=(*STAFF, *READERS, "grid_worker"))
CASE_EDIT = Permission("case.edit", "登记、办理问题与诉求", to=(*STAFF, "grid_worker"))
# Whoever stands above sends out, grants time, strikes off, looks back.
CASE_DIRECT = Permission("case.direct", "分办、销号、回头看", to=MANAGERS)
CASE_LISTS = Permission("case.lists", "建立问题清单", to=MANAGERS)
# Who asked is known to the desk that took it, never to those it is about (R-HOT-12).
ASKER_VIEW = Permission(
    "asker.reveal", "查看诉求人联系方式", to=("county", "township", "grid_worker"), reveals=True
)
# Clues and talks are kept apart: nobody else reads them, whatever else they may do.
CLUE_VIEW = Permission("clue.view", "查看问题线索", to=("discipline",))
CLUE_EDIT = Permission("clue.edit", "登记、核查问题线索", to=("discipline",))
CLUE_WORDS = Permission("clue.reveal", "查看线索反映的内容", to=("discipline",), reveals=True)
