"""May an account and a registered person be one and the same?"""

from __future__ import annotations

from jishi.kernel.declare import Example, rule
from jishi.kernel.verdict import Verdict, all_of, require

_GOOD = {
    "person_name": "何文",
    "account_name": "何文",
    "is_business": True,
    "person_taken": False,
    "account_taken": False,
}


@rule(
    title="账号与党员登记的对应",
    cites=("R-LAW-22",),
    source="本人查看自己的资料，不能看到别人的",
    examples=(
        Example(_GOOD, True, "同名，两边都还没有对应"),
        Example({**_GOOD, "account_name": "何文文"}, "other_name", "姓名不同"),
        Example({**_GOOD, "is_business": False}, "administrator", "三员账号不对应到人"),
        Example({**_GOOD, "person_taken": True}, "person_taken", "此人已有账号"),
        Example({**_GOOD, "account_taken": True}, "account_taken", "账号已对应别人"),
    ),
)
def may_link(
    person_name: str,
    account_name: str,
    is_business: bool,
    person_taken: bool,
    account_taken: bool,
) -> Verdict:
    """Whoever signs in with the account will see this person's data: it must be the same one."""
    return all_of(
        require(is_business, "administrator", "管理员账号不与党员登记对应"),
        require(
            person_name == account_name,
            "other_name",
            f"账号姓名「{account_name}」与登记姓名「{person_name}」不同，请先更正",
            "R-LAW-22",
        ),
        require(not person_taken, "person_taken", "此人已对应一个账号，请先解除"),
        require(not account_taken, "account_taken", "该账号已对应另一人"),
    )
