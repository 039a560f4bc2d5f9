"""Two records of one person may both be enrolled, or both have agreed hours: once holds."""

from jishi.people.following import Meets

MEETS = (
    Meets("training_enrolment", "person", "activity"),
    Meets("training_relief", "person", "year"),
)
