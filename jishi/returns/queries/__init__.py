"""Reading returns: rounds and sheets within reach, what is filled in, how far everybody is."""
