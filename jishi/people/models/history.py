"""What a member was from one day until another, and the recorded act behind each change."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from jishi.base.sealed import SealedField
from jishi.people.kinds import STANDING_CHOICES
from jishi.people.models.person import _KEEP, Person
from jishi.tree.models import Organisation
from jishi.tree.privacy import Datum, Privacy

_HISTORY = Datum("党籍与组织关系的沿革", "R-GEN-13", "member", keep=_KEEP)


class MemberState(models.Model):
    """In which organisation and as what someone stood in a run of days (law 5 for people)."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="states", db_index=False)
    since = models.DateField("自")
    until = models.DateField("至（不含）", null=True, blank=True)
    org = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    standing = models.CharField("状态", max_length=16, choices=STANDING_CHOICES)

    privacy: ClassVar = Privacy.every(_HISTORY)

    class Meta:
        db_table = "member_state"
        ordering = ("person", "since")
        indexes: ClassVar = [
            models.Index(fields=["org", "since", "until"], name="memberstate_org"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "since"], name="memberstate_one_start"),
            models.UniqueConstraint(
                fields=["person"], condition=Q(until__isnull=True), name="memberstate_one_running"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("since")),
                name="memberstate_until_after",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.standing} {self.since}"


class ChangeKind(models.TextChoices):
    """Acts of a meeting or an approval; nothing else changes what a member is (R-GEN-12)."""

    REGISTER = "register", "登记入册"
    ADMIT = "admit", "接收为预备党员"
    CONFIRM = "confirm", "预备党员转正"
    EXTEND = "extend", "延长预备期"
    CANCEL = "cancel", "取消预备党员资格"
    MOVE = "move", "组织关系转移"
    REGROUP = "regroup", "调整党小组"
    TAKE_PART = "take_part", "编入支部参加组织生活"
    CORRECTION = "correction_period", "限期改正"
    RESUME = "resume", "恢复正常"
    OBSERVE = "observe", "留党察看"
    SUSPEND = "suspend", "中止党员权利"
    STOP = "stop", "停止党籍"
    RESTORE = "restore", "恢复党籍"
    WITHDRAW = "withdraw", "退党"
    PERSUADE_OUT = "persuade_out", "劝其退党"
    STRIKE_OFF = "strike_off", "除名"
    EXPEL = "expel", "开除党籍"
    DIE = "die", "去世"
    CORRECT = "correct", "更正资料"
    MERGE = "merge", "合并重复记录"
    UNMERGE = "unmerge", "撤销合并"


class MemberChange(models.Model):
    """What happened to someone's membership, when, by which meeting or document."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="changes")
    kind = models.CharField("事项", max_length=20, choices=ChangeKind.choices)
    on = models.DateField("日期")
    meeting = models.CharField("依据的会议", max_length=80, blank=True, default="")
    document = models.CharField("批复文号", max_length=60, blank=True, default="")
    note = models.CharField("说明", max_length=200, blank=True, default="")
    until = models.DateField("期限至", null=True, blank=True)  # of a correction or observation
    from_org = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", db_index=False
    )
    to_org = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", db_index=False
    )
    # Old and new values of corrected particulars, as sealed JSON (R-GEN-13).
    detail = SealedField("更正内容", blank=True, default="")
    recorded_at = models.DateTimeField("记录时间")
    recorded_by = models.CharField("记录人", max_length=60, blank=True, default="")

    privacy: ClassVar = Privacy.every(_HISTORY)

    class Meta:
        db_table = "member_change"
        ordering = ("person", "on", "id")
        indexes: ClassVar = [
            models.Index(fields=["kind", "on"], name="memberchange_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.on}"


class SanctionKind(models.TextChoices):
    """The five disciplinary sanctions (R-DISP-11)."""

    WARNING = "warning", "警告"
    SERIOUS = "serious", "严重警告"
    REMOVED = "removed", "撤销党内职务"
    OBSERVED = "observed", "留党察看"
    EXPELLED = "expelled", "开除党籍"


class Sanction(models.Model):
    """Kind, days, document: nothing of the case has a place here (R-DISP-18)."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="sanctions")
    kind = models.CharField("处分种类", max_length=8, choices=SanctionKind.choices)
    since = models.DateField("处分决定日期")
    until = models.DateField("影响期至", null=True, blank=True)
    for_life = models.BooleanField("终身不得重新入党", default=False)
    document = models.CharField("处分文号", max_length=60)
    recorded_at = models.DateTimeField("记录时间")
    version = models.IntegerField("版本", default=1)

    privacy: ClassVar = Privacy.every(
        Datum("处分影响期内的任职与权利", "R-DISP-18", "member", keep=_KEEP)
    )

    class Meta:
        db_table = "sanction"
        verbose_name = "党纪处分"
        ordering = ("person", "since", "id")
        indexes: ClassVar = [
            models.Index(fields=["until"], name="sanction_until"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("since")),
                name="sanction_until_after",
            ),
            models.UniqueConstraint(fields=["person", "kind", "document"], name="sanction_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.since}"
