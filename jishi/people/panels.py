"""What this room puts on the pages of organisations and people."""

from jishi.people import panels_letters

__all__ = ["panels_letters"]
