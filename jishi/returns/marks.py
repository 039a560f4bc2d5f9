"""Closed words of returns."""

from __future__ import annotations

ROUND_STATES = {"running": "填报中", "frozen": "已封存", "cancelled": "已取消"}
ROUND_TONES = {"running": "blue", "frozen": "green", "cancelled": "grey"}
SHEET_STATES = {"open": "未报", "submitted": "待审核", "accepted": "已通过"}
SHEET_TONES = {"open": "red", "submitted": "amber", "accepted": "green"}
