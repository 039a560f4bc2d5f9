"""`/files/7/`: a file, for whoever may see its owner right now. The address alone opens nothing."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpRequest, HttpResponse

from jishi.base import files
from jishi.base.act import act
from jishi.base.audit.verbs import Verb
from jishi.base.filetypes import INLINE
from jishi.base.models import StoredFile
from jishi.base.web import errors
from jishi.base.web.screen import guarded, routes
from jishi.tree.actor import Actor
from jishi.tree.permissions import SELF

TAKEN = Verb("file.take", "下载加密文件")

# A file shown in the browser may do nothing there: no script, no form, no frame.
_SHOWN = "default-src 'none'; object-src 'self'; frame-ancestors 'none'; base-uri 'none'"


@guarded(SELF, "files/<int:pk>/", "file", "附件")
def download(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    file = files.file_for(actor, pk)
    try:
        body = files.read(file)
    except files.Lost:
        return errors.message(
            request, 500, "附件打不开", "附件的内容已损坏或丢失，请告诉系统管理员从备份恢复。",
            icon="file-x",
        )  # fmt: skip
    if file.sealed:
        with act(actor, SELF) as doing:
            doing.record(TAKEN, file, org=file.org_id, owner=file.owner_kind)
    return answer(file, body, show="show" in request.GET)


def answer(file: StoredFile, body: bytes, show: bool) -> HttpResponse:
    inline = show and file.media_type in INLINE and not file.sealed
    response = HttpResponse(body, content_type=file.media_type)
    way = "inline" if inline else "attachment"
    response["Content-Disposition"] = f"{way}; filename*=UTF-8''{quote(file.name)}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = _SHOWN
    return response


urlpatterns = routes(download)
