"""An assessment with its lines: computed while it is open, frozen once it is confirmed."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from jishi.people.models import Person
from jishi.registers.models import Venue
from jishi.standards.models.round import Round
from jishi.standards.rules.steps import STATES, TONES
from jishi.tree.models import Organisation
from jishi.tree.privacy import Datum, Privacy

_WHO = Datum("考评与责任追究", "R-GOV-43", "member", keep="随考评档案保存")


class Assessment(models.Model):
    """One organisation (its secretary, its venue) in one round."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="assessments", db_index=False)
    org = models.ForeignKey(
        Organisation, models.PROTECT, related_name="assessments", verbose_name="党组织"
    )
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="assessments",
        verbose_name="书记",
    )  # fmt: skip
    venue = models.ForeignKey(
        Venue, models.PROTECT, null=True, blank=True, related_name="assessments",
        verbose_name="阵地",
    )  # fmt: skip
    state = models.CharField("状态", max_length=14, choices=list(STATES.items()), default="open")
    revision = models.SmallIntegerField("定稿版次", default=0)  # 0 until it is confirmed
    points = models.DecimalField("得分", max_digits=7, decimal_places=2, null=True)
    full = models.DecimalField("满分", max_digits=7, decimal_places=2)
    digest = models.CharField("校验值", max_length=64, blank=True, default="")
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    checked_on = models.DateField("自查日期", null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    accepted_on = models.DateField("验收日期", null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    confirmed_on = models.DateField("审定日期", null=True, blank=True)
    grade = models.CharField("等次", max_length=10, blank=True, default="")
    grade_label = models.CharField("等次名称", max_length=20, blank=True, default="")
    grade_reason = models.CharField("等次说明", max_length=160, blank=True, default="")
    movement = models.CharField("升降", max_length=4, blank=True, default="")
    version = models.IntegerField("版本", default=1)

    privacy: ClassVar = Privacy.every(_WHO)

    class Meta:
        db_table = "assessment"
        verbose_name = "考评"
        ordering = ("round", "org__line", "id")
        indexes: ClassVar = [
            models.Index(fields=["round", "state"], name="assessment_round_state"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["round", "org"], condition=Q(venue__isnull=True), name="assessment_one_org"
            ),
            models.UniqueConstraint(
                fields=["round", "venue"], condition=Q(venue__isnull=False),
                name="assessment_one_venue",
            ),
            models.CheckConstraint(
                condition=Q(state__in=list(STATES)), name="assessment_state_known"
            ),
            # Confirmed is frozen: with points, under a hash, by somebody else than who checked.
            models.CheckConstraint(
                condition=~Q(state__in=("confirmed", "appealed", "graded"))
                | (Q(points__isnull=False) & ~Q(digest="") & Q(revision__gte=1)),
                name="assessment_confirmed_frozen",
            ),
            models.CheckConstraint(
                condition=Q(checked_by__isnull=True)
                | Q(accepted_by__isnull=True)
                | ~Q(accepted_by=F("checked_by")),
                name="assessment_no_own_acceptance",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.round_id} {self.org_id}"

    @property
    def state_label(self) -> str:
        return STATES[self.state]

    @property
    def tone(self) -> str:
        return TONES[self.state]

    @property
    def frozen(self) -> bool:
        return self.state in ("confirmed", "appealed", "graded")

    @property
    def subject(self) -> str:
        """Whom it is about, in words."""
        if self.venue is not None:
            return f"{self.org.short_name}：{self.venue.name}"
        if self.person is not None:
            return f"{self.org.short_name}书记 {self.person.name}"
        return self.org.short_name


class Line(models.Model):
    """What was said of one criterion. Revision 0 is at work; the later ones are frozen."""

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="lines", db_index=False)
    revision = models.SmallIntegerField("版次", default=0)
    criterion = models.CharField("考评项", max_length=40)
    self_points = models.DecimalField("自评分", max_digits=6, decimal_places=2, null=True)
    self_note = models.CharField("自查说明", max_length=300, blank=True, default="")
    accepted_points = models.DecimalField("验收分", max_digits=6, decimal_places=2, null=True)
    reason = models.CharField("扣分原因", max_length=200, blank=True, default="")
    mend_by = models.DateField("整改期限", null=True, blank=True)
    computed_points = models.DecimalField("计算分", max_digits=6, decimal_places=2, null=True)
    points = models.DecimalField("得分", max_digits=6, decimal_places=2, null=True)
    proof = models.JSONField("依据", default=dict)

    privacy: ClassVar = Privacy.none("考评考评项的得分和说明，不写个人信息")

    class Meta:
        db_table = "assessment_line"
        verbose_name = "考评考评项"
        ordering = ("assessment", "revision", "id")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["assessment", "revision", "criterion"], name="assessmentline_once"
            ),
            models.CheckConstraint(
                condition=Q(accepted_points__isnull=True) | Q(accepted_points__gte=0),
                name="assessmentline_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assessment_id} {self.criterion}"


class Step(models.Model):
    """A step that was taken, by whom and why: shown under the assessment."""

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="steps")
    name = models.CharField("步骤", max_length=20)
    label = models.CharField("名称", max_length=20)
    on = models.DateField("日期")
    by = models.CharField("经办人", max_length=60)
    note = models.CharField("说明", max_length=300, blank=True, default="")

    privacy: ClassVar = Privacy.every(_WHO)

    class Meta:
        db_table = "assessment_step"
        ordering = ("assessment", "id")

    def __str__(self) -> str:
        return f"{self.assessment_id} {self.name}"


class Appeal(models.Model):
    """What the organisation does not accept, why, and what the review says."""

    assessment = models.OneToOneField(Assessment, models.PROTECT, related_name="appeal")
    criteria = models.JSONField("考评项", default=list)
    ground = models.CharField("理由", max_length=400)
    on = models.DateField("申诉日期")
    by = models.CharField("申诉人", max_length=60)
    decided_on = models.DateField("复核日期", null=True, blank=True)
    decided_by = models.CharField("复核人", max_length=60, blank=True, default="")
    upheld = models.BooleanField("采纳", null=True)
    answer = models.CharField("复核意见", max_length=400, blank=True, default="")

    privacy: ClassVar = Privacy.every(_WHO)

    class Meta:
        db_table = "assessment_appeal"
        verbose_name = "申诉"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(decided_on__isnull=True) | (Q(upheld__isnull=False) & ~Q(answer="")),
                name="appeal_answered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assessment_id} {self.on}"


class SideSheet(models.Model):
    """The paper sheets of one side, counted."""

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="sheets")
    side = models.CharField("评议方", max_length=20)
    issued = models.IntegerField("发出")
    returned = models.IntegerField("收回")
    valid = models.IntegerField("有效")
    good = models.IntegerField("好", default=0)
    fair = models.IntegerField("较好", default=0)
    ordinary = models.IntegerField("一般", default=0)
    poor = models.IntegerField("差", default=0)
    counted_on = models.DateField("计票日期")
    counted_by = models.CharField("计票人", max_length=60)

    privacy: ClassVar = Privacy.every(_WHO)

    class Meta:
        db_table = "side_sheet"
        verbose_name = "测评票"
        ordering = ("assessment", "side")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["assessment", "side"], name="sidesheet_once"),
            models.CheckConstraint(
                condition=Q(issued__gte=F("returned")) & Q(returned__gte=F("valid"))
                & Q(valid=F("good") + F("fair") + F("ordinary") + F("poor")),
                name="sidesheet_counts_agree",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.assessment_id} {self.side}"

    @property
    def counts(self) -> dict[str, int]:
        return {"good": self.good, "fair": self.fair, "ordinary": self.ordinary, "poor": self.poor}


class Veto(models.Model):
    """A finding that forbids the upper grades (R-GOV-41), with its ground and document."""

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="vetoes")
    item = models.CharField("否决项", max_length=30)
    ground = models.CharField("事实", max_length=300)
    document = models.CharField("认定文号", max_length=60)
    on = models.DateField("认定日期")
    by = models.CharField("登记人", max_length=60)
    withdrawn_on = models.DateField("撤销日期", null=True, blank=True)
    withdrawn_reason = models.CharField("撤销原因", max_length=120, blank=True, default="")

    privacy: ClassVar = Privacy.every(_WHO)

    class Meta:
        db_table = "assessment_veto"
        verbose_name = "否决情形"
        ordering = ("assessment", "id")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["assessment", "item"], condition=Q(withdrawn_on__isnull=True),
                name="veto_once",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.assessment_id} {self.item}"
