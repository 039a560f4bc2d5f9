"""Papers at every place: one being written, one in print, a remark, a receipt of one's own."""

from __future__ import annotations

from typing import Any

from jishi.base.clock import now
from jishi.kernel.period import Month
from jishi.papers.models import (
    Paper,
    PaperBlock,
    PaperCounter,
    PaperReceipt,
    PaperRemark,
    PaperTemplate,
)
from jishi.papers.template.shape import plain
from jishi.papers.template.shipped import shipped
from tests.access.places import Place, canary, planted
from tests.access.samples import SAMPLES, Sample, Values, by_row

CODE = "notice"


def _document(place: Place, heading: str) -> dict[str, Any]:
    return {
        "heading": heading, "org": place.org.code, "org_name": place.org.short_name,
        "org_full": place.org.name, "period": "2026-10", "period_label": "2026年10月",
        "as_of": "2026-10-31", "parts": [], "figures": [], "annex": True, "rules": "",
        "facts": {},
    }  # fmt: skip


def _paper(place: Place, state: str, **more: Any) -> Paper:
    month = Month.of(2026, 10).index
    heading = f"通知{canary(place.number, Paper)}"
    return Paper.objects.create(
        org=place.org, first_month=month, last_month=month, template=CODE, genre="notice",
        heading=heading, state=state, drafted_at=now(), drafted_by=place.account, **more,
    )  # fmt: skip


@planted
def _papers(place: Place) -> None:
    draft = place.keep("paper", _paper(place, "writing"))
    text = f"文字{canary(place.number, PaperBlock)}"
    body = {"kind": "paragraph", "key": "b1", "text": [text]}
    block = place.keep("paper_block", PaperBlock.objects.create(paper=draft, place=1, body=body))
    remark = PaperRemark(paper=draft, block=block, text=f"意见{canary(place.number, PaperRemark)}")
    remark.made_at, remark.made_by = now(), place.account
    remark.save()
    place.keep("paper_remark", remark)
    number = Paper.objects.filter(org=place.org, word="组发", year=2026).count() + 1
    printed = _paper(
        place, "published", frozen={}, frozen_at=now(), word="组发", year=2026, number=number,
        published_at=now(),
    )  # fmt: skip
    printed.frozen = _document(place, printed.heading)
    printed.save()
    PaperCounter.objects.update_or_create(
        org=place.org, word="组发", year=2026, defaults={"last": number}
    )
    receipt = PaperReceipt(paper=printed, account=place.account, org=place.org, sent_at=now())
    receipt.save()
    place.keep("paper_receipt", receipt)
    title = f"模板{canary(place.number, PaperTemplate)}"
    PaperTemplate.objects.create(
        org=place.org, code=f"own{place.number}", title=title,
        body=plain(shipped()[CODE]) | {"code": f"own{place.number}"}, made_at=now(),
    )  # fmt: skip
    counted = {
        "code": f"counted{place.number}", "title": title, "source": "R-DOC-22",
        "genre": "summary", "heading": "总结", "blocks": [
            {"text": ["现有党员12名。"]}, {"kind": "grid", "text": ["单位\t党员", "甲\t12"]},
        ],
    }  # fmt: skip
    PaperTemplate.objects.create(
        org=place.org, code=counted["code"], title=title, body=counted, made_at=now()
    )


def _new(place: Place) -> Values:
    return {"org": place.org.code, "template": CODE, "period": "2026-10"}


def _desk(**more: Any) -> Sample:
    return Sample(lambda place: {"code": CODE, **more})


HERE_ONLY = "文中有数的模板只在本地点有，从上级的页面进不去；文稿自己的测试里做"


def _own_template(place: Place) -> Values:
    return {"code": f"counted{place.number}"}


def _block(**more: Any) -> Sample:
    return by_row("paper_block", "org", **more)


SAMPLES |= {
    "papers": Sample(),
    "paper-check": Sample(hard="什么也不改，只作答"),
    "paper-new": Sample(send=_new),
    "papers-received": Sample(),
    "paper-received": by_row("paper_receipt", "account", acts=True),
    "paper-pick": Sample(),
    "paper-templates": Sample(),
    "paper-desk": _desk(),
    "paper-desk-block": Sample(lambda place: {"code": CODE, "place": 2}),
    "paper-desk-add": Sample(
        lambda place: {"code": CODE, "place": 2},
        send=lambda place: {"kind": "paragraph", "text": "再加一段。"},
    ),
    "paper-desk-repeat": Sample(
        lambda place: {**_own_template(place), "place": 2}, hard=HERE_ONLY
    ),
    "paper-desk-remove": Sample(lambda place: {"code": CODE, "place": 2}),
    "paper-template-upload": Sample(send=lambda place: {
        "title": "总结", "genre": "summary", "months": 6, "pasted": "题目\n现有党员12名。",
    }),
    "paper-template-replace": Sample(
        lambda place: {"code": CODE}, send=lambda place: {"pasted": "题目\n现有党员12名。"}
    ),
    "paper-template-history": _desk(),
    "paper-template-restore": _desk(pk=0),
    "paper-template-retire": _desk(),
    "paper-numbers": Sample(_own_template, hard=HERE_ONLY),
    "paper-number": Sample(lambda place: {**_own_template(place), "number": 1}, hard=HERE_ONLY),
    "paper": by_row("paper", "org"),
    "paper-docx": by_row("paper", "org"),
    "paper-pdf": by_row("paper", "org", acts=True),
    "paper-print": by_row("paper", "org"),
    "paper-annex": by_row("paper", "org"),
    "paper-step": Sample(
        lambda place: {"pk": place.rows["paper"].pk, "step": "drop"}, owner="org",
        send=lambda place: {"reason": "重复"},
    ),
    "paper-block": _block(send=lambda place: {"text_0": "改过的话。"}),
    "paper-block-add": _block(send=lambda place: {"kind": "paragraph", "text": "再加一段。"}),
    "paper-block-remove": _block(),
    "paper-remark": _block(send=lambda place: {"text": "写明时限"}),
    "paper-remark-settle": by_row("paper_remark", "org", acts=True),
}  # fmt: skip
