"""`/portal/`: home, hand in, the slip, follow, confirm. For those without an account."""

from __future__ import annotations

import secrets
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from jishi.accounts.screens.common import address_of
from jishi.base.clock import today
from jishi.base.files import MOST_BYTES
from jishi.base.limiter import Limiter
from jishi.base.once import AnotherPayload, run_once
from jishi.base.web.forms import Form
from jishi.base.web.screen import public, routes
from jishi.cases.actions import residents
from jishi.cases.codes import picture_of
from jishi.cases.kinds import CaseKind, all_kinds
from jishi.cases.marks import SATISFACTION
from jishi.cases.models import Case
from jishi.disclosures.marks import FIELDS
from jishi.disclosures.queries import hanging, shown_one
from jishi.portal import queries
from jishi.tree.errors import Refused
from jishi.tree.kinds import place_name

# A person asks a few times a minute; a guesser wants thousands.
TRACK = Limiter(rate=0.5, burst=20)
SEND = Limiter(rate=1 / 60, burst=5)
LARGE, SLIP = "portal-large", "portal-slip"
KEPT = 600  # seconds
TEXT = {"rows": 5}
MANY = 20  # disclosures on a page


def page(
    request: HttpRequest, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    large = request.COOKIES.get(LARGE) == "1"
    return render(request, f"portal/{template}.html", {"large": large, **context}, status=status)


class SubmitForm(Form):
    place = forms.ChoiceField(label="在哪里")
    class_code = forms.ChoiceField(label="哪一类")
    words = forms.CharField(
        label="什么事", max_length=1000, widget=forms.Textarea(TEXT),
        help_text="写清时间、地点和要办的事；不要写身份证号、银行卡号",
    )  # fmt: skip
    where = forms.CharField(
        label="具体地点", max_length=30, required=False, help_text="如：三组、某小区；不用写门牌"
    )
    photo = forms.FileField(
        label="照片", required=False, widget=forms.ClearableFileInput({"accept": "image/*"}),
        help_text="可不传；照片里的拍摄位置等信息会去掉",
    )  # fmt: skip
    about_place = forms.BooleanField(
        label="反映的就是这个村、社区的组织或干部", required=False,
        help_text="选了以后由上级受理，原话和联系方式不给被反映的一方",
    )  # fmt: skip
    name = forms.CharField(
        label="怎么称呼您", max_length=30, required=False, help_text="可以不填，匿名提交"
    )
    phone = forms.CharField(
        label="电话", max_length=20, required=False,
        help_text="可以不填；填了加密存放，只用于联系和回访",
    )  # fmt: skip

    def __init__(self, kind: CaseKind, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = queries.places()
        chosen: Any = [("", "请选择"), *groups]
        self.fields["place"] = forms.ChoiceField(label="在哪里", choices=chosen)
        self.fields["class_code"] = forms.ChoiceField(
            label="哪一类", choices=[("", "请选择"), *kind.classes]
        )
        if kind.code == "wish":
            del self.fields["about_place"], self.fields["where"], self.fields["photo"]
            self.fields["words"].label = "心愿是什么"
            self.fields["words"].help_text = "写一个具体的、别人帮得上的小心愿"


class TrackForm(Form):
    code = forms.CharField(
        label="查询码", max_length=40, help_text="在提交后的回执上，16 位，不分大小写",
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip


class JudgeForm(Form):
    answer = forms.ChoiceField(
        label="解决了吗", choices=[("yes", "解决了"), ("no", "没有解决，请重新办理")],
        widget=forms.RadioSelect,
    )  # fmt: skip
    satisfaction = forms.ChoiceField(
        label="满意程度", required=False,
        choices=[("", "请选择"), *((str(n), label) for n, label in SATISFACTION.items())],
    )  # fmt: skip
    text = forms.CharField(
        label="想说的话", max_length=400, required=False, widget=forms.Textarea({"rows": 3}),
        help_text="没有解决的，请写明哪里没有解决",
    )  # fmt: skip


class AddForm(Form):
    text = forms.CharField(label="补充说明", max_length=400, widget=forms.Textarea({"rows": 3}))


@public("群众入口：只放经审核可以公开的内容", "portal/", "portal", "群众入口")
def home(request: HttpRequest) -> HttpResponse:
    if request.GET.get("large") in ("0", "1"):
        back = HttpResponseRedirect(reverse("portal"))
        back.set_cookie(
            LARGE, request.GET["large"], max_age=180 * 86400, samesite="Lax", httponly=True,
            path="/portal/",
        )  # fmt: skip
        return back
    context = {
        "title": "有事请讲",
        "answers": queries.answers(8),
        "wishes": queries.wishes(6),
        "disclosures": hanging(today(), most=8),
        "kinds": [kind for kind in all_kinds().values() if kind.public],
        "form": TrackForm(),
    }
    return page(request, "home", context)


@public("公开栏：只放审核发布、范围为社会、还在公开期内的", "portal/disclosures/",
        "portal-disclosures", "党务村务公开")  # fmt: skip
def disclosures(request: HttpRequest) -> HttpResponse:
    """What hangs today, of one village or of one field where asked; twenty to a page."""
    asked = {
        name: request.GET.get(name, "")[:32].replace("\x00", "") for name in ("place", "field")
    }
    number = request.GET.get("page", "1")
    at = min(int(number), 500) if number.isascii() and number.isdigit() and number != "0" else 1
    found = hanging(today(), **asked, start=(at - 1) * MANY, most=MANY + 1)
    context = {
        "title": "党务村务公开", "shown": found[:MANY], "asked": asked, "fields": FIELDS,
        "places": queries.places(), "page": at,
        "newer": _pages(asked, at - 1) if at > 1 else "",
        "older": _pages(asked, at + 1) if len(found) > MANY else "",
    }  # fmt: skip
    return page(request, "disclosures", context)


def _pages(asked: dict[str, str], number: int) -> str:
    return "?" + urlencode({**{k: v for k, v in asked.items() if v}, "page": number})


@public("公开栏里的一条", "portal/disclosures/<int:pk>/", "portal-disclosure", "公开")
def disclosure(request: HttpRequest, pk: int) -> HttpResponse:
    found = shown_one(today(), pk)
    if found is None:
        return page(request, "nothing", {"title": "没有这一条，或公开期已满"}, status=404)
    return page(request, "disclosure", {"title": found.title, "one": found})


@public("居民提交诉求和心愿，不用登录", "portal/new/<slug:kind>/", "portal-new", "提交")
def submit(request: HttpRequest, kind: str) -> HttpResponse:
    declared = all_kinds().get(kind)
    if declared is None or not declared.public:
        return page(request, "nothing", {"title": "没有这个页面"}, status=404)
    form = SubmitForm(declared, request.POST or None, request.FILES or None)
    status = 200
    if request.method == "POST":
        if SEND.wait(address_of(request)):
            form.add_error(None, "提交得太频繁，请过几分钟再试；填写的内容还在")
            status = 429
        elif form.is_valid():
            try:
                return _received(request, declared, form)
            except Refused as refusal:
                field = refusal.field if refusal.field in form.fields else None
                form.add_error(field, refusal.message)
            except AnotherPayload as refusal:
                form.add_error(None, str(refusal))
        status = status if status == 429 else 422
    title = "提一个微心愿" if kind == "wish" else "反映问题、提出诉求"
    once = secrets.token_hex(16)
    context = {"title": title, "form": form, "kind": declared, "once": once}
    return page(request, "submit", context, status)


def _received(request: HttpRequest, kind: CaseKind, form: SubmitForm) -> HttpResponse:
    data = form.cleaned_data
    place = queries.place_of(data["place"])
    if place is None:
        raise Refused("请选在哪里", field="place")
    photo = data.get("photo")
    content = photo.read(MOST_BYTES + 1) if photo else b""
    made: dict[str, str] = {}

    def do() -> str:
        label = kind.class_label(data["class_code"])
        case, made["code"] = residents.receive(
            today(), kind.code, place, title=_title(kind, label, place.short_name, data),
            words=data["words"], class_code=data["class_code"], where=data.get("where", ""),
            alias=f"{place_name(place.short_name)}一位居民", name=data["name"],
            phone=data["phone"], about_place=bool(data.get("about_place")),
            files=[(photo.name or "照片", content)] if photo else (),
        )  # fmt: skip
        return str(case.pk)

    once, sent = request.POST.get("_once", ""), [kind.code, sorted(data.items(), key=str), content]
    case = Case.objects.get(pk=int(run_once(residents.resident(today()), once, sent, do)))
    code = made.get("code") or residents.renew_code(residents.resident(today()), case)
    return to_slip(case.label, code)


def _title(kind: CaseKind, label: str, place: str, data: dict[str, Any]) -> str:
    """Neutral: the resident's words are for the desk, which gives it a title of its own."""
    if kind.code == "wish":
        return str(data["words"]).strip().splitlines()[0][:30]
    return f"{place_name(place)}{data.get('where', '')}：{label}"[:80]


def to_slip(label: str, code: str) -> HttpResponse:
    """On to the receipt; the code travels in the resident's own browser for ten minutes."""
    answer = HttpResponseRedirect(reverse("portal-slip"))
    kept = signing.dumps([label, code], salt=SLIP)
    answer.set_cookie(SLIP, kept, max_age=KEPT, samesite="Lax", httponly=True, path="/portal/")
    return answer


@public("提交后的回执，凭本人浏览器里的凭证", "portal/slip/", "portal-slip", "回执")
def slip(request: HttpRequest) -> HttpResponse:
    """The code as letters and as a picture to scan; to be printed or copied."""
    try:
        label, code = signing.loads(request.COOKIES.get(SLIP, ""), salt=SLIP, max_age=KEPT)
    except signing.BadSignature:
        return page(request, "nothing", {"title": "回执已过期"}, status=404)
    context = {"title": "已收到", "label": label, "code": code, "picture": picture_of(code)}
    return page(request, "slip", context)


@public("凭查询码看进度、确认、评价", "portal/track/", "portal-track", "查进度")
def track(request: HttpRequest) -> HttpResponse:
    """The same answer whatever is wrong with a code, and the same wait for all."""
    typed = request.POST.get("code") or request.GET.get("code") or ""
    context: dict[str, Any] = {"title": "查进度", "form": TrackForm(initial={"code": typed[:40]})}
    if not typed:
        return page(request, "track", context)
    if TRACK.wait(address_of(request)):
        return page(request, "track", {**context, "busy": True}, status=429)
    case = residents.by_code(typed)
    if case is None:
        return page(request, "track", {**context, "nothing": True})
    judge, add = JudgeForm(prefix="judge"), AddForm(prefix="add")
    said, status = "", 200
    if request.method == "POST" and request.POST.get("do") == "judge":
        judge = JudgeForm(request.POST, prefix="judge")
        said, status = _judged(judge, case)
    elif request.method == "POST" and request.POST.get("do") == "add":
        add = AddForm(request.POST, prefix="add")
        said, status = _added(add, case)
    found = residents.by_code(typed)
    assert found is not None
    whole = {
        **context, "code": typed[:40], "found": queries.progress(found), "judge": judge,
        "add": add, "said": said, "title": "办理进度",
    }  # fmt: skip
    return page(request, "progress", whole, status)


def _judged(form: JudgeForm, case: Any) -> tuple[str, int]:
    if not form.is_valid():
        return "", 422
    data = form.cleaned_data
    try:
        if data["answer"] == "yes":
            if not data["satisfaction"]:
                raise Refused("请选满意程度", field="satisfaction")
            residents.confirm(today(), case, int(data["satisfaction"]), data["text"])
            return "谢谢，已记下您的评价", 200
        residents.dispute(today(), case, data["text"])
        return "已重新交办，请过几天再看", 200
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        return "", 422


def _added(form: AddForm, case: Any) -> tuple[str, int]:
    if not form.is_valid():
        return "", 422
    try:
        residents.add_words(today(), case, form.cleaned_data["text"])
        return "补充已收到", 200
    except Refused as refusal:
        form.add_error(None, refusal.message)
        return "", 422


urlpatterns = routes(home, disclosures, disclosure, submit, slip, track)
