"""What surrounds every page: menu, own name, inbox count, demo mark. One query for the inbox."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from jishi.base.inbox import unread_count
from jishi.base.installation import installation
from jishi.base.web.screen import ROUTES, Nav, Route, actor_of
from jishi.tree.actor import Actor
from jishi.tree.permissions import ROLES
from jishi.tree.reach import reach, standing

# The order of groups in the side menu; a screen's Nav names one of them.
GROUPS = ("工作台", "组织与党员", "组织生活", "问题与诉求", "考核与数字", "材料与上报", "系统")
PHONE_TABS = 5  # beside 我的: each as wide as three characters and their air


@dataclass(frozen=True)
class Item:
    label: str
    icon: str
    url: str
    active: bool
    count: int
    phone: str


@dataclass(frozen=True)
class Frame:
    actor: Actor | None
    nav: list[tuple[str, list[Item]]]
    phone: list[Item]
    roles: str
    inbox: int
    installation: str
    demo: bool


def _item(nav: Nav, route: Route, actor: Actor, here: str) -> Item | None:
    if route.permission is None or not reach(actor, route.permission):
        return None
    try:
        url = reverse(route.name)
    except NoReverseMatch:
        return None
    active = here == url if url == "/" else here.startswith(url)
    count = nav.count(actor) if nav.count else 0
    return Item(nav.label, nav.icon, url, active, count, nav.phone)


def menu(actor: Actor, here: str) -> list[tuple[str, list[Item]]]:
    """The side menu of this actor: only what is within reach."""
    groups: dict[str, list[Item]] = {group: [] for group in GROUPS}
    declared = [(route.nav, route) for route in ROUTES.values() if route.nav]
    for nav, route in sorted(declared, key=lambda each: each[0].order):
        item = _item(nav, route, actor, here)
        if item:
            groups[nav.group].append(item)
    # Of two lines that fit, such as /orgs/ and /orgs/terms/, only the nearer one is where we are.
    nearest = max(
        (i.url for items in groups.values() for i in items if i.active), key=len, default=""
    )
    return [
        (group, [replace(item, active=item.active and item.url == nearest) for item in items])
        for group, items in groups.items()
        if items
    ]


def roles_line(actor: Actor) -> str:
    """「白石镇党委 · 乡镇（街道）党务」, or the administrator's title."""
    if not actor.is_business:
        return ROLES[actor.kind].label if actor.kind in ROLES else actor.name
    roots = standing(actor)
    if not roots:
        return "没有授权"
    own = next((root for root in roots if not root.stands_in), roots[0])
    first = f"{own.org_name} · {ROLES[own.role].label}{'（代班）' if own.stands_in else ''}"
    if len(roots) == 1:
        return first
    also = "，含代班" if any(root.stands_in for root in roots) and not own.stands_in else ""
    return f"{first} 等 {len(roots)} 项{also}"


def frame(request: HttpRequest) -> Frame:
    actor = actor_of(request)
    here = installation()
    if actor is None:
        return Frame(None, [], [], "", 0, here.name, here.demo)
    nav = menu(actor, request.path)
    phone = [item for _, items in nav for item in items if item.phone][:PHONE_TABS]
    return Frame(actor, nav, phone, roles_line(actor), unread_count(actor), here.name, here.demo)


def frame_or_bare(request: HttpRequest) -> Frame:
    """Without a database there is still a page that says so."""
    try:
        return frame(request)
    except DatabaseError:
        return Frame(None, [], [], "", 0, "基石", False)


def context(request: HttpRequest) -> dict[str, Any]:
    from django.utils.functional import SimpleLazyObject

    return {"frame": SimpleLazyObject(lambda: frame_or_bare(request))}
