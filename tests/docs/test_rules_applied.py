"""Every verified rule of the sections built so far is cited by the code or listed with its reason.

A room that builds another section appends its prefix and numbers to `VERIFIED`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from jishi.config.reference.inside import cited
from tests.architecture.source import ROOT, none

PAGE = ROOT / "docs" / "rules-not-applied.md"
ROW = re.compile(r"^\| (R-[A-Z]+-\d{2}) \| (.*) \|$", re.M)

# Numbers of the rules whose text or fact was seen on a page, by prefix.
VERIFIED: dict[str, str] = {
    "DEV": (
        "03 04 05 06 07 09 10 11 12 14 15 16 20 21 22 23 24 25 26 27 30 31 32 33 35 36 37 38 39"
    ),
    "DISP": "01 02 03 04 05 06 07 08 09 11 12 13 14 15 16 17 18",
    "EDU": "01 02 03 04 05 06 07 10 12",
    "FEE": "01 02 03 04 05 06 07 08 09 10 11 12 13 15 16 17 18 19 20 22 23 24 25 28",
    "GEN": "04 05 07 08 09 12",
    "GOV": (
        "01 02 03 04 05 07 12 13 14 15 16 17 18 19 20 23 24 25 26 27 28 29 30 31 34 36 38 39 40 41"
        " 42 44"
    ),
    "HOT": "01 04 05 06 07 08 09 15 16 17 18",
    "LIFE": (
        "01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 18 21 22 23 24 25 26 27 28 29 30 31 34"
    ),
    "ORG": (
        "01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 27 28"
        " 30 31 32 33 34 35 36 37 38 39 40 41 42 43 44"
    ),
    "REL": "01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 18 19 20 21 22 23",
}


def verified() -> list[str]:
    return [f"R-{prefix}-{n}" for prefix, numbers in VERIFIED.items() for n in numbers.split()]


def excused() -> dict[str, str]:
    return dict(ROW.findall(PAGE.read_text(encoding="utf-8")))


def unaccounted(code: Mapping[str, object], listed: Mapping[str, str]) -> list[str]:
    return [clause for clause in verified() if clause not in code and clause not in listed]


def test_every_verified_rule_is_applied_or_excused():
    none(unaccounted(cited(), excused()))


def test_an_excuse_says_why_and_is_not_given_for_what_is_applied():
    code = cited()
    none(f"{clause}: no reason" for clause, why in excused().items() if len(why.strip()) < 6)
    none(f"{clause}: is applied" for clause in excused() if clause in code)


def test_a_rule_that_nobody_applies_is_noticed():
    code = {clause: where for clause, where in cited().items() if clause != "R-ORG-27"}
    assert unaccounted(code, excused()) == ["R-ORG-27"]
