"""Papers that people write on: the paper, its blocks, remarks, receipts; a county's own templates.

What a block says is data of `template.Block`; who changed it last stands beside it.
"""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from jishi.kernel.period import Month, Period
from jishi.papers.template.shape import GENRES
from jishi.tree.models import Organisation
from jishi.tree.privacy import Datum, Privacy

_KEEP = Privacy.every(
    Datum("文稿由谁起草、审核、签发、阅知", "R-GEN-13", "account", keep="与文书档案一并保存")
)


class PaperState(models.TextChoices):
    WRITING = "writing", "起草"
    REVIEW = "review", "审核"
    APPROVED = "approved", "已签发"
    PUBLISHED = "published", "已印发"
    DROPPED = "dropped", "作废"


class PaperTemplate(models.Model):
    """A version of a template that an organisation made for itself and those below it."""

    org = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="党组织")
    code = models.CharField("编码", max_length=60)
    number = models.SmallIntegerField("版次", default=1)
    title = models.CharField("名称", max_length=60)
    body = models.JSONField("内容")
    retired = models.BooleanField("停用", default=False)
    made_at = models.DateTimeField("修改时间")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    privacy: ClassVar = _KEEP

    class Meta:
        db_table = "paper_template"
        verbose_name = "文稿模板"
        ordering = ("code", "-number")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["org", "code", "number"], name="papertemplate_number"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.number}"


class Paper(models.Model):
    org = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="党组织")
    first_month = models.IntegerField("起月")
    last_month = models.IntegerField("止月")
    template = models.CharField("模板", max_length=60)
    template_number = models.SmallIntegerField("模板版次", default=0)  # 0: as shipped
    genre = models.CharField("文种", max_length=20, choices=list(GENRES.items()))
    heading = models.CharField("标题", max_length=120)
    state = models.CharField(
        "状态", max_length=12, choices=PaperState.choices, default=PaperState.WRITING
    )
    annex = models.BooleanField("附数字出处", default=True)
    copies = models.CharField("抄送", max_length=120, blank=True, default="")
    frozen = models.JSONField("定稿", null=True)
    frozen_at = models.DateTimeField("定稿时间", null=True)
    word = models.CharField("发文代字", max_length=20, blank=True, default="")
    year = models.SmallIntegerField("年份", null=True)
    number = models.IntegerField("发文序号", null=True)
    remark = models.CharField("退回或作废的原因", max_length=200, blank=True, default="")
    drafted_at = models.DateTimeField("起草时间")
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    submitted_at = models.DateTimeField("送审时间", null=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    published_at = models.DateTimeField("印发时间", null=True)
    version = models.IntegerField("版本", default=1)

    privacy: ClassVar = _KEEP

    class Meta:
        db_table = "paper"
        verbose_name = "文稿"
        ordering = ("-id",)
        indexes: ClassVar = [models.Index(fields=["org", "state"], name="paper_org_state")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["org", "word", "year", "number"], name="paper_number_once"
            ),
            models.CheckConstraint(
                condition=Q(last_month__gte=F("first_month")), name="paper_months"
            ),
            models.CheckConstraint(
                condition=Q(state__in=("writing", "review", "dropped"))
                | Q(frozen__isnull=False, frozen_at__isnull=False, number__isnull=False),
                name="paper_approved_is_frozen",
            ),
        ]

    def __str__(self) -> str:
        return self.heading

    @property
    def period(self) -> Period:
        return Period(Month(self.first_month), Month(self.last_month))

    @property
    def document_number(self) -> str:
        """组发〔2026〕3号 (R-DOC-14)."""
        return f"{self.word}〔{self.year}〕{self.number}号" if self.number else ""

    @property
    def is_open(self) -> bool:
        return self.state in (PaperState.WRITING, PaperState.REVIEW)

    @property
    def tone(self) -> str:
        return {
            "writing": "blue", "review": "amber", "approved": "green", "published": "green",
        }.get(self.state, "grey")  # fmt: skip


class PaperBlock(models.Model):
    """One block of a paper, and who wrote it; untouched it still is as the template had it."""

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="blocks")
    place = models.SmallIntegerField("次序")
    body = models.JSONField("内容")
    changed_at = models.DateTimeField("修改时间", null=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    version = models.IntegerField("版本", default=1)

    privacy: ClassVar = _KEEP

    class Meta:
        db_table = "paper_block"
        ordering = ("paper", "place")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["paper", "place"], name="paperblock_place"),
        ]

    def __str__(self) -> str:
        return f"{self.paper_id} {self.place}"


class PaperRemark(models.Model):
    """What a reader says about a block, until it is settled."""

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="remarks")
    block = models.ForeignKey(PaperBlock, models.CASCADE, null=True, related_name="remarks")
    text = models.CharField("意见", max_length=500)
    made_at = models.DateTimeField("时间")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    settled_at = models.DateTimeField("处理时间", null=True)
    version = models.IntegerField("版本", default=1)

    privacy: ClassVar = _KEEP

    class Meta:
        db_table = "paper_remark"
        ordering = ("made_at", "id")

    def __str__(self) -> str:
        return self.text[:20]


class PaperReceipt(models.Model):
    """A published paper sent to an account; `read_at` when its holder said so."""

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="receipts")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    org = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    sent_at = models.DateTimeField("送达时间")
    read_at = models.DateTimeField("阅知时间", null=True)

    privacy: ClassVar = _KEEP

    class Meta:
        db_table = "paper_receipt"
        verbose_name = "文稿阅知"
        ordering = ("paper", "org", "account")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["paper", "account"], name="paperreceipt_once"),
        ]

    def __str__(self) -> str:
        return f"{self.paper_id} {self.account_id}"


class PaperCounter(models.Model):
    """The last number that an organisation gave out under a word in a year: no gaps."""

    org = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    word = models.CharField("发文代字", max_length=20)
    year = models.SmallIntegerField("年份")
    last = models.IntegerField("末号", default=0)

    privacy: ClassVar = Privacy.none("发文编号，不含个人信息")

    class Meta:
        db_table = "paper_counter"
        ordering = ("org", "word", "year")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["org", "word", "year"], name="papercounter_once"),
        ]

    def __str__(self) -> str:
        return f"{self.word} {self.year} {self.last}"
