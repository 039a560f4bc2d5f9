"""Every write about people. `register` puts someone on the books; the rest changes what is there.

`states.turn` is the one place where a dated state ends and the next begins.
"""

from jishi.people.actions.register import Particulars, Place, register_person

__all__ = ["Particulars", "Place", "register_person"]
