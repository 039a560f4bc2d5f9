"""`/healthz`: for whoever watches the server. Says yes or no, and nothing about what runs."""

from __future__ import annotations

import logging

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse

from jishi.base.installation import installation
from jishi.base.jobs import pulse
from jishi.base.web.screen import public, routes

logger = logging.getLogger("jishi.health")


def reachable() -> bool:
    try:
        installation()
    except (DatabaseError, OSError):
        logger.exception("database not reachable")
        connection.close()
        return False
    return True


@public("只回答运行是否正常，不含版本和数据", "healthz", "healthz", "运行状况")
def healthz(request: HttpRequest) -> HttpResponse:
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    database = reachable()
    body = {
        "status": "ok" if database else "fault",
        "database": database,
        "worker": pulse.alive(),
    }
    return JsonResponse(body, status=200 if database else 503)


urlpatterns = routes(healthz)
