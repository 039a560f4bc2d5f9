"""One letter: its page, the forms of its steps, and what is printed of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse

from jishi.base import reveal
from jishi.base.web import filters
from jishi.base.web.forms import FormScreen
from jishi.base.web.screen import Screen, routes
from jishi.people import queries
from jishi.people.access import (
    TRANSFER_ISSUE,
    TRANSFER_RECEIVE,
    TRANSFER_REQUEST,
    TRANSFER_VIEW,
)
from jishi.people.actions import reception, transfer
from jishi.people.forms import transfer as forms
from jishi.people.models import TransferLetter
from jishi.people.queries.transfer import default_days, letter, own_taker, window
from jishi.people.reveals import IDENTITY, LETTER_PURPOSE
from jishi.people.screens import letter_parts as parts
from jishi.people.screens.transfers import Window, url_of
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible, Refused
from jishi.tree.models import Organisation
from jishi.tree.reach import require

TRANSFERS = ("组织关系转接", "/transfers/")


class LetterPage(Screen):
    path, name, title = "transfers/<int:pk>/", "transfer", "介绍信"
    permission = TRANSFER_VIEW
    template = "people/letter.html"

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.letter = letter(actor, kwargs["pk"])

    def page_title(self) -> str:
        return f"{self.letter.person.name}的介绍信{self.letter.code}"

    def crumbs(self) -> list[tuple[str, str]]:
        return [TRANSFERS]

    def context(self) -> dict[str, Any]:
        today, row = self.actor.today, self.letter
        return {
            "letter": row,
            "buttons": parts.buttons(self.actor, row),
            "progress": parts.progress(row, today),
            "notices": parts.notices(row, today),
            "facts": parts.facts(row, today),
            "timeline": parts.timeline(row),
        }


class RequestTransfer(FormScreen):
    path, name, title = "people/<int:pk>/transfer/", "person-transfer", "申请转出组织关系"
    permission = TRANSFER_REQUEST
    form = forms.RequestForm
    submit = "提交申请"
    done = "已提交，等党委开具介绍信"
    intro = "支部申请后，由有审批预备党员权限的党委开具介绍信。对方接收之前，仍在本支部管理。"

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.person = queries.person(actor, kwargs["pk"], self.permission)

    def page_title(self) -> str:
        return f"{self.title}：{self.person.name}"

    def crumbs(self) -> list[tuple[str, str]]:
        return [TRANSFERS]

    def initial(self) -> dict[str, Any]:
        today = self.actor.today
        return {"on": today, "paid_to": today.replace(day=1), "reason": "residence"}

    def save(self, form: forms.RequestForm, version: int) -> str:
        return url_of(transfer.request_letter(self.actor, self.person, form.wanted()))


class LetterForm(FormScreen):
    """A step of one letter, taken at the desk that it belongs to."""

    template = "people/letter_form.html"
    step: ClassVar[str]

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.letter = letter(actor, kwargs["pk"], self.permission)
        org = parts.desk(self.letter, self.step)
        if org is None:
            raise NotVisible
        require(actor, self.permission, org)
        self.desk: Organisation = org

    def target(self) -> TransferLetter:
        return self.letter

    def page_title(self) -> str:
        return f"{self.title}：{self.letter.person.name}"

    def crumbs(self) -> list[tuple[str, str]]:
        return [TRANSFERS, (self.letter.code or "介绍信", url_of(self.letter))]

    def initial(self) -> dict[str, Any]:
        return {"on": self.actor.today}


class Issue(LetterForm):
    path, name, title = "transfers/<int:pk>/issue/", "transfer-issue", "开具介绍信"
    permission, step = TRANSFER_ISSUE, "issue"
    form = forms.IssueForm
    submit = "编号开具"
    done = "已开具，可以打印三联"
    intro = "编号按本党委本年度连续编排，开具后不能改动；撤销的编号不再使用。"

    def initial(self) -> dict[str, Any]:
        return {**super().initial(), "days": default_days(self.letter, self.actor.today)}

    def save(self, form: forms.IssueForm, version: int) -> str:
        data = form.cleaned_data
        return url_of(transfer.issue_letter(self.actor, self.letter, version, **data))


class Receive(LetterForm):
    path, name, title = "transfers/<int:pk>/receive/", "transfer-receive", "接收组织关系"
    permission, step = TRANSFER_RECEIVE, "receive"
    form = forms.ReceiveForm
    submit = "接收"
    done = "已接收，党员已编入支部，请发出回执"

    def context(self) -> dict[str, Any]:
        return {"notices": parts.notices(self.letter, self.actor.today)}

    def save(self, form: forms.ReceiveForm, version: int) -> str:
        return url_of(reception.receive_letter(self.actor, self.letter, version, form.arrival()))


class SendBack(LetterForm):
    path, name, title = "transfers/<int:pk>/send-back/", "transfer-send-back", "退回介绍信"
    permission, step = TRANSFER_RECEIVE, "send_back"
    form = forms.SendBackForm
    submit, danger = "退回", True
    confirm = "不得无故拒接。退回后组织关系留在转出方，确定退回吗？"
    done = "已退回，转出方会收到理由"

    def save(self, form: forms.SendBackForm, version: int) -> str:
        data = form.cleaned_data
        return url_of(reception.send_back(self.actor, self.letter, version, **data))


class Acknowledge(LetterForm):
    path, name, title = "transfers/<int:pk>/acknowledge/", "transfer-acknowledge", "发出回执"
    permission, step = TRANSFER_RECEIVE, "acknowledge"
    form = forms.OnForm
    submit = "发出回执"
    done = "回执已发出"
    intro = "回执由最终接收的党委直接发给转出方。"

    def save(self, form: forms.OnForm, version: int) -> str:
        on = form.cleaned_data["on"]
        return url_of(reception.acknowledge_letter(self.actor, self.letter, version, on=on))


class Close(LetterForm):
    path, name, title = "transfers/<int:pk>/close/", "transfer-close", "核对回执，办结"
    permission, step = TRANSFER_ISSUE, "close"
    form = forms.OnForm
    submit = "办结"
    done = "已办结，存根保存十年"

    def save(self, form: forms.OnForm, version: int) -> str:
        on = form.cleaned_data["on"]
        return url_of(transfer.close_letter(self.actor, self.letter, version, on=on))


class FileReceipt(LetterForm):
    path, name, title = "transfers/<int:pk>/receipt/", "transfer-file-receipt", "登记县外回执"
    permission, step = TRANSFER_ISSUE, "file_receipt"
    form = forms.FileReceiptForm
    submit = "登记回执"
    done = "已办结，从对方接收之日起不再计入本支部"

    def save(self, form: forms.FileReceiptForm, version: int) -> str:
        data = form.cleaned_data
        return url_of(transfer.file_receipt(self.actor, self.letter, version, **data))


class Reissue(LetterForm):
    path, name, title = "transfers/<int:pk>/reissue/", "transfer-reissue", "补开介绍信"
    permission, step = TRANSFER_ISSUE, "reissue"
    form = forms.ReissueForm
    submit = "原件作废，补开"
    done = "已补开，原介绍信作废"
    intro = "超期的由支部说明情况、批评教育后补开；遗失的先报告。原介绍信作废，另编新号。"

    def initial(self) -> dict[str, Any]:
        return {**super().initial(), "days": default_days(self.letter, self.actor.today)}

    def save(self, form: forms.ReissueForm, version: int) -> str:
        return url_of(transfer.reissue_letter(self.actor, self.letter, version, form.again()))


class _Ended(LetterForm):
    form = forms.ReasonForm
    danger = True
    do: ClassVar[Callable[..., TransferLetter]]

    def save(self, form: forms.ReasonForm, version: int) -> str:
        reason = form.cleaned_data["reason"]
        return url_of(type(self).do(self.actor, self.letter, version, reason=reason))


class Withdraw(_Ended):
    path, name, title = "transfers/<int:pk>/withdraw/", "transfer-withdraw", "撤回申请"
    permission, step = TRANSFER_REQUEST, "withdraw"
    do = transfer.withdraw_request
    submit, done = "撤回", "已撤回"
    confirm = "确定撤回这份转出申请吗？"


class Revoke(_Ended):
    path, name, title = "transfers/<int:pk>/revoke/", "transfer-revoke", "撤销介绍信"
    permission, step = TRANSFER_ISSUE, "revoke"
    do = transfer.revoke_letter
    submit, done = "撤销", "已撤销，编号不再使用"
    confirm = "撤销后对方不能再凭这张介绍信接收。确定撤销吗？"


class TakeIn(FormScreen):
    path, name, title = "transfers/in/", "transfer-take-in", "接收县外介绍信"
    permission = TRANSFER_RECEIVE
    form = forms.TakeInForm
    submit = "接收"
    done = "已接收并登记党员，请寄回回执"
    intro = "照纸质介绍信录入。身份证号认得出以前转出过的人，不会重复登记。"

    def crumbs(self) -> list[tuple[str, str]]:
        return [TRANSFERS]

    def initial(self) -> dict[str, Any]:
        today, own = self.actor.today, own_taker(self.actor)
        return {
            "on": today, "days": 30, "distance": "province", "paid_to": today.replace(day=1),
            "committee": own.code if own else "",
        }  # fmt: skip

    def save(self, form: forms.TakeInForm, version: int) -> str:
        done = reception.take_in(
            self.actor, form.cleaned_data["committee"], form.incoming(), form.who(), form.place(),
            form.arrival(),
        )  # fmt: skip
        return url_of(done)


class PrintLetter(Screen):
    """Stub, letter and receipt on one sheet; the full number only after it was asked for."""

    path, name, title = "transfers/<int:pk>/print/", "transfer-print", "打印介绍信"
    permission = TRANSFER_VIEW
    template = "people/letter_print.html"

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.letter = letter(actor, kwargs["pk"])
        if self.letter.issued_on is None:
            raise Refused("介绍信还没有开具，不能打印")

    def get(self) -> HttpResponse:
        return self.render(parts.paper(self.letter, str(self.letter.person.identity)))

    def post(self) -> HttpResponse:
        target = reveal.target_of(self.actor, IDENTITY, str(self.letter.person_id))
        clear = reveal.open_one(self.actor, IDENTITY, target, LETTER_PURPOSE)
        return self.render({**parts.paper(self.letter, clear), "shown": True})


class PrintWindow(Screen):
    path, name, title = "transfers/window/print/", "transfer-window-print", "窗口登记簿"
    permission = TRANSFER_VIEW
    template = "people/window_print.html"
    MOST = 1000

    def context(self) -> dict[str, Any]:
        get = self.request.GET.get
        rows, chosen = filters.apply(self.actor, Window.filters, get, window(self.actor))
        return {
            "rows": rows.order_by("on", "id")[: self.MOST],
            "count": rows.count(),
            "most": self.MOST,
            "chosen": [c for c in chosen if c.raw],
            "today": self.actor.today,
        }


urlpatterns = routes(
    TakeIn, PrintWindow, PrintLetter, LetterPage, RequestTransfer, Issue, Receive, SendBack,
    Acknowledge, Close, FileReceipt, Reissue, Withdraw, Revoke,
)  # fmt: skip
