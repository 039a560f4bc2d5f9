"""Pages about people: every module here with `urlpatterns` is a door."""

from importlib import import_module
from pkgutil import iter_modules

urlpatterns = [
    pattern
    for module in sorted(m.name for m in iter_modules(__path__))
    for pattern in getattr(import_module(f"{__name__}.{module}"), "urlpatterns", [])
]
