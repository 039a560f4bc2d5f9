"""Members go along when their branch merges or is divided."""

from jishi.base.followers import Follower
from jishi.people import queries
from jishi.people.actions.handing_on import move_letters
from jishi.people.actions.succession import move_members
from jishi.people.queries.transfer import count_under_way

Follower(
    "people.members",
    "党员和登记人员",
    "人",
    count=queries.count_here,
    move=move_members,
    order=10,
    note="组织关系自合并之日起转到接收方，党小组重新编",
    holds=queries.count_belonging,
)
Follower(
    "people.letters",
    "没有办完的介绍信和流入登记",
    "件",
    count=count_under_way,
    move=move_letters,
    order=15,
    note="由接收方接着办理，已经编了的号不变",
    holds=count_under_way,
)
