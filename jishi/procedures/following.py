"""Two records of one person may each have the same procedure running: once holds."""

from jishi.people.following import Meets

MEETS = (Meets("procedure", "person", "kind"),)
