"""Commands of the plumbing itself; each module declares some (see `jishi.base.commands`)."""
