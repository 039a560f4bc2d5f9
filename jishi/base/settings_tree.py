"""Local values inherited down the tree, with dates and source (R-GEN-02, law 7).

A room declares its settings in `<room>/local.py`:

    TERM_REMINDER = Setting("org.term_reminder", "换届提前提醒", 6, unit="个月",
                            source="R-ORG-28", low=1, high=12, who=SETTINGS_LOCAL)

and asks `setting(TERM_REMINDER, org, on)`: the nearest value at the organisation or above it that
is in force on the day, else the default. `in_force(TERM_REMINDER, on)` reads all its values in one
query and answers for any number of organisations. Nothing is cached, so nothing goes stale.
The tree is that of the day asked for: today's, or for an earlier day the one recorded then.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any, Generic, NamedTuple, TypeVar

from django.db.models import Sum

from jishi.base.act import Doing, act, bump, lock
from jishi.base.audit.verbs import Verb
from jishi.base.clock import today
from jishi.base.models import SettingValue
from jishi.kernel.path import ids
from jishi.tree.actor import Actor
from jishi.tree.errors import Conflict, Refused
from jishi.tree.history import tree_at
from jishi.tree.models import Organisation, OrganisationState
from jishi.tree.permissions import Permission
from jishi.tree.rooms import drawers

SET = Verb("setting.set", "修改设置")
ENDED = Verb("setting.end", "取消本级设置")

T = TypeVar("T", int, bool, str, Decimal)
KINDS = {int: "整数", bool: "是否", str: "文字", Decimal: "小数"}
_declared: dict[str, Setting[Any]] = {}


@dataclass(frozen=True)
class Setting(Generic[T]):
    """A number or name that offices set for themselves; its kind is that of its default."""

    code: str
    label: str
    default: T
    who: Permission  # who may set it
    unit: str = ""
    source: str = ""  # the rule that leaves it open
    low: T | None = None
    high: T | None = None
    choices: Mapping[str, str] | None = None
    help: str = ""
    group: str = "组织"

    def __post_init__(self) -> None:
        self.read(self.plain(self.default))  # a default its own limits refuse is no default
        if _declared.setdefault(self.code, self) != self:
            raise ValueError(f"setting {self.code} is declared twice")

    @property
    def kind(self) -> type[T]:
        return type(self.default)

    def plain(self, value: T) -> Any:
        """As kept in JSON."""
        return str(value) if isinstance(value, Decimal) else value

    def read(self, raw: Any) -> T:
        """The value behind stored JSON or typed text, or a refusal that says what is allowed."""
        value = self.parse(raw)
        if self.choices is not None and value not in self.choices:
            raise Refused(f"{self.label}只能是：{'、'.join(self.choices.values())}", field="value")
        if not isinstance(value, str):
            below = self.low is not None and value < self.low
            if below or (self.high is not None and value > self.high):
                raise Refused(f"{self.label}须{self.limits}", field="value")
        return value

    def parse(self, raw: Any) -> T:
        kind: Any = self.kind
        try:
            if kind is bool:
                known: Any = {"true": True, "1": True, "false": False, "0": False}
                return known[str(raw).lower()]  # type: ignore[no-any-return]
            if kind is int and isinstance(raw, bool | float):
                raise ValueError
            value = kind(str(raw).strip())
        except (ValueError, KeyError, InvalidOperation):
            raise Refused(f"{self.label}须是{KINDS[kind]}", field="value") from None
        if kind is Decimal and not value.is_finite():
            raise Refused(f"{self.label}须是小数", field="value")
        if kind is str and not 0 < len(value) <= 100:
            raise Refused(f"{self.label}须有 1 至 100 字", field="value")
        return value  # type: ignore[no-any-return]

    @property
    def limits(self) -> str:
        if self.low is not None and self.high is not None:
            return f"在 {self.low} 至 {self.high} 之间"
        low = "" if self.low is None else f"不小于 {self.low}"
        high = "" if self.high is None else f"不大于 {self.high}"
        return "、".join(filter(None, (low, high)))

    def text(self, value: T) -> str:
        if isinstance(value, bool):
            return "是" if value else "否"
        if self.choices is not None:
            return self.choices.get(str(value), str(value))
        return f"{value} {self.unit}".strip()


@dataclass(frozen=True)
class Local(Generic[T]):
    """A value, and where it comes from: no organisation means the default."""

    setting: Setting[T]
    value: T
    org_id: int | None = None
    since: date | None = None
    document: str = ""

    @property
    def text(self) -> str:
        return self.setting.text(self.value)

    @property
    def is_default(self) -> bool:
        return self.org_id is None


@dataclass(frozen=True)
class InForce(Generic[T]):
    """All values of one setting that are in force on a day, by organisation."""

    setting: Setting[T]
    own: Mapping[int, Local[T]]

    def at(self, line: Sequence[int]) -> Local[T]:
        """For an organisation given as the ids from the root down to itself."""
        for ident in reversed(line):
            if ident in self.own:
                return self.own[ident]
        return Local(self.setting, self.setting.default)

    def at_org(self, org: Organisation) -> Local[T]:
        return self.at(ids(org.path))


def in_force(which: Setting[T], on: date | None = None) -> InForce[T]:
    """Read the values of a setting once, then ask for as many organisations as wanted."""
    return InForce(which, _own(which, on or today()))


_STORED = ("org_id", "since", "value", "document")


class _Stored(NamedTuple):
    """A row of a setting's values, as it lies in the table."""

    org_id: int
    since: date
    text: str
    document: str


def all_in_force(of: Iterable[Setting[Any]], on: date) -> dict[str, InForce[Any]]:
    """Several settings for any number of organisations, by code: still one query."""
    wanted = {each.code: each for each in of}
    rows = SettingValue.objects.filter(code__in=wanted, since__lte=on).order_by("since")
    by_code: dict[str, list[_Stored]] = {code: [] for code in wanted}
    for code, *row in rows.values_list("code", *_STORED):
        by_code[code].append(_Stored(*row))
    return {code: InForce(each, _latest(each, by_code[code])) for code, each in wanted.items()}


def _own(which: Setting[T], on: date, orgs: Sequence[int] | None = None) -> dict[int, Local[T]]:
    rows = SettingValue.objects.filter(code=which.code, since__lte=on).order_by("since")
    if orgs is not None:
        rows = rows.filter(org_id__in=orgs)
    return _latest(which, (_Stored(*row) for row in rows.values_list(*_STORED)))


def _latest(which: Setting[T], rows: Iterable[_Stored]) -> dict[int, Local[T]]:
    """What each organisation has set for itself, the earlier rows first."""
    own: dict[int, Local[T]] = {}
    for row in rows:
        value = stored(which, row.text)
        if value is None:
            own.pop(row.org_id, None)
        else:
            own[row.org_id] = Local(which, value, row.org_id, row.since, row.document)
    return own


def stored(which: Setting[T], text: str) -> T | None:
    """The value in a row; None means that from its day on the superior's holds again."""
    raw = json.loads(text)
    return None if raw is None else which.parse(raw)


def setting(which: Setting[T], org: Organisation, on: date | None = None) -> T:
    """The value that holds at an organisation on a day."""
    return explain(which, org, on).value


def explain(which: Setting[T], org: Organisation, on: date | None = None) -> Local[T]:
    """The same with its origin: from which organisation, since when, by which document."""
    day = on or today()
    line = line_on(org, day)
    return InForce(which, _own(which, day, line)).at(line)


def explain_all(
    of: Sequence[Setting[Any]], org: Organisation, on: date
) -> list[tuple[Setting[Any], Local[Any]]]:
    """Many settings with their origins at one organisation, in as many statements as one."""
    line = line_on(org, on)
    rows = SettingValue.objects.filter(since__lte=on, org_id__in=line).order_by("since")
    own: dict[str, list[_Stored]] = {}
    for code, *rest in rows.values_list("code", *_STORED):
        own.setdefault(code, []).append(_Stored(*rest))
    return [(each, InForce(each, _latest(each, own.get(each.code, ()))).at(line)) for each in of]


def line_on(org: Organisation, on: date) -> tuple[int, ...]:
    """The ids from the root down to an organisation as they stood on a day."""
    if on >= today() or not OrganisationState.objects.filter(since__gt=on).exists():
        return ids(org.path)
    tree = tree_at(on)
    return (*tree.ancestors(org.pk), org.pk) if org.pk in tree.nodes else (org.pk,)


def default(which: Setting[T]) -> T:
    """The value of the whole installation: set at a root organisation, else as declared."""
    roots = Organisation.objects.filter(parent__isnull=True).order_by("pk")[:1]
    return setting(which, roots[0]) if roots else which.default


# --- changing them ------------------------------------------------------------------------------


def seen_version(which: Setting[Any], org: Organisation) -> int:
    """Grows with every change of an organisation's own values: what a form carries (law 10)."""
    rows = SettingValue.objects.filter(code=which.code, org=org)
    return rows.aggregate(all=Sum("version"))["all"] or 0


@dataclass(frozen=True)
class Basis:
    """From which day a value holds, and by which document."""

    since: date
    document: str = ""


def set_value(
    actor: Actor, which: Setting[Any], org: Organisation, raw: Any, basis: Basis,
    version: int | None = None,
) -> SettingValue:  # fmt: skip
    """Give an organisation, and all below it without an own value, this value from a day on."""
    value = which.read(raw)
    return _write(actor, SET, which, org, which.plain(value), basis, version)


def end_value(
    actor: Actor, which: Setting[Any], org: Organisation, basis: Basis, version: int | None = None
) -> SettingValue:
    """From a day on the organisation has no value of its own: its superior's holds again."""
    if explain(which, org, basis.since).org_id != org.pk:
        raise Refused("这一天本级没有自己的值，用的就是上级的", field="since")
    return _write(actor, ENDED, which, org, None, basis, version)


def _write(
    actor: Actor, verb: Verb, which: Setting[Any], org: Organisation, plain: Any, basis: Basis,
    version: int | None,
) -> SettingValue:  # fmt: skip
    with act(actor, which.who, org, below=True) as doing:
        if which.source and not basis.document.strip():
            raise Refused("请填写依据文号（R-GEN-02）", field="document")
        org = lock(Organisation.objects.all(), org.pk)  # one change at a time per organisation
        seen = seen_version(which, org)
        if version is not None and version != seen:
            raise Conflict(Seen(seen))
        old = explain(which, org, basis.since)
        row, made = SettingValue.objects.get_or_create(
            code=which.code, org=org, since=basis.since,
            defaults={"value": json.dumps(plain), "document": basis.document},
        )  # fmt: skip
        if not made:
            bump(row, value=json.dumps(plain), document=basis.document)
        doing.touch("setting", org, basis.since, which.code)
        new = "沿用上级" if plain is None else which.text(which.parse(plain))
        doing.record(
            verb, row, org=org, changed={"value": (old.text, new)}, setting=which.label,
            since=basis.since.isoformat(), document=basis.document,
        )  # fmt: skip
        return row


# --- when organisations merge --------------------------------------------------------------------


def _own_values(org: Organisation, on: date) -> dict[str, Local[Any]]:
    """What an organisation has set for itself that is in force on a day, by setting."""
    codes = set(SettingValue.objects.filter(org=org).values_list("code", flat=True))
    own = (
        (code, _own(each, on, [org.pk])) for code, each in all_settings().items() if code in codes
    )
    return {code: found[org.pk] for code, found in own if org.pk in found}


def count_own(actor: Actor, org: Organisation) -> int:
    return len(_own_values(org, actor.today))


def hand_on(doing: Doing, source: Organisation, target: Organisation, on: date) -> int:
    """The successor takes over what it has not set for itself; its own values stay."""
    theirs = SettingValue.objects.filter(org=target).values_list("code", flat=True)
    kept, handed = set(theirs), 0
    for code, local in _own_values(source, on).items():
        if code in kept:
            continue
        which = all_settings()[code]
        old = explain(which, target, on).text
        row = SettingValue.objects.create(
            code=code, org=target, since=on, value=json.dumps(which.plain(local.value)),
            document=local.document,
        )  # fmt: skip
        doing.touch("setting", target, on, code)
        doing.record(
            SET, row, org=target, setting=which.label, since=on.isoformat(),
            changed={"value": (old, local.text)},
        )  # fmt: skip
        handed += 1
    return handed


@dataclass(frozen=True)
class Seen:
    version: int


@cache
def all_settings() -> Mapping[str, Setting[Any]]:
    """Every setting of every room's `local.py`, by code."""
    found: dict[str, Setting[Any]] = {}
    for local in drawers("local"):
        named = vars(local).values()
        found |= {each.code: each for each in named if isinstance(each, Setting)}
    return dict(sorted(found.items()))
