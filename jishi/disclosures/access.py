"""Who sees, drafts and releases disclosures."""

from jishi.tree.permissions import MANAGERS, READERS, STAFF, Permission

DISCLOSURE_VIEW = Permission("disclosure.view", "查看党务村务公开", to=(*STAFF, *READERS))
DISCLOSURE_EDIT = Permission("disclosure.edit", "起草党务村务公开", to=STAFF)
# Looked over for secrecy and released by somebody else than who drafted it (R-GOV-28).
DISCLOSURE_RELEASE = Permission(
    "disclosure.release", "审核、发布党务村务公开", to=(*MANAGERS, "branch")
)
