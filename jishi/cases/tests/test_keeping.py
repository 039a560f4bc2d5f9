"""What is forgotten, told every day, and taken along in a merger; a kind is one folder."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from jishi.base.act import act
from jishi.base.models import InboxItem
from jishi.cases.actions import keeping
from jishi.cases.actions.opening import Asking
from jishi.cases.kinds import all_kinds
from jishi.cases.kinds.kind import CaseKind, discover
from jishi.cases.models import Asker, AskerWords, Case
from jishi.cases.tests.cast import Hands
from jishi.kernel.declare import DeclarationError
from jishi.orgs.access import ORG_EDIT
from jishi.tree.actor import local_operator
from tests.world import TODAY, World


def test_contacts_are_forgotten_a_year_after_the_end(world: World):
    hands = Hands(world)
    case = hands.opened("request", asker=Asking("原话", "王某", "13900001111"))
    hands.step("周正", case, "refuse", text="不属于受理范围")
    assert keeping.forget_askers(TODAY + timedelta(days=300), narrow=False) == 0
    assert keeping.forget_askers(TODAY + timedelta(days=370), narrow=False) == 1
    row = Asker.objects.get(case=case)
    assert (str(row.name), str(row.phone), row.code_hash) == ("", "", "")
    assert not AskerWords.objects.exists()
    assert Case.objects.filter(pk=case.pk).exists()


def test_reminders_are_put_once_and_only_while_it_is_open(world: World):
    hands = Hands(world)
    case = hands.opened(org=world["河东村党支部"])
    assert case.due_on is not None
    late = local_operator(case.due_on + timedelta(days=1))
    for _ in range(2):
        keeping.remind(late)
    keys = InboxItem.objects.filter(key__contains=":late").values_list("account__name", flat=True)
    assert sorted(keys) == ["何文", "陈岚"]


def test_open_cases_go_along_with_a_merger_and_settled_ones_stay(world: World):
    hands = Hands(world)
    open_one, settled = hands.opened(org=world["河东村党支部"]), hands.struck()

    with act(local_operator(TODAY), ORG_EDIT) as doing:
        moved = keeping.hand_on(doing, world["河东村党支部"], world["柳湾村党支部"], TODAY)
    assert moved == 1
    assert Case.objects.get(pk=open_one.pk).org == world["柳湾村党支部"]
    assert Case.objects.get(pk=settled.pk).org == world["河东村党支部"]


FOLDER = """
from jishi.cases.kinds.kind import CaseKind

NOISE = CaseKind(
    code="noise", title="噪声问题", source="治理约定", group="residents", mark="噪",
    about="resident", classes=(("night", "夜间"), ("day", "白天")),
)
"""


def test_a_new_kind_is_one_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    folder = tmp_path / "more_kinds" / "noise"
    folder.mkdir(parents=True)
    (tmp_path / "more_kinds" / "__init__.py").write_text("")
    (folder / "__init__.py").write_text(FOLDER)
    monkeypatch.syspath_prepend(str(tmp_path))
    found = discover("more_kinds", CaseKind)
    assert found["noise"].verb("strike_off") == "销号"
    assert "noise" not in all_kinds()


@pytest.mark.parametrize("wrong", [
    {"conditions": ("prayer",)}, {"steps": frozenset({"strike_off"})}, {"group": "others"},
    {"states": {"lost": "丢了"}}, {"verbs": {"dance": "跳"}},
    {"classes": (("a", "一"), ("a", "二"))},
])  # fmt: skip
def test_a_kind_that_says_what_nothing_knows_is_refused(wrong: dict[str, object]):
    fine: dict[str, object] = {
        "code": "noise", "title": "噪声", "source": "约定", "group": "residents", "mark": "噪",
    }  # fmt: skip
    CaseKind(**fine)  # type: ignore[arg-type]
    with pytest.raises(DeclarationError):
        CaseKind(**{**fine, **wrong})  # type: ignore[arg-type]
