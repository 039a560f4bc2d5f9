"""Keys long and random enough, and kept apart from what they protect."""

from __future__ import annotations

from collections.abc import Iterator

from jishi.base.doctor.check import Finding, check, note, warn, wrong
from jishi.config import environment
from jishi.config.keys import Keys, keys


def weak(found: Keys) -> list[str]:
    """Keys that no random source has made."""
    material = {
        "signing": found.signing.encode(),
        "index": found.index,
        "audit": found.audit,
        **{f"fields.{number}": key for number, key in found.fields.items()},
    }
    return [
        name
        for name, key in material.items()
        if len(set(key)) < 8 or len(key) < (16 if name.startswith("fields") else 32)
    ]


@check("secrets", "密钥强度", order=11)
def secrets() -> Iterator[Finding]:
    found = keys()
    for name in weak(found):
        yield wrong(
            f"密钥文件里的 {name} 太弱", "换一份随机生成的密钥文件；已有数据的请先备份再轮换"
        )
    if len({found.index, found.audit}) < 2:
        yield wrong("检索密钥和审计密钥相同", "密钥文件不应手工编写，请换一份生成的")
    if environment.secret_file().parent == environment.home():
        yield warn(
            "密钥文件和数据在同一个文件夹，整个文件夹被拷走就等于没有加密",
            "用 JISHI_SECRET_FILE 把它放到别处，并另存一份",
        )
    yield note(f"字段密钥 {len(found.fields)} 把，现用第 {found.current} 号")
