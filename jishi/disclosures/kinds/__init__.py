"""What has to be told: an item is a declaration in a file here, found by being there."""

from jishi.disclosures.kinds.item import Item, all_items, regular_items

__all__ = ["Item", "all_items", "regular_items"]
