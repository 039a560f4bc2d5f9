"""Verifying the audit chain, a million lines: against hashing the same bytes once.

    python -m bench.audit_verify [lines]

The yardstick is what no verifier can do without: HMAC-SM3 over all the bytes in one stream, by
the same library in one process. SQLite, and PostgreSQL too if JISHI_DATABASE_URL names one.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time

from bench.report import note

LINES = 1_000_000


def fill(lines: int) -> int:
    """A chain of so many lines as the product writes them; the bytes they are sealed over."""
    from django.db import transaction

    from jishi.base.audit.chain import Line, append
    from jishi.base.clock import today
    from jishi.base.models import AuditEvent
    from jishi.tree.actor import local_operator

    actor = local_operator(today())
    detail = {
        "changed": {"name": ["河东村党支部", "河东新村党支部"]},
        "document": "青组〔2026〕3号",
    }
    step = 20_000
    for start in range(0, lines, step):
        with transaction.atomic():
            append(
                [
                    Line(actor, "org.rename", "organisation", str(n % 1200), n % 1200, None, detail)
                    for n in range(start, min(start + step, lines))
                ]
            )
    event = AuditEvent.objects.order_by("-seq")[0]
    return len(event.detail.encode()) + 64 + 90  # detail, the code before, the other fields


def yardstick(lines: int, width: int) -> float:
    from cryptography.hazmat.primitives import hashes, hmac

    part, times = os.urandom(1 << 20), lines * width >> 20
    started = time.perf_counter()
    seal = hmac.HMAC(b"k" * 32, hashes.SM3())
    for _ in range(times):
        seal.update(part)
    seal.finalize()
    return time.perf_counter() - started


def main() -> None:
    lines = int(sys.argv[1]) if len(sys.argv) > 1 else LINES
    with tempfile.TemporaryDirectory(prefix="jishi-bench-") as home:
        os.environ["JISHI_HOME"] = home
        os.environ["DJANGO_SETTINGS_MODULE"] = "jishi.config.settings"
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connection

        from jishi.base.audit.verify import verify

        call_command("migrate", verbosity=0)
        width = fill(lines)
        best = min((verify() for _ in range(3)), key=lambda report: report.seconds)
        assert best.intact, best.faults
        assert best.checked == lines
        once = min(yardstick(lines, width) for _ in range(3))
        note(
            f"audit_verify_{lines}_{connection.vendor}",
            ours_ms=best.seconds * 1000,
            yardstick="HMAC-SM3 over the same bytes in one stream, one process",
            yardstick_ms=once * 1000,
        )


if __name__ == "__main__":
    main()
