"""Who asked, apart from what was asked: sealed, for the desk that took it alone."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from jishi.base.sealed import SealedField, mask_phone
from jishi.cases.models.case import Case
from jishi.tree.privacy import Datum, Privacy

_KEEP = "办结后十二个月，由当地设定"
_CONTACT = Datum("联系诉求人、答复和回访", "R-HOT-12", "case", keep=_KEEP, masked=True)


class Asker(models.Model):
    """A way to reach the resident, if they left one, and the code of their slip."""

    case = models.OneToOneField(Case, models.CASCADE, related_name="asker")
    name = SealedField("称呼", blank=True, default="")
    phone = SealedField("电话", mask=mask_phone, blank=True, default="")
    # What a clue alleges; a field of its own, as another permission opens it.
    allegation = SealedField("反映的内容", blank=True, default="")
    anonymous = models.BooleanField("匿名", default=True)
    # The tracking code lies here as a hash only (`cases/codes.py`).
    code_hash = models.CharField("查询码摘要", max_length=64, blank=True, default="")
    forgotten_on = models.DateField("已清除", null=True, blank=True)

    privacy: ClassVar = Privacy.every(
        _CONTACT, code_hash=Datum("本人凭码查询进度", "R-HOT-12", "case", keep=_KEEP)
    )

    class Meta:
        db_table = "case_asker"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["code_hash"], condition=~Q(code_hash=""), name="caseasker_code"
            ),
        ]

    def __str__(self) -> str:
        return f"asker of {self.case_id}"


class AskerWords(models.Model):
    """What the resident wrote, then and later, in their own words."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="asker_words", db_index=False)
    on = models.DateField("日期")
    words = SealedField("原话")

    privacy: ClassVar = Privacy.every(_CONTACT)

    class Meta:
        db_table = "case_words"
        ordering = ("case", "id")
        indexes: ClassVar = [models.Index(fields=["case"], name="casewords_case")]

    def __str__(self) -> str:
        return f"words of {self.case_id}"
