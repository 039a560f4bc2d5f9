"""What the form of an activity is built from: kinds, the list of the day, open decisions."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from jishi.activities.access import ACTIVITY_EDIT
from jishi.activities.kinds import ActivityKind, usual_topic
from jishi.activities.local import LATE_AFTER
from jishi.activities.models import ActionItem, Activity
from jishi.activities.queries import open_items
from jishi.activities.queries.roster import Listed, Roster, circle, members_of, roster
from jishi.activities.topics import TOPIC_KINDS, TopicKind
from jishi.base.settings_tree import setting
from jishi.tree.actor import Actor
from jishi.tree.models import Organisation
from jishi.tree.reach import reach


@dataclass
class Board:
    """One activity about to be entered; the list of a day is read once."""

    actor: Actor
    org: Organisation
    kinds: list[ActivityKind]
    activity: Activity | None = None
    _lists: dict[date, Roster] = field(default_factory=dict)

    @property
    def fixed(self) -> bool:
        """Whether a fixed circle is expected: whoever is not ticked was absent."""
        return circle(self.kinds) != "nobody"

    def list_of(self, day: date) -> Roster:
        if day not in self._lists:
            found = roster(self.actor, [self.org], self.kinds, day)
            if not self.fixed:
                found = Roster(tuple(members_of(self.actor, self.org, day)), found.seats)
            self._lists[day] = found
        return self._lists[day]

    def mates(self, day: date) -> list[Listed]:
        """Who may chair or record: those with a post first."""
        people = self.list_of(day).listed
        return [p for p in people if p.post] + [p for p in people if not p.post and not p.guest]

    def topic_kinds(self) -> list[TopicKind]:
        wanted = {code for kind in self.kinds for code in kind.topics}
        free = not wanted or any(not kind.topics for kind in self.kinds)
        return [kind for kind in TOPIC_KINDS.values() if free or kind.code in wanted]

    def usual_topic(self) -> str:
        return usual_topic(self.kinds)

    @property
    def votes(self) -> bool:
        return any(kind.vote in ("assembly", "admission") for kind in self.topic_kinds()) and any(
            kind.code == "assembly" for kind in self.kinds
        )

    @property
    def quorum(self) -> tuple[str, int, int, str]:
        """Of whom which share (num, den) has to be there, and for what: shown while ticking."""
        by = {kind.quorum for kind in self.kinds}
        if any(kind.code == "assembly" for kind in self.kinds):
            return "voter", 1, 2, "可以表决"
        if "leaders" in by:
            return "seat", 2, 3, "可以召开"
        if "committee" in by:
            return "seat", 1, 2, "可以召开"
        return "", 0, 1, ""

    @property
    def takes_minutes(self) -> bool:
        return any(kind.takes_minutes for kind in self.kinds)

    @property
    def may_be_joint(self) -> bool:
        where = reach(self.actor, ACTIVITY_EDIT)
        others = where.everywhere or any(
            root.org_id != self.org.pk and root.subtree for root in where.roots
        )
        return others and all(kind.joint for kind in self.kinds)

    @property
    def late_after(self) -> int:
        return setting(LATE_AFTER, self.org, self.actor.today)

    def carried(self) -> list[ActionItem]:
        """Decisions of earlier meetings that are still open."""
        if not any(kind.takes_minutes for kind in self.kinds):
            return []
        mine = self.activity.pk if self.activity else None
        return [item for item in open_items(self.actor, self.org) if item.activity_id != mine]
