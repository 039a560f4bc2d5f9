"""`/papers/`: the papers that one may read."""

from __future__ import annotations

from jishi.base.web.screen import Nav, Screen, routes
from jishi.papers.access import PAPER_VIEW


class Papers(Screen):
    path, name, title = "papers/", "papers", "文稿"
    permission = PAPER_VIEW
    nav = Nav("材料与上报", "文稿", "file-text", order=5)
    template = "papers/list.html"


urlpatterns = routes(Papers)
