"""Standards: a score is a proof.

A standard is a file in `kinds/` (or an office's own row of the same shape, `models.LocalStandard`):
for whom, criteria with their points, and for each where its points come from: a *source*
(`sources/`), which counts records, or a question, which the organisation answers and another
account checks. `rules/scoring.py` makes points of what a source found; start there.
`queries/proving.py` asks the sources for any number of organisations in as many statements as for
one. `actions/` take an assessment from self-check over acceptance to confirmation, where points and
proof are frozen under a hash; `rules/steps.py` is its workflow, `rules/grading.py` gives grades.
"""
