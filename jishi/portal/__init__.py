"""The residents' door: hand in, follow by code, confirm, rate; what may be read by everybody.

Nothing here knows an account. It writes by `cases/actions/residents.py` and shows what
`queries.py` lets out, field by field. Works without script; large type is an address away.
"""
