"""Residents hand in, follow and judge without an account; who they are stays at the desk."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.test import Client

from jishi.cases.actions import Given, take_step
from jishi.cases.codes import LENGTH, SIGNS, hash_of, new_code
from jishi.cases.models import Asker, Case
from jishi.portal import screens
from tests.world import World

FORM = {
    "class_code": "disclosure", "words": "CANARYWORDS 三月的账还没有贴出来", "where": "三组",
    "name": "CANARYNAME", "phone": "13911112222",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screens, "TRACK", screens.Limiter(rate=1e9, burst=1e9))
    monkeypatch.setattr(screens, "SEND", screens.Limiter(rate=1e9, burst=1e9))


def hand_in(world: World, **more: str) -> tuple[Case, str]:
    client = Client()
    answer = client.post(
        "/portal/new/request/", {"place": world["河东村党支部"].code, **FORM, **more}
    )
    assert answer.status_code == 302, answer.content.decode()[:3000]
    page = client.get("/portal/slip/").content.decode()
    [code] = re.findall(rf"[{SIGNS}]{{4}}(?:-[{SIGNS}]{{4}}){{3}}", page)[:1]
    return Case.objects.latest("pk"), code


def test_a_request_is_taken_by_the_township_and_followed_by_its_code(world: World):
    case, code = hand_in(world)
    assert (case.home, case.state, case.door) == (world["白石镇党委"], "registered", "portal")
    assert hash_of(code) == case.asker.code_hash
    page = Client().get("/portal/track/", {"code": code.lower().replace("-", " ")})
    assert case.label in page.content.decode()


def test_nothing_of_who_asked_is_on_the_side_complained_of(world: World):
    """The village that it is about is given it to answer, and learns nothing of its sender."""
    case, _ = hand_in(world, about_place="on")
    chen, he = world.actor("陈岚"), world.actor("何文")
    case = take_step(chen, case, "assign", None, Given(org=world["河东村党支部"]))
    case = take_step(he, case, "sign", None, Given())
    client = world.client("何文")
    for url in (
        "/cases/", f"/cases/{case.pk}/", f"/cases/{case.pk}/?tab=history", "/cases/requests/",
        f"/cases/{case.pk}/do/progress/", "/cases/?format=csv", "/cases/board/?kind=request",
        "/inbox/", f"/cases/{case.pk}/change/", "/",
    ):  # fmt: skip
        text = client.get(url).content.decode()
        assert "CANARY" not in text, url
        assert "13911112222" not in text, url
        assert "139****2222" not in text, url
    desk = world.client("陈岚").get(f"/cases/{case.pk}/").content.decode()
    assert "139****2222" in desk
    assert "13911112222" not in desk
    row = Asker.objects.get(case=case)
    denied = client.post(f"/reveal/cases.asker.phone/{row.pk}/")
    assert denied.status_code in (403, 404)


def test_the_resident_has_the_last_word(world: World):
    case, code = hand_in(world)
    chen, he = world.actor("陈岚"), world.actor("何文")
    case = take_step(chen, case, "assign", None, Given(org=world["河东村党支部"]))
    case = take_step(he, case, "sign", None, Given())
    case = take_step(he, case, "submit", None, Given(outcome="已贴", published="账目已公开"))
    browser = Client()
    answer = browser.post(
        "/portal/track/",
        {"code": code, "do": "judge", "judge-answer": "no", "judge-text": "还差一张"},
    )
    assert "已重新交办" in answer.content.decode()
    case.refresh_from_db()
    assert (case.state, case.confirmed, case.solved) == ("working", False, False)
    case = take_step(he, case, "submit", None, Given(outcome="补贴了", published="已补"))
    answer = browser.post(
        "/portal/track/",
        {"code": code, "do": "judge", "judge-answer": "yes", "judge-satisfaction": "5"},
    )
    assert "谢谢" in answer.content.decode()
    case.refresh_from_db()
    assert take_step(chen, case, "strike_off", None, Given()).state == "struck_off"
    assert "已补" in browser.get("/portal/").content.decode()


def test_sent_twice_it_is_one_request(world: World):
    form = {"place": world["河东村党支部"].code, **FORM, "_once": "a" * 32}
    for _ in range(2):
        assert Client().post("/portal/new/request/", form).status_code == 302
    assert Case.objects.count() == 1


def test_a_hundred_thousand_guesses_hit_nothing_and_all_look_alike(world: World):
    """By hashing as the page does; of those that went through the page all answers are equal."""
    case, code = hand_in(world)
    known = case.asker.code_hash
    assert all(hash_of(new_code()) != known for _ in range(100_000))
    browser = Client()

    def answer(typed: str) -> tuple[int, str]:
        page = browser.get("/portal/track/", {"code": typed})
        return page.status_code, re.sub(r'value="[^"]*"', "", page.content.decode())

    wrong = {answer(typed) for typed in (new_code(), "0" * LENGTH, "不是码", code[:-1] + "*", "x")}
    assert len(wrong) == 1


def test_guessing_is_slowed_down(world: World, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(screens, "TRACK", screens.Limiter(rate=0.001, burst=3))
    browser = Client()
    seen = [browser.get("/portal/track/", {"code": new_code()}).status_code for _ in range(5)]
    assert seen == [200, 200, 200, 429, 429]


def test_a_form_sent_too_often_keeps_what_was_typed(world: World, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(screens, "SEND", screens.Limiter(rate=0.001, burst=0.5))
    answer = Client().post("/portal/new/request/", {"place": world["河东村党支部"].code, **FORM})
    assert answer.status_code == 429
    assert "CANARYWORDS" in answer.content.decode()
    assert not Case.objects.exists()


def test_large_type_is_kept_without_script(world: World):
    browser = Client()
    browser.get("/portal/?large=1")
    assert "p-large" in browser.get("/portal/").content.decode()


def test_the_code_is_nowhere_in_the_database(world: World):
    _, code = hand_in(world)
    bare = code.replace("-", "")
    for model in apps.get_models():
        for row in model._default_manager.values_list():
            assert bare not in str(row).replace("-", "")


def test_too_long_is_said_in_plain_words(world: World):
    form = {"place": world["河东村党支部"].code, **FORM, "where": "长" * 40}
    page = Client().post("/portal/new/request/", form)
    assert page.status_code == 422
    assert "最多 30 个字，现在有 40 个" in page.content.decode()
    assert not Case.objects.exists()


def test_no_figure_about_people_reaches_the_residents_pages():
    """Nothing there is counted from the records: there is no small count to hold back."""
    import jishi.disclosures.queries.public as told
    import jishi.portal as room

    code = [*Path(room.__file__).parent.glob("*.py"), Path(told.__file__)]
    reads = [path.name for path in code if "jishi.figures" in path.read_text(encoding="utf-8")]
    counts = [path.name for path in code
              if re.search(r"\b(Count|Sum|aggregate|annotate)\(|\.count\(\)",
                           path.read_text(encoding="utf-8"))]  # fmt: skip
    assert (reads, counts) == ([], [])
