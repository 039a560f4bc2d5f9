"""Reading disclosures; everything inside starts from `visible()`, the public part is its own."""

from jishi.disclosures.queries.lists import disclosure, disclosures
from jishi.disclosures.queries.owed import behind_by_org
from jishi.disclosures.queries.public import Shown, hanging, shown_one

__all__ = ["Shown", "behind_by_org", "disclosure", "disclosures", "hanging", "shown_one"]
