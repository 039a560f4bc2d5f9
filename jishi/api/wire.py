"""What all operations share: the caller, the permission, once-keys, versions, one shape of error.

    @reading("/orgs", ORG_VIEW, "org-list", "组织列表", OrgPage)
    def list_orgs(request, asked: Query[OrgQuery]) -> OrgPage: ...

    @changing("/orgs/{code}/rename", ORG_EDIT, "org-rename", "更名", OrgOut, versioned=True)
    def rename(request, code: Code, payload: Rename) -> OrgOut: ...

Both check the permission before anything else and note the operation in `ROUTES`, where the
menu, the reference and the access matrix find it. The caller is known by token alone: a session
cookie means nothing here, so no page of another site can make a signed-in browser act.
"""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Callable, Mapping
from functools import wraps
from importlib import import_module
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.urls import URLPattern, path
from ninja import NinjaAPI, Schema
from ninja.security import HttpBearer
from pydantic_core import to_json

from jishi.accounts.queries import actor_of
from jishi.api import actions, errors, limits, queries
from jishi.base.clock import today
from jishi.base.once import run_once
from jishi.base.web.screen import ROUTES, Route
from jishi.tree.actor import Actor
from jishi.tree.errors import NotDone, Refused
from jishi.tree.permissions import Permission
from jishi.tree.reach import require

PREFIX = "api/v1"
MOST_BYTES = 1024 * 1024
DESCRIPTION = (
    "基石的数据接口。凭令牌（Authorization: Bearer …）使用，权限与范围同令牌所属账号。"
    "列表以 cursor 翻页；POST 可带 Idempotency-Key，重复提交只办一次；修改须带 If-Match 版本号。"
    f"每个令牌每秒约 {limits.RATE:.0f} 次，可连续 {limits.BURST:.0f} 次；内容不超过 1 MB。"
)


class Token(HttpBearer):
    """Who asks, by the token shown; sets `request.actor` whatever a cookie may have said."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        request.actor = None  # type: ignore[attr-defined]
        held = queries.working_token(token.strip())
        if held is None:
            return None
        seconds = limits.limiter.wait(held.pk)
        if seconds:
            raise errors.TooMany(seconds)
        actor = actor_of(held.account, today(), request.META.get("REMOTE_ADDR", ""))
        actions.note_use(held, actor)
        request.actor = actor  # type: ignore[attr-defined]
        return actor


api = NinjaAPI(
    title="基石",
    version="1",
    description=DESCRIPTION,
    auth=Token(),
    openapi_url=None,
    docs_url=None,
    urls_namespace="api",
)
errors.install(api)

_RESPONSES: dict[Any, Any] = {errors.STATUSES: errors.Error}
_KEY = re.compile(r"[\x21-\x7e]{1,64}")
_VERSION = re.compile(r'(?:W/)?"?([0-9]{1,9})"?')
_ONCE_HEADER = {
    "in": "header", "name": "Idempotency-Key", "required": False,
    "description": "同一编号在 72 小时内只办一次，重复提交得到同样的回答",
    "schema": {"type": "string", "pattern": "^[!-~]{1,64}$"},
}  # fmt: skip
_VERSION_HEADER = {
    "in": "header", "name": "If-Match", "required": True,
    "description": "所依据的版本号（取自 version 或 ETag）；已有人改过则答 409",
    "schema": {"type": "string", "pattern": '^"?[0-9]{1,9}"?$'},
}  # fmt: skip

Operation = Callable[..., Any]


def caller(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def version_of(request: HttpRequest) -> int:
    """The version a change is based on (law 10)."""
    found = _VERSION.fullmatch(request.headers.get("If-Match", "").strip())
    if found is None:
        raise Refused("修改须以 If-Match 带上所依据的版本号", field="If-Match", code="no_version")
    return int(found[1])


def written(answer: Schema | Mapping[str, Any]) -> HttpResponse:
    """An answer as it is: what a schema was made of was checked when it was made."""
    return HttpResponse(to_json(answer), content_type=_JSON)


def reading(
    where: str, permission: Permission, name: str, title: str, answer: Any
) -> Callable[[Operation], Operation]:
    def declare(operation: Operation) -> Operation:
        @wraps(operation)
        def view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            require(caller(request), permission)
            found = operation(request, *args, **kwargs)
            return found if isinstance(found, HttpResponse) else written(found)

        return _note("GET", where, permission, name, title, view, {200: answer}, [])

    return declare


def changing(
    where: str,
    permission: Permission,
    name: str,
    title: str,
    answer: type[Schema],
    *,
    status: int = 200,
    versioned: bool = False,
) -> Callable[[Operation], Operation]:
    """A POST: done once per Idempotency-Key, and answered the same each time."""

    def declare(operation: Operation) -> Operation:
        @wraps(operation)
        def view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            require(caller(request), permission)

            def do() -> str:
                result: Schema = operation(request, *args, **kwargs)
                return json.dumps(result.model_dump(mode="json"), ensure_ascii=False)

            sent = [request.method, request.path, json.loads(request.body or b"null")]
            text = run_once(caller(request), _once_key(request), sent, do)
            return with_version(HttpResponse(text, status=status, content_type=_JSON), text)

        headers = [_ONCE_HEADER, *([_VERSION_HEADER] if versioned else [])]
        return _note("POST", where, permission, name, title, view, {status: answer}, headers)

    return declare


_JSON = "application/json; charset=utf-8"


def with_version(response: HttpResponse, text: str) -> HttpResponse:
    version = json.loads(text).get("version")
    if version is not None:
        response["ETag"] = f'"{version}"'
    return response


def _once_key(request: HttpRequest) -> str:
    key = request.headers.get("Idempotency-Key", "")
    if key and not _KEY.fullmatch(key):
        raise Refused(
            "Idempotency-Key 须是 1 至 64 个可见的英文字符", field="Idempotency-Key", code="bad_key"
        )
    return key


def _note(
    method: str,
    where: str,
    permission: Permission,
    name: str,
    title: str,
    view: Operation,
    answers: dict[int, Any],
    headers: list[dict[str, Any]],
) -> Operation:
    # Annotations are resolved where they were written, not in this module.
    view.__signature__ = inspect.signature(inspect.unwrap(view), eval_str=True)  # type: ignore[attr-defined]
    responses = {**answers, **_RESPONSES}
    api.api_operation(
        [method], where, response=responses, operation_id=name, summary=title, url_name=name,
        tags=[where.split("/")[1]], openapi_extra={"parameters": [*headers]} if headers else None,
    )(view)  # fmt: skip
    address = re.sub(r"{(\w+)}", r"<str:\1>", f"{PREFIX}{where}")
    ROUTES[f"api:{name}"] = Route(address, f"api:{name}", view, permission, f"接口：{title}")
    return view


def surround(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """What can be refused by the headers alone, and answers that are not ours put in our shape."""

    @wraps(view)
    def surrounded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST":
            length = request.META.get("CONTENT_LENGTH") or "0"
            if not length.isdigit() or int(length) > MOST_BYTES:
                return errors.error(413)
            if int(length) and request.content_type != "application/json":
                return errors.error(415)
        response = view(request, *args, **kwargs)
        if isinstance(response, HttpResponseNotAllowed):
            allowed = response["Allow"]
            response = errors.error(405)
            response["Allow"] = allowed
        return response

    return surrounded


def patterns() -> list[URLPattern]:
    """The operations' addresses, flat, so that `{code}` needs no namespace."""
    found = []
    for pattern in api.urls[0]:
        if isinstance(pattern, URLPattern) and pattern.name != "api-root":
            route = f"{PREFIX}/{pattern.pattern}"
            found.append(path(route, surround(pattern.callback), name=f"api-{pattern.name}"))
    return found


def schema() -> dict[str, Any]:
    """The OpenAPI 3.1 description of all operations."""
    import_module("jishi.api.screens")  # all resources, before ninja closes its list
    return dict(api.get_openapi_schema(path_prefix=f"/{PREFIX}/"))


def openapi(request: HttpRequest) -> HttpResponse:
    """For whoever is signed in or shows a token.

    It holds no data, but it tells where to push; whoever has use for it has one of the two.
    """
    if request.method not in ("GET", "HEAD"):
        response = errors.error(405)
        response["Allow"] = "GET, HEAD"
        return response
    if getattr(request, "actor", None) is None:
        try:
            if not api.auth[0](request):  # type: ignore[index]
                return errors.error(401)
        except NotDone as why:
            return errors.refusal(request, why)
    return JsonResponse(schema(), json_dumps_params={"ensure_ascii": False})
