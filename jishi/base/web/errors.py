"""Refusals and faults as plain pages: what happened, why, what to do. No names, no traces."""

from __future__ import annotations

import logging

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jishi.tree.errors import Conflict, Forbidden, NotDone, NotVisible, Refused

log = logging.getLogger("jishi.database")


def message(
    request: HttpRequest, status: int, heading: str, text: str, *, icon: str = "info"
) -> HttpResponse:
    """One page for all of them."""
    context = {"status": status, "title": heading, "heading": heading, "text": text, "icon": icon}
    return render(request, "web/message.html", context, status=status)


def refusal(request: HttpRequest, why: NotDone) -> HttpResponse:
    if isinstance(why, NotVisible):
        return not_found(request)
    if isinstance(why, Forbidden):
        return message(request, 403, "您没有此项权限", str(why), icon="lock")
    if isinstance(why, Conflict):
        text = f"{why}，请返回后刷新页面再办。您的内容没有保存。"
        return message(request, 409, "有人先改了一步", text, icon="git-merge")
    text = why.message if isinstance(why, Refused) else str(why)
    return message(request, 422, "没有办成", text, icon="circle-alert")


FULL = (
    "507",
    "磁盘已满",
    "暂时不能保存，可以继续查看。请告诉系统管理员清理磁盘，腾出空间后自动恢复。",
)
READ_ONLY = ("503", "暂时不能保存", "数据库现在只能查看不能写入，请告诉系统管理员。")
BUSY = ("503", "请稍候再试", "同时保存的人太多，本次没有保存，请过几秒再提交一次。")
LOST = ("503", "数据库连不上", "请稍候再试；仍不行请告诉系统管理员。本次没有保存。")


def database_message(fault: DatabaseError) -> tuple[int, str, str]:
    """What a database fault means to the person at the screen; shared with the API."""
    text = str(fault).lower()
    if "full" in text or "no space" in text:
        status, heading, words = FULL
    elif "readonly" in text or "read-only" in text:
        status, heading, words = READ_ONLY
    elif "busy" in text or "locked" in text:
        status, heading, words = BUSY
    elif "connect" in text or "unable to open" in text or "disk i/o" in text:
        status, heading, words = LOST
    else:
        raise fault
    log.error("database: %s", text.splitlines()[0])
    return int(status), heading, words


def database(request: HttpRequest, fault: DatabaseError) -> HttpResponse:
    status, heading, words = database_message(fault)
    return message(request, status, heading, words, icon="hard-drive")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return message(request, 400, "请求有误", "地址或内容不完整，请返回重试。")


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return message(request, 403, "您没有此项权限", "如需办理，请联系上级党组织。", icon="lock")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return message(request, 404, "没有找到", "内容不存在，或不在您的范围内。", icon="search-x")


def server_error(request: HttpRequest) -> HttpResponse:
    return message(
        request, 500, "系统出错了", "错误已记录。您刚才的内容没有保存，请稍候再试。", icon="bug"
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    text = "页面打开太久或登录已变化，请返回、刷新后再提交。您的内容没有保存。"
    return message(request, 403, "页面已过期", text, icon="timer-off")
