"""A dated link: who is what where, from when, until when, on which ground."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from jishi.people.models import Person
from jishi.registers.kinds import LinkKind, all_kinds, kind_of
from jishi.registers.models.unit import Unit
from jishi.tree.models import Organisation
from jishi.tree.privacy import Datum, Privacy

_POST = Datum("任职与联系", "R-ORG-22", "member", keep="任职期间及以后，随组织史资料长期保存")


def kind_choices() -> list[tuple[str, str]]:
    """Read when asked, so that a new kind is no migration."""
    return [(kind.code, kind.title) for kind in all_kinds().values()]


class Link(models.Model):
    """One post, contact, pair or agreement. `until` is the first day it no longer holds."""

    kind = models.CharField("种类", max_length=24)
    org = models.ForeignKey(
        Organisation, models.PROTECT, related_name="links", verbose_name="党组织"
    )
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="links", verbose_name="人员"
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="links", verbose_name="单位"
    )
    partner_org = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="partner_links",
        verbose_name="对方党组织",
    )  # fmt: skip
    partner = models.CharField("对方名称", max_length=60, blank=True, default="")
    title = models.CharField("职务名称", max_length=60, blank=True, default="")
    since = models.DateField("任职（开始）日期")
    until = models.DateField("免职（结束）日期", null=True, blank=True)
    due_on = models.DateField("期满日期", null=True, blank=True)
    document = models.CharField("文号", max_length=60, blank=True, default="")
    duties = models.CharField("职责或事项", max_length=200, blank=True, default="")
    exception = models.CharField("例外原因", max_length=120, blank=True, default="")
    note = models.CharField("说明", max_length=200, blank=True, default="")
    sole = models.BooleanField("独任", default=False)  # of its kind; holds the constraint below
    version = models.IntegerField("版本", default=1)

    privacy: ClassVar = Privacy.every(_POST)

    class Meta:
        db_table = "link"
        verbose_name = "任职和联系"
        ordering = ("org", "kind", "-since", "id")
        indexes: ClassVar = [
            models.Index(fields=["kind", "until", "org"], name="link_kind_until"),
            models.Index(fields=["org", "until"], name="link_org_until"),
            models.Index(fields=["person", "until"], name="link_person_until"),
            models.Index(fields=["due_on"], name="link_due"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="link_until_after"
            ),
            models.CheckConstraint(
                condition=Q(due_on__isnull=True) | Q(due_on__gt=F("since")), name="link_due_after"
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False)
                | Q(unit__isnull=False)
                | Q(partner_org__isnull=False)
                | ~Q(partner=""),
                name="link_has_an_end",
            ),
            models.UniqueConstraint(
                fields=["org", "kind"], condition=Q(sole=True, until__isnull=True),
                name="link_one_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["org", "kind", "person"],
                condition=Q(
                    until__isnull=True, unit__isnull=True, partner_org__isnull=True, partner=""
                ),
                name="link_person_once",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.kind_label} {self.since}"

    @property
    def of_kind(self) -> LinkKind:
        return kind_of(self.kind)

    @property
    def kind_label(self) -> str:
        return self.title or self.of_kind.title

    @property
    def other_end(self) -> str:
        """The end that is no person, in words; the organisations have to be fetched along."""
        ends = (
            self.unit.name if self.unit else "",
            self.partner_org.short_name if self.partner_org else "",
            self.partner,
        )
        return "、".join(filter(None, ends))

    def holds(self, on: date) -> bool:
        return self.since <= on and (self.until is None or on < self.until)

    @property
    def is_pending(self) -> bool:
        """Elected or proposed, not approved yet: no holder of the post so far (R-ORG-22)."""
        return self.until is None and self.of_kind.needs_document and not self.document

    def state(self, on: date) -> str:
        if self.until is not None and self.until <= on:
            return "ended"
        if self.is_pending:
            return "pending"
        if self.since > on:
            return "coming"
        return "overdue" if self.due_on is not None and self.due_on < on else "in_office"

    def state_label(self, on: date) -> str:
        """A post is held, a link with a household or a partner goes on."""
        state = self.state(on)
        return STATES[state] if self.of_kind.is_post else OF_LINKS.get(state, STATES[state])


STATES = {
    "in_office": "在任",
    "pending": "待批复",
    "coming": "未到任",
    "overdue": "已过期满日",
    "ended": "已结束",
}
OF_LINKS = {"in_office": "进行中", "coming": "未开始"}


class LinkEntry(models.Model):
    """A visit, a judgement, a step of an agreement: written down as a link goes on."""

    link = models.ForeignKey(Link, models.PROTECT, related_name="entries")
    on = models.DateField("日期")
    note = models.CharField("内容", max_length=300)
    recorded_at = models.DateTimeField("记录时间")

    privacy: ClassVar = Privacy.every(_POST)

    class Meta:
        db_table = "link_entry"
        ordering = ("link", "-on", "-id")
        indexes: ClassVar = [models.Index(fields=["link", "on"], name="linkentry_link_on")]

    def __str__(self) -> str:
        return f"{self.on} {self.note[:20]}"
