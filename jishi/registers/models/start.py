"""What somebody has done with the checklist of the first page."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from jishi.tree.privacy import Datum, Privacy


class StartMark(models.Model):
    """This account has looked at the health report, or put the checklist away."""

    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="start_mark"
    )
    report_seen_at = models.DateTimeField("看过报告", null=True)
    put_away_at = models.DateTimeField("收起时间", null=True)

    privacy: ClassVar = Privacy.every(
        Datum("记住首页清单已收起", "R-LAW-03", "account", keep="账号停用后 3 年")
    )

    class Meta:
        db_table = "start_mark"

    def __str__(self) -> str:
        return f"{self.account_id}"
