"""Blind indexes are made from the values they stand for, or exact search finds the wrong one."""

from __future__ import annotations

from collections.abc import Iterator

from jishi.base.crypto import CannotOpen, blind_index, unseal
from jishi.base.doctor.check import Finding, check, wrong
from jishi.people.models import Person

MOST = 5


@check("identity_index", "身份证号、手机号检索码", order=64)
def identity_index() -> Iterator[Finding]:
    wrong_codes, closed = [], 0
    columns = ("code", "identity", "identity_index", "phone", "phone_index")
    for person in Person.objects.order_by("pk").only(*columns).iterator(2000):
        for name in ("identity", "phone"):
            value = getattr(person, name)
            try:
                clear = unseal(value.token, value.purpose) if value else ""
            except CannotOpen:
                closed += 1
                continue
            if blind_index(name, clear) != getattr(person, f"{name}_index"):
                wrong_codes.append(person.code)
    if closed:
        yield wrong(f"{closed} 个号码打不开", "请放回含有当时密钥的密钥文件")
    if wrong_codes:
        shown = "、".join(wrong_codes[:MOST]) + ("等" if len(wrong_codes) > MOST else "")
        yield wrong(
            f"{len(wrong_codes)} 个检索码与号码不符：{shown}", "请在这些人员页面上重新更正号码"
        )
