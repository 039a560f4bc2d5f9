"""What every page about meetings should have one of: in the township of the login page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from jishi.activities.actions.counting import Line, confirm_grades, propose_grades, record_count
from jishi.activities.actions.entries import TopicRow, What
from jishi.activities.actions.holding import cancel_activity, plan_activity
from jishi.activities.actions.items import finish_item
from jishi.activities.models import ActionItem, Activity
from jishi.activities.queries.appraisals import graded, year_of
from jishi.base.settings_tree import Basis, set_value
from jishi.demo import themes
from jishi.demo.county import County
from jishi.duties.local import THEME_DAY
from jishi.kernel.period import Month
from jishi.tree.actor import Actor, local_operator
from jishi.tree.models import Organisation


def invent_meetings(county: County) -> None:
    random = Random(county.random.random())  # noqa: S311 invented, not secret
    operator, town = local_operator(county.until), county.townships[0]
    branches = [b for b in county.branches if b.parent_id == town.pk]
    since = Month.holding(county.until).plus(1 - county.size.months).first_day
    basis = Basis(since, f"白组〔{since.year}〕3号")
    set_value(operator, THEME_DAY, town, "d10", basis)
    _items(county, random)
    for branch in branches:
        _grades(county, random, branch)
    _ahead(operator, random, branches)


def _items(county: County, random: Random) -> None:
    """What was decided is mostly done within the month; some is open, some late."""
    rows = ActionItem.objects.select_related("activity").order_by("activity__held_on", "id")
    for item in rows:
        on = item.activity.held_on + timedelta(days=random.randint(5, 34))
        if random.random() < 0.85 and on <= county.until:
            finish_item(
                local_operator(county.until), item, item.version, on=on,
                note=random.choice(themes.DONE),
            )  # fmt: skip


def _grades(county: County, random: Random, branch: Organisation) -> None:
    """The grades of the last appraisal, proposed by the branch; most confirmed above."""
    held = Activity.objects.filter(org=branch, parts__kind="appraisal").order_by("held_on").last()
    if held is None:
        return
    day = replace(local_operator(county.until), today=min(held.held_on + _WEEK, county.until))
    people = [each for each in graded(branch, year_of(held.held_on), held.held_on) if each.full]
    best = set(random.sample([each.person_id for each in people], len(people) // 4))
    grades = {
        each.person_id: "excellent" if each.person_id in best else "qualified" for each in people
    }
    rest = [pk for pk in grades if pk not in best]
    if len(rest) > 20 and random.random() < 0.5:
        grades[rest[0]] = "basic"
    propose_grades(day, held, grades)
    voters = held.present_voters or 0
    record_count(
        day, held, "民主测评", (held.expected_voters or 0, voters, voters, voters),
        [
            Line(each.name, voters - (spread := random.randrange(min(4, voters + 1))), 0, spread)
            for each in people[:8]
        ],
    )  # fmt: skip
    if random.random() < 0.8:
        later = replace(day, today=min(held.held_on + 3 * _WEEK, county.until))
        confirm_grades(later, branch, year_of(held.held_on))


_WEEK = timedelta(days=7)


def _ahead(operator: Actor, random: Random, branches: list[Organisation]) -> None:
    """Next month's theme days are planned; one of this month did not take place."""
    following = Month.holding(operator.today).plus(1)
    for place, branch in enumerate(branches[:6]):
        title, where = random.choice(themes.THEMES[following.number])
        on: date = following.first_day + timedelta(days=9)
        what = What(
            ("theme_day",), on, title, place=where or themes.PLACES[0], noticed_on=operator.today
        )
        activity = plan_activity(operator, branch, what, (TopicRow(title, "study"),))
        if place == 5:
            cancel_activity(operator, activity, activity.version, "与镇里的会议冲突，改期")
