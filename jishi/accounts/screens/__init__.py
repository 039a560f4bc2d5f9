"""Pages of accounts: signing in, one's own page, staff, slips, first run."""

from jishi.accounts.screens import me, setup, sign_in

urlpatterns = [*sign_in.urlpatterns, *setup.urlpatterns, *me.urlpatterns]
