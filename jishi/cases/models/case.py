"""Something wrong or asked for, with its number, its people and its time limit."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property

from jishi.cases.kinds import CaseKind, kind_of
from jishi.cases.marks import DOORS, LOOKED, OPEN, STATES, TONES, choices
from jishi.people.models import Person
from jishi.tree.models import Organisation
from jishi.tree.privacy import Datum, Privacy

KEEP = "办结后按当地档案规定"
RECORD = Datum("问题与诉求的办理", "R-HOT-12", "case", keep=KEEP)


class Case(models.Model):
    """One case. Late, due soon, waiting for a look back follow from dates and the day."""

    kind = models.CharField("种类", max_length=24)
    year = models.SmallIntegerField("年度")
    number = models.IntegerField("编号")  # gapless within kind and year
    # Who keeps it and directs it; who has to do it; whom or what it is about.
    home = models.ForeignKey(
        Organisation, models.PROTECT, related_name="kept_cases", verbose_name="登记单位",
        db_index=False,
    )  # fmt: skip
    org = models.ForeignKey(
        Organisation, models.PROTECT, related_name="cases", verbose_name="责任单位",
        db_index=False,
    )  # fmt: skip
    first_org = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="首接单位", db_index=False,
    )  # fmt: skip
    subject_org = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="cases_about",
        verbose_name="问题所在组织", db_index=False,
    )  # fmt: skip
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="cases",
        verbose_name="所涉党员", db_index=False,
    )  # fmt: skip
    activity = models.ForeignKey(
        "activities.Activity", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="来自活动", db_index=False,
    )  # fmt: skip
    title = models.CharField("事由", max_length=80)
    detail = models.CharField("情况", max_length=1000, blank=True, default="")
    class_code = models.CharField("类别", max_length=16, blank=True, default="")
    classes = models.JSONField("全部类别", default=list)
    source = models.CharField("来源", max_length=16, blank=True, default="")
    level = models.CharField("查摆层级", max_length=12, blank=True, default="")
    door = models.CharField("渠道", max_length=8, choices=choices(DOORS), default="screen")
    document = models.CharField("文号", max_length=60, blank=True, default="")
    # Its number at the hotline or in the book it came from; the same one never comes in twice.
    order_no = models.CharField("原单号", max_length=40, blank=True, default="")
    payload = models.JSONField("项目", default=dict)
    leader = models.CharField("责任领导", max_length=30, blank=True, default="")
    handler = models.CharField("责任人", max_length=30, blank=True, default="")

    opened_on = models.DateField("登记日期")
    opened_at = models.DateTimeField("登记时间")
    state = models.CharField("状态", max_length=10, choices=choices(STATES), default="registered")
    state_since = models.DateField("本状态自")
    # The limit as it holds for this case, and what follows from it.
    grade = models.CharField("级别", max_length=12)
    limit = models.SmallIntegerField("时限")
    limit_unit = models.CharField("时限单位", max_length=12)
    counts_from = models.DateTimeField("计时自")
    pauses = models.JSONField("暂停", default=list)
    extended_by = models.SmallIntegerField("延期", null=True, blank=True)
    amber_on = models.DateField("预警日期", null=True, blank=True)
    due_on = models.DateField("期限", null=True, blank=True)
    due_at = models.DateTimeField("期限时间", null=True, blank=True)

    responded_at = models.DateTimeField("联系诉求人时间", null=True, blank=True)
    submitted_on = models.DateField("答复（申请销号）日期", null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="申请人", db_index=False,
    )  # fmt: skip
    outcome = models.CharField("办理结果", max_length=500, blank=True, default="")
    published = models.CharField("公开答复", max_length=500, blank=True, default="")
    # The question as everybody may read it: written anew by whoever settles it, never copied.
    question = models.CharField("公开的问题", max_length=200, blank=True, default="")
    reached = models.BooleanField("回访接通", null=True, blank=True)
    solved = models.BooleanField("回访解决", null=True, blank=True)
    satisfaction = models.SmallIntegerField("满意程度", null=True, blank=True)
    confirmed = models.BooleanField("本人确认", null=True, blank=True)
    struck_on = models.DateField("销号日期", null=True, blank=True)
    in_time = models.BooleanField("按期", null=True, blank=True)
    look_back_on = models.DateField("应回头看", null=True, blank=True)
    looked_on = models.DateField("回头看日期", null=True, blank=True)
    looked = models.CharField(
        "回头看结果", max_length=8, choices=choices(LOOKED), blank=True, default=""
    )
    reopened = models.SmallIntegerField("重新打开次数", default=0)
    supervised_on = models.DateField("挂牌督办", null=True, blank=True)
    earlier = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="later",
        verbose_name="以前的一件", db_index=False,
    )  # fmt: skip
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged",
        verbose_name="并入", db_index=False,
    )  # fmt: skip
    told = models.IntegerField("已通知", default=0)  # numbers its to-dos
    search_text = models.CharField("检索词", max_length=400, default="")
    version = models.IntegerField("版本", default=1)

    privacy: ClassVar = Privacy.every(RECORD)

    class Meta:
        db_table = "case_record"
        verbose_name = "问题或诉求"
        ordering = ("-opened_on", "-id")
        indexes: ClassVar = [
            # Wide enough to be counted and scoped from alone, whichever book is asked for.
            models.Index(
                fields=["org", "state", "opened_on", "kind", "home", "reopened"], name="case_books"
            ),
            models.Index(fields=["home", "opened_on"], name="case_home"),
            models.Index(fields=["kind", "state", "opened_on"], name="case_kind_state"),
            models.Index(fields=["opened_on", "id"], name="case_opened"),
            models.Index(fields=["struck_on", "kind"], name="case_struck"),
            models.Index(fields=["search_text"], name="case_search"),
            models.Index(
                fields=["state", "due_on", "amber_on", "due_at", "org", "home", "kind"],
                name="case_due",
            ),
            models.Index(
                fields=["look_back_on"], condition=Q(looked_on__isnull=True), name="case_look_back"
            ),
            models.Index(fields=["subject_org", "kind"], name="case_subject"),
            models.Index(fields=["person", "kind"], name="case_person"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "year", "number"], name="case_numbered_once"),
            models.UniqueConstraint(
                fields=["kind", "order_no"], condition=~Q(order_no=""), name="case_order_once"
            ),
            models.CheckConstraint(condition=Q(state__in=list(STATES)), name="case_state_known"),
            models.CheckConstraint(
                condition=~Q(state="struck_off") | Q(struck_on__isnull=False),
                name="case_struck_has_day",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("submitted", "struck_off")) | Q(submitted_on__isnull=False),
                name="case_submitted_has_day",
            ),
            models.CheckConstraint(
                condition=(Q(state="merged") & Q(merged_into__isnull=False))
                | (~Q(state="merged") & Q(merged_into__isnull=True)),
                name="case_merged_has_target",
            ),
            models.CheckConstraint(
                condition=Q(satisfaction__isnull=True) | Q(satisfaction__range=(1, 5)),
                name="case_satisfaction",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.title}"

    @cached_property
    def of_kind(self) -> CaseKind:
        return kind_of(self.kind)

    @property
    def label(self) -> str:
        return f"{self.of_kind.mark}〔{self.year}〕{self.number}号"

    @property
    def state_label(self) -> str:
        return self.of_kind.state_label(self.state)

    @property
    def class_labels(self) -> str:
        return "、".join(self.of_kind.class_label(code) for code in self.classes)

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def is_paused(self) -> bool:
        return bool(self.pauses) and self.pauses[-1][1] is None

    def is_late(self, today: date, now: datetime) -> bool:
        """Past its limit and not yet answered for."""
        if self.state not in ("registered", "assigned", "working"):
            return False
        if self.due_at is not None:
            return now > self.due_at
        return self.due_on is not None and today > self.due_on

    def is_amber(self, today: date, now: datetime) -> bool:
        if self.state not in ("registered", "assigned", "working") or self.is_late(today, now):
            return False
        return self.amber_on is not None and today >= self.amber_on

    @property
    def tone(self) -> str:
        return TONES[self.state]


class CaseCounter(models.Model):
    """The last number given out; taken and raised in the transaction of the case it numbers."""

    kind = models.CharField("种类", max_length=24)
    year = models.SmallIntegerField("年度")
    last = models.IntegerField("已用到", default=0)

    privacy: ClassVar = Privacy.none("编号，不含个人信息")

    class Meta:
        db_table = "case_counter"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "year"], name="casecounter_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.year} {self.last}"
