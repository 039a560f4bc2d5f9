"""People and their Party membership, dated and changed by recorded acts only.

A person is one row, member or not: standing, branch and group are columns, their past is in
`MemberState`, the act behind each change in `MemberChange`. Start at `models/person.py`, then
`rules/standing.py` for what may become what, and `actions/register.py`.
"""
