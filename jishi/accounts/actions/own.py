"""What everybody does with the own account: password, name, drafts."""

from __future__ import annotations

import json
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from jishi.accounts.actions.sign_in import begin_attempt, end_all_stays, forgive, password_fits
from jishi.accounts.models import Account
from jishi.accounts.queries import own_id
from jishi.accounts.rules import passwords as rules
from jishi.base import clock
from jishi.base.act import act, bump, lock
from jishi.base.audit.verbs import Verb
from jishi.base.crypto import seal, unseal
from jishi.base.models import Draft
from jishi.base.pinyin import search_text
from jishi.tree.actor import Actor
from jishi.tree.errors import Refused, insist
from jishi.tree.permissions import SELF

PASSWORD_CHANGED = Verb("account.change_password", "修改密码")
NAMED = Verb("account.name_self", "填写本人姓名")

DRAFT = "draft.content"
MOST_DRAFTS = 50
LONGEST_DRAFT = 200_000
NEVER_KEPT = ("csrfmiddlewaretoken", "_once", "_version", "old", "new", "again", "code")


def change_password(actor: Actor, old: str, new: str, keep: int = 0) -> Account:
    """Change the own password; every other device is signed out. `keep` is this device's stay."""
    account = Account.objects.get(pk=own_id(actor))
    attempt = begin_attempt(account.login, actor.address)
    if not password_fits(account, old):
        raise Refused("原密码不对", field="old")
    forgive(attempt)
    insist(rules.may_be_password(new, old, account.login), "new")
    try:
        validate_password(new, account)
    except ValidationError as fault:
        raise Refused("".join(fault.messages), field="new") from None
    encoded = make_password(new)  # slow on purpose, so before the transaction
    with act(actor, SELF) as doing:
        account = lock(Account.objects.all(), account.pk)
        bump(account, password=encoded, must_change=False)
        end_all_stays(account, keep=keep)
        doing.record(PASSWORD_CHANGED, account)
    return account


def name_self(actor: Actor, name: str, version: int) -> Account:
    """An account made for an office gets its person's name, by that person."""
    with act(actor, SELF) as doing:
        account = lock(Account.objects.all(), own_id(actor), version)
        changed = bump(account, name=name, search_text=account_search_text(account.login, name))
        doing.record(NAMED, account, changed={"name": changed["name"]})
        return account


def account_search_text(login: str, name: str) -> str:
    return search_text(name, login, person=True)


def save_draft(actor: Actor, key: str, title: str, link: str, content: str) -> datetime:
    """Keep a form that was begun: name and value pairs as JSON, sealed, never its passwords."""
    kept = json.dumps(_pairs(content), ensure_ascii=False, separators=(",", ":"))
    if not key or len(key) > 120 or len(link) > 200:
        raise Refused("草稿的编号或地址太长", code="bad_key")
    if not link.startswith("/") or link.startswith("//"):
        raise Refused("草稿只能属于本系统的页面", code="bad_link")
    with act(actor, SELF):
        own = Draft.objects.filter(account_id=own_id(actor))
        if own.exclude(key=key).count() >= MOST_DRAFTS:
            raise Refused(f"草稿最多 {MOST_DRAFTS} 份，请先清理", code="too_many")
        at = clock.now()
        values = {"title": title[:120], "link": link, "content": seal(kept, DRAFT), "saved_at": at}
        Draft.objects.update_or_create(account_id=own_id(actor), key=key, defaults=values)
        return at


def _pairs(content: str) -> list[list[str]]:
    try:
        pairs = json.loads(content) if len(content) <= LONGEST_DRAFT else None
    except ValueError:
        pairs = None
    if not isinstance(pairs, list) or not all(
        isinstance(p, list) and len(p) == 2 and all(isinstance(v, str) for v in p) for p in pairs
    ):
        raise Refused("内容太长或格式不对，不能存草稿", code="bad_content")
    return [pair for pair in pairs if pair[0] not in NEVER_KEPT and "password" not in pair[0]]


def open_draft(draft: Draft) -> str:
    return unseal(draft.content, DRAFT)


def discard_draft(actor: Actor, key: str) -> None:
    with act(actor, SELF):
        Draft.objects.filter(account_id=own_id(actor), key=key).delete()
