"""Members go along when their branch merges or is divided."""

from jishi.base.followers import Follower
from jishi.people import queries
from jishi.people.actions.succession import move_members

Follower(
    "people.members",
    "党员和登记人员",
    "人",
    count=queries.count_here,
    move=move_members,
    order=10,
    note="组织关系自合并之日起转到接收方，党小组重新编",
)
