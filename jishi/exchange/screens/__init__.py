"""Pages under /exchange/: tables in (`begin`, `one`), tables out (`out`), blanks (`blank`)."""

from jishi.base.web.screen import routes
from jishi.exchange.screens import begin, blank, one, out

urlpatterns = routes(
    begin.ImportList,
    begin.NewImport,
    out.Exports,
    out.template,
    blank.FillBlank,
    one.ImportPage,
    one.progress,
    one.lay_out,
    one.choose,
    one.check,
    one.publish,
    one.undo,
    one.abandon,
)
