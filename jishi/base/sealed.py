"""A model field whose value lies sealed in the database and shows itself masked (law 13).

    phone = SealedField("电话", mask=mask_phone)

Assigning text seals it at once; reading gives a `Sealed`, which prints masked wherever it ends
up: page, log, JSON, message. `person.phone.open_for(actor, purpose, person)` shows it in clear to
one who may see it, and writes down that it was shown. `rotate` renews everything under the newest
key. Searching is by a blind index beside it (`crypto.blind_index`), exact match only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldError
from django.db import models, transaction
from django.db.models import Model
from django.db.models.lookups import Lookup
from django.db.models.query_utils import DeferredAttribute

from jishi.base import crypto
from jishi.config.keys import keys
from jishi.tree.actor import Actor

Mask = Callable[[str], str]
_BATCH = 200


def mask_all(clear: str) -> str:
    return "******" if clear else ""


def mask_ends(clear: str, first: int, last: int) -> str:
    """Keep some characters at both ends, but never more than half."""
    if first + last > len(clear) // 2:
        return mask_all(clear)
    return clear[:first] + "*" * (len(clear) - first - last) + clear[len(clear) - last :]


def mask_phone(clear: str) -> str:
    """138****1234 (R-FMT-18)."""
    if re.fullmatch(r"1\d{10}", clear):
        return f"{clear[:3]}****{clear[-4:]}"
    return mask_ends(clear, 2, 2)


def mask_identity(clear: str) -> str:
    """An ID number shows its first two and last three characters: enough to tell a mix-up by."""
    return mask_ends(clear, 2, 3)


class Sealed:
    """A value in its envelope. Everything that prints it prints the mask."""

    __slots__ = ("_mask", "purpose", "token")

    def __init__(self, token: str, purpose: str, mask: Mask = mask_all) -> None:
        self.token, self.purpose, self._mask = token, purpose, mask

    def __str__(self) -> str:
        if not self.token:
            return ""
        try:
            return self._mask(crypto.unseal(self.token, self.purpose))
        except crypto.CannotOpen:
            return "******"  # a list stays readable when a key is missing; `doctor` tells

    def __repr__(self) -> str:
        return f"<Sealed {self}>"

    def __format__(self, how: str) -> str:
        return format(str(self), how)

    def __bool__(self) -> bool:
        return bool(self.token)

    def __eq__(self, other: object) -> bool:
        """Equal when the values inside are; never equal to clear text."""
        if not isinstance(other, Sealed) or self.purpose != other.purpose:
            return NotImplemented
        return self.token == other.token or _clear(self) == _clear(other)

    __hash__ = None  # type: ignore[assignment]

    def __copy__(self) -> Sealed:
        return self

    def __deepcopy__(self, memo: object) -> Sealed:
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return Sealed, (self.token, self.purpose, self._mask)  # a pickle holds the envelope only

    def open_for(self, actor: Actor, purpose: str, target: Model) -> str:
        """The value in clear, for someone who may see it and says why; written down."""
        from jishi.base import reveal

        return reveal.open_sealed(actor, self, purpose, target)

    open_for.alters_data = True  # type: ignore[attr-defined]  # no template can call it


def _clear(value: Sealed) -> str:
    return crypto.unseal(value.token, value.purpose) if value.token else ""


class _SealedAttribute(DeferredAttribute):
    """Seals text at the moment of assignment, so that no instance carries it in clear."""

    field: SealedField

    def __set__(self, instance: Model, value: Any) -> None:
        instance.__dict__[self.field.attname] = self.field.wrapped(value)


class SealedField(models.TextField):  # type: ignore[type-arg]
    descriptor_class = _SealedAttribute

    def __init__(self, *args: Any, mask: Mask = mask_all, **kwargs: Any) -> None:
        self.mask = mask
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """In migrations it is plain text: the database needs to know no more."""
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs

    @property
    def purpose(self) -> str:
        return f"{self.model._meta.db_table}.{self.column}"

    def wrapped(self, value: Any) -> Any:
        if isinstance(value, str):
            return Sealed(
                crypto.seal(value, self.purpose) if value else "", self.purpose, self.mask
            )
        return value  # None, an envelope, or an expression

    def from_db_value(self, value: str | None, *_: Any) -> Sealed | None:
        return None if value is None else Sealed(value, self.purpose, self.mask)

    def to_python(self, value: Any) -> Any:
        return value

    def get_prep_value(self, value: Any) -> Any:
        if isinstance(value, str):
            value = self.wrapped(value)
        if isinstance(value, Sealed):
            if value.token and value.purpose != self.purpose:
                raise ValueError(f"sealed for {value.purpose}, not for {self.purpose}")
            return value.token
        return value

    def get_lookup(self, lookup_name: str) -> Any:
        """Only whether there is a value, and under which key: never what it is."""
        if lookup_name not in ("isnull", "key", "empty"):
            raise FieldError(f"{self.name} is sealed: search by its blind index")
        return super().get_lookup(lookup_name)


@SealedField.register_lookup
class _Key(Lookup):
    """`phone__key=3`: sealed under key 3."""

    lookup_name = "key"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        column, params = self.process_lhs(compiler, connection)
        return f"{column} LIKE %s", [*params, f"v1.{int(str(self.rhs))}.%"]


@SealedField.register_lookup
class _Empty(Lookup):
    """`phone__empty=True`: no value given."""

    lookup_name = "empty"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        column, params = self.process_lhs(compiler, connection)
        return f"{column} {'=' if self.rhs else '<>'} ''", list(params)


@dataclass(frozen=True)
class Column:
    """A sealed column of some table; `plain` when the model holds the envelope as mere text."""

    model: type[Model]
    field: str
    purpose: str
    plain: bool = False

    def stale(self) -> models.QuerySet[Any]:
        """Rows sealed under an older key than the newest."""
        if self.plain:
            newest = {f"{self.field}__startswith": f"v1.{keys().current}."}
            empty: dict[str, Any] = {self.field: ""}
        else:
            newest = {f"{self.field}__key": str(keys().current)}
            empty = {f"{self.field}__empty": True}
        rows = self.model._default_manager.exclude(**{f"{self.field}__isnull": True})
        return rows.exclude(**empty).exclude(**newest)

    def renew(self, row: Model) -> None:
        old = getattr(row, self.field)
        clear = crypto.unseal(old if self.plain else old.token, self.purpose)
        setattr(row, self.field, crypto.seal(clear, self.purpose) if self.plain else clear)


def sealed_columns() -> list[Column]:
    """All of them: sealed fields, and text that a model names in `sealed_text`."""
    found = []
    for model in apps.get_models():
        table = model._meta.db_table
        for field in model._meta.concrete_fields:
            if isinstance(field, SealedField):
                found.append(Column(model, field.name, field.purpose))
        for name in getattr(model, "sealed_text", ()):
            found.append(Column(model, name, f"{table}.{name}", plain=True))
    return found


def rotate(columns: Iterable[Column] | None = None) -> Iterator[tuple[Column, int]]:
    """Renew all stale values, a small commit at a time; stopped anywhere, it goes on from there.

    Yields after each commit what was renewed, so that a caller can show progress or stop.
    """
    for column in sealed_columns() if columns is None else columns:
        last = 0
        while count := _renew_some(column, last):
            last, renewed = count
            yield column, renewed


def _renew_some(column: Column, last: int) -> tuple[int, int] | None:
    with transaction.atomic():
        stale = column.stale().select_for_update(of=("self",)).filter(pk__gt=last)
        rows = list(stale.order_by("pk").only("pk", column.field)[:_BATCH])
        for row in rows:
            column.renew(row)
        column.model._default_manager.bulk_update(rows, [column.field])
    return (rows[-1].pk, len(rows)) if rows else None


def stale_count(columns: Iterable[Column] | None = None) -> int:
    return sum(c.stale().count() for c in (sealed_columns() if columns is None else columns))
