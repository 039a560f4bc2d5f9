"""At every place a disclosure in each state."""

from __future__ import annotations

from jishi.disclosures.models import Disclosure
from tests.access.places import Place, planted
from tests.access.samples import SAMPLES, Sample, Values, by_row
from tests.world import TODAY


@planted
def _disclosures(place: Place) -> None:
    for state in ("draft", "reviewed", "published"):
        told = TODAY if state == "published" else None
        place.keep(f"disclosure-{state}", Disclosure.objects.create(
            org=place.org, item="finance.accounts", period="2026Q3", title="收支", text="收入",
            audience="unit", state=state, drafted_on=TODAY, published_on=told,
            reviewed_on=None if state == "draft" else TODAY, secrecy_by="某人",
        ))  # fmt: skip


def _row(place: Place) -> Values:
    return {
        "item": "finance.accounts", "period": "2026Q3", "title": "收支", "text": "收入三万元",
        "audience": "unit",
    }  # fmt: skip


SAMPLES |= {
    "disclosures": Sample(),
    "disclosure-board": Sample(),
    "disclosure-new": Sample(send=lambda place: {"org": place.org.code, **_row(place)}),
    "disclosure": by_row("disclosure-published", "org"),
    "disclosure-edit": by_row("disclosure-draft", "org", send=_row),
    "disclosure-review": by_row("disclosure-draft", "org", send=lambda place: {
        "classified": "0", "needed": "on", "exact": "on", "secrecy_by": "某人",
    }),
    "disclosure-publish": by_row("disclosure-reviewed", "org", send=lambda place: {"days": "30"}),
    "disclosure-back": by_row(
        "disclosure-reviewed", "org", send=lambda place: {"reason": "写清来源"}
    ),
    "disclosure-withdraw": by_row(
        "disclosure-published", "org", send=lambda place: {"reason": "数字有误"}
    ),
    "disclosure-evidence": by_row("disclosure-published", "org", hard="须上传一个文件"),
    "portal-disclosures": Sample(directory=True),  # names of villages are no secret
    "portal-disclosure": by_row("disclosure-published", "none", also=frozenset({404})),
}  # fmt: skip
