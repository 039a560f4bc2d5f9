"""村（居）委会主任: whether one person with the secretary is a question to the posts."""

from jishi.registers.access import POST_EDIT
from jishi.registers.kinds.kind import LinkKind

VILLAGE_DIRECTOR = LinkKind(
    code="village_director", title="村（居）委会主任", source="农村基层组织工作条例；R-ORG-44",
    permission=POST_EDIT, order=10,
    is_post=True,
    sole=True,
    members_only=False,
    sectors=("village", "community"),
    takes=("unit",),
)  # fmt: skip
