"""The interface for other programs: `/api/v1/`, its tokens, and `/healthz`.

`wire.py` is what all operations share (who asks, one shape of error, limits, once-keys); a
resource such as `orgs.py` declares its operations with `reading` and `changing`, each with a
permission. `screens/` puts them on the map.
"""
