"""Mergers, divisions and reopening: one act, dated, with everything that belongs to it."""

from datetime import date

import pytest

from jishi.base.doctor.tree_states import tree_states
from jishi.base.followers import FOLLOWERS, Follower
from jishi.base.models import AuditEvent
from jishi.base.settings_tree import Basis as SettingBasis
from jishi.base.settings_tree import set_value, setting
from jishi.orgs import queries
from jishi.orgs.actions import (
    Basis,
    Founding,
    Part,
    close_organisation,
    found_organisation,
    merge_into_new,
    merge_organisations,
    move_organisation,
    rename_organisation,
    reopen_organisation,
    split_organisation,
)
from jishi.orgs.local import TERM_REMINDER
from jishi.tree.errors import Conflict, Forbidden, NotVisible, Refused
from jishi.tree.history import tree_at
from jishi.tree.models import ChangeKind, Grant, Organisation, OrganisationState
from jishi.tree.tests.sound import faults
from tests.world import TODAY, World

ON = Basis(date(2026, 5, 10), "青组〔2026〕3号", "并村")


def group(world: World, below: str, name: str) -> Organisation:
    return found_organisation(
        world.actor("陈岚"), world[below], code=f"G-{name}", name=name, short_name=name,
        kind="group", sector="village", basis=Basis(date(2026, 1, 5)),
    )  # fmt: skip


def rows() -> list[object]:
    """Everything a merger may touch, to show that a refused one touched nothing."""
    return [
        list(Organisation.objects.order_by("pk").values()),
        list(OrganisationState.objects.order_by("pk").values()),
        list(Grant.objects.order_by("pk").values()),
        AuditEvent.objects.count(),
    ]


def merge(world: World, by: str = "陈岚", into: str = "河东村党支部") -> Organisation:
    return merge_organisations(world.actor(by), [world["柳湾村党支部"]], world[into], basis=ON)


def test_a_merged_branch_is_closed_that_day_and_names_its_successor(world: World):
    first = group(world, "柳湾村党支部", "一组")
    merge(world)
    gone = Organisation.objects.get(code="QH0102")
    assert gone.closed_on == ON.on
    assert gone.successor == world["河东村党支部"]
    change = gone.changes.get(kind=ChangeKind.MERGE)
    assert (change.on, change.document, change.other) == (ON.on, ON.document, gone.successor)
    assert world["河东村党支部"].changes.get(kind=ChangeKind.ABSORB).other == gone
    first.refresh_from_db()
    assert first.parent == world["河东村党支部"]
    assert gone.pk in tree_at(date(2026, 5, 9)).nodes
    assert gone.pk not in tree_at(ON.on).nodes
    assert faults() == []


def test_all_of_a_merger_is_one_chain_of_audit_lines(world: World):
    group(world, "柳湾村党支部", "一组")
    before = AuditEvent.objects.count()
    merge(world)
    verbs = [e.verb for e in AuditEvent.objects.order_by("seq")[before:]]
    assert verbs == ["org.move", "grant.follow", "org.merge", "org.absorb"]


def test_the_secretary_of_the_absorbed_branch_holds_the_role_at_its_successor(world: World):
    merge(world)
    liu = Grant.objects.filter(account=world.people["柳芳"]).order_by("pk")
    assert [(g.org.code, g.until) for g in liu] == [
        ("QH0102", date(2026, 11, 19)), ("QH0101", None),
    ]  # fmt: skip


def test_local_values_go_along_where_the_successor_has_none(world: World):
    chen, since = world.actor("陈岚"), SettingBasis(date(2026, 1, 1), "青组〔2026〕1号")
    set_value(chen, TERM_REMINDER, world["柳湾村党支部"], 9, since)
    merge(world)
    assert setting(TERM_REMINDER, world["河东村党支部"], TODAY) == 9


def test_values_of_the_successor_stay(world: World):
    chen, since = world.actor("陈岚"), SettingBasis(date(2026, 1, 1), "青组〔2026〕1号")
    set_value(chen, TERM_REMINDER, world["柳湾村党支部"], 9, since)
    set_value(chen, TERM_REMINDER, world["河东村党支部"], 4, since)
    merge(world)
    assert setting(TERM_REMINDER, world["河东村党支部"], TODAY) == 4


def test_what_other_rooms_have_there_goes_along_and_one_that_fails_undoes_all(
    world: World, monkeypatch: pytest.MonkeyPatch
):
    went: list[tuple[str, str, date]] = []
    monkeypatch.setattr("jishi.base.followers.FOLLOWERS", dict(FOLLOWERS))
    Follower(
        "test.members", "党员", "人", lambda actor, org: 12,
        lambda doing, a, b, on: went.append((a.code, b.code, on)) or 12,  # type: ignore[func-returns-value]
    )  # fmt: skip

    def broken(*args: object) -> int:
        raise Refused("党费还有未结的月份")

    Follower("test.dues", "党费", "笔", lambda actor, org: 1, broken, order=99)
    before = rows()
    with pytest.raises(Refused, match="未结"):
        merge(world)
    assert went == [("QH0102", "QH0101", ON.on)]
    assert rows() == before


def test_merging_several_into_a_new_one(world: World):
    new = merge_into_new(
        world.actor("陈岚"), [world["柳湾村党支部"], world["河东村党支部"]], world["白石镇党委"],
        Founding("QH0103", "中国共产党白石镇河柳村支部委员会", "河柳村党支部", "branch", "village"),
        basis=ON,
    )  # fmt: skip
    assert new.founded_on == ON.on
    assert {o.code for o in new.absorbed.all()} == {"QH0101", "QH0102"}
    assert faults() == []


def test_successors_of_a_chain_are_the_last_one(world: World):
    merge(world)
    merge_organisations(
        world.actor("周正"), [world["河东村党支部"]], world["松林村党支部"],
        basis=Basis(date(2026, 6, 1), "青组〔2026〕5号"),
    )  # fmt: skip
    assert Organisation.objects.get(code="QH0102").successor == world["松林村党支部"]


@pytest.mark.parametrize(
    ("by", "into", "why"),
    [
        ("何文", "河东村党支部", Forbidden),  # a secretary holds no such permission
        ("石磊", "松林村党支部", NotVisible),  # the absorbed one is next door
        ("陈岚", "松林村党支部", NotVisible),  # the successor is next door
        ("陈岚", "白石镇党委", Refused),  # a branch does not go up into a committee
    ],
)
def test_a_merger_refused_changes_nothing(world: World, by: str, into: str, why: type[Exception]):
    before = rows()
    with pytest.raises(why):
        merge(world, by, into)
    assert rows() == before


def test_a_merger_without_approval_or_by_a_stale_form_is_refused(world: World):
    before, chen = rows(), world.actor("陈岚")
    with pytest.raises(Refused, match="批复") as refusal:
        merge_organisations(
            chen, [world["柳湾村党支部"]], world["河东村党支部"], basis=Basis(ON.on)
        )
    assert refusal.value.field == "document"
    with pytest.raises(Refused, match="不能与") as refusal:
        merge(world, into="白石镇党委")
    assert refusal.value.field == ""  # about the act, not about its document
    with pytest.raises(Conflict):
        merge_organisations(
            chen, [world["柳湾村党支部"]], world["河东村党支部"], basis=ON, version=7
        )
    assert rows() == before


# --- who reads the old ledgers ------------------------------------------------------------------


def seen(world: World, who: str) -> set[str]:
    return set(queries.organisations(world.actor(who)).values_list("code", flat=True))


def test_the_absorbed_stays_readable_from_its_last_superior_and_from_its_successor(world: World):
    merge_organisations(
        world.actor("周正"), [world["柳湾村党支部"]], world["松林村党支部"], basis=ON
    )
    for who in ("宋青", "石磊", "陈岚", "周正"):
        assert "QH0102" in seen(world, who), who
    for who in ("何文", "严可", "韦明"):
        assert "QH0102" not in seen(world, who), who
    assert world.client("宋青").get(f"/orgs/{world['柳湾村党支部'].pk}/").status_code == 200


def test_reading_what_was_absorbed_is_no_right_to_change_it(world: World):
    merge_organisations(
        world.actor("周正"), [world["柳湾村党支部"]], world["松林村党支部"], basis=ON
    )
    with pytest.raises(NotVisible):
        rename_organisation(
            world.actor("石磊"), world["柳湾村党支部"], 2, name="x", short_name="x", basis=ON
        )


def test_when_the_successor_moves_its_new_superiors_read_on(world: World):
    merge(world)
    branch = Organisation.objects.get(code="QH0101")
    move_organisation(
        world.actor("周正"), branch, branch.version, parent=world["石桥镇党委"],
        basis=Basis(date(2026, 6, 1), "青组〔2026〕5号"),
    )  # fmt: skip
    assert "QH0102" in seen(world, "石磊")
    assert "QH0102" in seen(world, "陈岚")  # its last superior


# --- dividing -----------------------------------------------------------------------------------

NEW = Founding("QH0109", "中国共产党河东新村支部委员会", "河东新村党支部", "branch", "village")


def test_a_division_founds_beside_the_old_one_and_takes_the_chosen_children(world: World):
    one, two = group(world, "河东村党支部", "一组"), group(world, "河东村党支部", "二组")
    [new] = split_organisation(
        world.actor("陈岚"), world["河东村党支部"], 1, parts=[Part(NEW, [two])], basis=ON
    )
    one.refresh_from_db()
    two.refresh_from_db()
    assert (new.parent, one.parent, two.parent) == (
        world["白石镇党委"], world["河东村党支部"], new,
    )  # fmt: skip
    assert new.changes.get().other == world["河东村党支部"]
    assert world["河东村党支部"].changes.get(kind=ChangeKind.SPLIT).other == new
    assert faults() == []


def test_a_division_takes_nobody_elses_children(world: World):
    stranger = group(world, "柳湾村党支部", "三组")
    before = rows()
    with pytest.raises(Refused, match="不是它的直接下级"):
        split_organisation(
            world.actor("陈岚"), world["河东村党支部"], 1, parts=[Part(NEW, [stranger])], basis=ON
        )
    assert rows() == before


# --- reopening ----------------------------------------------------------------------------------


def closed(world: World) -> Organisation:
    return close_organisation(world.actor("陈岚"), world["河东村党支部"], 1, basis=ON)


def test_a_wrong_closing_is_corrected_with_its_reason_and_stays_on_record(world: World):
    org = closed(world)
    reopen_organisation(
        world.actor("陈岚"), org, org.version, basis=Basis(date(2026, 5, 12), "", "撤错了组织")
    )
    org.refresh_from_db()
    assert org.is_open
    assert [c.kind for c in org.changes.all()] == ["found", "close", "reopen"]
    assert org.pk in tree_at(date(2026, 5, 9)).nodes
    assert org.pk not in tree_at(date(2026, 5, 11)).nodes
    assert org.pk in tree_at(date(2026, 5, 12)).nodes
    assert faults() == []
    assert list(tree_states()) == [], "the gap is that of the wrong closing"
    org.changes.filter(kind=ChangeKind.REOPEN).update(on=TODAY)
    assert "空白" in next(iter(tree_states())).text


def test_reopened_on_the_day_of_its_closing_there_is_no_gap(world: World):
    org = closed(world)
    reopen_organisation(world.actor("陈岚"), org, org.version, basis=Basis(ON.on, "", "撤错了"))
    assert org.pk in tree_at(ON.on).nodes


def test_without_a_reason_or_after_a_merger_nothing_is_reopened(world: World):
    org = closed(world)
    before = rows()
    with pytest.raises(Refused, match="为什么"):
        reopen_organisation(world.actor("陈岚"), org, org.version, basis=Basis(TODAY))
    assert rows() == before
    merge_organisations(
        world.actor("周正"), [world["柳湾村党支部"]], world["松林村党支部"], basis=ON
    )
    gone = Organisation.objects.get(code="QH0102")
    with pytest.raises(Refused, match="已并入"):
        reopen_organisation(
            world.actor("周正"), gone, gone.version, basis=Basis(TODAY, "", "撤错了")
        )


def test_renamed_and_closed_on_one_day_leaves_no_empty_state(world: World):
    chen, org = world.actor("陈岚"), world["河东村党支部"]
    org = rename_organisation(chen, org, 1, name="甲", short_name="甲", basis=ON)
    close_organisation(chen, org, org.version, basis=ON)
    assert [s.until for s in org.states.all()] == [ON.on]
    assert faults() == []


def test_founded_and_closed_on_one_day_is_refused(world: World):
    one = group(world, "河东村党支部", "一组")
    with pytest.raises(Refused, match="成立日期"):
        close_organisation(world.actor("陈岚"), one, 1, basis=Basis(one.founded_on))
