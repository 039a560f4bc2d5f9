"""Pure decisions about duties: what is owed, what fulfils it, how it stands on a day."""
