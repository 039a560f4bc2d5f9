"""What a letter shows on its page: progress, facts, warnings, and the buttons of the next steps."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse

from jishi.base.web.panels import Button
from jishi.kernel.han import han_date, han_month, han_number
from jishi.people.kinds import PROBATION
from jishi.people.models import TransferLetter
from jishi.people.queries.transfer import lateness, steps
from jishi.people.rules.transfer import (
    LETTER,
    Way,
    admitted_just_before,
    may_request,
    stays_with_sender,
)
from jishi.tree.actor import Actor
from jishi.tree.models import Organisation
from jishi.tree.permissions import Permission, all_permissions
from jishi.tree.reach import can

ICONS = {
    "issue": "stamp", "withdraw": "undo-2", "receive": "user-check", "send_back": "corner-up-left",
    "file_receipt": "mail-check", "reissue": "rotate-ccw", "revoke": "circle-x",
    "acknowledge": "send", "mail_receipt": "send", "close": "check-check",
}  # fmt: skip
ADDRESSES = {
    "issue": "transfer-issue", "withdraw": "transfer-withdraw", "receive": "transfer-receive",
    "send_back": "transfer-send-back", "file_receipt": "transfer-file-receipt",
    "reissue": "transfer-reissue", "revoke": "transfer-revoke",
    "acknowledge": "transfer-acknowledge", "mail_receipt": "transfer-acknowledge",
    "close": "transfer-close",
}  # fmt: skip
DANGER = ("withdraw", "revoke", "send_back")
BRANCH_DESK, TAKERS_DESK = ("withdraw",), ("receive", "send_back", "acknowledge", "mail_receipt")


def desk(letter: TransferLetter, name: str) -> Organisation | None:
    """At whose desk a step is taken."""
    if name in BRANCH_DESK:
        return letter.from_org
    return letter.to_org if name in TAKERS_DESK else letter.issuer


def buttons(actor: Actor, letter: TransferLetter) -> list[Button]:
    """The steps that lead on from here and that this actor may take."""
    way = Way(letter.from_org_id is not None, letter.to_org_id is not None)
    found = []
    for offer in LETTER.allowed(letter.state, way):
        name, org = offer.transition.name, desk(letter, offer.transition.name)
        permission: Permission = all_permissions()[offer.transition.permission]
        if not offer.verdict or org is None or not can(actor, permission, org):
            continue
        if name == "receive" and letter.lapsed(actor.today):
            continue  # a letter that has run out is not taken; the page says what to do
        url = reverse(ADDRESSES[name], args=[letter.pk])
        found.append(Button(offer.transition.label, url, ICONS[name], name in DANGER))
    if letter.issued_on is not None:
        found.append(
            Button("打印三联", reverse("transfer-print", args=[letter.pk]), "printer", False)
        )
    return found


def progress(letter: TransferLetter, today: date) -> list[tuple[str, str, str]]:
    """The five stations, each done, at hand, late or to come."""
    if letter.from_org_id is None:
        stations = [
            ("对方开具", letter.issued_on), ("接收", letter.received_on),
            ("寄回回执", letter.receipt_on),
        ]  # fmt: skip
    else:
        issued = letter.issued_on
        stations = [
            ("支部申请", letter.requested_on), ("党委开具", issued),
            ("对方接收", letter.received_on), ("回执", letter.receipt_on),
            ("办结", letter.ended_on if letter.state == "closed" else None),
        ]  # fmt: skip
    found, at_hand = [], not letter.is_final
    for label, on in stations:
        if on is not None:
            found.append((label, "done", on.isoformat()))
        elif at_hand:
            found.append((label, "late" if letter.lapsed(today) else "now", ""))
            at_hand = False
        else:
            found.append((label, "todo", ""))
    if letter.is_final and letter.state != "closed":
        found.append(
            (letter.state_label, "late", letter.end_note or letter.get_return_reason_display())
        )
    return found


def notices(letter: TransferLetter, today: date) -> list[tuple[str, str]]:
    """What whoever works on the letter should know."""
    found = []
    person, left_on = letter.person, letter.issued_on or letter.requested_on
    if letter.lapsed(today):
        found.append(
            ("介绍信已过有效期，不能直接接收；由开具党委核实后补开（R-REL-07）", "warning")
        )
    if letter.in_transit and stays_with_sender(letter.state):
        found.append(("在途期间仍由转出支部管理，计入转出支部人数（R-REL-04）", "info"))
    if letter.is_open:
        asked = may_request(person.standing, 0, letter.paid_to, letter.requested_on, today)
        found += [(str(warning), "warning") for warning in asked.warnings]
    if letter.is_open and admitted_just_before(person.standing, person.joined_on, left_on):
        found.append(
            ("突击发展核查：离开前三个月内发展的预备党员，须核实入党材料（R-DEV-37）", "warning")
        )
    return found


def facts(letter: TransferLetter, today: date) -> list[tuple[str, Any]]:
    words, _ = lateness(letter, today)
    paid, next_month = letter.paid_to, letter.dues_from
    term = f"{letter.valid_days} 天，至 {letter.valid_until}" if letter.valid_until else ""
    found: list[tuple[str, Any]] = [
        ("党员", f"{letter.person.name}（{letter.person.standing_label}）"),
        ("编号", letter.code or "开具时编号"),
        ("状态", words),
        ("转出方", letter.from_name),
        ("接收方", letter.to_name),
        ("转移原因", letter.get_reason_display()),
        ("党费交至", f"{paid.year}年{paid.month}月，接收方从{next_month.month}月起收"),
        ("有效期", term),
    ]
    optional = (
        ("开具党委", letter.issuer and letter.issuer.short_name),
        ("编入支部", letter.to_branch and letter.to_branch.short_name),
        ("入党材料", "已审查" if letter.materials_checked else ""),
        ("退回理由", letter.get_return_reason_display()),
        ("补开自", letter.replaces.code if letter.replaces else ""),
        ("支部说明", letter.statement),
        ("说明", letter.note or letter.end_note),
    )
    return [*found, *((label, value) for label, value in optional if value)]


def timeline(letter: TransferLetter) -> list[tuple[Any, str, str, str]]:
    """Newest first; a desk is named as it is called today."""
    rows = [
        (one.on, one.label, "　".join(filter(None, (one.org.short_name, one.note))), "")
        for one in steps(letter)
    ]
    return rows[::-1]


BLANK_DAY = "　　　　年　　月　　日"


def paper(letter: TransferLetter, identity: str) -> dict[str, Any]:
    """The words of the three parts; what is not known yet is left to be filled in by hand."""
    person = letter.person
    assert letter.issued_on is not None
    assert letter.valid_days is not None
    assert letter.valid_until is not None
    born = person.born_on
    return {
        "letter": letter,
        "person": person,
        "code": letter.code,
        "sex": person.sex_label or "性别＿＿",
        "born": f"{born.year}年{born.month}月" if born else "",
        "standing": "预备党员" if person.standing in PROBATION else "正式党员",
        "identity": identity or "＿＿＿＿＿＿＿＿＿＿",
        "paid": han_month(letter.paid_to),
        "next": han_month(letter.dues_from),
        "days": han_number(letter.valid_days),
        "until": han_date(letter.valid_until),
        "issued": han_date(letter.issued_on),
        "issuer": letter.issuer.name if letter.issuer else letter.from_name,
        "received": han_date(letter.received_on) if letter.received_on else BLANK_DAY,
        "receipt": han_date(letter.receipt_on) if letter.receipt_on else BLANK_DAY,
        "branch": letter.to_branch.name if letter.to_branch else "＿＿＿＿＿＿＿＿＿＿党支部",
    }
