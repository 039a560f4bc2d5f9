"""党费收缴: one receipt a row; what is there already is the same, what was wrong is reversed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db.models import Count, Max, Min

from jishi.exchange.ground import Ground
from jishi.exchange.kinds.tables import BY_CODE
from jishi.exchange.parsed import Parsed, Row
from jishi.exchange.records.dues import TakenIn
from jishi.exchange.records.finder import People, sealed_text
from jishi.exchange.records.kind import Child, Intent, Known, Ours, Wrong
from jishi.exchange.records.months import months_of, written
from jishi.funds import actions
from jishi.funds.access import DUES_RECORD, DUES_VIEW
from jishi.funds.actions import Outcome, PaymentRow
from jishi.funds.models import DuesItem, DuesPayment
from jishi.kernel.money import yuan
from jishi.tree.actor import Actor
from jishi.tree.models import Organisation
from jishi.tree.reach import visible


class KnownPayments(Known):
    def __init__(self, parsed: Parsed, ground: Ground) -> None:
        self.people = People(parsed, ground, DUES_RECORD)
        rows = visible(ground.actor, DUES_RECORD, DuesPayment.objects.all(), via="org")
        self.there: dict[tuple[Any, ...], list[DuesPayment]] = {}
        for payment in rows.filter(reversal_of__isnull=True, reversed_by__isnull=True):
            key = (payment.person_id, payment.paid_on, payment.amount_fen)
            self.there.setdefault(key, []).append(payment)

    def find(self, row: Row, org: Organisation | None) -> Ours | None:
        assert org is not None
        person = self.people.meant(row, org, "name")
        key = (person, row.values.get("paid_on"), row.values.get("amount"))
        waiting = self.there.get(key, [])
        if not waiting:
            return None
        payment = waiting.pop()  # two receipts alike are two rows alike
        return Ours(payment.pk, payment.org_id, 1, {}, row.values.get("name") or "")


class DuesPayments(TakenIn[PaymentRow]):
    table = BY_CODE["dues_payments"]
    edit, view = DUES_RECORD, DUES_VIEW
    model = DuesPayment
    shown_at = "amount"
    children = (Child(DuesItem, "payment", 24),)
    not_compared = frozenset(field.name for field in BY_CODE["dues_payments"].fields)

    def known(self, parsed: Parsed, ground: Ground) -> KnownPayments:
        return KnownPayments(parsed, ground)

    def judge_new(
        self, row: Row, org: Organisation | None, known: KnownPayments, ground: Ground
    ) -> None:
        paid_on, months = row.values.get("paid_on"), row.values.get("months")
        if paid_on is None:
            raise Wrong("paid_on", "missing", "缴纳日期不能为空")
        if not months:
            raise Wrong("months", "missing", "所属月份不能为空")
        if months_of(months, paid_on.year) is None:
            text = f"“{months[:20]}”看不出是哪几个月，请写成 2026-01..2026-03 的样子"
            raise Wrong("months", "months_form", text)

    def row_of(self, intent: Intent, person: int, ground: Ground) -> PaymentRow:
        values: Mapping[str, Any] = intent.row.values
        span = months_of(values["months"], values["paid_on"].year)
        first, last = span if span else (None, None)
        receipt = values.get("receipt") or ""
        return PaymentRow(
            person, values["paid_on"], values["amount"], first, last,
            payer=values.get("payer") or "", note=f"原收据号 {receipt}" if receipt else "导入",
        )  # fmt: skip

    def take_in(self, actor: Actor, rows: list[PaymentRow], checked: bool) -> Sequence[Outcome]:
        return actions.take_in_payments(actor, rows, checked=checked)

    def versions(self, pks: Sequence[int]) -> dict[int, int]:
        """Receipts never change; a reversed one is no longer there to be taken back."""
        rows = DuesPayment.objects.filter(pk__in=pks, reversed_by__isnull=True)
        return dict.fromkeys(rows.values_list("pk", flat=True), 1)

    def take_back(self, pks: Sequence[int], actor: Actor) -> bool:
        """Money is never deleted: a receipt is reversed by a line of its own (R-FEE-26)."""
        for payment in DuesPayment.objects.filter(pk__in=pks).order_by("pk"):
            actions.reverse_payment(actor, payment, reason="撤销导入")
        return True

    def rows(self, ground: Ground) -> Iterator[dict[str, Any]]:
        found = ground.within(self.view, DuesPayment.objects.all())
        found = found.filter(reversal_of__isnull=True, reversed_by__isnull=True, kind="regular")
        found = found.annotate(first=Min("items__month"), last=Max("items__month"))
        order = ("org__line", "paid_on", "receipt_no", "pk")
        for payment in found.select_related("person").order_by(*order):
            yield {
                "code": payment.person.code, "name": payment.person.name,
                "identity": sealed_text("identity", payment.person.identity, ground),
                "org": ground.orgs.word(payment.person.org_id), "paid_on": payment.paid_on,
                "months": _months(payment), "amount": yuan(payment.amount_fen, grouped=False),
                "payer": payment.payer, "receipt": payment.receipt,
            }  # fmt: skip

    def count_by_org(self, pks: Sequence[int], ground: Ground) -> dict[int, int]:
        rows = DuesPayment.objects.filter(org__in=pks, reversal_of__isnull=True)
        return dict(rows.order_by().values_list("org").annotate(n=Count("pk")))


def _months(payment: Any) -> str:
    return written(payment.first, payment.last) if payment.first is not None else ""


KIND = DuesPayments()
