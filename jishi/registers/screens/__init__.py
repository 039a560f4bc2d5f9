"""Pages of posts, links, units, the health report and the checklist of the first page."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
