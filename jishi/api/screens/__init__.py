"""Where the interface hangs: tokens of one's own, `/healthz`, `/api/v1/…`, and 404 for the rest."""

from django.urls import URLPattern

from jishi.api import (  # noqa: F401  importing declares operations
    activities,
    cases,
    duties,
    figures,
    members,
    orgs,
)
from jishi.api.errors import unknown
from jishi.api.screens import health, tokens
from jishi.api.wire import PREFIX, openapi, patterns
from jishi.base.web.screen import public, routes

describe = public(
    "接口说明：本人登录或凭令牌可看，自行查验", f"{PREFIX}/openapi.json", "api-openapi", "接口说明"
)(openapi)
nowhere = public("没有的接口地址，一律回答 404", "api/<path:rest>", "api-unknown")(unknown)
nothing = public("没有的接口地址，一律回答 404", "api/", "api-root")(unknown)

urlpatterns: list[URLPattern] = [
    *tokens.urlpatterns,
    *health.urlpatterns,
    *routes(describe),
    *patterns(),
    *routes(nothing, nowhere),
]
