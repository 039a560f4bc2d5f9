"""What the plumbing itself keeps: audit, idempotency, settings, inbox, files, jobs."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from jishi.tree.models import Organisation
from jishi.tree.privacy import Datum, Privacy


class AuditEvent(models.Model):
    """One act. Never changed, never deleted: triggers refuse it, the chain shows it."""

    seq = models.BigIntegerField("序号", primary_key=True)
    epoch = models.IntegerField("纪元")
    at = models.BigIntegerField("时间（微秒）")
    actor_id = models.BigIntegerField("操作人", null=True)
    actor_name = models.CharField("操作人姓名", max_length=60)
    behalf_of = models.BigIntegerField("代谁", null=True)
    org_id = models.BigIntegerField("组织", null=True)
    verb = models.CharField("事项", max_length=48)
    object_kind = models.CharField("对象类型", max_length=40)
    object_id = models.CharField("对象编号", max_length=40)
    detail = models.TextField("内容")
    address = models.CharField("来源地址", max_length=45, default="")
    mac = models.CharField("校验码", max_length=64)

    privacy: ClassVar = Privacy.every(
        Datum("改动留痕与责任追究，不含敏感值", "R-GEN-13", "audit", keep="至少 3 年")
    )

    class Meta:
        db_table = "audit_event"
        ordering = ("-seq",)
        indexes: ClassVar = [
            models.Index(fields=["object_kind", "object_id", "-seq"], name="audit_object"),
            models.Index(fields=["actor_id", "-seq"], name="audit_actor"),
            models.Index(fields=["org_id", "-seq"], name="audit_org"),
            models.Index(fields=["verb", "-seq"], name="audit_verb"),
            models.Index(fields=["at"], name="audit_at"),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.verb}"

    @property
    def when(self) -> datetime:
        return datetime.fromtimestamp(self.at / 1_000_000, UTC)


class AuditHead(models.Model):
    """The chain's end; the one row that whoever appends must lock."""

    epoch = models.IntegerField(default=1)
    seq = models.BigIntegerField(default=0)
    mac = models.CharField(max_length=64, default="0" * 64)

    privacy: ClassVar = Privacy.none("校验码")

    class Meta:
        db_table = "audit_head"

    def __str__(self) -> str:
        return f"{self.epoch}:{self.seq}"


class OnceKey(models.Model):
    """A submit already answered: the same key gets the same answer for 72 hours (law 10)."""

    account_id = models.BigIntegerField()
    key = models.CharField(max_length=64)
    payload = models.CharField(max_length=64)  # hash
    result = models.TextField(default="")
    made_at = models.DateTimeField()

    privacy: ClassVar = Privacy.every(Datum("防止重复提交", "R-LAW-03", "upload", keep="72 小时"))

    class Meta:
        db_table = "once_key"
        indexes: ClassVar = [models.Index(fields=["made_at"], name="once_made_at")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account_id", "key"], name="once_account_key")
        ]

    def __str__(self) -> str:
        return self.key


class SettingValue(models.Model):
    """A local value at one organisation from a day on; those below inherit it (R-GEN-02)."""

    code = models.CharField("设置", max_length=60)
    org = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    since = models.DateField("自")
    value = models.CharField("值", max_length=400)  # JSON text of the declared type
    document = models.CharField("依据文号", max_length=80, blank=True, default="")
    version = models.IntegerField("版本", default=1)

    privacy: ClassVar = Privacy.none("组织的设置")

    class Meta:
        db_table = "setting_value"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code", "org", "since"], name="setting_one_value")
        ]

    def __str__(self) -> str:
        return f"{self.code}@{self.org_id}"


class InboxKind(models.TextChoices):
    NOTICE = "notice", "消息"
    TODO = "todo", "待办"


class InboxItem(models.Model):
    """A message or to-do of one account; written in the transaction that gives rise to it."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="inbox")
    kind = models.CharField("类别", max_length=8, choices=InboxKind.choices)
    key = models.CharField(max_length=120)  # stable: the same cause never makes a second item
    title = models.CharField("标题", max_length=120)
    link = models.CharField("去办", max_length=200, blank=True, default="")
    org = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    due_on = models.DateField("期限", null=True, blank=True)
    made_at = models.DateTimeField("时间")
    read_at = models.DateTimeField("已读", null=True, blank=True)
    done_at = models.DateTimeField("办结", null=True, blank=True)

    privacy: ClassVar = Privacy.every(Datum("提醒本人", "R-LAW-03", "inbox", keep="办结后 1 年"))

    class Meta:
        db_table = "inbox_item"
        ordering = ("-id",)
        indexes: ClassVar = [
            models.Index(fields=["account", "done_at", "due_on"], name="inbox_account_open")
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account", "key"], name="inbox_once")
        ]

    def __str__(self) -> str:
        return self.title


OUTSIDE = [("webhook", "群机器人"), ("mail", "邮件")]


class OutboxItem(models.Model):
    """A matter to be told outside, by mail or webhook; sent by a job, at least once."""

    channel = models.CharField("渠道", max_length=8, choices=OUTSIDE)
    target = models.CharField("发给", max_length=100)
    key = models.CharField(max_length=120)  # as in the inbox: one cause, one row
    org = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    title = models.CharField("内容", max_length=120)
    due_on = models.DateField("期限", null=True, blank=True)
    made_at = models.DateTimeField("时间")
    bundle = models.CharField("同一条", max_length=32, default="")  # the id it is sent under
    tries = models.SmallIntegerField("次数", default=0)
    next_at = models.DateTimeField("下次")
    sent_at = models.DateTimeField("发出", null=True, blank=True)
    failed = models.CharField("放弃的原因", max_length=120, default="")

    privacy: ClassVar = Privacy.every(
        Datum("提醒组织办事，不写人", "R-LAW-03", "inbox", keep="发出后 90 天")
    )

    class Meta:
        db_table = "outbox_item"
        ordering = ("-id",)
        indexes: ClassVar = [
            models.Index(
                fields=["next_at"],
                condition=Q(sent_at__isnull=True, failed=""),
                name="outbox_waiting",
            ),
            models.Index(fields=["org", "key"], name="outbox_cause"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["channel", "target", "key"], name="outbox_once")
        ]

    def __str__(self) -> str:
        return self.title


class StoredFile(models.Model):
    """An attachment or result: its bytes lie under their hash, its owner says who reads it."""

    digest = models.CharField("SHA-256", max_length=64, db_index=True)
    size = models.BigIntegerField("大小")
    media_type = models.CharField("类型", max_length=100)
    name = models.CharField("文件名", max_length=160)
    org = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    owner_kind = models.CharField("所属", max_length=40)
    owner_id = models.CharField("所属编号", max_length=40)
    sealed = models.BooleanField("加密", default=False)
    made_at = models.DateTimeField("时间")
    expires_at = models.DateTimeField("到期", null=True, blank=True)

    privacy: ClassVar = Privacy.every(
        Datum("附件的归属与校验", "R-LAW-24", "upload", keep="随所属记录")
    )

    class Meta:
        db_table = "stored_file"
        indexes: ClassVar = [
            models.Index(fields=["owner_kind", "owner_id"], name="file_owner"),
            models.Index(fields=["expires_at"], name="file_expires"),
        ]

    def __str__(self) -> str:
        return self.name


class JobState(models.TextChoices):
    WAITING = "waiting", "等待"
    RUNNING = "running", "进行中"
    DONE = "done", "完成"
    FAILED = "failed", "失败"
    CANCELLED = "cancelled", "已取消"


class Job(models.Model):
    """A piece of long work. A lease with a rising token lets a dead worker's job be taken over."""

    kind = models.CharField("任务", max_length=60)
    title = models.CharField("名称", max_length=120)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    org = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    payload = models.TextField("参数", default="{}")
    state = models.CharField("状态", max_length=10, choices=JobState.choices, default="waiting")
    run_after = models.DateTimeField("最早开始")
    attempts = models.IntegerField("次数", default=0)
    token = models.BigIntegerField("令牌", default=0)
    leased_until = models.DateTimeField("租期至", null=True, blank=True)
    done = models.IntegerField("已完成", default=0)
    total = models.IntegerField("总数", default=0)
    message = models.CharField("进展", max_length=300, blank=True, default="")
    cancel_asked = models.BooleanField("要求取消", default=False)
    result = models.ForeignKey(StoredFile, models.SET_NULL, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField("提交时间")
    ended_at = models.DateTimeField("结束时间", null=True, blank=True)

    privacy: ClassVar = Privacy.every(
        Datum("任务的参数与进展", "R-LAW-03", "upload", keep="结束后 30 天")
    )

    class Meta:
        db_table = "job"
        ordering = ("-id",)
        indexes: ClassVar = [
            models.Index(fields=["state", "run_after"], name="job_next"),
            models.Index(fields=["account", "-id"], name="job_account"),
        ]

    def __str__(self) -> str:
        return self.title


class CronMark(models.Model):
    """A timed job already started: unique, so one worker among many starts it."""

    name = models.CharField(max_length=60)
    slot = models.CharField(max_length=20)

    privacy: ClassVar = Privacy.none("定时任务的时刻")

    class Meta:
        db_table = "cron_mark"
        constraints: ClassVar = [models.UniqueConstraint(fields=["name", "slot"], name="cron_once")]

    def __str__(self) -> str:
        return f"{self.name} {self.slot}"


class Draft(models.Model):
    """A form begun and not sent: kept per account, so a shared office PC mixes up nothing."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key = models.CharField(max_length=120)
    title = models.CharField("名称", max_length=120)
    link = models.CharField("继续", max_length=200)
    content = models.TextField("内容")  # sealed JSON
    saved_at = models.DateTimeField("保存时间")

    sealed_text: ClassVar = ("content",)
    privacy: ClassVar = Privacy.every(
        Datum("续写草稿（内容加密）", "R-LAW-03", "upload", keep="30 天")
    )

    class Meta:
        db_table = "draft"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account", "key"], name="draft_one")
        ]

    def __str__(self) -> str:
        return self.title


class RevealLog(models.Model):
    """Someone was shown a sealed value in clear: who, whose, which field, what for."""

    at = models.DateTimeField("时间")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    actor_name = models.CharField("查看人", max_length=60)
    address = models.CharField("来源地址", max_length=45, default="")
    model = models.CharField("对象类型", max_length=80)
    object_id = models.CharField("对象编号", max_length=40)
    field = models.CharField("项目", max_length=60)
    purpose = models.CharField("目的", max_length=60)
    org = models.ForeignKey(Organisation, models.PROTECT, related_name="+")

    privacy: ClassVar = Privacy.every(
        Datum("查看敏感信息留痕", "R-LAW-05", "audit", keep="至少 3 年")
    )

    class Meta:
        db_table = "reveal_log"
        ordering = ("-id",)
        indexes: ClassVar = [
            models.Index(fields=["model", "object_id", "-id"], name="reveal_object"),
            models.Index(fields=["account", "-id"], name="reveal_account"),
        ]

    def __str__(self) -> str:
        return f"{self.actor_name} {self.model}.{self.field}"


class Installation(models.Model):
    """What this installation is: chosen once at first run and never switched back (law 4)."""

    demo = models.BooleanField("演示")
    made_at = models.DateTimeField("建立时间")
    name = models.CharField("名称", max_length=60)

    privacy: ClassVar = Privacy.none("本系统的名称")

    class Meta:
        db_table = "installation"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(id=1), name="installation_single")
        ]

    def __str__(self) -> str:
        return self.name
