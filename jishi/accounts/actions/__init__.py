"""What happens to accounts. One module per group of verbs; `setup.set_up` comes first in time."""
