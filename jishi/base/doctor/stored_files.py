"""Every registered attachment is on the disk, in its full length."""

from __future__ import annotations

from collections.abc import Iterator

from jishi.base import files
from jishi.base.doctor.check import Finding, check, note, wrong
from jishi.base.models import StoredFile


@check("stored_files", "附件", order=65)
def stored_files() -> Iterator[Finding]:
    rows = StoredFile.objects.values_list("digest", "size", "sealed", "name").distinct()
    count, gone, short = 0, list[str](), list[str]()
    for digest, size, sealed, name in rows.iterator(2000):
        count += 1
        try:
            length = files.path_of(digest).stat().st_size
        except OSError:
            gone.append(name)
            continue
        if length < size or (not sealed and length != size):
            short.append(name)
    todo = "从备份中恢复 files 文件夹里的同名文件"
    if gone:
        yield wrong(f"{len(gone)} 个附件的内容不在磁盘上，如「{gone[0]}」", todo)
    if short:
        yield wrong(f"{len(short)} 个附件的长度不对，如「{short[0]}」", todo)
    yield note(f"附件 {count} 个")
