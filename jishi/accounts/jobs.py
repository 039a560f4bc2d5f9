"""What is forgotten every night."""

from __future__ import annotations

from django.contrib.sessions.models import Session

from jishi.accounts.actions import sign_in
from jishi.base import clock
from jishi.base.retention import retention


@retention("account.attempts", "输错密码的计数", "1 天后")
def forget_attempts() -> int:
    return sign_in.forget_attempts()


@retention("account.stays", "结束的登录记录", "180 天后")
def forget_stays() -> int:
    return sign_in.forget_stays()


@retention("account.sessions", "过期的会话", "过期当天")
def forget_sessions() -> int:
    return Session.objects.filter(expire_date__lt=clock.now()).delete()[0]
