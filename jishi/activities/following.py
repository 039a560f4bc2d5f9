"""Two records of one person may both have been ticked at one activity: once is enough."""

from jishi.people.following import Meets

MEETS = (
    Meets("attendance", "person", "activity"),
    Meets("session_absence", "person", "session"),
)
