"""What people do with cases. Start at `opening.open_case` and `moving.take_step`."""

from jishi.cases.actions.moving import Given, take_step
from jishi.cases.actions.opening import Asking, Entry, open_case

__all__ = ["Asking", "Entry", "Given", "open_case", "take_step"]
