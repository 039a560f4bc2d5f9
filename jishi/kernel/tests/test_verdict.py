"""Verdicts: what is allowed, what is remarked, and how answers combine."""

from __future__ import annotations

import pytest

from jishi.kernel.verdict import OK, Reason, Verdict, advise, all_of, first_refusal, refuse, warn

NO = refuse("quorum_short", "到会人数不足", "R-LIFE-09")
HINT = warn("long_meeting", "会议时间较长")


def test_a_plain_yes_has_nothing_to_say() -> None:
    assert OK
    assert OK.ok
    assert OK.text == ""


def test_a_refusal_is_falsy_and_says_why() -> None:
    assert not NO
    assert NO.refused
    assert NO.codes == ("quorum_short",)
    assert NO.text == "到会人数不足（R-LIFE-09）"


def test_a_warning_is_allowed_but_not_plain() -> None:
    assert HINT
    assert HINT.warned
    assert not HINT.ok
    assert not HINT.refused


def test_one_refusal_among_many_refuses_and_keeps_every_reason_once() -> None:
    verdict = all_of(OK, HINT, NO, HINT)
    assert not verdict
    assert verdict.codes == ("long_meeting", "quorum_short")
    assert verdict.refusals == NO.reasons
    assert verdict.warnings == HINT.reasons
    assert verdict == (HINT & NO)


def test_first_refusal_stops_asking() -> None:
    def never() -> Verdict:
        pytest.fail("asked after a refusal")

    assert first_refusal(HINT, lambda: NO, never) == NO


def test_first_refusal_without_refusal_keeps_the_warnings() -> None:
    assert first_refusal(OK, lambda: HINT) == HINT
    assert first_refusal() == OK


def test_advise_warns_where_require_would_refuse() -> None:
    assert advise(True, "code", "text") is OK
    assert advise(False, "code", "text", "R-ORG-03").reasons == (
        Reason("code", "text", "R-ORG-03", blocking=False),
    )
