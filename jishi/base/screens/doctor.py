"""`/doctor/`: the same examination as `jishi doctor`, for the system administrator."""

from __future__ import annotations

from typing import Any

from jishi.base.access import DOCTOR
from jishi.base.doctor import check
from jishi.base.doctor.check import Level
from jishi.base.web.screen import Nav, Screen, routes

TONES = {Level.FINE: "green", Level.WARN: "amber", Level.WRONG: "red"}


class Doctor(Screen):
    path, name, title = "doctor/", "doctor", "系统体检"
    permission = DOCTOR
    nav = Nav("系统", "系统体检", "stethoscope", 80, phone=True)
    template = "doctor/doctor.html"

    def context(self) -> dict[str, Any]:
        results = check.run()
        order = (Level.WRONG, Level.WARN, Level.FINE)
        return {
            "results": sorted(results, key=lambda r: order.index(r.level)),
            "tones": {level.value: tone for level, tone in TONES.items()},
            "wrong": sum(r.level == Level.WRONG for r in results),
            "warned": sum(r.level == Level.WARN for r in results),
        }


urlpatterns = routes(Doctor)
