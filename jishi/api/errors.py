"""One shape for everything that went wrong: `{"code", "message", "fields"}`.

`code` is for programs and does not change; `message` is a Chinese sentence for people; `fields`
names what is wrong in which field. Nothing in it names an object the caller may not see.
"""

from __future__ import annotations

import logging
import math
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.db import DatabaseError, IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.request import UnreadablePostError
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError
from pydantic import Field

from jishi.base.once import AnotherPayload
from jishi.base.web.errors import database_message
from jishi.tree.errors import Conflict, Forbidden, NotDone, NotVisible, Refused

logger = logging.getLogger("jishi.api")

MEANINGS = {
    400: ("bad_request", "请求读不懂，请检查 JSON 写法"),
    401: ("no_token", "没有令牌，或令牌已停用、到期"),
    403: ("forbidden", "没有此项权限"),
    404: ("not_found", "内容不存在，或不在您的范围内"),
    405: ("method_not_allowed", "这个地址不支持此种请求方法"),
    409: ("conflict", "与别人的修改撞上了，请取最新内容后再试"),
    413: ("too_large", "内容太大"),
    415: ("not_json", "请求内容须是 application/json"),
    422: ("invalid", "有内容不符合要求"),
    429: ("too_many", "请求太频繁，请稍候再试"),
    500: ("fault", "系统出错了，错误已记录，没有保存"),
    503: ("unavailable", "暂时不能办理，请稍候再试"),
    507: ("disk_full", "磁盘已满，暂时不能保存"),
}
STATUSES = frozenset(MEANINGS)


class Error(Schema):
    """What went wrong."""

    code: str = Field(description="供程序判断，不随版本改变")
    message: str = Field(description="供人阅读")
    fields: dict[str, str] = Field(description="哪一项有什么问题；没有则为空")


class TooMany(NotDone):
    def __init__(self, seconds: float) -> None:
        super().__init__(MEANINGS[429][1])
        self.seconds = max(1, math.ceil(seconds))


def error(
    status: int, code: str = "", message: str = "", fields: dict[str, str] | None = None
) -> HttpResponse:
    usual_code, usual_message = MEANINGS[status]
    response = JsonResponse(
        {"code": code or usual_code, "message": message or usual_message, "fields": fields or {}},
        status=status,
        json_dumps_params={"ensure_ascii": False},
    )
    if status == 401:
        response["WWW-Authenticate"] = "Bearer"
    return response


def refusal(request: HttpRequest, why: Any) -> HttpResponse:
    if isinstance(why, NotVisible):
        return error(404)
    if isinstance(why, Forbidden):
        return error(403, why.verdict.reasons[0].code, str(why))
    if isinstance(why, Conflict):
        version = str(getattr(why.theirs, "version", ""))
        return error(409, "conflict", str(why), {"If-Match": f"现在的版本是 {version}"})
    if isinstance(why, AnotherPayload):
        return error(409, "another_payload", str(why), {"Idempotency-Key": str(why)})
    if isinstance(why, TooMany):
        response = error(429)
        response["Retry-After"] = str(why.seconds)
        return response
    if isinstance(why, Refused):
        fields = {why.field: why.message} if why.field else {}
        return error(422, why.code, why.message, fields)
    return error(422, "refused", str(why))


def invalid(request: HttpRequest, why: Any) -> HttpResponse:
    """Pydantic's findings in our shape, in Chinese, without the values that were sent."""
    fields: dict[str, str] = {}
    for each in why.errors:
        place = [str(part) for part in each["loc"][1:] if part not in ("body", "data", "payload")]
        fields.setdefault(".".join(place[-2:]) or str(each["loc"][0]), _in_chinese(each))
    return error(422, fields=fields)


_WORDS = {
    "missing": "缺少这一项",
    "string_too_short": "不能为空",
    "string_too_long": "太长，最多 {max_length} 个字",
    "string_pattern_mismatch": "写法不对",
    "string_type": "须是文字",
    "int_parsing": "须是整数",
    "int_type": "须是整数",
    "greater_than_equal": "不能小于 {ge}",
    "less_than_equal": "不能大于 {le}",
    "literal_error": "只能是 {expected}",
    "extra_forbidden": "没有这一项",
    "value_error": "写法不对，日期须如 2026-05-01",
}


def _in_chinese(each: dict[str, Any]) -> str:
    words = _WORDS.get(str(each["type"]), "写法不对")
    return words.format_map({"expected": "", **each.get("ctx", {})})


def database(request: HttpRequest, fault: Any) -> HttpResponse:
    if isinstance(fault, IntegrityError):
        return error(409)
    try:
        status, _, words = database_message(DatabaseError(str(fault)))
    except DatabaseError:
        return unforeseen(request, fault)
    return error(status, message=words)


def http(request: HttpRequest, fault: Any) -> HttpResponse:
    return error(fault.status_code if fault.status_code in MEANINGS else 400)


def unforeseen(request: HttpRequest, fault: Any) -> HttpResponse:
    logger.error("%s %s", request.method, request.path, exc_info=fault)
    return error(500)


def unknown(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Whatever address nobody has declared."""
    return error(404)


def install(api: NinjaAPI) -> None:
    """Every road by which a request can fail ends in `error`."""
    api.add_exception_handler(NotDone, refusal)
    api.add_exception_handler(ValidationError, invalid)
    api.add_exception_handler(AuthenticationError, lambda request, why: error(401))
    api.add_exception_handler(HttpError, http)
    api.add_exception_handler(Http404, lambda request, why: error(404))
    api.add_exception_handler(RequestDataTooBig, lambda request, why: error(413))
    api.add_exception_handler(UnreadablePostError, lambda request, why: error(400))
    api.add_exception_handler(DatabaseError, database)
    api.add_exception_handler(Exception, unforeseen)
