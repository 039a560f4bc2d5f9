"""What somebody begins often stands on the first page, for those who may."""

import pytest
from django.urls import reverse

from jishi.base.web import workbench
from tests.world import World


@pytest.mark.parametrize(
    ("who", "labels"),
    [
        ("何文", ["登记活动", "登记党费", "导入表格", "组织树"]),
        ("陈岚", ["登记活动", "登记党费", "导入表格", "成立组织", "组织树"]),
        ("韦明", []),
    ],
)
def test_ways_in_are_those_of_the_permissions(world: World, who: str, labels: list[str]):
    reverse("home")  # every room has declared its own
    content = workbench.starts(world.actor(who))
    assert [entry.label for entry in content.entries] if content else labels == []
