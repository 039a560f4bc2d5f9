"""Lists, board, desk and search over 100,000 cases, signed in: against a bare Django view.

    python -m bench.cases [requests] [postgres]

Reach: 200 ms of server time for each page on both databases (no ratio is asked).
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from bench.list_page import measure, sign_in
from bench.report import note
from bench.site import ROOT, bare, count_in, database, ours, run, surroundings

MANY = 100_000
PAGES = {
    "first page": "/",
    "list": "/cases/",
    "late": "/cases/?view=late",
    "search": "/cases/?q=%E8%B7%AF%E7%81%AF",
    "search pinyin": "/cases/?q=ludeng",
    "search rare": "/cases/?q=88888",
    "by class": "/cases/?class=problem.life&view=solved&order=due",
    "board": "/cases/board/?kind=request",
    "desk": "/cases/requests/",
    "weak": "/cases/weak/",
    "supervision": "/cases/supervision/",
    "return": "/cases/return/",
}
FILL = """
from datetime import date, datetime, timedelta, timezone
from random import Random
from django.utils.timezone import make_aware
from jishi.base.clock import SHANGHAI, today
from jishi.cases.actions.opening import searched
from jishi.cases.kinds import open_kinds
from jishi.cases.models import Case, CaseCounter
from jishi.tree.models import Organisation

random, day = Random(1), today()
orgs = list(Organisation.objects.filter(closed_on=None).select_related("parent"))
kinds = [k for k in open_kinds().values() if k.about != "person" and not k.one_per_subject]
titles = ["路灯不亮", "活动室漏雨", "水管破损", "办事窗口排队", "支部学习记录不全", "换届材料缺页"]
states = ["struck_off"] * 17 + ["registered", "assigned", "working", "submitted", "refused"]
rows = []
for number in range(MANY):
    kind, org = random.choice(kinds), random.choice(orgs)
    opened = day - timedelta(days=random.randrange(1000))
    state = random.choice(states) if (day - opened).days > 40 else "working"
    at = datetime(opened.year, opened.month, opened.day, 9, tzinfo=SHANGHAI)
    due, done = opened + timedelta(days=40), opened + timedelta(days=random.randrange(60))
    title = f"{random.choice(titles)}{number}"
    answered = state in ("submitted", "struck_off")
    rows.append(Case(
        kind=kind.code, year=opened.year, number=1_000_000 + number, home=org.parent or org,
        org=org, subject_org=org if kind.about == "organisation" else None, title=title,
        class_code=random.choice(kind.classes)[0] if kind.classes else "", opened_on=opened,
        opened_at=at, state=state, state_since=opened, grade=kind.grades[0].code, limit=30,
        limit_unit="working_days", counts_from=at, amber_on=due - timedelta(days=10), due_on=due,
        submitted_on=done if answered else None, struck_on=done if state == "struck_off" else None,
        responded_at=at + timedelta(hours=30), reached=True if state == "struck_off" else None,
        solved=random.random() < 0.9 if state == "struck_off" else None,
        satisfaction=random.randint(1, 5) if state == "struck_off" else None,
        in_time=done <= due if state == "struck_off" else None,
        look_back_on=done + timedelta(days=90) if state == "struck_off" else None,
        looked_on=done + timedelta(days=95) if state == "struck_off" else None,
        search_text=searched(kind, opened.year, number, title, org),
    ))
Case.objects.bulk_create(rows, batch_size=2000)
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("ANALYZE")
print(Case.objects.count())
"""


def fill(home: Path, **more: str) -> None:
    script = FILL.replace("MANY", str(MANY))
    subprocess.run(
        [sys.executable, "-m", "jishi.config.cli", "manage", "shell", "-c", script],
        env=surroundings(home, **more), cwd=ROOT, check=True,
    )  # fmt: skip


def main() -> None:
    requests = count_in(sys.argv[1:], 20)
    where, more = database(sys.argv[1:])
    with tempfile.TemporaryDirectory(prefix="jishi-bench-") as folder:
        home = Path(folder)
        password = run(home, "demo", "--size", "small", **more).split("：")[-1].strip()
        fill(home, **more)
        found: dict[str, float] = {}
        with ours(home, 1, **more) as mine, bare(home, 1, **more) as theirs:
            cookies = {login: sign_in(mine, login, password) for login in ("county", "township")}
            for label, page in PAGES.items():
                for login, cookie in cookies.items():
                    load = measure(mine, page, {"Cookie": cookie}, requests)
                    assert load.failed == 0, (label, login)
                    found[f"{label}, {login}"] = load.p50
                    print(f"{label}, {login}: {load.p50:.1f} ms", flush=True)
            listed = measure(theirs, "/list", {}, requests)
            assert listed.failed == 0, "the yardstick answers nothing"
            yardstick = listed.p50
        note(
            f"cases{where}", ours_ms=found["list, county"], yardstick_ms=yardstick,
            yardstick="bare Django view, 50 rows, 3 joins, same server",
            **{key.replace(", ", "_").replace(" ", "_"): round(ms, 1) for key, ms in found.items()},
        )  # fmt: skip


if __name__ == "__main__":
    main()
