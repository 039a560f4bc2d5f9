"""R-FMT-01 to 03: the number does not prove itself."""

from __future__ import annotations

from jishi.registers.facts import PersonFacts
from jishi.registers.findings.finding import finding


@finding(
    "身份证号不合规",
    about="person",
    severity="red",
    cites=("R-FMT-01", "R-FMT-02", "R-FMT-03"),
    source="GB 11643—1999",
    fix="person",
    do="对照证件更正",
    passes={"合规": {}, "没有填另报": {"identity": "missing"}},
    fails={"校验位不对": {"identity": "identity_check"}},
)
def find(facts: PersonFacts) -> str:
    said = {
        "identity_form": "位数或字符不对",
        "identity_birth": "其中的出生日期不存在",
        "identity_check": "校验位不对，可能有一位录错",
        "identity_old": "是 15 位旧号",
    }
    text = said.get(facts.identity, "")
    return f"身份证号{text}" if text else ""
