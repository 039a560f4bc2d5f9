"""At every place an appraisal of members, with a grade that waits and one that calls for a talk."""

from __future__ import annotations

from datetime import date

from jishi.activities.models import Activity, ActivityOrg, ActivityPart, Appraisal
from jishi.people.models import MemberState, Person
from tests.access.places import Place, planted
from tests.access.samples import SAMPLES, by_org, by_row
from tests.world import TODAY

STEPS = dict.fromkeys(("self_rated", "mutual_rated", "ballot_held", "opinion_given"), True)


@planted
def _appraised(place: Place) -> None:
    activity = place.keep("appraised", Activity.objects.create(
        org=place.org, title="民主评议", held_on=date(2026, 11, 6), stage="held", expected=9,
        present=9, entered_on=TODAY, entered_by="登记人",
    ))  # fmt: skip
    assert isinstance(activity, Activity)
    ActivityOrg.objects.create(activity=activity, org=place.org, host=True)
    ActivityPart.objects.create(activity=activity, kind="appraisal", payload=STEPS, counts=True)
    for name, confirmed in (("appraisal-basic", "basic"), ("appraisal-open", "")):
        person = Person.objects.create(
            code=f"{name}-{place.number}", name="被评", org=place.org, standing="full",
            joined_on=date(2005, 7, 1), full_on=date(2006, 7, 1), since=date(2005, 7, 1),
        )  # fmt: skip
        place.keep(f"{name}-person", person)
        MemberState.objects.create(
            person=person, since=date(2005, 7, 1), org=place.org, standing="full"
        )
        place.keep(name, Appraisal.objects.create(
            activity=activity, person=person, year=2026, proposed=confirmed or "qualified",
            confirmed=confirmed, confirmed_on=TODAY if confirmed else None,
            confirmed_by="审定人" if confirmed else "",
        ))  # fmt: skip


SAMPLES |= {
    "count-sheet": by_row(
        "appraised", "org",
        send=lambda place: {
            "title": "测评", "entitled": "9", "issued": "9", "returned": "9", "valid": "9",
            "l1_label": "何文", "l1_in_favour": "9",
        },
    ),
    "appraisal-grades": by_row(
        "appraised", "org",
        send=lambda place: {f"grade-{place.rows['dues-member'].pk}": "qualified"},
    ),
    "appraisals": by_org(),
    "appraisal-tell": by_row("appraised", "org", hard="须有外来党员参加了评议"),
    "appraisal-notice": by_row("appraised", "org"),
    "talks": by_org(),
    "appraisal-confirm": by_org(acts=True, send=lambda place: {"year": "2026"}),
    "appraisal-follow": by_row(
        "appraisal-basic", "org", send=lambda place: {"on": TODAY.isoformat()}
    ),
}  # fmt: skip
