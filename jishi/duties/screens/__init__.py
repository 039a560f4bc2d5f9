"""Screens of duties."""

urlpatterns: list[object] = []
