"""Tables: activities with their parts, organisers, people, topics, decisions, counts, files."""

from jishi.activities.models.activity import Activity, ActivityOrg, ActivityPart, Attendance
from jishi.activities.models.counting import Appraisal, CountLine, CountSheet
from jishi.activities.models.files import ActivityFile
from jishi.activities.models.inspection import Inspection, InspectionNote
from jishi.activities.models.local import LocalKind
from jishi.activities.models.paper import PaperSheet, ScanBatch, ScanPage, ScanSource
from jishi.activities.models.sessions import ClassSession, SessionAbsence
from jishi.activities.models.topics import ActionItem, Topic

__all__ = [
    "ActionItem",
    "Activity",
    "ActivityFile",
    "ActivityOrg",
    "ActivityPart",
    "Appraisal",
    "Attendance",
    "ClassSession",
    "CountLine",
    "CountSheet",
    "Inspection",
    "InspectionNote",
    "LocalKind",
    "PaperSheet",
    "ScanBatch",
    "ScanPage",
    "ScanSource",
    "SessionAbsence",
    "Topic",
]
