"""Pages of organisations: list, tree, page; changing, merging, dividing them; terms; the bridge."""

from jishi.orgs import blocks
from jishi.orgs.screens import bridging, changes, looking, merging, terms
from jishi.orgs.screens.looking import OrgList

__all__ = ["OrgList", "blocks", "urlpatterns"]

urlpatterns = [
    *looking.urlpatterns,
    *bridging.urlpatterns,
    *terms.urlpatterns,
    *changes.urlpatterns,
    *merging.urlpatterns,
]
