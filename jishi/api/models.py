"""The tokens by which other programs act as an account."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from jishi.tree.privacy import Datum, Privacy


class ApiToken(models.Model):
    """A key to the interface. Only its hash is kept: whoever reads the database cannot use it."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="api_tokens")
    label = models.CharField("用途", max_length=60)
    digest = models.CharField("SHA-256", max_length=64, unique=True)
    made_at = models.DateTimeField("建立时间")
    expires_at = models.DateTimeField("到期时间")
    revoked_at = models.DateTimeField("停用时间", null=True, blank=True)
    used_on = models.DateField("最近使用", null=True, blank=True)

    privacy: ClassVar = Privacy.every(
        Datum("程序代本人登录，出错时追责", "R-LAW-03", "account", keep="停用后 3 年")
    )

    class Meta:
        db_table = "api_token"
        ordering = ("-id",)
        indexes: ClassVar = [models.Index(fields=["account", "-id"], name="api_token_account")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")), name="api_token_expires_later"
            )
        ]

    def __str__(self) -> str:
        return self.label

    def works(self, at: datetime) -> bool:
        return self.revoked_at is None and at < self.expires_at
