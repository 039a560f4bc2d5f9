"""What of this room goes along in a merger."""

from jishi.accounts.actions.following import count_grants, move_grants
from jishi.base.followers import Follower

Follower(
    "accounts.grants", "账号授权", "项", count_grants, move_grants, order=10,
    note="账号不变，角色改在接收方；两边都有同一角色的只留一项",
)  # fmt: skip
