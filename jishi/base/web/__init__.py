"""Pages as declarations. Start at `screen.py`.

`screen` guard, routes, navigation · `lists` a table with filters, paging and export ·
`forms` a form with version, idempotency, draft and conflict page · `pages` one object ·
`filters`, `paging` shared with the API · `frame` what surrounds every page · `errors` refusals ·
`search` the one search box · `export` tables out.
"""
