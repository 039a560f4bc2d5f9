"""Members away from their branch and members nobody can find: dated facts, no standings."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from jishi.base.sealed import SealedField, mask_phone
from jishi.people.models.person import Person
from jishi.people.rules.mobility import CREDENTIALS, HOWS, REASONS, SPELL_KINDS, SpellKind
from jishi.tree.models import Organisation
from jishi.tree.privacy import Datum, Privacy

_AWAY = Datum("流动党员登记与联系", "R-REL-11", "member", keep="流动结束后 3 年")
_PHONE = Datum("联系本人", "R-FMT-18", "member", keep="流动结束后 3 年", masked=True)
_LOST = Datum("失联党员查找", "R-REL-17", "member", keep="找到或处理后按党员档案规定")
HOW_CHOICES = list(HOWS.items())


class MobileSpell(models.Model):
    """From when until when somebody is away. A guest is no person on our books, only a name."""

    kind = models.CharField(
        "类型", max_length=14, choices=[(k.code, k.label) for k in SPELL_KINDS.values()]
    )
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="spells")
    guest_name = models.CharField("姓名", max_length=50, blank=True, default="")
    guest_phone = SealedField("手机号", mask=mask_phone, blank=True, default="")
    home_name = models.CharField("组织关系所在党组织", max_length=120, blank=True, default="")
    left_on = models.DateField("外出日期")
    returned_on = models.DateField("返回日期", null=True, blank=True)
    # District or country, never an address: nobody's ways are followed.
    where = models.CharField("去向（到县一级）", max_length=40)
    fixed = models.BooleanField("地点相对固定", default=True)
    months = models.IntegerField("预计外出几个月", default=12)
    reason = models.CharField("原因", max_length=10, choices=list(REASONS.items()))
    credential = models.CharField(
        "凭证", max_length=12, choices=list(CREDENTIALS.items()), default="none"
    )
    permit_number = models.CharField("活动证编号", max_length=30, blank=True, default="")
    contact_name = models.CharField("联系人", max_length=50)
    host_org = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="流入地党组织",
    )  # fmt: skip
    host_name = models.CharField("流入地党组织", max_length=120, blank=True, default="")
    reported_on = models.DateField("向流入地报到日期", null=True, blank=True)
    registered_on = models.DateField("登记日期")
    end_note = models.CharField("结束说明", max_length=100, blank=True, default="")
    version = models.IntegerField("版本", default=1)

    privacy: ClassVar = Privacy.every(_AWAY, guest_phone=_PHONE)

    class Meta:
        db_table = "mobile_spell"
        verbose_name = "流动登记"
        ordering = ("-left_on", "-id")
        indexes: ClassVar = [
            models.Index(fields=["person", "returned_on"], name="spell_person"),
            models.Index(fields=["host_org", "returned_on"], name="spell_host"),
            models.Index(fields=["kind", "returned_on", "left_on"], name="spell_kind"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(returned_on__isnull=True, person__isnull=False),
                name="spell_one_open",
            ),
            models.CheckConstraint(
                condition=Q(kind="in", person__isnull=True, host_org__isnull=False)
                & ~Q(guest_name="")
                | ~Q(kind="in") & Q(person__isnull=False, guest_name=""),
                name="spell_person_or_guest",
            ),
            models.CheckConstraint(
                condition=Q(returned_on__isnull=True) | Q(returned_on__gte=F("left_on")),
                name="spell_returned_after_left",
            ),
            models.CheckConstraint(condition=~Q(contact_name=""), name="spell_has_contact"),
        ]

    def __str__(self) -> str:
        return f"{self.who} {self.kind_label}"

    @property
    def what(self) -> SpellKind:
        return SPELL_KINDS[self.kind]

    @property
    def kind_label(self) -> str:
        return self.what.label

    @property
    def who(self) -> str:
        return self.person.name if self.person else self.guest_name

    @property
    def home(self) -> str:
        """Where the membership lies."""
        return self.person.org.short_name if self.person else self.home_name

    @property
    def host(self) -> str:
        return self.host_org.short_name if self.host_org else self.host_name


class MobileContact(models.Model):
    """Somebody was in touch: when, how, who, and one line about it."""

    spell = models.ForeignKey(MobileSpell, models.PROTECT, related_name="contacts")
    on = models.DateField("日期")
    how = models.CharField("方式", max_length=8, choices=HOW_CHOICES)
    by = models.CharField("联系人", max_length=50)
    note = models.CharField("情况", max_length=100, blank=True, default="")
    recorded_at = models.DateTimeField("记录时间")

    privacy: ClassVar = Privacy.every(_AWAY)

    class Meta:
        db_table = "mobile_contact"
        verbose_name = "流动党员联系记录"
        ordering = ("spell", "-on", "-id")
        indexes: ClassVar = [models.Index(fields=["spell", "on"], name="contact_spell_on")]

    def __str__(self) -> str:
        return f"{self.get_how_display()} {self.on}"


class LostSpell(models.Model):
    """From when until when nobody knew where a member was."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="losses")
    since = models.DateField("失联自")
    found_on = models.DateField("找到日期", null=True, blank=True)
    note = models.CharField("说明", max_length=100, blank=True, default="")
    registered_on = models.DateField("登记日期")
    version = models.IntegerField("版本", default=1)

    privacy: ClassVar = Privacy.every(_LOST)

    class Meta:
        db_table = "lost_spell"
        verbose_name = "失联登记"
        ordering = ("-since", "-id")
        indexes: ClassVar = [models.Index(fields=["found_on", "since"], name="lost_open")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(found_on__isnull=True), name="lost_one_open"
            ),
            models.CheckConstraint(
                condition=Q(found_on__isnull=True) | Q(found_on__gte=F("since")),
                name="lost_found_after_since",
            ),
        ]

    def __str__(self) -> str:
        return f"失联 {self.since}"


class LostSearch(models.Model):
    """One attempt to find a lost member (R-REL-17)."""

    spell = models.ForeignKey(LostSpell, models.PROTECT, related_name="searches")
    on = models.DateField("日期")
    how = models.CharField("方式", max_length=8, choices=HOW_CHOICES)
    by = models.CharField("查找人", max_length=50)
    note = models.CharField("结果", max_length=100, blank=True, default="")
    recorded_at = models.DateTimeField("记录时间")

    privacy: ClassVar = Privacy.every(_LOST)

    class Meta:
        db_table = "lost_search"
        verbose_name = "失联查找记录"
        ordering = ("spell", "-on", "-id")

    def __str__(self) -> str:
        return f"{self.get_how_display()} {self.on}"
