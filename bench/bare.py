"""The yardstick of the web benchmarks: Django with nothing of ours but the tables.

`/payload` what was sent to it once, as JSON written anew each time; `/list` 50 organisations with
three joins in a plain template; `/write` the rows that a meeting with its attendances over our
interface writes, in one transaction, on SQLite WAL + FULL + IMMEDIATE.
"""

from __future__ import annotations

import json
import os
import secrets
from datetime import date
from typing import Any

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.bare_settings"

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()

from django.db import transaction  # noqa: E402
from django.http import HttpRequest, HttpResponse, JsonResponse  # noqa: E402
from django.template import engines  # noqa: E402
from django.urls import path  # noqa: E402
from django.utils import timezone  # noqa: E402

from jishi.activities.models import (  # noqa: E402
    Activity,
    ActivityOrg,
    ActivityPart,
    Attendance,
    Topic,
)
from jishi.base.models import AuditEvent, AuditHead, OnceKey  # noqa: E402
from jishi.tree.models import Organisation  # noqa: E402

LIST = engines["django"].from_string(
    "<table>{% for o in rows %}<tr><td>{{ o.code }}</td><td>{{ o.short_name }}</td>"
    "<td>{{ o.kind }}</td><td>{{ o.sector }}</td><td>{{ o.parent.short_name }}</td>"
    "<td>{{ o.parent.parent.short_name }}</td><td>{{ o.founded_on }}</td></tr>{% endfor %}</table>"
)


def ping(request: HttpRequest) -> HttpResponse:
    return HttpResponse(b"ok")


def listing(request: HttpRequest) -> HttpResponse:
    rows = Organisation.objects.select_related("parent__parent__parent").order_by("line")[:50]
    return HttpResponse(LIST.render({"rows": rows}))


def write(request: HttpRequest) -> HttpResponse:
    sent: dict[str, Any] = json.loads(request.body)
    org, day = Organisation.objects.get(code=sent["org"]), date.fromisoformat(sent["held_on"])
    people = sent["attendees"]
    with transaction.atomic():
        OnceKey.objects.create(
            account_id=1, key=secrets.token_hex(16), payload="0" * 64, made_at=timezone.now()
        )
        held = Activity.objects.create(
            org=org,
            title=sent["topics"][0],
            held_on=day,
            place=sent["place"],
            stage="held",
            minutes=sent["minutes"],
            present=len(people),
            expected=len(people),
            entered_on=day,
        )
        ActivityPart.objects.create(activity=held, kind=sent["kind"], counts=True)
        ActivityOrg.objects.create(activity=held, org=org, host=True)
        Attendance.objects.bulk_create(
            Attendance(activity=held, person_id=pk, mark="present", voter=True) for pk in people
        )
        Topic.objects.create(activity=held, number=1, title=sent["topics"][0], kind="discuss")
        head = AuditHead.objects.select_for_update().get()
        head.seq += 1
        AuditEvent.objects.create(
            seq=head.seq, epoch=1, at=0, actor_name="x", verb="activity.hold", object_kind="x",
            object_id=str(held.pk), detail="{}", mac=head.mac,
        )  # fmt: skip
        head.save(update_fields=["seq"])
    return JsonResponse({"id": held.pk}, status=201)


SENT: dict[str, Any] = {}


def payload(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        SENT["told"] = json.loads(request.body)
    return JsonResponse(SENT)


urlpatterns = [
    path("ping", ping),
    path("payload", payload),
    path("list", listing),
    path("write", write),
]
