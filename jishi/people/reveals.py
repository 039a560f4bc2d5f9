"""What of a person may be shown in clear, to whom, and for which purposes."""

from jishi.base.reveal import Revealable
from jishi.people.access import IDENTITY_REVEAL, PHONE_REVEAL
from jishi.people.models import Person

LETTER_PURPOSE = "开具组织关系介绍信"
IDENTITY = Revealable(
    Person, "identity", IDENTITY_REVEAL, via="org",
    purposes=("核对身份", "填报组织手续", LETTER_PURPOSE),
)  # fmt: skip
PHONE = Revealable(
    Person, "phone", PHONE_REVEAL, via="org", purposes=("通知本人", "核对信息", "走访慰问")
)
