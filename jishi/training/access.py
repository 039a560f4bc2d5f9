"""Who agrees that somebody owes fewer hours; classes are kept by whoever keeps activities."""

from jishi.tree.permissions import STAFF, Permission

# The branch decides and writes it down (R-EDU-11).
TRAINING_RELIEF = Permission("training.relief", "核定学时减免", to=STAFF)
