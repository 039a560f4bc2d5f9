"""Who may let other programs work in their name."""

from jishi.tree.permissions import MANAGERS, Permission

# Offices that run other programs. For anybody else the operator makes one by `jishi token`.
TOKENS = Permission("api.tokens", "管理本人的接口令牌", to=MANAGERS)
