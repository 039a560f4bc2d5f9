"""What came in by a workbook: the batch, its rows on the way, and what each has changed."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from jishi.base.models import Job, StoredFile
from jishi.base.sealed import SealedField
from jishi.tree.models import Organisation
from jishi.tree.privacy import Datum, Privacy

_BATCH = Datum("导入的留痕、对账与撤销", "R-GEN-13", "audit", keep="至少 3 年")
_STAGED = Datum("导入途中的名册内容（加密）", "R-LAW-05", "upload", keep="7 天", masked=True)


class BatchState(models.TextChoices):
    """Where an import stands. Only one step at a time; `publishing` and `undoing` are jobs."""

    RECOGNISED = "recognised", "已识别"
    CHECKING = "checking", "核对中"
    CHECKED = "checked", "待入库"
    PUBLISHING = "publishing", "入库中"
    PUBLISHED = "published", "已入库"
    UNDONE = "undone", "已撤销"
    CANCELLED = "cancelled", "已放弃"
    FAILED = "failed", "没有办成"


OPEN_STATES = (
    BatchState.RECOGNISED,
    BatchState.CHECKING,
    BatchState.CHECKED,
    BatchState.PUBLISHING,
    BatchState.FAILED,
)


class ImportBatch(models.Model):
    """One table of one file, from being handed in to being in force, or undone."""

    kind = models.CharField("种类", max_length=24)
    state = models.CharField("状态", max_length=12, choices=BatchState.choices)
    # Nothing outside this organisation is touched; none is the whole reach of the operator.
    org = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    actor_name = models.CharField("经办人", max_length=60)
    file = models.ForeignKey(StoredFile, models.SET_NULL, null=True, related_name="+")
    result = models.ForeignKey(StoredFile, models.SET_NULL, null=True, related_name="+")
    refused = models.ForeignKey(StoredFile, models.SET_NULL, null=True, related_name="+")
    file_name = models.CharField("文件", max_length=160)
    digest = models.CharField("SHA-256", max_length=64)
    file_date = models.DateTimeField("文件保存时间", null=True)
    sheet = models.CharField("工作表", max_length=80, blank=True, default="")
    # Where the header lies and what each column means: JSON made by `recognition`.
    layout = models.TextField("列的含义", default="{}")
    # Per column whose value counts, and which organisation a name in the file means: JSON.
    choices = models.TextField("选择", default="{}")
    summary = models.TextField("结果", default="{}")  # counts and effects: JSON, no personal values
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField("时间")
    published_at = models.DateTimeField("入库时间", null=True)
    undone_at = models.DateTimeField("撤销时间", null=True)
    version = models.IntegerField("版本", default=1)

    privacy: ClassVar = Privacy.every(_BATCH)

    class Meta:
        db_table = "import_batch"
        ordering = ("-id",)
        indexes: ClassVar = [
            models.Index(fields=["org", "-id"], name="importbatch_org"),
            models.Index(fields=["account", "-id"], name="importbatch_account"),
        ]

    def __str__(self) -> str:
        return f"{self.file_name} {self.made_at:%Y-%m-%d}"


class StagedChunk(models.Model):
    """Some hundred rows as they were read and checked, sealed; gone when the import has ended."""

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="chunks")
    number = models.IntegerField("序号")
    rows = models.IntegerField("行数")
    content = SealedField("内容")
    expires_at = models.DateTimeField("到期")

    privacy: ClassVar = Privacy.every(_STAGED)

    class Meta:
        db_table = "import_chunk"
        ordering = ("batch", "number")
        indexes: ClassVar = [models.Index(fields=["expires_at"], name="importchunk_expires")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["batch", "number"], name="importchunk_once")
        ]

    def __str__(self) -> str:
        return f"{self.batch_id}#{self.number}"


class AppliedAction(models.TextChoices):
    CREATED = "created", "新增"
    CHANGED = "changed", "变更"


class AppliedRow(models.Model):
    """What one row of a batch did to one record, and what was there before."""

    batch = models.ForeignKey(
        ImportBatch,
        models.CASCADE,
        related_name="applied",
        db_index=False,  # the constraint has it
    )
    row = models.IntegerField("行号")
    object_kind = models.CharField("对象类型", max_length=40)
    object_id = models.BigIntegerField("对象编号")
    action = models.CharField("处理", max_length=8, choices=AppliedAction.choices)
    after = models.IntegerField("入库后的版本", default=1)
    # A short print of each cell as agreed then: tells later who has changed it since.
    cells = models.TextField("各格的印记", blank=True, default="")
    before = SealedField("原来的内容", blank=True, default="")

    privacy: ClassVar = Privacy.every(
        _BATCH,
        before=Datum("撤销导入时恢复原状（加密）", "R-GEN-13", "audit", keep="1 年", masked=True),
    )

    class Meta:
        db_table = "import_applied"
        ordering = ("batch", "id")
        indexes: ClassVar = [
            models.Index(fields=["object_kind", "object_id"], name="importapplied_object"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["batch", "object_kind", "object_id"], name="importapplied_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.batch_id} {self.object_kind} {self.object_id}"


class RememberedLayout(models.Model):
    """How somebody here has read the same header before: not asked a second time."""

    org = models.ForeignKey(Organisation, models.CASCADE, null=True, related_name="+")
    kind = models.CharField("种类", max_length=24)
    headers = models.CharField("表头的印记", max_length=64)
    mapping = models.TextField("列的含义", default="{}")
    saved_at = models.DateTimeField("时间")

    privacy: ClassVar = Privacy.none("表头与列的对应，不含个人信息")

    class Meta:
        db_table = "import_layout"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["org", "kind", "headers"], name="importlayout_one")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.headers[:8]}"
