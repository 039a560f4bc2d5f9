"""The yardstick of the web benchmarks: Django with nothing of ours but the tables.

`/list` 50 organisations with three joins in a plain template; `/write` the same rows that founding
an organisation over our interface writes, in one transaction, on SQLite WAL + FULL + IMMEDIATE.
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

from jishi.base.models import AuditEvent, AuditHead, OnceKey  # noqa: E402
from jishi.tree.models import Organisation, OrganisationChange, OrganisationState  # noqa: E402

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
    day, code = date.fromisoformat(sent["on"]), sent["code"]
    same = {"name": sent["name"], "short_name": sent["short_name"]}
    same |= {"kind": sent["kind"], "sector": sent["sector"]}
    with transaction.atomic():
        OnceKey.objects.create(
            account_id=1, key=secrets.token_hex(16), payload="0" * 64, made_at=timezone.now()
        )
        parent = Organisation.objects.get(code=sent["parent"])
        org = Organisation.objects.create(
            code=code, parent=parent, path=f"/bare-{code}/", founded_on=day, **same
        )
        org.path = f"{parent.path}{org.pk}/"
        org.save(update_fields=["path"])
        OrganisationState.objects.create(org=org, since=day, parent=parent, **same)
        OrganisationChange.objects.create(org=org, kind="found", on=day, recorded_at=timezone.now())
        head = AuditHead.objects.get()
        head.seq += 1
        AuditEvent.objects.create(
            seq=head.seq, epoch=1, at=0, actor_name="x", verb="org.found", object_kind="x",
            object_id=str(org.pk), detail="{}", mac=head.mac,
        )  # fmt: skip
        head.save(update_fields=["seq"])
    return JsonResponse({"code": code}, status=201)


urlpatterns = [path("ping", ping), path("list", listing), path("write", write)]
