"""Tables: our own short names, a privacy line for every field about people, nothing forbidden."""

from __future__ import annotations

from typing import Any, ClassVar

import pytest
from django.apps import apps
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models

from jishi.base.refusals import refuses
from jishi.kernel.clauses import all_clauses
from jishi.tree.privacy import Datum, Privacy
from tests.architecture.source import none

LONGEST = 30  # what every database we may meet can hold
CLOCKS = {"account", "member", "case", "audit", "inbox", "upload"}
REGISTER = {"member"}  # tables where 政治面貌 is lawful
WORDY = (
    models.CharField,
    models.TextField,
    models.DateField,
    models.JSONField,
    models.BinaryField,
    models.GenericIPAddressField,
    models.FileField,
)


def ours() -> list[type[models.Model]]:
    return [m for m in apps.get_models() if m.__module__.startswith("jishi.")]


def names_of(model: type[models.Model]) -> list[str]:
    """Everything wrong with the names of a table."""
    meta = model._meta
    found = []
    if meta.original_attrs.get("db_table") is None:
        found.append(f"{meta.label}: no db_table of its own")
    marks = [*meta.indexes, *meta.constraints]
    names = [meta.db_table, *(str(m.name) for m in marks), *(f.column for f in _columns(model))]
    found += [
        f"{meta.label}: {name} is longer than {LONGEST}" for name in names if len(name) > LONGEST
    ]
    if meta.unique_together:
        found.append(f"{meta.label}: unique_together has no name")
    found += [
        f"{meta.label}.{field.name}: a hidden table"
        for field in meta.local_many_to_many
        if field.remote_field.through._meta.auto_created  # type: ignore[union-attr]
    ]
    return found


def _columns(model: type[models.Model]) -> list[Any]:
    return [f for f in model._meta.local_fields if f.column]


def untold(model: type[models.Model]) -> list[str]:
    """Fields whose purpose, basis and retention nobody has declared (law 13, R-LAW-03)."""
    label = model._meta.label
    privacy = model.__dict__.get("privacy")
    if not isinstance(privacy, Privacy):
        return [f"{label}: no privacy declaration"]
    if privacy.why_none:
        return []
    found = []
    for field in _columns(model):
        wordy = isinstance(field, WORDY) and not field.choices
        if wordy and privacy.of(field.name) is None:
            found.append(f"{label}.{field.name}: no purpose, basis and retention")
    known = {field.name for field in _columns(model)}
    found += [
        f"{label}: {name} is declared but not there" for name in privacy.data if name not in known
    ]
    return found + [fault for datum in _data(privacy) for fault in _poor(label, datum)]


def _data(privacy: Privacy) -> list[Datum]:
    return [*privacy.data.values(), *([privacy.default] if privacy.default else [])]


def _poor(label: str, datum: Datum) -> list[str]:
    found = []
    if not (datum.purpose.strip() and datum.keep.strip()):
        found.append(f"{label}: a datum without purpose or retention")
    if datum.basis not in all_clauses():
        found.append(f"{label}: {datum.basis} is no known clause")
    if datum.retention not in CLOCKS:
        found.append(f"{label}: {datum.retention} is no retention clock")
    return found


def forbidden(model: type[models.Model]) -> list[str]:
    register = model._meta.db_table in REGISTER
    return [
        f"{model._meta.label}.{field.name}: {reason}"
        for field in _columns(model)
        for label in (field.name, str(field.verbose_name))
        if (reason := refuses(label, member_register=register))
    ]


def test_names_are_ours_and_short():
    none(fault for model in ours() for fault in names_of(model))


def test_every_field_about_people_declares_itself():
    none(fault for model in ours() for fault in untold(model))


def test_no_field_asks_what_is_never_asked():
    none(fault for model in ours() for fault in forbidden(model))


def test_the_table_of_accounts_holds_no_permission_of_the_framework():
    fields = {field.name for model in ours() for field in model._meta.get_fields()}
    assert fields & {"is_superuser", "is_staff", "user_permissions", "groups"} == set()
    assert issubclass(apps.get_model("accounts", "Account"), AbstractBaseUser)


def planted(**attributes: Any) -> type[models.Model]:
    """A model with faults, taken out of the registry again."""
    body = {"__module__": "jishi.orgs.models", "__qualname__": "Planted", **attributes}
    meta = type("Meta", (), {"app_label": "orgs", **body.pop("meta", {})})
    model = type("Planted", (models.Model,), {**body, "Meta": meta})
    apps.all_models["orgs"].pop("planted")
    apps.clear_cache()
    return model


@pytest.mark.parametrize(
    "attributes",
    [
        {},
        {"meta": {"db_table": "a_name_that_is_far_too_long_for_some_databases"}},
        {
            "a": models.IntegerField(),
            "meta": {
                "db_table": "planted",
                "indexes": [models.Index(fields=["a"], name="x" * 30)],
                "unique_together": [("a", "id")],
            },
        },
    ],
    ids=["unnamed", "long", "together"],
)
def test_a_planted_name_is_found(attributes: dict[str, Any]):
    assert names_of(planted(**attributes))


NONE: ClassVar = Privacy()


@pytest.mark.parametrize(
    "attributes",
    [
        {"name": models.CharField(max_length=9)},
        {"name": models.CharField(max_length=9), "privacy": Privacy()},
        {"day": models.DateField(), "privacy": Privacy()},
        {"extra": models.JSONField(), "privacy": Privacy()},
        {"privacy": Privacy.every(Datum("用途", "R-NONE-99", "account", keep="一年"))},
        {"privacy": Privacy.every(Datum("用途", "R-LAW-03", "forever", keep="一年"))},
        {"privacy": Privacy.every(Datum("", "R-LAW-03", "account", keep="一年"))},
        {"privacy": Privacy(gone=Datum("用途", "R-LAW-03", "account", keep="一年"))},
    ],
)
def test_a_planted_field_without_privacy_is_found(attributes: dict[str, Any]):
    assert untold(planted(meta={"db_table": "planted"}, **attributes))


@pytest.mark.parametrize(
    "field",
    [
        {"religion": models.CharField("备注", max_length=9)},
        {"note": models.CharField("宗 教 信 仰", max_length=9)},
        {"status": models.CharField("政治面貌", max_length=9)},
        {"weibo": models.CharField("账号", max_length=9)},
    ],
)
def test_a_planted_forbidden_field_is_found(field: dict[str, Any]):
    assert forbidden(planted(meta={"db_table": "planted"}, **field))
