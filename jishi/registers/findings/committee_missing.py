"""R-ORG-15: seven full members and more have a committee."""

from __future__ import annotations

from jishi.registers.facts import OrgFacts
from jishi.registers.findings.finding import BRANCH, finding


@finding(
    "应设支部委员会",
    about="organisation",
    severity="red",
    cites=("R-ORG-15", "R-GEN-08"),
    source=BRANCH,
    fix="post-new",
    do="选举产生支部委员会，并登记委员任职",
    passes={"六名正式党员": {"full": 6, "committee": 1}, "七名有委员会": {"full": 7}},
    fails={"七名没有委员会": {"full": 7, "committee": 1}},
)
def find(facts: OrgFacts) -> str:
    if facts.is_ordinary_branch and facts.full >= 7 and facts.committee <= 1:
        return f"有正式党员 {facts.full} 名，还没有支部委员会"
    return ""
