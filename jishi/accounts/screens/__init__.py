"""Pages of accounts: signing in, one's own page, staff, slips, first run."""

from jishi.accounts import blocks
from jishi.accounts.screens import below, me, posts, setup, sign_in, staff, why

__all__ = ["blocks", "urlpatterns"]

urlpatterns = [
    *sign_in.urlpatterns,
    *setup.urlpatterns,
    *me.urlpatterns,
    *staff.urlpatterns,
    *below.urlpatterns,
    *posts.urlpatterns,
    *why.urlpatterns,
]
