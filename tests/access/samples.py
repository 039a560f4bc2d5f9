"""What the addresses of routes can name, and what a valid form sends: one line per route.

A new screen whose address names an object needs a sample here, else the suite fails: `Sample(of)`
with the address's values at a place, and whose the object is. What lies at each place comes from
`@planted` functions: put your new model's row there by `place.keep("name", row)` and its texts
become canaries. A route that takes POST says in `send` what fills the form's empty fields.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from jishi.accounts.actions.own import save_draft
from jishi.accounts.models import BehalfEntry, Handover, SignIn
from jishi.api.models import ApiToken
from jishi.base import files
from jishi.base.act import act
from jishi.base.clock import now
from jishi.base.models import Draft, InboxItem, InboxKind, Job, SettingValue, StoredFile
from jishi.exchange.layout import ColumnRead, Layout
from jishi.exchange.models import ImportBatch
from jishi.orgs.actions import RENAMED
from jishi.orgs.local import TERM_REMINDER
from jishi.registers.models import Link, LinkEntry, Unit, UnitCoverage
from jishi.tree.actor import Actor
from jishi.tree.models import Grant, Organisation
from jishi.tree.permissions import SELF
from tests.access.places import Place, account, canary, planted
from tests.world import LONG_AGO, PASSWORD, TODAY

ELSEWHERE = 8  # the number of that place
SUPERIORS = frozenset({404})  # of some kinds only the superior may
Values = Mapping[str, Any]


@dataclass(frozen=True)
class Sample:
    """How to call one route."""

    of: Callable[[Place], Values] = lambda place: {}
    owner: str = "none"  # whose the object named is: none, org, account or anybody
    send: Callable[[Place], Values] = lambda place: {}
    acts: bool = False  # a POST does something though no form of the page's own sends it
    also: frozenset[int] = frozenset()  # what else may be answered to one who may
    at: str = "own"  # where a valid POST is possible
    hard: str = ""  # why no valid POST can be made here; the room's own tests make one
    asks: tuple[str, Callable[[Place], str]] | None = None  # a question that names a row
    # Names of organisations that take letters are known to whoever writes letters: asked for by
    # name they are told, whatever the reach. Nothing else of them may be.
    directory: bool = False
    # Tables of which a row sent up from below is named, and answered, where it arrives.
    sent_up: frozenset[str] = frozenset()


def by_org(**more: Any) -> Sample:
    return Sample(lambda place: {"pk": place.org.pk}, owner="org", **more)


def by_code(**more: Any) -> Sample:
    return Sample(lambda place: {"code": place.org.code}, owner="org", **more)


def by_person(which: str = "person", **more: Any) -> Sample:
    """A person at the place: seen by whoever manages accounts there."""
    return by_row(which, "org", **more)


def by_row(name: str, owner: str = "account", **more: Any) -> Sample:
    return Sample(lambda place: {"pk": place.rows[name].pk}, owner=owner, **more)


SINCE = {"since": TODAY.isoformat(), "document": "青组〔2026〕9号"}
BASIS = {"on": TODAY.isoformat(), "document": "青组〔2026〕9号"}


def _found(place: Place) -> Values:
    return {
        "code": "NEW-1", "name": "新支部", "short_name": "新支部", "kind": "branch",
        "sector": "village", "parent": place.org.code, "note": "名称以批复为准", **BASIS,
    }  # fmt: skip


def _split(place: Place) -> Values:
    return {
        "code": "NEW-2", "name": "中国共产党新支部委员会", "short_name": "新支部",
        "kind": "committee", "sector": "township", **BASIS, "note": "名称以批复为准",
    }  # fmt: skip


def _merge(place: Place) -> Values:
    return {
        "way": "here", "with_1": canary(ELSEWHERE, Organisation), "confirmed": "1", **BASIS,
    }  # fmt: skip


def _move(place: Place) -> Values:
    return {"parent": canary(ELSEWHERE, Organisation), **BASIS}


def _stand_in(place: Place) -> Values:
    mate = place.rows["mate"]
    return {
        "stand_in": mate.login, "since": "2026-11-21", "until": "2026-12-01", "reason": "培训",
    }  # fmt: skip


def _below(place: Place) -> Values:
    return {"role": "branch", "org": place.org.pk, f"name-{place.org.pk}": "新人"}


def _post(place: Place) -> Values:
    return {
        "kind": "pair", "org": place.org.code, "partner": "某户", "since": TODAY.isoformat(),
    }  # fmt: skip


def _unit(place: Place) -> Values:
    return {"name": "新单位", "kind": "private_enterprise", "org": place.org.code}


def _cover(place: Place) -> Values:
    return {"covering": place.org.code, "mode": "joint", "since": TODAY.isoformat()}


def _pasted(place: Place) -> Values:
    return {"kind": "members", "org": place.org.code, "pasted": "姓名\t性别\n韦甲\t男"}


LOCAL = TERM_REMINDER  # a setting that offices make for themselves
NEW_PASSWORD = "Baishi-zhen-2026"

SAMPLES: dict[str, Sample] = {
    # organisations
    "org": by_org(),
    "org-found": Sample(send=_found),
    "org-rename": by_org(
        send=lambda place: {"name": "改名", "short_name": "改名", "note": "以批复为准", **BASIS}
    ),
    "org-rekind": by_org(send=lambda place: {"kind": "committee", "sector": "street", **BASIS}),
    "org-move": by_org(send=_move),
    "org-close": by_org(send=lambda place: BASIS, hard="须先把党员转出"),
    "org-merge": by_org(send=_merge),
    "org-split": by_org(send=_split),
    "org-reopen": by_org(hard="须先撤销"),
    "org-elect": by_org(send=lambda place: {"elected_on": TODAY.isoformat()}),
    "org-extend": by_org(hard="须先登记任期"),
    "org-bridge": Sample(asks=("org", lambda place: place.org.code)),
    "org-bridge-rows": Sample(asks=("org", lambda place: place.org.code)),
    # the interface
    "api:org-get": by_code(),
    "api:org-found": Sample(send=_found),
    "api:org-rename": by_code(send=lambda place: {"name": "改", "short_name": "改", **BASIS}),
    "api:org-move": by_code(send=_move),
    "api:org-close": by_code(send=lambda place: BASIS, hard="须先把党员转出"),
    "api:org-merge": by_code(
        send=lambda place: {"others": [canary(ELSEWHERE, Organisation)], **BASIS}
    ),
    "api:org-elect": by_code(send=lambda place: {"elected_on": TODAY.isoformat()}),
    "api:org-extend": by_code(
        send=lambda place: {"until": "2027-05-01", "document": "青组〔2026〕9号"},
        hard="须先登记任期",
    ),
    "api-unknown": Sample(lambda place: {"rest": "v1/nothing"}, owner="anybody"),
    "my-token-make": Sample(send=lambda place: {"label": "程序", "days": "30"}),
    "my-token-revoke": by_row("token"),
    # one's own account
    "me-password": Sample(
        send=lambda place: {"old": PASSWORD, "new": NEW_PASSWORD, "again": NEW_PASSWORD}
    ),
    "me-name": Sample(send=lambda place: {"name": "新名"}),
    "me-second": Sample(hard="须先没有第二道验证"),
    "me-new-card": Sample(hard="须有一张密码卡"),
    "org-pick": Sample(asks=("under", lambda place: str(place.org.pk))),
    "drafts": Sample(asks=("key", lambda place: f"/draft/{place.number}")),
    "drafts-discard": Sample(send=lambda place: {"key": f"/draft/{place.number}"}),
    "behalf-one": by_row("behalf", send=lambda place: {"objection": "人数不对"}),
    # staff
    "staff-one": by_person(),
    "staff-one#two-roles": by_person("waiting"),
    "staff-why": by_person(),
    "staff-new": Sample(
        send=lambda place: {"login": "new.one", "name": "新人", "kind": "business"}
    ),
    "staff-reset": by_person(),
    "staff-second": by_person(),
    "staff-grant": by_person(
        send=lambda place: {
            "role": "branch", "org": place.org.code, "since": "2026-11-20", "reason": "任职",
        }
    ),
    "staff-close": by_person(),
    "staff-enable": by_person("waiting", send=lambda place: {"_version": "1"}),
    "grant-end": Sample(
        lambda place: {"pk": place.rows["person"].pk, "grant": place.rows["grant"].pk},
        owner="org", acts=True,
    ),
    "staff-handover": by_person(
        send=lambda place: {"successor": place.rows["mate"].login, "reason": "离任"}
    ),
    "handover": by_row("handover", "org"),
    "staff-stand-in": by_person(send=_stand_in),
    "stand-in-end": by_person(acts=True),
    "staff-below": Sample(send=_below),
    "staff-below-reset": Sample(send=lambda place: {"account": place.rows["person"].pk}),
    # settings: a local number is nothing that a system administrator sees
    "setting": Sample(
        lambda place: {"code": LOCAL.code}, owner="anybody", also=frozenset({404}),
        asks=("org", lambda place: str(place.org.pk)),
    ),
    "setting-set": Sample(
        lambda place: {"code": LOCAL.code, "pk": place.org.pk}, owner="org",
        also=frozenset({404}), send=lambda place: {"value": "9", **SINCE},
    ),
    "setting-end": Sample(
        lambda place: {"code": LOCAL.code, "pk": place.org.pk}, owner="org",
        also=frozenset({404}), send=lambda place: SINCE,
    ),
    # posts, links, units; a village's director is put down by its superior
    "link": by_row("link", "org"),
    "post-new": Sample(send=_post),
    "link-end": by_row(
        "link", "org", also=SUPERIORS, send=lambda place: {"until": TODAY.isoformat()}
    ),
    "link-renew": by_row(
        "link", "org", also=SUPERIORS, send=lambda place: {"due_on": "2029-01-01"}
    ),
    "link-amend": by_row("link", "org", also=SUPERIORS, send=lambda place: {"title": "专职副书记"}),
    "link-note": by_row("contact", "org", send=lambda place: {"note": "走访"}),
    "board-rows": Sample(lambda place: {"code": "vacancies"}, owner="anybody"),
    "unit": by_row("unit", "org"),
    "unit-new": Sample(send=_unit),
    "unit-edit": by_row("unit", "org", send=_unit),
    "unit-cover": by_row("unit", "org", send=_cover),
    "unit-uncover": by_row("unit", "org", send=lambda place: {"until": TODAY.isoformat()}),
    "unit-close": by_row("unit", "org", send=lambda place: {"on": TODAY.isoformat()}),
    "coverage-rows": Sample(lambda place: {"code": "all"}, owner="anybody"),
    "health-rows": Sample(lambda place: {"code": "secretary_vacant"}, owner="anybody"),
    "start": Sample(acts=True),
    # tables in and out
    "import-new": Sample(send=_pasted, also=frozenset({403})),  # a roster is not for every importer
    "import": by_row("import", "org"),
    "import-progress": by_row("import", "org"),
    "import-columns": by_row("import", send=lambda place: {"_version": "1", "column-1": "name"}),
    "import-check": by_row("import", acts=True),
    "import-abandon": by_row("import", acts=True),
    "import-choices": by_row("import-checked", send=lambda place: {"_version": "1"}),
    "import-publish": by_row("import-checked", acts=True),
    "import-undo": by_row("import-published", "org", acts=True),
    "import-template": Sample(lambda place: {"kind": "members"}, owner="anybody"),
    "blank-table": Sample(hard="须上传一个工作簿"),
    "exports": Sample(
        send=lambda place: {"kind": "members", "org": place.org.code, "format": "xlsx"}
    ),
    # plumbing
    "file": by_row("file"),
    "inbox-open": by_row("inbox"),
    "inbox-done": by_row("inbox", acts=True),
    "inbox-read": Sample(acts=True),
    "job": by_row("job"),
    "job-progress": by_row("job"),
    "job-cancel": by_row("waiting-job", acts=True),
    "audit-chain": Sample(send=lambda place: {"do": "anchor"}, hard="写在数据库之外"),
    "design-page": Sample(lambda place: {"part": "list"}, owner="anybody"),
    "reveal": Sample(lambda place: {"code": "nothing", "pk": 1}, owner="nobody"),
}  # fmt: skip


@planted
def _tokens(place: Place) -> None:
    at = now()
    token = ApiToken(
        account=place.account, label="程序", digest=f"{place.number:064d}", made_at=at,
        expires_at=at + timedelta(30),
    )  # fmt: skip
    token.save()
    place.keep("token", token)


@planted
def _people(place: Place) -> None:
    """Beside the account of the place: a person with a role, a mate, and one not yet enabled."""
    for name, letter, state in (
        ("person", "p", "active"), ("mate", "m", "active"), ("waiting", "w", "waiting"),
    ):  # fmt: skip
        place.rows[name] = account(place.number, "business", letter, state=state)
        held = Grant.objects.create(
            account=place.rows[name], role="branch", org=place.org, since=LONG_AGO, reason="任职"
        )
        if name == "person":
            place.keep("grant", held)
    elsewhere = Organisation.objects.get(code=canary(ELSEWHERE, Organisation))
    Grant.objects.create(  # who also holds a role elsewhere: that is not for those here to see
        account=place.rows["waiting"], role="member", org=elsewhere, since=LONG_AGO
    )
    person, mate = place.rows["person"], place.rows["mate"]
    place.keep("stand-in", Grant.objects.create(
        account=mate, role="branch", org=place.org, since=LONG_AGO, until=TODAY, reason="代班",
        stands_in_for=person,
    ))  # fmt: skip
    place.keep("handover", Handover.objects.create(
        giver=person, successor=mate, made_by=mate, made_at=now(), reason="离任",
        lines=[{"what": "授权", "label": f"支部书记{canary(place.number, Handover)}"}],
    ))  # fmt: skip
    place.keep("behalf", BehalfEntry.objects.create(
        entered_by=mate, for_account=place.account, source="paper", source_note="纸条",
        object_kind="organisation", object_id=str(place.org.pk), org=place.org, label="代填",
        link="/", entered_at=now(),
    ))  # fmt: skip


@planted
def _registers(place: Place) -> None:
    """A post, a contact with its entry, and a unit with its coverage."""
    link = Link(kind="village_director", org=place.org, partner="某", since=LONG_AGO)
    link.save()
    place.keep("link", link)
    contact = Link(kind="contact_household", org=place.org, partner="某户", since=LONG_AGO)
    contact.save()
    place.keep("contact", contact)
    place.keep("entry", LinkEntry.objects.create(
        link=contact, on=LONG_AGO, note="走访", recorded_at=now()
    ))  # fmt: skip
    code = f"U{canary(place.number, Unit)}"
    unit = Unit(code=code, name="某单位", kind="private_enterprise", org=place.org)
    unit.save()
    place.keep("unit", unit)
    place.keep("coverage", UnitCoverage.objects.create(
        unit=unit, org=place.org, mode="single", since=LONG_AGO
    ))  # fmt: skip


@planted
def _plumbing(place: Place) -> None:
    at, token = now(), canary(place.number, StoredFile)
    who = Actor(place.account.pk, place.account.login, place.account.name, "business", TODAY)
    save_draft(who, f"/draft/{place.number}", "草稿", "/", f'[["name", "草稿{token}"]]')
    place.keep("draft", Draft.objects.get(account=place.account, key=f"/draft/{place.number}"))
    place.keep("inbox", InboxItem.objects.create(
        account=place.account, kind=InboxKind.TODO, key=f"todo:{place.number}", title="待办",
        org=place.org, made_at=at, link="/inbox/",
    ))  # fmt: skip
    place.keep("notice", InboxItem.objects.create(
        account=place.account, kind=InboxKind.NOTICE, key=f"notice:{place.number}", title="消息",
        org=place.org, made_at=at, link="/inbox/",
    ))  # fmt: skip
    for name, state in (("job", "done"), ("waiting-job", "waiting")):
        place.keep(name, Job.objects.create(
            kind="probe", title="任务", account=place.account, org=place.org, state=state,
            run_after=at, made_at=at,
        ))  # fmt: skip
    job = place.rows["job"]
    file = files.store(
        f"附件{token}".encode(), "附件.txt", owner=files.Owner("job", str(job.pk)),
        org_id=place.org.pk, account_id=place.account.pk,
    )  # fmt: skip
    Job.objects.filter(pk=job.pk).update(result=file)
    place.keep("file", file)


@planted
def _imports(place: Place) -> None:
    """A table on its way at each of its states, as its office sees it."""
    layout = Layout("members", ("名册",), (1,), (ColumnRead(1, "姓名", "name", 1.0),))
    for name, state in (
        ("import", "recognised"), ("import-checked", "checked"), ("import-published", "published"),
    ):  # fmt: skip
        place.keep(name, ImportBatch.objects.create(
            kind="members", state=state, org=place.org, account=place.account,
            actor_name=place.account.name, file_name="名册.xlsx", digest="0" * 64,
            layout=layout.text(), made_at=now(), published_at=now(),
        ))  # fmt: skip


@planted
def _signed_in(place: Place) -> None:
    at = now()
    stay = SignIn(account=place.account, address="10.0.0.1", browser="浏览器", at=at, seen_at=at)
    stay.save()
    place.keep("stay", stay)


@planted
def _set(place: Place) -> None:
    value = SettingValue.objects.create(
        code=LOCAL.code, org=place.org, since=LONG_AGO + timedelta(place.number),
        value="7",
        document=f"文{canary(place.number, SettingValue)}",
    )  # fmt: skip
    place.rows["setting"] = value


@planted
def _audited(place: Place) -> None:
    """A line in the history of the organisation, written by the account of the place."""
    who = place.account
    actor = Actor(who.pk, who.login, who.name, who.kind, TODAY)
    with act(actor, SELF) as doing:
        doing.record(RENAMED, place.org, note=f"记录{canary(place.number, Grant)}")


from tests.access.sample_letters import LETTERS  # noqa: E402 made of what stands above

SAMPLES.update(LETTERS)
from tests.access import samples_people  # noqa: E402  it uses what stands above

SAMPLES.update(samples_people.PEOPLE)
# What a room of many routes has at every place stands in a module of its own.
from tests.access import (  # noqa: E402
    sample_activities,
    sample_books,
    sample_cases,
    sample_disclosures,
    sample_duties,
    sample_figures,
    sample_funds,
    sample_grades,
    sample_paper,
    sample_papers,
    sample_procedures,
    sample_returns,
    sample_standards,
    sample_training,
)

__all__ = [
    "SAMPLES",
    "Sample",
    "sample_activities",
    "sample_books",
    "sample_cases",
    "sample_disclosures",
    "sample_duties",
    "sample_figures",
    "sample_funds",
    "sample_grades",
    "sample_paper",
    "sample_papers",
    "sample_procedures",
    "sample_returns",
    "sample_standards",
    "sample_training",
]
