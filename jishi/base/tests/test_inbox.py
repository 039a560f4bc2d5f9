"""One cause is one item, whoever writes it how often; everyone ticks off their own."""

from datetime import date
from pathlib import Path

import pytest

from jishi.base import inbox
from jishi.base.models import InboxItem
from jishi.tree.actor import local_operator
from jishi.tree.errors import NotVisible
from tests.faults.home import prepared, python
from tests.world import TODAY, World

RUSH = (
    "import threading\n"
    "from django.db import connection\n"
    "from jishi.accounts.models import Account\n"
    "from jishi.base import inbox\n"
    "from jishi.base.models import InboxItem\n"
    "ids = list(Account.objects.values_list('id', flat=True))\n"
    "gate = threading.Barrier(8)\n"
    "def rush(n):\n"
    "    gate.wait()\n"
    "    for cause in range(5):\n"
    "        inbox.put(ids if n % 2 else ids[::-1], f'cause:{cause}', f'{n}')\n"
    "    connection.close()\n"
    "threads = [threading.Thread(target=rush, args=(n,)) for n in range(8)]\n"
    "[t.start() for t in threads]; [t.join() for t in threads]\n"
    "print(InboxItem.objects.count(), len(ids) * 5)"
)


def put(world: World, name: str, key: str, title: str = "", **more) -> InboxItem:
    account = world.people[name]
    inbox.put([account.pk], key, title or key, **more)
    return InboxItem.objects.get(account=account, key=key)


@pytest.mark.faults
@pytest.mark.slow
def test_eight_writers_at_once_leave_one_item_per_account_and_cause(tmp_path: Path):
    found, expected = python(RUSH, prepared(tmp_path / "home")).split()
    assert found == expected


def test_the_same_cause_again_adds_nothing_not_even_after_it_was_read(world: World):
    item = put(world, "何文", "duty:7")
    inbox.mark_read(world.actor("何文"), item.pk)
    put(world, "何文", "duty:7", "又一次")
    assert [i.title for i in inbox.items(world.actor("何文"))] == ["duty:7"]


def test_when_the_cause_is_gone_the_todo_is_done_for_all(world: World):
    for name in ("何文", "陈岚"):
        put(world, name, "duty:7", kind="todo")
    inbox.close("duty:7")
    assert inbox.todo_count(world.actor("何文")) == inbox.todo_count(world.actor("陈岚")) == 0


def test_a_link_leads_to_this_site_only(world: World):
    for link in ("https://example.org/", "//example.org", "javascript:alert(1)", "/\\example.org"):
        with pytest.raises(ValueError, match="this site"):
            put(world, "何文", "x", link=link)
    assert not InboxItem.objects.exists()


def test_todos_come_by_date_and_the_undated_last(world: World):
    put(world, "何文", "none", kind="todo")
    put(world, "何文", "late", kind="todo", due_on=date(2026, 11, 1))
    put(world, "何文", "soon", kind="todo", due_on=date(2026, 11, 22))
    rows = inbox.todos(world.actor("何文")).order_by("due", "id")
    assert [row.key for row in rows] == ["late", "soon", "none"]


def test_the_bell_counts_open_todos_and_unread_messages(world: World, django_assert_num_queries):
    todo = put(world, "何文", "a", kind="todo")
    put(world, "何文", "b")
    put(world, "何文", "c")
    he = world.actor("何文")
    with django_assert_num_queries(1):
        assert (inbox.unread_count(he), inbox.todo_count(he)) == (3, 1)
    assert inbox.mark_read(world.actor("何文")) == 2
    assert inbox.unread_count(world.actor("何文")) == 1  # reading does not do a to-do
    inbox.mark_done(world.actor("何文"), todo.pk)
    assert inbox.unread_count(world.actor("何文")) == 0


def test_nobody_touches_anothers_items(world: World):
    item = put(world, "何文", "a", kind="todo")
    for stranger in ("陈岚", "系统"):
        with pytest.raises(NotVisible):
            inbox.mark_done(world.actor(stranger), item.pk)
        assert inbox.mark_read(world.actor(stranger), item.pk) == 0
    assert inbox.mark_read(local_operator(TODAY)) == 0
    item.refresh_from_db()
    assert item.read_at is None
    assert item.done_at is None


# --- pages --------------------------------------------------------------------------------------


def test_the_page_shows_todos_with_days_left_and_only_ones_own(world: World):
    put(world, "何文", "a", "第三季度党员大会", kind="todo", due_on=date(2026, 11, 18))
    put(world, "陈岚", "b", "审核河东村材料", kind="todo")
    page = world.client("何文").get("/inbox/").content.decode()
    assert "第三季度党员大会" in page
    assert "超期2天" in page
    assert "审核河东村材料" not in page


def test_following_a_message_reads_it_and_goes_there(world: World):
    item = put(world, "何文", "a", link="/orgs/")
    he = world.client("何文")
    assert he.get(f"/inbox/{item.pk}/").headers["Location"] == "/orgs/"
    item.refresh_from_db()
    assert item.read_at
    assert world.client("陈岚").get(f"/inbox/{item.pk}/").status_code == 404


def test_ticking_off_and_reading_all_by_the_buttons(world: World):
    todo, note = put(world, "何文", "a", kind="todo"), put(world, "何文", "b")
    he = world.client("何文")
    assert he.get(f"/inbox/{todo.pk}/done/").status_code == 405
    assert world.client("陈岚").post(f"/inbox/{todo.pk}/done/").status_code == 404
    assert he.post(f"/inbox/{todo.pk}/done/").status_code == 302
    assert he.post("/inbox/read/").status_code == 302
    todo.refresh_from_db()
    note.refresh_from_db()
    assert todo.done_at
    assert note.read_at
    assert "已办" in he.get("/inbox/?tab=done").content.decode()


def test_a_long_list_is_paged_in_its_order(world: World):
    for n in range(65):
        due = date(2026, 12, 1 + n % 28) if n % 3 else None
        put(world, "何文", f"k{n}", f"事项{n:02d}号", kind="todo", due_on=due)
    he, seen, url = world.client("何文"), [], "/inbox/?tab=todo"
    while url:
        response = he.get(url)
        page = response.context["page"]
        seen += [row.key for row in page.rows]
        url = f"/inbox/?tab=todo&at={page.next}" if page.next else ""
    expected = inbox.todos(world.actor("何文")).order_by("due", "id")
    assert seen == [row.key for row in expected]
    assert len(seen) == 65
