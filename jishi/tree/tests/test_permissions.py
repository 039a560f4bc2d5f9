"""Permissions and roles as values; administrators and business exclude each other (law 4)."""

import pytest
from django.db import IntegrityError, transaction

from jishi.tree import permissions
from jishi.tree.models import Grant
from jishi.tree.permissions import (
    ADMINISTRATORS,
    BUSINESS_ROLES,
    ROLES,
    SELF,
    Permission,
    all_permissions,
    role_permissions,
)
from tests.world import LONG_AGO, World


@pytest.fixture(autouse=True)
def _own_registry(monkeypatch: pytest.MonkeyPatch):
    all_permissions()
    monkeypatch.setattr(permissions, "_permissions", dict(permissions._permissions))


@pytest.mark.parametrize("administrator", ADMINISTRATORS)
def test_a_business_permission_given_to_an_administrator_does_not_come_to_be(administrator: str):
    with pytest.raises(ValueError, match="administrators see no business data"):
        Permission("probe.one", "试验", to=("county", administrator))
    assert "probe.one" not in all_permissions()


def test_an_unknown_role_is_a_mistake_told_at_once():
    with pytest.raises(ValueError, match="unknown roles"):
        Permission("probe.two", "试验", to=("countty",))


def test_one_code_means_one_thing():
    Permission("probe.three", "试验", to=("county",))
    Permission("probe.three", "试验", to=("county",))  # the same again is the same
    with pytest.raises(ValueError, match="declared twice"):
        Permission("probe.three", "试验", to=("township",))


def test_every_declared_permission_keeps_administrators_from_business():
    for permission in all_permissions().values():
        assert not (permission.business and set(permission.to) & set(ADMINISTRATORS)), permission


def test_every_role_may_do_something_and_says_what_it_is_for():
    for code, role in ROLES.items():
        assert role_permissions(code), code
        assert role.label
        assert role.meaning
    assert set(SELF.to) == set(ROLES)
    assert set(BUSINESS_ROLES) | set(ADMINISTRATORS) == set(ROLES)


def test_read_only_roles_hold_nothing_that_changes():
    from jishi.orgs.access import ORG_EDIT, ORG_MOVE

    for role in ("county_leader", "reader"):
        assert not {ORG_EDIT, ORG_MOVE} & set(role_permissions(role))


@pytest.mark.parametrize("administrator", ADMINISTRATORS)
def test_the_database_itself_refuses_an_administrators_grant(world: World, administrator: str):
    before = Grant.objects.count()
    with pytest.raises(IntegrityError), transaction.atomic():
        Grant.objects.create(
            account=world.people["陈岚"], role=administrator, org=world["青禾县委"], since=LONG_AGO
        )
    assert Grant.objects.count() == before
