"""The plumbing's own pages."""

urlpatterns: list[object] = []
