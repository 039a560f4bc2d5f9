"""The same submit twice is done once, and answered the same both times (law 10)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction

from jishi.base.clock import now
from jishi.base.models import OnceKey
from jishi.tree.actor import Actor
from jishi.tree.errors import NotDone

KEPT = timedelta(hours=72)


class AnotherPayload(NotDone):
    """The key was used for something else: answered 409."""

    def __init__(self) -> None:
        super().__init__("这个提交编号已用于另一份内容，请刷新页面再提交")


def fingerprint(payload: Any) -> str:
    text = json.dumps(payload, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def run_once(actor: Actor, key: str, payload: Any, do: Callable[[], str]) -> str:
    """Do it unless this key was already answered; key, work and answer share one transaction."""
    if not key:
        return do()
    account, print_ = actor.account_id or 0, fingerprint(payload)
    key = key[:64]
    earlier = OnceKey.objects.filter(account_id=account, key=key).first()
    if earlier is None:
        try:
            with transaction.atomic():
                mark = OnceKey.objects.create(
                    account_id=account, key=key, payload=print_, made_at=now()
                )
                mark.result = do()
                mark.save(update_fields=["result"])
                return mark.result
        except IntegrityError:
            # Two at the same moment: the other one has won and is committed. If it was not the
            # key that clashed, the fault is the work's own.
            earlier = OnceKey.objects.filter(account_id=account, key=key).first()
            if earlier is None:
                raise
    if earlier.payload != print_:
        raise AnotherPayload
    return earlier.result


def forget_old() -> int:
    deleted, _ = OnceKey.objects.filter(made_at__lt=now() - KEPT).delete()
    return deleted
