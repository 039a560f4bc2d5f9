"""Who may sign in. What an account may do is in `jishi.tree.models.Grant`."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from jishi.tree.actor import BUSINESS
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


class Account(AbstractBaseUser):
    login = models.CharField("账号", max_length=40, unique=True)
    name = models.CharField("姓名", max_length=50)
    kind = models.CharField(
        "类别", max_length=10, choices=AccountKind.choices, default=AccountKind.BUSINESS
    )
    state = models.CharField(
        "状态", max_length=8, choices=AccountState.choices, default=AccountState.WAITING
    )
    must_change = models.BooleanField("须改密码", default=True)
    made_at = models.DateTimeField("建立时间")
    closed_at = models.DateTimeField("停用时间", null=True, blank=True)
    stamp = models.IntegerField("会话版本", default=0)  # raised to end all sessions
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
                condition=models.Q(kind__in=AccountKind.values), name="account_kind_known"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_active(self) -> bool:  # type: ignore[override]
        return self.state == AccountState.ACTIVE

    def get_session_auth_hash(self) -> str:
        from django.utils.crypto import salted_hmac

        return salted_hmac("jishi.session", f"{self.password}{self.stamp}").hexdigest()
