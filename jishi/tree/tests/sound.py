"""Is the stored tree what its parent links say? Recomputed the slow way."""

from __future__ import annotations

from jishi.tree.models import Organisation, OrganisationState


def faults() -> list[str]:
    rows = {o.pk: o for o in Organisation.objects.all()}
    found = []
    for org in rows.values():
        line: list[Organisation] = [org]
        while line[-1].parent_id is not None:
            line.append(rows[line[-1].parent_id])
            if len(line) > len(rows):
                return ["a knot in the tree"]
        path = "/" + "".join(f"{o.pk}/" for o in reversed(line))
        drawn = "".join(f"{o.place:06d}" for o in reversed(line))
        if org.path != path:
            found.append(f"{org.code}: path {org.path}, should be {path}")
        if org.line != drawn:
            found.append(f"{org.code}: line {org.line}, should be {drawn}")
    for state in OrganisationState.objects.filter(until=None).select_related("org"):
        if state.parent_id != state.org.parent_id:
            found.append(f"{state.org.code}: the running state has another parent")
    running = OrganisationState.objects.filter(until=None).values_list("org_id", flat=True)
    open_now = Organisation.objects.filter(closed_on=None).values_list("pk", flat=True)
    if sorted(running) != sorted(open_now):
        found.append("not exactly one running state per open organisation")
    return found
