"""Training: classes with sessions, who is enrolled, and whom the year has not reached yet.

A class is an activity of the kind `training` with sessions (`activities.models.ClassSession`); here
is what surrounds it: enrolment, places given to organisations, hours agreed to be fewer. What
somebody's hours are is said once, in `activities/queries/hours.py`. Start at `queries/coverage.py`
and `rules/coverage.py`, then `actions/classes.py`.
"""
