"""Every room's `screens.py` is a door; none is listed by hand: adding a room edits nothing here."""

from importlib.util import find_spec

from django.conf import settings
from django.urls import include, path

ROOMS = [name for name in settings.INSTALLED_APPS if name.startswith("jishi.")]

urlpatterns = [
    path("", include(f"{room}.screens"))
    for room in ROOMS
    if not room.startswith("jishi.config") and find_spec(f"{room}.screens")
]

handler400 = "jishi.base.web.errors.bad_request"
handler403 = "jishi.base.web.errors.forbidden"
handler404 = "jishi.base.web.errors.not_found"
handler500 = "jishi.base.web.errors.server_error"
