"""Who holds which post, and organisations by whether their posts are filled."""

from __future__ import annotations

from jishi.figures.columns import FOREVER, Asked, Columns, columns, number_of
from jishi.figures.declared import Table
from jishi.figures.tables.cutting import Spell, by_owner, pieces
from jishi.figures.tables.members import people_named
from jishi.figures.tables.terms import names_of
from jishi.orgs.access import ORG_VIEW
from jishi.people.access import PERSON_VIEW
from jishi.registers.kinds import all_kinds
from jishi.registers.models import Link
from jishi.tree.kinds import ORG_KINDS
from jishi.tree.models import OrganisationState

_LEADERS = ("secretary", "village_director", "reserve")
_APPROVED = tuple(code for code, kind in all_kinds().items() if kind.needs_document)


def _held(asked: Asked) -> Columns:
    rows = Link.objects.filter(asked.within(), asked.lasting(), person__isnull=False).order_by(
        "org", "kind", "since", "pk"
    )
    found = rows.values_list(
        "person_id", "org_id", "person_id", "since", "until", "kind", "org__kind", "org__sector",
        "person__sex", "person__born_on", "person__education", "document",
    )  # fmt: skip
    made = ((*row[:11], _pending(row[5], row[4], row[11])) for row in found)
    names = ("id", "org", "person", "since", "until", "kind", "org_kind", "sector", "sex", "born",
             "education", "pending")  # fmt: skip
    return columns(made, names, {"since", "until", "born"})


def _appointed(asked: Asked) -> Columns:
    """Who took up a post; a merger hands none on, and a renewal goes on with the same row."""
    return _turned(asked, "since")


def _left(asked: Asked) -> Columns:
    return _turned(asked, "until")


def _turned(asked: Asked, day: str) -> Columns:
    rows = Link.objects.filter(asked.within(), asked.days(day), person__isnull=False)
    found = rows.order_by(day, "pk").values_list(
        "person_id", "org_id", "person_id", day, "kind", "org__kind", "org__sector", "until",
        "document",
    )  # fmt: skip
    made = (row[:7] for row in found if not _pending(row[4], row[7], row[8]))
    return columns(made, ("id", "org", "person", "day", "kind", "org_kind", "sector"), {"day"})


def _pending(kind: str, until: object, document: str) -> bool:
    """Elected, not approved yet: no holder of the post so far (R-ORG-22)."""
    return kind in _APPROVED and until is None and not document


def _filled(asked: Asked) -> Columns:
    """Each organisation's days cut where one of its leaders comes or goes."""
    states = OrganisationState.objects.filter(asked.within(), asked.lasting()).order_by(
        "org", "since"
    )
    links = Link.objects.filter(
        asked.within(), asked.lasting(), kind__in=_LEADERS, person__isnull=False
    ).order_by("pk")  # fmt: skip
    held = by_owner(
        (org, Spell(number_of(since), number_of(until, FOREVER), (kind, person)))
        for org, kind, person, since, until, document in links.values_list(
            "org_id", "kind", "person_id", "since", "until", "document"
        )
        if not _pending(kind, until, document)
    )
    made = []
    for org, since, until, kind, sector, parent in states.values_list(
        "org_id", "since", "until", "kind", "sector", "parent__sector"
    ):
        branch = ORG_KINDS[kind].is_branch
        village = sector in ("village", "community") and parent != sector and kind != "group"
        for start, end, there in pieces(
            number_of(since), number_of(until, FOREVER), held.get(org, [])
        ):
            one: dict[str, int] = dict(there)
            secretary, director = one.get("secretary"), one.get("village_director")
            made.append(
                (org, org, start, end, kind, ORG_KINDS[kind].is_level, branch, village,
                 secretary is not None, director is not None,
                 secretary is not None and secretary == director, "reserve" in one)
            )  # fmt: skip
    names = ("id", "org", "since", "until", "kind", "level", "branch", "village", "secretary",
             "director", "one_shoulder", "reserve")  # fmt: skip
    return columns(made, names, ())


POSTS = Table(
    code="posts", title="任职和联系", source="R-ORG-16", stock=True, load=_held,
    follows=("post", "organisation", "particulars", "record.unit"),
    turns=("particulars", "record.unit"), counts="人次任职", whose="任职的党组织",
    dated="任免日期", noun="member", labels=people_named, page="person", permission=PERSON_VIEW,
)  # fmt: skip
APPOINTED = Table(
    code="appointed", title="新任职", source="R-ORG-22", load=_appointed,
    follows=("post", "organisation"), counts="人次任职", whose="任职的党组织", dated="任职日期",
    noun="member", labels=people_named, page="person", permission=PERSON_VIEW,
)  # fmt: skip
LEFT = Table(
    code="left", title="离任", source="R-ORG-22", load=_left,
    follows=("post", "organisation"), counts="人次离任", whose="任职的党组织", dated="离任日期",
    noun="member", labels=people_named, page="person", permission=PERSON_VIEW,
)  # fmt: skip
FILLED = Table(
    code="filled", title="党组织配备", source="R-ORG-22", stock=True, load=_filled,
    follows=("post", "organisation", "record.unit"), turns=("record.unit",), counts="个党组织",
    whose="党组织自身", dated="任免日期", noun="organisation", labels=names_of, page="org",
    permission=ORG_VIEW,
)  # fmt: skip
