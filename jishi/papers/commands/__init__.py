"""`jishi paper …`: one file for each sub-command."""
