"""What the addresses of people's pages name, and what lies at each place about people."""

from __future__ import annotations

import json
from datetime import date, timedelta

from jishi.base.clock import now
from jishi.base.crypto import blind_index
from jishi.kernel.identity import identity_check
from jishi.people.models import (
    ChangeKind,
    ClearExport,
    CorrectionRequest,
    MemberChange,
    MemberState,
    Person,
    PersonMerge,
    Sanction,
    SavedSearch,
)
from tests.access.places import Place, canary, planted
from tests.access.samples import Sample, Values, by_row
from tests.world import LONG_AGO, TODAY

BASIS = {"on": TODAY.isoformat(), "meeting": "支部大会", "document": "青组〔2026〕9号"}


def by_human(name: str = "human", **more: object) -> Sample:
    """A person on the books of the place."""
    return by_row(name, "org", **more)


def _register(place: Place) -> Values:
    return {
        "org": place.org.code, "name": "林可", "standing": "full", "sex": "2",
        "joined_on": "2005-07-01", "full_on": "2006-07-01", "born_on": "1980-03-02",
    }  # fmt: skip


def _pair(place: Place) -> Values:
    return {"pk": place.rows["human"].pk, "other": place.rows["double"].pk}


def _correct(place: Place) -> Values:
    return {"work_place": "新单位", "note": "本人告知", "name": "林可", **BASIS}


PEOPLE: dict[str, Sample] = {
    "person": by_human(),
    "person-register": Sample(send=_register),
    "person-correct": by_human(send=_correct),
    "person-confirm": by_human(send=lambda place: {"_version": "1"}),
    "person-group": by_human(send=lambda place: BASIS),
    "person-guest": by_human(send=lambda place: BASIS),
    "person-account": by_human(hard="须有同名而没有对应的账号"),
    "person-account-end": by_human(send=lambda place: {"_version": "1"}),
    "person-card": by_human(),
    "person-change": Sample(
        lambda place: {"pk": place.rows["human"].pk, "change": place.rows["correction-act"].pk},
        owner="org",
    ),
    "person-standing": by_human(),
    "person-standing-change": Sample(
        lambda place: {"pk": place.rows["human"].pk, "kind": "stop"}, owner="org",
        send=lambda place: BASIS,
    ),
    "person-sanction": by_human(
        send=lambda place: {
            "kind": "warning", "since": TODAY.isoformat(), "document": "青纪〔2026〕3号",
        }
    ),
    "person-merge": Sample(_pair, owner="org", send=lambda place: {"versions": "1.1"}),
    "person-apart": Sample(_pair, owner="org", send=lambda place: {"_version": ""}),
    "merge-undo": by_row("merger", "org", send=lambda place: {"_version": ""}),
    "person-lookup": Sample(
        send=lambda place: {"number": place.rows["human"].code}, hard="只在审计里留痕"
    ),
    "search-save": Sample(send=lambda place: {"name": "女党员"}),
    "search-forget": by_row("kept-search", send=lambda place: {"_version": "1"}),
    "clear-ask": Sample(
        send=lambda place: {
            "org": place.org.code, "why": "办理组织手续", "detail": "转接", "columns": "identity",
        }
    ),
    "clear": by_row("clear", "org"),
    "clear-approve": by_row("clear", "org", send=lambda place: {"_version": "1"}),
    "clear-decline": by_row(
        "clear", "org", send=lambda place: {"_version": "1", "answer": "不必"}
    ),
    "correction": by_row(
        "correction", "org", send=lambda place: {"decision": "decline", "answer": "有误"}
    ),
    "own-person": Sample(also=frozenset({404})),
    "own-person-show": Sample(
        lambda place: {"field": "phone"}, hard="只在审计里留痕", also=frozenset({404})
    ),
    "own-person-copy": Sample(hard="只在审计里留痕", also=frozenset({404})),
    "own-person-correct": Sample(
        send=lambda place: {"field": "work_place", "value": "新单位"}, also=frozenset({404})
    ),
    "api:member-get": Sample(
        lambda place: {"code": place.rows["human"].code}, owner="org"
    ),
}  # fmt: skip


def _human(place: Place, letter: str, **more: object) -> Person:
    """Another one each time: a county may be planted twice."""
    serial = Person.objects.count()
    born = date(1980, 3, 2) + timedelta(days=serial)
    digits, phone = f"990000{born:%Y%m%d}001", f"19900{serial:06d}"
    identity = digits + identity_check(digits) if letter == "h" else ""
    person = Person(
        code=f"{letter}{place.number:03d}-{serial}", name=f"人{letter}", sex="0", org=place.org,
        born_on=born, identity=identity, phone=phone,
        identity_index=blind_index("identity", identity), phone_index=blind_index("phone", phone),
        standing="full", joined_on=date(2005, 7, 1), full_on=date(2006, 7, 1), since=LONG_AGO,
        search_text=f"人{letter} {canary(place.number, Person)}", **more,
    )  # fmt: skip
    person.save()
    MemberState.objects.create(person=person, since=LONG_AGO, org=place.org, standing="full")
    MemberChange.objects.create(
        person=person, kind=ChangeKind.REGISTER, on=LONG_AGO, to_org=place.org, recorded_at=now()
    )
    return person


@planted
def _humans(place: Place) -> None:
    """Somebody with the account of the place, the same person twice, and one merged into it."""
    linked = Person.objects.filter(account=place.account).exists()
    human = place.keep("human", _human(place, "h", account=None if linked else place.account))
    place.keep("double", _human(place, "d"))
    gone = _human(place, "g")
    Person.objects.filter(pk=gone.pk).update(standing="none", merged_into=human.pk)
    before = {
        "kept": {}, "set": {}, "moved": [],
        "gone": {"standing": "full", "merged_into_id": None, "account_id": None},
    }  # fmt: skip
    assert isinstance(human, Person)
    place.keep("merger", PersonMerge.objects.create(
        kept=human, gone=gone, before=json.dumps(before), merged_at=now()
    ))  # fmt: skip
    place.keep("sanction", Sanction.objects.create(
        person=human, kind="warning", since=LONG_AGO, document="青纪〔2021〕1号", recorded_at=now()
    ))  # fmt: skip


@planted
def _asked(place: Place) -> None:
    human = Person.objects.get(pk=place.rows["human"].pk)
    place.keep("correction-act", MemberChange.objects.create(
        person=human, kind=ChangeKind.CORRECT, on=LONG_AGO, recorded_at=now(), note="更正",
        detail=json.dumps({"work_place": ["旧单位", "新单位"]}),
    ))  # fmt: skip
    place.keep("correction", CorrectionRequest.objects.create(
        person=human, account=place.rows["mate"], field="education", value="大专", asked_at=now(),
        reason="毕业证",
    ))  # fmt: skip
    place.keep("clear", ClearExport.objects.create(
        account=place.rows["mate"], org=place.org, columns="name,identity", purpose="报送",
        count=2, asked_at=now(),
    ))  # fmt: skip
    place.keep("kept-search", SavedSearch.objects.create(
        account=place.account, name="常用", query="sex=2", made_at=now()
    ))  # fmt: skip
