"""The finder: by what people are found, and what is shown of them. Closed declarations.

Another room adds its own by having a `finder.py` with `FILTERS` and `COLUMNS` of the same kinds,
and `NEEDS` for columns that read more than the person; it is found by being there. Each filter
narrows a queryset that started from `visible()`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.urls import reverse

from jishi.base.web.filters import Choice, Day, Filter, Number, Search, Under
from jishi.base.web.lists import Column
from jishi.kernel.codes import EDUCATION
from jishi.kernel.deadline import add_months, add_years, age_on
from jishi.people.access import PERSON_VIEW
from jishi.people.kinds import (
    CATEGORIES,
    ENDED,
    FULL,
    OCCUPATIONS,
    PROBATION,
    STANDING_CHOICES,
    VOTING,
)
from jishi.people.models import Person
from jishi.tree.rooms import drawers


def _schooled(first: str) -> Q:
    """By the first figure of the code: 1 graduate, 2 university, 3 college (R-STAT-05)."""
    return Q(education__in=[code for code in EDUCATION if code[0] in first])


def age_of(person: Person, today: date) -> int | None:
    return age_on(person.born_on, today) if person.born_on else None


def party_age_of(person: Person, today: date) -> int | None:
    """Whole years since full membership (R-DEV-35)."""
    return age_on(person.full_on, today) if person.full_on else None


def _younger(years: int, today: date) -> date:
    """Born after this day: not yet that old."""
    return add_years(today, -years)


def _age_to(years: int, today: date) -> Q:
    return Q(born_on__gt=_younger(years + 1, today))


_BANDS = (
    ("30", "30 岁及以下", 0, 30), ("35", "31–35 岁", 31, 35), ("40", "36–40 岁", 36, 40),
    ("45", "41–45 岁", 41, 45), ("50", "46–50 岁", 46, 50), ("55", "51–55 岁", 51, 55),
    ("60", "56–60 岁", 56, 60), ("61", "61 岁及以上", 61, 199),
)  # fmt: skip


def _band(code: str, today: date) -> Q:
    """R-STAT-02."""
    low, high = next((low, high) for c, _, low, high in _BANDS if c == code)
    return Q(born_on__lte=_younger(low, today)) & (
        Q() if high > 150 else Q(born_on__gt=_younger(high + 1, today))
    )


_ERAS = (
    ("founding", "新中国成立前", date(1, 1, 1), date(1949, 9, 30)),
    ("building", "新中国成立后至十一届三中全会前", date(1949, 10, 1), date(1978, 12, 31)),
    ("reform", "十一届三中全会后至党的十八大前", date(1979, 1, 1), date(2012, 10, 31)),
    ("new_era", "党的十八大以来", date(2012, 11, 1), date(9999, 12, 31)),
)


def probation_due(today: date, months: int) -> Q:
    """Whose year of probation is over within so many months."""
    return Q(standing="probationary", joined_on__lte=add_years(add_months(today, months), -1))


def fifty_years(year: int) -> Q:
    """Fifty years a full member on the First of July of a year (R-STAT-21)."""
    return Q(full_on__lte=date(year - 50, 7, 1), full_on__gt=date(year - 51, 7, 1))


def party_birthday(today: date) -> Q:
    """Who joined in this month of some year; where only the year is known, nobody can tell."""
    return Q(joined_on__month=today.month, joined_on__year__lt=today.year) & ~Q(
        joined_precision="year"
    )


def stale(today: date, months: int) -> Q:
    return Q(confirmed_on__isnull=True) | Q(confirmed_on__lt=add_months(today, -months))


def _watch(code: str, today: date) -> Q:
    """What somebody should look at."""
    return {
        "probation_due": probation_due(today, 3),
        "party_birthday": party_birthday(today),
        "fifty_now": Q(full_on__lte=date(today.year - 50, 7, 1)),
        "fifty_next": fifty_years(today.year + 1),
        "no_identity": Q(identity_index=""),
        "no_phone": Q(phone_index=""),
        "no_education": Q(education=""),
        "no_full_on": Q(standing__in=FULL, full_on__isnull=True),
        "no_account": Q(account__isnull=True),
        "shows": Q(shows_since__isnull=False),
    }[code]


_OWN_FILTERS: tuple[Filter, ...] = (
    Search("q", "姓名", placeholder="姓名、拼音或首字母"),
    Under("org", "所在组织及下级", permission=PERSON_VIEW, via="org"),
    Choice(
        "standing", "状态",
        (("all", "全部人员"), ("full", "正式党员（含限期改正等）"), ("probation", "预备党员"),
         ("voting", "有表决权"), ("gone", "已离开"),
         *((f"is_{code}", label) for code, label in STANDING_CHOICES)),
        conditions={
            "all": Q(), "full": Q(standing__in=FULL), "probation": Q(standing__in=PROBATION),
            "voting": Q(standing__in=VOTING),
            "gone": Q(standing__in=(*ENDED, "moved_out")),
            **{f"is_{code}": Q(standing=code) for code, _ in STANDING_CHOICES},
        },
        blank="在册党员",
    ),
    Choice("sex", "性别", (("1", "男"), ("2", "女"))),
    Choice(
        "age", "年龄段", tuple((c, label) for c, label, _, _ in _BANDS),
        by=lambda actor, code: _band(code, actor.today),
    ),
    Number("age_from", "年龄从", condition=lambda n, t: Q(born_on__lte=_younger(n, t))),
    Number("age_to", "年龄到", condition=_age_to),
    Choice(
        "nation", "民族", (("han", "汉族"), ("minority", "少数民族")),
        conditions={"han": Q(nation="01"), "minority": ~Q(nation__in=("01", ""))},
    ),
    Choice(
        "education", "学历",
        (("college", "大专及以上"), ("bachelor", "本科及以上"), ("graduate", "研究生"),
         ("middle", "高中、中专"), ("basic", "初中及以下")),
        conditions={
            "college": _schooled("123"), "bachelor": _schooled("12"), "graduate": _schooled("1"),
            "middle": _schooled("46"), "basic": _schooled("78"),
        },
    ),
    Choice("category", "党员类别", tuple(CATEGORIES.items())),
    Choice("occupation", "职业", tuple(OCCUPATIONS.items())),
    Number("years_from", "党龄从", condition=lambda n, t: Q(full_on__lte=add_years(t, -n))),
    Number("years_to", "党龄到", condition=lambda n, t: Q(full_on__gt=add_years(t, -n - 1))),
    Choice(
        "era", "入党时期", tuple((c, label) for c, label, _, _ in _ERAS),
        conditions={c: Q(joined_on__range=(first, last)) for c, _, first, last in _ERAS},
    ),
    Day("joined_from", "入党日期从", lookup="joined_on__gte"),
    Day("joined_to", "入党日期到", lookup="joined_on__lte"),
    Number(
        "stale", "几个月未核对", condition=lambda n, t: stale(t, n), low=1, placeholder="如 12"
    ),
    Choice(
        "watch", "需要关注",
        (("probation_due", "预备期三个月内期满"), ("party_birthday", "本月政治生日"),
         ("fifty_now", "党龄满五十年"),
         ("fifty_next", "明年七一满五十年"), ("no_identity", "缺身份证号"),
         ("no_phone", "缺手机号"), ("no_education", "缺学历"),
         ("no_full_on", "缺转正日期"), ("no_account", "没有账号"),
         ("shows", "已亮明身份")),
        by=lambda actor, code: _watch(code, actor.today),
    ),
)  # fmt: skip


def url_of(person: Person) -> str:
    return reverse("person", args=[person.pk])


def standing_tone(person: Person) -> str:
    if person.standing == "full":
        return ""
    return "blue" if person.standing in PROBATION else "amber" if person.is_member else "grey"


_OWN_COLUMNS: tuple[Column, ...] = (
    Column("name", "姓名", link=url_of, phone="title"),
    Column("sex_label", "性别"),
    Column("nation", "民族", value=lambda p: p.nation_label, phone="hide"),
    Column("born_on", "出生日期", value=lambda p: p.born_text),
    Column("age", "年龄", number=True, phone="hide"),
    Column("education", "学历", value=lambda p: p.education_label),
    Column("org", "所在组织", value=lambda p: p.org.short_name),
    Column("standing_label", "状态", phone="badge", tone=standing_tone),
    Column("joined_on", "入党日期", value=lambda p: p.joined_text),
    Column("full_on", "转正日期", value=lambda p: p.full_text, phone="hide"),
    Column("party_age", "党龄", number=True, phone="hide"),
    Column("category", "类别", value=lambda p: CATEGORIES.get(p.category, "")),
    Column("occupation", "职业", value=lambda p: OCCUPATIONS.get(p.occupation, ""), phone="hide"),
    Column("work_place", "工作单位及职务", phone="hide"),
    Column("identity", "身份证号", phone="hide"),
    Column("phone", "手机号"),
    Column("group", "党小组", value=lambda p: p.group.short_name if p.group else "", phone="hide"),
    Column("confirmed_on", "信息核对", phone="hide"),
    Column("code", "编码", phone="hide"),
)
USUAL = ("name", "sex_label", "age", "education", "org", "standing_label", "party_age", "category")


Need = Callable[[date], "Prefetch[Any]"]


@dataclass(frozen=True)
class _More:
    """What other rooms add."""

    filters: tuple[Filter, ...]
    columns: tuple[Column, ...]
    needs: Mapping[str, Need]  # of a column, besides the person


@cache
def _more() -> _More:
    filters: list[Filter] = []
    columns: list[Column] = []
    needs: dict[str, Need] = {}
    module: Any
    for module in drawers("finder"):
        if module.__name__ != __name__:
            filters += getattr(module, "FILTERS", ())
            columns += getattr(module, "COLUMNS", ())
            needs |= getattr(module, "NEEDS", {})
    return _More(tuple(filters), tuple(columns), needs)


def filters() -> Sequence[Filter]:
    return (*_OWN_FILTERS, *_more().filters)


def columns() -> Sequence[Column]:
    return (*_OWN_COLUMNS, *_more().columns)


def with_needs(people: QuerySet[Person], shown: Sequence[Column], today: date) -> QuerySet[Person]:
    """With what the shown columns read of others: one statement each, whatever the rows."""
    known = _more().needs
    return people.prefetch_related(*(known[c.name](today) for c in shown if c.name in known))


def chosen_columns(names: Sequence[str], today: date) -> list[Column]:
    """The wanted columns in our order, the usual ones if none is wanted; ages as of today."""
    wanted = [name for name in names if name] or list(USUAL)
    found = [column for column in columns() if column.name in wanted or column.name == "name"]
    return [_as_of(column, today) for column in found]


def _as_of(column: Column, today: date) -> Column:
    age = {"age": age_of, "party_age": party_age_of}.get(column.name)
    if age is None:
        return column
    return Column(
        column.name, column.label, value=lambda p: age(p, today), number=True, phone=column.phone
    )
