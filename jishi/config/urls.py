"""Every room's `screens.py` is a door; none is listed by hand: adding a room edits nothing here."""

from django.urls import include, path

from jishi.tree.rooms import drawers

urlpatterns = [path("", include(screens.__name__)) for screens in drawers("screens")]

handler400 = "jishi.base.web.errors.bad_request"
handler403 = "jishi.base.web.errors.forbidden"
handler404 = "jishi.base.web.errors.not_found"
handler500 = "jishi.base.web.errors.server_error"
