"""Pages under /exchange/: tables in (`begin`, `one`), tables out (`out`)."""

from jishi.base.web.screen import routes
from jishi.exchange.screens import begin, one, out

urlpatterns = routes(
    begin.ImportList,
    begin.NewImport,
    out.Exports,
    out.template,
    one.ImportPage,
    one.progress,
    one.lay_out,
    one.choose,
    one.check,
    one.publish,
    one.undo,
    one.abandon,
)
