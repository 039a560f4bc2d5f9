"""Django plumbing without a domain noun. Start at `act.py`: how anything gets written.

`act` transaction + permission + audit · `once` double submits · `audit/` the chained log ·
`crypto` sealed fields · `web/` pages as declarations · `settings_tree` local values with dates ·
`jobs/` long work · `files` attachments · `inbox` messages and to-dos ·
`commands` the command line · `sqlite/` the database engine · `backup`, `doctor`.
"""
