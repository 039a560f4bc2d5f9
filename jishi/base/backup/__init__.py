"""Backup to one sealed file and back (threats 12 and 13). Start at `make.py` and `restore.py`.

`sealing` encrypts a stream in chunks · `archive` puts named entries into it · `manifest` says what
must be inside · `sqlite_side`, `postgresql_side` know their database · `again` re-applies erasures
after a restore. Keys are never inside: who finds a backup has nothing without the key file.
"""
