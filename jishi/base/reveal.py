"""Showing a sealed value in clear: who may, why, and a line of who looked (law 13).

A room registers each of its sealed fields once:

    Revealable(Person, "phone", PHONE_REVEAL, via="branch", purposes=("联系本人", "核对信息"))

The permission must carry `reveals=True`: no administrator and not the local operator can hold it.
Call `open_one` outside of any other act, so that the line is committed before anyone reads.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet

from jishi.base import crypto
from jishi.base.act import act
from jishi.base.audit.verbs import Verb
from jishi.base.clock import now
from jishi.base.models import RevealLog
from jishi.base.sealed import Sealed, SealedField
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible, Refused
from jishi.tree.models import Organisation
from jishi.tree.permissions import Permission
from jishi.tree.reach import require, visible

REVEALED = Verb("reveal.open", "查看完整信息")
REVEALABLES: dict[str, Revealable] = {}


@dataclass(frozen=True)
class Revealable:
    """One sealed field: who may open it, where, for which purposes."""

    model: type[Model]
    field: str
    permission: Permission
    via: str  # path to the organisation whose reach decides; "" for organisations themselves
    purposes: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.permission.reveals:
            raise ValueError(f"{self.code}: {self.permission.code} must carry reveals=True")
        if not self.purposes:
            raise ValueError(f"{self.code}: no purpose given")
        if not isinstance(self.model._meta.get_field(self.field), SealedField):
            raise ValueError(f"{self.code}: not a sealed field")
        REVEALABLES[self.code] = self

    @property
    def code(self) -> str:
        return f"{self.model._meta.label_lower}.{self.field}"

    @property
    def label(self) -> str:
        return str(self.model._meta.get_field(self.field).verbose_name)  # type: ignore[union-attr]

    def url(self, target: Model) -> str:
        """Where a masked value asks to be shown."""
        return f"/reveal/{self.code}/{target.pk}/"

    def rows(self, actor: Actor) -> QuerySet[Model]:
        return visible(actor, self.permission, self.model._default_manager.all(), self.via)

    def org_of(self, target: Model) -> Organisation:
        found: Any = target
        for part in self.via.split("__") if self.via else ():
            found = getattr(found, part)
        assert isinstance(found, Organisation)
        return found


def revealable(code: str) -> Revealable:
    if code not in REVEALABLES:
        raise NotVisible
    return REVEALABLES[code]


def target_of(actor: Actor, entry: Revealable, pk: str) -> Model:
    """The record, within reach of the permission that opens it."""
    require(actor, entry.permission)
    found = entry.rows(actor).filter(pk=pk).first() if pk.isdigit() and len(pk) < 19 else None
    if found is None:
        raise NotVisible
    return found


def open_one(actor: Actor, entry: Revealable, target: Model, purpose: str) -> str:
    org = entry.org_of(target)
    with act(actor, entry.permission, org) as doing:
        if purpose not in entry.purposes:
            raise Refused("请选择查看的目的", field="purpose", code="no_purpose")
        sealed: Sealed = getattr(target, entry.field)
        clear = crypto.unseal(sealed.token, sealed.purpose) if sealed else ""
        RevealLog.objects.create(
            at=now(), account_id=actor.account_id, actor_name=actor.name, address=actor.address,
            model=target._meta.label_lower, object_id=str(target.pk), field=entry.field,
            purpose=purpose, org=org,
        )  # fmt: skip
        doing.record(REVEALED, target, org=org, field=entry.field, purpose=purpose)
    return clear


def open_sealed(actor: Actor, sealed: Sealed, purpose: str, target: Model) -> str:
    """Behind `Sealed.open_for`: finds which field of the target this envelope belongs to."""
    for entry in REVEALABLES.values():
        if isinstance(target, entry.model):
            field = entry.model._meta.get_field(entry.field)
            if isinstance(field, SealedField) and field.purpose == sealed.purpose:
                return open_one(actor, entry, target, purpose)
    raise NotVisible


def looks(actor: Actor, entry: Revealable, target: Model) -> QuerySet[RevealLog]:
    """Who looked at this value, newest first; for those who may open it themselves."""
    require(actor, entry.permission, entry.org_of(target))
    return looks_at(target).filter(field=entry.field)


def looks_at(target: Model) -> QuerySet[RevealLog]:
    """Every look at this record; the room decides first that the actor may ask."""
    return RevealLog.objects.filter(model=target._meta.label_lower, object_id=str(target.pk))
