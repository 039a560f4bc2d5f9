"""Letters, absences and losses at every place, each in the state that its steps start from."""

from __future__ import annotations

from datetime import date
from typing import Any

from jishi.base.clock import now
from jishi.people.models import (
    LostSearch,
    LostSpell,
    MemberState,
    MobileContact,
    MobileSpell,
    Person,
    TransferLetter,
    TransferStep,
)
from jishi.tree.models import Organisation
from tests.access.places import Place, canary, planted
from tests.access.samples import Sample, Values, by_row
from tests.world import TODAY

BRANCH = 5  # the number of the place that is a branch below `own`
LONG = date(2005, 7, 1)
ON = {"on": TODAY.isoformat()}


def _branch(place: Place) -> Values:
    return {"branch": canary(BRANCH, Organisation), "checked": "on", **ON}


def _again(place: Place) -> Values:
    return {"lost": "on", "statement": "途中遗失", "talked": "on", "days": "9", **ON}


def _wanted(place: Place) -> Values:
    return {"to_name": "云州市桐溪区委组织部", "paid_to": "2026-11", "reason": "work", **ON}


def _coming(place: Place) -> Values:
    return {
        "committee": place.org.code, "from_name": "云州市桐溪区委组织部", "number": "9",
        "days": "30", "issued_on": "2026-11-10", "paid_to": "2026-11", "reason": "work",
        "distance": "nation", "name": "来者", "sex": "1", "standing": "full",
        "joined_on": "2005-07-01", "full_on": "2006-07-01", **_branch(place),
    }  # fmt: skip


def _away(place: Place) -> Values:
    return {
        "left_on": "2026-11-01", "where": "云州市", "months": "9", "reason": "work",
        "contact_name": "何文",
    }  # fmt: skip


def _guest(place: Place) -> Values:
    return {**_away(place), "host": place.org.code, "guest_name": "客", "home_name": "云州某支部"}


CONTACT = {"how": "phone", "by": "何文", **ON}

LETTERS: dict[str, Sample] = {
    "transfer": by_row("asked", "org"),
    "transfer#sent": by_row("sent", "org"),
    "transfer-issue": by_row("asked", "org", send=lambda place: {"days": "9", **ON}),
    "transfer-withdraw": by_row("asked", "org", send=lambda place: {"reason": "不走了"}),
    "transfer-receive": by_row("sent", "org", send=_branch),
    "transfer-send-back": by_row("sent", "org", send=lambda place: {"reason": "not_here", **ON}),
    "transfer-reissue": by_row("sent", "org", send=_again),
    "transfer-revoke": by_row("sent", "org", send=lambda place: {"reason": "不走了"}),
    "transfer-print": by_row("sent", "org", acts=True, also=frozenset({403})),
    "transfer-file-receipt": by_row(
        "outward", "org", send=lambda place: {"received_on": TODAY.isoformat(), **ON}
    ),
    "transfer-acknowledge": by_row("arrived", "org", send=lambda place: ON),
    "transfer-close": by_row("answered", "org", send=lambda place: ON),
    "transfer-take-in": Sample(send=_coming),
    "transfer-takers": Sample(directory=True),
    "person-transfer": by_row("resident", "org", send=_wanted),
    "person-leave": by_row(
        "resident", "org",
        send=lambda place: {**_away(place), "last_on": TODAY.isoformat(), "how": "phone"},
    ),
    "person-lost": by_row("resident", "org", send=lambda place: {"since": "2026-11-01"}),
    "mobile-one": by_row("spell", "org"),
    "mobile-one#guest": by_row("guest", "org"),
    "mobile-guest": Sample(send=_guest),
    "mobile-contact": by_row("spell", "org", send=lambda place: CONTACT),
    "mobile-report": by_row("spell", "org", send=lambda place: ON),
    "mobile-change": by_row("spell", "org", send=_away),
    "mobile-end": by_row("spell", "org", send=lambda place: ON),
    "mobile-place": by_row("guest", "org", send=_branch),
    "lost-one": by_row("loss", "org"),
    "lost-search": by_row("loss", "org", send=lambda place: CONTACT),
    "lost-found": by_row("loss", "org", send=lambda place: ON),
}  # fmt: skip


def _member(place: Place, name: str) -> Person:
    token = canary(place.number, Person)
    row = Person.objects.create(
        code=f"L{place.number:03d}{name}"[:32], name=f"员{token}", org=place.org, standing="full",
        joined_on=LONG, full_on=date(2006, 7, 1), since=LONG, work_place=token, search_text=token,
        identity="99000019800302002X" if name == "sent" else "",
    )  # fmt: skip
    MemberState.objects.create(person=row, since=LONG, org=place.org, standing="full")
    if name == "resident":
        place.rows[name] = row
    return row


@planted
def _letters(place: Place) -> None:
    issued: dict[str, Any] = {
        "year": 2026, "issued_on": TODAY, "valid_days": 30, "valid_until": date(2026, 12, 20),
    }  # fmt: skip
    arrived = {**issued, "received_on": TODAY, "to_branch": place.org}
    for number, (name, state, to_org, values) in enumerate((
        ("asked", "requested", place.org, {}),
        ("sent", "issued", place.org, issued),
        ("outward", "issued", None, issued),
        ("arrived", "received", place.org, arrived),
        ("answered", "acknowledged", place.org, {**arrived, "receipt_on": TODAY}),
    )):  # fmt: skip
        numbered = {"number": place.number * 10 + number} if values else {}
        row = TransferLetter.objects.create(
            person=_member(place, name), from_org=place.org, from_name="转出", issuer=place.org,
            to_org=to_org, to_name="接收", reason="work", paid_to=date(2026, 11, 1),
            requested_on=TODAY, state=state, **values, **numbered,
        )  # fmt: skip
        place.keep(name, row)
        place.keep(f"{name}-step", TransferStep.objects.create(
            letter=row, name="issue" if values else "request", on=TODAY, org=place.org,
            recorded_at=now(),
        ))  # fmt: skip


@planted
def _absences(place: Place) -> None:
    _member(place, "resident")
    common: dict[str, Any] = {
        "left_on": date(2025, 1, 1), "where": "云州市", "reason": "work", "contact_name": "何文",
        "registered_on": TODAY,
    }  # fmt: skip
    token = canary(place.number, MobileSpell)
    spell = MobileSpell.objects.create(
        kind="out", person=_member(place, "away"), **{**common, "where": token, "host_name": token}
    )  # a member of ours has no name as a guest, so the texts are put in by hand
    guest = MobileSpell.objects.create(
        kind="in", guest_name="客", home_name="外地支部", host_org=place.org, **common
    )
    place.rows["spell"] = spell
    place.keep("guest", guest)
    for name, row in (("spell", spell), ("guest", guest)):
        place.keep(f"{name}-contact", MobileContact.objects.create(
            spell=row, on=date(2025, 1, 2), how="phone", by="何文", recorded_at=now()
        ))  # fmt: skip
    loss = LostSpell.objects.create(
        person=_member(place, "gone"), since=date(2026, 1, 1), registered_on=TODAY
    )
    place.keep("loss", loss)
    place.keep("search", LostSearch.objects.create(
        spell=loss, on=date(2026, 2, 1), how="visit", by="何文", recorded_at=now()
    ))  # fmt: skip
