"""The end of the audit chain, against the anchors kept elsewhere. The whole is `audit verify`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from jishi.base.audit import anchors
from jishi.base.audit.chain import head
from jishi.base.clock import now
from jishi.base.doctor.check import Finding, check, note, warn, wrong
from jishi.base.models import AuditEvent
from jishi.config import environment

STALE = timedelta(hours=3)


@check("audit_chain", "审计链", order=45)
def chain() -> Iterator[Finding]:
    end, kept = head(), anchors.kept()
    todo = "运行 jishi audit verify 查明位置，保留现场并报告审计管理员"
    last = AuditEvent.objects.order_by("-seq").values_list("seq", "mac").first() or (0, end.mac)
    if last != (end.seq, end.mac):
        yield wrong("链头与最后一条记录不符", todo)
    wanted, _ = anchors.standing(kept.anchors)
    newest = max(wanted, key=lambda a: (a.point.seq, a.at), default=None)
    if newest is None:
        if end.seq:
            yield warn("还没有锚点", "运行 jishi audit anchor；后台任务每小时也会留存一次")
    elif newest.point.seq > end.seq:
        yield wrong(f"锚点证明曾有第 {newest.point.seq} 条，现在只到第 {end.seq} 条", todo)
    else:
        row = AuditEvent.objects.filter(seq=newest.point.seq).first()
        if newest.point.seq and (row is None or row.mac != newest.point.mac):
            yield wrong(f"第 {newest.point.seq} 条与锚点不符", todo)
        if newest.point.seq < end.seq and now() - newest.at > STALE:
            yield warn(f"最近的锚点是 {newest.at:%Y-%m-%d %H:%M} UTC 的", "检查后台任务是否在运行")
    for place in kept.lost_places:
        yield wrong(f"锚点存放地 {place} 打不开", "检查 JISHI_ANCHOR_DIR 所在的磁盘")
    if not environment.text("JISHI_ANCHOR_DIR"):
        yield warn("锚点只存在本机", "用 JISHI_ANCHOR_DIR 指定另一块盘或另一台机器上的文件夹")
    yield note(f"审计记录至第 {end.seq} 条")
