"""Who may sign in, from where they did, and what was handed over or entered for them.

What an account may do is in `jishi.tree.models.Grant`.
"""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.crypto import salted_hmac

from jishi.tree.actor import BUSINESS
from jishi.tree.models import Organisation
from jishi.tree.privacy import Datum, Privacy


class AccountKind(models.TextChoices):
    """One column, so the three administrators exclude each other and all business (law 4)."""

    BUSINESS = BUSINESS, "业务账号"
    SYSADMIN = "sysadmin", "系统管理员"
    SECADMIN = "secadmin", "安全管理员"
    AUDITOR = "auditor", "审计管理员"


class AccountState(models.TextChoices):
    WAITING = "waiting", "待启用"
    ACTIVE = "active", "正常"
    CLOSED = "closed", "已停用"


class FactorKind(models.TextChoices):
    TOTP = "totp", "手机验证码"
    CARD = "card", "纸质密码卡"


class Account(AbstractBaseUser):
    login = models.CharField("账号", max_length=40, unique=True)  # always folded
    name = models.CharField("姓名", max_length=50)
    kind = models.CharField(
        "类别", max_length=10, choices=AccountKind.choices, default=AccountKind.BUSINESS
    )
    state = models.CharField(
        "状态", max_length=8, choices=AccountState.choices, default=AccountState.WAITING
    )
    second_factor = models.CharField(
        "第二道验证", max_length=8, choices=FactorKind.choices, blank=True, default=""
    )
    must_change = models.BooleanField("须改密码", default=True)
    made_at = models.DateTimeField("建立时间")
    closed_at = models.DateTimeField("停用时间", null=True, blank=True)
    stamp = models.IntegerField("会话版本", default=0)  # raised to end all sessions
    search_text = models.CharField("检索词", max_length=400, default="")
    version = models.IntegerField("版本", default=1)

    last_login = None
    USERNAME_FIELD = "login"
    REQUIRED_FIELDS: ClassVar = ["name"]
    objects: ClassVar = BaseUserManager["Account"]()

    privacy: ClassVar = Privacy.every(
        Datum("登录与责任追究", "R-LAW-03", "account", keep="停用后 3 年")
    )

    class Meta:
        db_table = "account"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind__in=AccountKind.values), name="account_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=AccountState.values), name="account_state_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_active(self) -> bool:  # type: ignore[override]
        return self.state == AccountState.ACTIVE

    def get_session_auth_hash(self) -> str:
        """Bound into every session: with another password or `stamp` it is over."""
        return salted_hmac("jishi.session", f"{self.password}{self.stamp}").hexdigest()


class Ending(models.TextChoices):
    LEFT = "left", "本人退出"
    OTHER_DEVICE = "other", "从别处退出"
    IDLE = "idle", "久未操作"
    TOO_LONG = "long", "满时退出"
    CHANGED = "changed", "密码或权限变动"


class SignIn(models.Model):
    """One stay on one device: the session carries its number and ends with it."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="sign_ins")
    address = models.CharField("来源地址", max_length=45, default="")
    browser = models.CharField("浏览器", max_length=40, default="")
    at = models.DateTimeField("登录时间")
    seen_at = models.DateTimeField("最近使用")
    ended_at = models.DateTimeField("结束时间", null=True, blank=True)
    ended_by = models.CharField(
        "结束方式", max_length=8, choices=Ending.choices, blank=True, default=""
    )

    privacy: ClassVar = Privacy.every(
        Datum("让本人发现冒用", "R-LAW-03", "account", keep="结束后 180 天")
    )

    class Meta:
        db_table = "sign_in"
        ordering = ("-seen_at", "-id")
        indexes: ClassVar = [
            models.Index(fields=["account", "-seen_at"], name="sign_in_account"),
            models.Index(fields=["ended_at"], name="sign_in_ended"),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.browser}"


class Attempt(models.Model):
    """Failures of one (folded) account name from one address; deleted by a success.

    The name is kept as a code only: people type passwords into the wrong field.
    """

    who = models.CharField(max_length=64)
    address = models.CharField(max_length=45)
    failures = models.IntegerField(default=0)
    last_at = models.DateTimeField()

    privacy: ClassVar = Privacy.every(Datum("防止猜密码", "R-LAW-20", "upload", keep="1 天"))

    class Meta:
        db_table = "sign_in_attempt"
        indexes: ClassVar = [
            models.Index(fields=["address", "last_at"], name="attempt_address"),
            models.Index(fields=["last_at"], name="attempt_last"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["who", "address"], name="attempt_one")
        ]

    def __str__(self) -> str:
        return f"{self.address} {self.failures}"


class SecondFactor(models.Model):
    """A phone's code generator or a printed card; counts once its owner has confirmed it."""

    account = models.OneToOneField(Account, models.CASCADE, related_name="factor")
    kind = models.CharField("方式", max_length=8, choices=FactorKind.choices)
    secret = models.TextField(default="")  # sealed; for codes from a phone
    last_step = models.BigIntegerField(default=0)  # a code of this step or before is used up
    made_at = models.DateTimeField("建立时间")
    confirmed_at = models.DateTimeField("确认时间", null=True, blank=True)

    sealed_text: ClassVar = ("secret",)
    privacy: ClassVar = Privacy.every(
        Datum("第二道验证", "R-LAW-20", "account", keep="停用或更换时删除")
    )

    class Meta:
        db_table = "second_factor"

    def __str__(self) -> str:
        return self.get_kind_display()


class CardCode(models.Model):
    """One numbered code of a printed card, kept as a keyed hash and used once."""

    factor = models.ForeignKey(SecondFactor, models.CASCADE, related_name="codes")
    number = models.SmallIntegerField("编号")
    digest = models.CharField(max_length=64)
    used_at = models.DateTimeField("用于", null=True, blank=True)

    privacy: ClassVar = Privacy.every(
        Datum("第二道验证", "R-LAW-20", "account", keep="停用或更换时删除")
    )

    class Meta:
        db_table = "card_code"
        ordering = ("number",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["factor", "number"], name="card_code_one")
        ]

    def __str__(self) -> str:
        return str(self.number)


class Handover(models.Model):
    """What went from one account to its successor, in one act; printed and signed."""

    giver = models.ForeignKey(Account, models.PROTECT, related_name="+")
    successor = models.ForeignKey(Account, models.PROTECT, related_name="+")
    made_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField("交接时间")
    reason = models.CharField("原因", max_length=120)
    # [{"what": "授权", "label": "河东村党支部 · 支部书记"}, …]: labels as they read that day
    lines = models.JSONField("清单", default=list)

    privacy: ClassVar = Privacy.every(
        Datum("交接留据", "R-GEN-13", "account", keep="账号停用后 3 年")
    )

    class Meta:
        db_table = "handover"
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.giver_id} → {self.successor_id}"


class Source(models.TextChoices):
    PAPER = "paper", "纸质"
    PHONE = "phone", "电话"
    SPOKEN = "spoken", "口头"
    WECHAT = "wechat", "微信"


class BehalfEntry(models.Model):
    """Something entered by one person for another (代填), and what that one says to it."""

    entered_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    for_account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    source = models.CharField("来源", max_length=8, choices=Source.choices)
    source_note = models.CharField("来源说明", max_length=120, blank=True, default="")
    object_kind = models.CharField("对象类型", max_length=40)
    object_id = models.CharField("对象编号", max_length=40)
    org = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    label = models.CharField("内容", max_length=120)
    link = models.CharField("查看", max_length=200, blank=True, default="")
    entered_at = models.DateTimeField("代填时间")
    confirmed_at = models.DateTimeField("确认时间", null=True, blank=True)
    objected_at = models.DateTimeField("提出异议时间", null=True, blank=True)
    objection = models.CharField("异议", max_length=200, blank=True, default="")

    privacy: ClassVar = Privacy.every(
        Datum("谁代谁填、依据什么", "R-GEN-13", "account", keep="随所填记录")
    )

    class Meta:
        db_table = "behalf_entry"
        ordering = ("-id",)
        indexes: ClassVar = [
            models.Index(fields=["for_account", "confirmed_at"], name="behalf_for"),
            models.Index(fields=["object_kind", "object_id"], name="behalf_object"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(entered_by=F("for_account")), name="behalf_of_another"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | Q(objected_at__isnull=True),
                name="behalf_one_answer",
            ),
        ]

    def __str__(self) -> str:
        return self.label
