"""Reading organisations, their terms, and why there are more or fewer of them than then."""

from jishi.kernel.term import TermState
from jishi.orgs.queries.bridging import Figures, bridge_of, figures
from jishi.orgs.queries.counting import base_figures
from jishi.orgs.queries.merging import Moves, moves_of
from jishi.orgs.queries.organisations import (
    children,
    count_below,
    crumbs,
    find,
    line_above,
    organisation,
    organisations,
    unfolded,
)
from jishi.orgs.queries.terms import (
    running_term,
    state_of,
    term_due,
    terms,
    terms_in,
    terms_of,
    without_term,
)
from jishi.orgs.queries.trees import Twig, tree_compared, tree_seen

__all__ = [
    "Figures",
    "Moves",
    "TermState",
    "Twig",
    "base_figures",
    "bridge_of",
    "children",
    "count_below",
    "crumbs",
    "figures",
    "find",
    "line_above",
    "moves_of",
    "organisation",
    "organisations",
    "running_term",
    "state_of",
    "term_due",
    "terms",
    "terms_in",
    "terms_of",
    "tree_compared",
    "tree_seen",
    "unfolded",
    "without_term",
]
