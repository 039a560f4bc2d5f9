"""Reminders outside: to hosts on the list alone, at least once under one id, not at night."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from django.db import transaction

from jishi.base.local import DIGEST_OUTSIDE, MAIL_TO, QUIET_FROM, QUIET_UNTIL, WEBHOOK
from jishi.base.models import OutboxItem
from jishi.base.outside import channels, outbox
from jishi.base.settings_tree import Basis, set_value
from jishi.duties.actions.starting import set_start
from jishi.duties.reminders import remind_of_duties
from jishi.tree.actor import local_operator
from tests.world import LONG_AGO, TODAY, World

BRANCH = "河东村党支部"
NOON = datetime.fromisoformat("2026-11-20T12:00:00+08:00")
NIGHT = datetime.fromisoformat("2026-11-20T22:00:00+08:00")


class Receiver(HTTPServer):
    """A loopback receiver that notes what came, and answers what it is told to."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.got: list[tuple[str, dict[str, Any]]] = []
        self.answers: list[int] = []
        self.before: Any = None

    @property
    def port(self) -> int:
        return int(self.server_address[1])


class Handler(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append((self.headers["X-Jishi-Id"], json.loads(body)))
        answer = self.server.answers.pop(0) if self.server.answers else 200
        if answer == 0:  # killed after it has read, before it answers
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        self.send_response(answer)
        if answer == 302:
            self.send_header("Location", f"http://127.0.0.1:{self.server.port}/elsewhere")
        self.end_headers()

    def log_message(self, *args: Any) -> None:
        pass


@pytest.fixture
def receiver(monkeypatch: pytest.MonkeyPatch) -> Iterator[Receiver]:
    server = Receiver()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    monkeypatch.setenv("JISHI_WEBHOOKS", f"白石群=http://127.0.0.1:{server.port}/robot?key=k")
    monkeypatch.setenv("JISHI_OUTSIDE_HOSTS", f"127.0.0.1:{server.port}")
    yield server
    server.shutdown()
    server.server_close()


def choose(world: World, which: Any, value: Any, org: str = "白石镇党委") -> None:
    basis = Basis(LONG_AGO)
    set_value(local_operator(TODAY), which, world[org], value, basis)


@pytest.fixture
def town(world: World, receiver: Receiver) -> World:
    choose(world, WEBHOOK, "白石群")
    return world


def put(world: World, *keys: str, org: str = BRANCH) -> None:
    outbox.put((outbox.Message(world[org], key, f"主题党日{key}", TODAY) for key in keys), TODAY)


def send(at: datetime = NOON) -> tuple[int, int]:
    return outbox.deliver(at, transaction.atomic)


def later(at: datetime = NOON, minutes: int = 180) -> datetime:
    return at + timedelta(minutes=minutes)


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbox, "now", lambda: NOON - timedelta(hours=1))


def test_a_morning_goes_out_as_one_message_without_a_person(town: World, receiver: Receiver):
    put(town, "a", "b")
    put(town, "c", org="松林村党支部")  # another township: nothing is set there
    assert send() == (1, 0)
    [(ident, body)] = receiver.got
    assert body["id"] == ident
    assert body["text"]["content"].splitlines()[1:] == [
        "河东村党支部：主题党日a", "河东村党支部：主题党日b",
    ]  # fmt: skip
    assert [item["key"] for item in body["items"]] == ["a", "b"]
    words = json.dumps(body, ensure_ascii=False)
    assert not any(name in words for name in town.people)
    assert send(later()) == (0, 0)


def test_the_same_cause_is_one_row_and_one_message(town: World, receiver: Receiver):
    put(town, "a")
    put(town, "a")
    send()
    put(town, "a")
    send(later())
    assert len(receiver.got) == 1


def test_one_by_one_where_no_digest_is_wanted(town: World, receiver: Receiver):
    choose(town, DIGEST_OUTSIDE, False)
    put(town, "a", "b")
    assert send() == (2, 0)
    assert len({ident for ident, _ in receiver.got}) == 2


def test_a_receiver_that_was_killed_gets_it_again_under_the_same_id(
    town: World, receiver: Receiver
):
    receiver.answers = [0, 503, 200]
    put(town, "a", "b")
    assert send() == (0, 1)
    put(town, "c")  # what came in between goes apart: the first keeps its content
    assert send(later()) == (1, 1)
    assert send(later(minutes=420)) == (1, 0)
    ids = [ident for ident, body in receiver.got if len(body["items"]) == 2]
    assert len(ids) == 3
    assert len(set(ids)) == 1
    assert OutboxItem.objects.filter(outbox.WAITING).count() == 0


def test_a_worker_that_dies_after_sending_repeats_the_same_id(
    town: World, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
):
    put(town, "a")
    with monkeypatch.context() as patch:
        patch.setattr(outbox, "_note", lambda *args: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            send()
    assert send() == (1, 0)
    assert len(receiver.got) == 2
    assert len({ident for ident, _ in receiver.got}) == 1


def test_a_redirect_is_not_followed(town: World, receiver: Receiver):
    receiver.answers = [302]
    put(town, "a")
    assert send() == (0, 1)
    assert len(receiver.got) == 1
    assert "转到别处" in OutboxItem.objects.get().failed
    assert send(later()) == (0, 0)


def test_it_is_given_up_after_many_tries(town: World, receiver: Receiver):
    receiver.answers = [500] * 20
    put(town, "a")
    for hour in range(20):
        send(NOON + timedelta(days=hour))
    assert len(receiver.got) == outbox.MOST_TRIES
    assert "500" in OutboxItem.objects.get().failed


@pytest.mark.parametrize(
    ("hosts", "url", "why"),
    [
        ("", "http://127.0.0.1:{port}/", "不在允许名单"),
        ("127.0.0.1", "http://127.0.0.1:{port}/", "不在允许名单"),  # the port is not the usual one
        ("hook.example:{port}", "http://127.0.0.1:{port}/", "不在允许名单"),
        ("localhost:{port}", "http://localhost:{port}/", "内网地址"),
        ("127.0.0.1:{port}", "ftp://127.0.0.1:{port}/", "须以 http"),
        ("127.0.0.1:{port}", "http://127.0.0.1:{port}@evil.example/", "须以 http"),
        ("127.0.0.1:{port}", "file:///etc/passwd", "须以 http"),
    ],
)
def test_what_is_not_on_the_list_is_not_asked(
    town: World, receiver: Receiver, monkeypatch: pytest.MonkeyPatch, hosts: str, url: str, why: str
):
    monkeypatch.setenv("JISHI_OUTSIDE_HOSTS", hosts.format(port=receiver.port))
    monkeypatch.setenv("JISHI_WEBHOOKS", "白石群=" + url.format(port=receiver.port))
    put(town, "a")
    assert send() == (0, 1)
    assert receiver.got == []
    assert why in OutboxItem.objects.get().failed


def test_without_the_look_at_the_list_it_would_have_been_asked(
    town: World, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
):
    """A seeded fault: whatever host is written down is spoken to."""
    monkeypatch.setenv("JISHI_OUTSIDE_HOSTS", "")
    monkeypatch.setattr(channels, "_look_up", lambda host, port: host)
    put(town, "a")
    send()
    assert len(receiver.got) == 1


def test_a_host_of_the_intranet_is_reached_where_the_list_pins_it(
    town: World, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("JISHI_OUTSIDE_HOSTS", f"oa.qinghe.example:{receiver.port}=127.0.0.1")
    monkeypatch.setenv("JISHI_WEBHOOKS", f"白石群=http://oa.qinghe.example:{receiver.port}/r")
    put(town, "a")
    assert send() == (1, 0)


def test_at_night_it_waits_until_morning(town: World, receiver: Receiver):
    put(town, "a")
    assert send(NIGHT) == (0, 0)
    assert send(later(NIGHT, 300)) == (0, 0)
    assert receiver.got == []
    assert send(datetime.fromisoformat("2026-11-21T08:00:00+08:00")) == (1, 0)
    choose(town, QUIET_FROM, 0)
    choose(town, QUIET_UNTIL, 0)
    put(town, "b")
    assert send(NIGHT) == (1, 0)


def test_what_is_done_meanwhile_is_not_sent(town: World, receiver: Receiver):
    put(town, "a", "b")
    outbox.drop([town[BRANCH].pk], ["a"])
    send()
    assert [item["key"] for item in receiver.got[0][1]["items"]] == ["b"]


def test_the_ladder_puts_what_it_says_into_the_outbox_once(town: World, receiver: Receiver):
    set_start(local_operator(TODAY), town["青禾县委"], starts_on=TODAY.replace(day=1))
    for _ in range(2):
        remind_of_duties(local_operator(TODAY.replace(day=23)))
    rows = list(OutboxItem.objects.values_list("org__short_name", "key"))
    assert len(rows) == len(set(rows)) > 2
    assert {name for name, _ in rows} == {BRANCH, "柳湾村党支部"}
    send(later(minutes=60 * 72 + 60))
    assert "截止" in receiver.got[0][1]["text"]["content"]


def test_mail_carries_the_id_and_no_person(town: World, monkeypatch: pytest.MonkeyPatch):
    sent: list[Any] = []

    class Server:
        def __init__(self, *args: Any, **more: Any) -> None:
            self.asked = args

        def __enter__(self) -> Server:
            return self

        def __exit__(self, *args: Any) -> None: ...

        def send_message(self, message: Any) -> None:
            sent.append((self.asked, message))

    choose(town, WEBHOOK, "不用")
    choose(town, MAIL_TO, "dangban@qinghe.example")
    put(town, "a")
    assert send() == (0, 1), "no mail server is set"
    monkeypatch.setenv("JISHI_SMTP", "smtp://mail.qinghe.example:2525")
    monkeypatch.setenv("JISHI_MAIL_FROM", "jishi@qinghe.example")
    monkeypatch.setattr(channels.smtplib, "SMTP", Server)
    put(town, "b")
    assert send() == (1, 0)
    [((host, port), message)] = sent
    assert (host, port, message["To"]) == ("mail.qinghe.example", 2525, "dangban@qinghe.example")
    row = OutboxItem.objects.get(key="b")
    assert message["Message-ID"] == f"<{row.bundle}@qinghe.example>"
    assert "河东村党支部：主题党日b" in message.get_content()
