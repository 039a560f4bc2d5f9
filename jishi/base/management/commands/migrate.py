"""`migrate`, which founds an empty database whole instead of walking there step by step."""

from __future__ import annotations

from typing import Any

from django.core.management.commands import migrate
from django.db import DEFAULT_DB_ALIAS, connections

from jishi.base.founding import found


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        if not options["app_label"] and not options["plan"] and not options["check_unapplied"]:
            found(connections[options["database"] or DEFAULT_DB_ALIAS])
        super().handle(*args, **options)
