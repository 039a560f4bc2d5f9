"""A table of the tests' own, since the plumbing has no noun to seal: people with phone and ID.

It belongs to no installed app, so no migration, menu or matrix ever sees it; `conftest` makes the
table for the run.
"""

from __future__ import annotations

from django.db import connection, models

from jishi.base.crypto import blind_index
from jishi.base.reveal import Revealable
from jishi.base.sealed import Column, SealedField, mask_identity, mask_phone
from jishi.tree.models import Organisation
from jishi.tree.permissions import Permission, _permissions

SPECIMEN_REVEAL = Permission(
    "specimen.reveal", "查看样本的电话", to=("township", "branch"), reveals=True
)
_permissions.pop(SPECIMEN_REVEAL.code)  # no reference, role list or matrix shall know of it


class Specimen(models.Model):
    name = models.CharField("姓名", max_length=20)
    org = models.ForeignKey(
        Organisation, models.CASCADE, null=True, db_constraint=False, related_name="+"
    )
    phone = SealedField("电话", mask=mask_phone, blank=True, default="")
    identity = SealedField("身份证号", mask=mask_identity, null=True)
    identity_index = models.CharField(max_length=64, default="")

    class Meta:
        app_label = "specimens"
        db_table = "specimen"

    def __str__(self) -> str:
        return self.name


class Ran(models.Model):
    """A row that a job of the tests leaves: one per finish."""

    job_id = models.BigIntegerField()
    worker = models.CharField(max_length=20, default="")

    class Meta:
        app_label = "specimens"
        db_table = "specimen_ran"

    def __str__(self) -> str:
        return f"{self.job_id} {self.worker}"


TABLES = (Specimen, Ran)
PHONE = Revealable(Specimen, "phone", SPECIMEN_REVEAL, "org", ("联系本人", "核对信息"))
COLUMNS = [
    Column(Specimen, "phone", "specimen.phone"),
    Column(Specimen, "identity", "specimen.identity"),
]


def make_tables() -> None:
    with connection.schema_editor() as editor:
        for table in TABLES:
            editor.create_model(table)


def specimen(name: str, phone: str, identity: str, org: Organisation | None = None) -> Specimen:
    return Specimen.objects.create(
        name=name, org=org, phone=phone, identity=identity,
        identity_index=blind_index("identity", identity),
    )  # fmt: skip


def identities(count: int) -> list[str]:
    """Invented ID numbers with valid check digits, in an area nobody was ever given."""
    found = []
    for n in range(count):
        body = f"990000{1950 + n % 50}{1 + n % 12:02d}{1 + n % 28:02d}{n % 1000:03d}"
        weight = sum(int(d) * (1 << (17 - i)) for i, d in enumerate(body))
        found.append(body + "10X98765432"[weight % 11])
    return found


def phones(count: int) -> list[str]:
    return [f"1{3 + n % 7}{(n * 7_919_017 + 104_729) % 10**9:09d}" for n in range(count)]
