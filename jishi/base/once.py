"""The same submit twice is done once, and answered the same both times (law 10)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, connection, transaction

from jishi.base.bulk import insert
from jishi.base.clock import now
from jishi.base.models import OnceKey
from jishi.tree.actor import Actor
from jishi.tree.errors import NotDone

KEPT = timedelta(hours=72)
COLUMNS = ("account_id", "key", "payload", "result", "made_at")


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
                insert(OnceKey, COLUMNS, [(account, key, print_, "", now())])
                result = do()
                _keep(account, key, result)
                return result
        except IntegrityError:
            # Two at the same moment: the other one has won and is committed. If it was not the
            # key that clashed, the fault is the work's own.
            earlier = OnceKey.objects.filter(account_id=account, key=key).first()
            if earlier is None:
                raise
    if earlier.payload != print_:
        raise AnotherPayload
    return earlier.result


def answered(actor: Actor, key: str) -> bool:
    """Whether this submit of this account has been done."""
    mine = OnceKey.objects.filter(account_id=actor.account_id or 0, key=key[:64])
    return mine.exclude(result="").exists()


def _keep(account: int, key: str, result: str) -> None:
    """In plain SQL, as all wait in line while it is written."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE once_key SET result = %s WHERE account_id = %s AND key = %s",
            [result, account, key],
        )


def forget_old() -> int:
    deleted, _ = OnceKey.objects.filter(made_at__lt=now() - KEPT).delete()
    return deleted
