"""Who may let other programs work in their name."""

from jishi.tree.permissions import BUSINESS_ROLES, Permission

TOKENS = Permission(
    "api.tokens", "管理本人的接口令牌", to=tuple(r for r in BUSINESS_ROLES if r != "member")
)
