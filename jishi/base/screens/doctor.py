"""`/doctor/`: the same examination as `jishi doctor`, for the system administrator."""

from __future__ import annotations

from typing import Any

from jishi.base.access import DOCTOR
from jishi.base.doctor import check
from jishi.base.doctor.check import Level
from jishi.base.web.screen import Nav, Screen, routes


class Doctor(Screen):
    path, name, title = "doctor/", "doctor", "系统体检"
    permission = DOCTOR
    nav = Nav("系统", "系统体检", "stethoscope", 80, phone="体检")
    template = "doctor/doctor.html"

    def context(self) -> dict[str, Any]:
        results = check.run()
        of = {level: [r for r in results if r.level == level] for level in Level}
        return {"wrong": of[Level.WRONG], "warned": of[Level.WARN], "fine": of[Level.FINE]}


urlpatterns = routes(Doctor)
