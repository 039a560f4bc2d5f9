"""Party dues: what each member pays and why, what was paid, handed up, used. Start at `reckon.py`.

`rules/` decides, `reckon.py` works out who owes what for which month from the dated states, the
fixed amounts and the payments; `actions/` write it down. Money is an integer of fen everywhere.
"""
