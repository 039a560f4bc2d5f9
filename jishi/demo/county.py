"""The organisation tree of the invented county, in the proportions of R-STAT-09 to R-STAT-11.

Some organisations were founded, renamed, moved or closed within the last months, so that a tree
of last year differs from today's.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from jishi.demo.names import Names
from jishi.kernel.deadline import add_months
from jishi.orgs.actions import (
    Basis,
    Founding,
    Part,
    close_organisation,
    found_organisation,
    merge_organisations,
    move_organisation,
    rename_organisation,
    split_organisation,
)
from jishi.tree.actor import local_operator
from jishi.tree.models import Organisation


@dataclass(frozen=True)
class Size:
    """How large a county to invent."""

    code: str
    townships: int
    streets: int
    villages: int  # per township
    communities: int  # per street
    bureaus: int
    schools: int
    hospitals: int
    enterprises: int  # two-new branches per township or street
    months: int
    dues_months: int  # of which there are receipts


SIZES = {
    size.code: size
    for size in (
        Size("small", 5, 2, 10, 7, 14, 6, 3, 2, 18, 12),
        Size("county", 14, 5, 40, 34, 90, 60, 20, 12, 24, 12),
        Size("city", 110, 40, 46, 40, 420, 420, 120, 16, 24, 3),
    )
}
OLD = date(2012, 6, 1)


@dataclass
class County:
    """What has been invented so far; later modules read it."""

    size: Size
    until: date
    random: Random
    names: Names
    root: Organisation = field(init=False)
    townships: list[Organisation] = field(default_factory=list)
    branches: list[Organisation] = field(default_factory=list)
    units: list[Organisation] = field(default_factory=list)  # committees of bureaus and the like
    counter: dict[int, int] = field(default_factory=dict)
    members: dict[int, list[int]] = field(default_factory=dict)  # numbers of people, by branch

    def found(
        self, parent: Organisation, name: str, kind: str, sector: str, on: date = OLD
    ) -> Organisation:
        self.counter[parent.pk] = self.counter.get(parent.pk, 0) + 1
        number = str(self.counter[parent.pk]).zfill(3 if parent.parent_id is None else 2)
        org = found_organisation(
            local_operator(self.until), parent,
            code=f"{parent.code}{number}",
            name=f"中共{name}", short_name=name, kind=kind, sector=sector, basis=Basis(on),
        )  # fmt: skip
        if kind in ("branch", "joint_branch", "temporary_branch"):
            self.branches.append(org)
        return org

    @property
    def shown_branch(self) -> Organisation:
        """The branch of the login page: a village of the first township."""
        town = self.townships[0]
        return next(b for b in self.branches if b.parent_id == town.pk and b.sector == "village")

    def some_day(self) -> date:
        """A day within the months the world covers, at least a month ago."""
        first = add_months(self.until, -self.size.months)
        return first + timedelta(days=self.random.randrange((self.until - first).days - 30))


def build_tree(county: County) -> None:
    """Everything under the root, which the first set-up has founded."""
    size = county.size
    for index in range(size.townships):
        name = ("白石", "石桥", "柳塘")[index] if index < 3 else county.names.place()
        _township(county, name)
    for _ in range(size.streets):
        _street(county, county.names.place())
    _bureaus(county)
    _committee_with(county, "县教育工委", "school", _SCHOOLS, size.schools)
    _committee_with(county, "县卫健局党委", "hospital", _HOSPITALS, size.hospitals)
    _committee_with(
        county, "县国资党委", "state_enterprise", _ENTERPRISES, max(2, size.bureaus // 6)
    )
    _change_some(county)
    _merge_and_divide(county)


def _township(county: County, name: str) -> None:
    town = county.found(county.root, f"{name}镇党委", "committee", "township")
    county.townships.append(town)
    county.found(town, f"{name}镇机关党支部", "branch", "bureau")
    for index in range(county.size.villages):
        place = ("河东", "柳湾")[index] if name == "白石" and index < 2 else county.names.place()
        if county.random.random() < 0.1 and index > 1:
            general = county.found(town, f"{place}村党总支", "general_branch", "village")
            for part in ("第一", "第二"):
                county.found(general, f"{place}村{part}党支部", "branch", "village")
        else:
            county.found(town, f"{place}村党支部", "branch", "village")
    _two_new(county, town, name)


def _street(county: County, name: str) -> None:
    street = county.found(county.root, f"{name}街道党工委", "work_committee", "street")
    county.townships.append(street)
    county.found(street, f"{name}街道机关党支部", "branch", "bureau")
    for _ in range(county.size.communities):
        county.found(street, f"{county.names.place()}社区党支部", "branch", "community")
    _two_new(county, street, name)


def _two_new(county: County, above: Organisation, name: str) -> None:
    for index in range(county.size.enterprises):
        what, sector = _TWO_NEW[index % len(_TWO_NEW)]
        county.found(
            above, f"{county.names.place()}{what}党支部", "branch", sector, on=county.some_day()
        )


def _bureaus(county: County) -> None:
    organs = county.found(county.root, "县直机关工委", "work_committee", "bureau")
    county.units.append(organs)
    for index in range(county.size.bureaus):
        name = _BUREAUS[index % len(_BUREAUS)]
        prefix = "县" if index < len(_BUREAUS) else f"县{county.names.place()}"
        county.found(organs, f"{prefix}{name}党支部", "branch", "bureau")


def _committee_with(
    county: County, name: str, sector: str, below: tuple[str, ...], count: int
) -> None:
    kind = "work_committee" if name.endswith("工委") else "committee"
    top = county.found(county.root, name, kind, sector)
    county.units.append(top)
    for index in range(count):
        place = county.names.place()
        county.found(top, f"{place}{below[index % len(below)]}党支部", "branch", sector)


def _change_some(county: County) -> None:
    """A few renamed, moved and closed, each with its invented document number."""
    operator = local_operator(county.until)
    villages = [
        b for b in county.branches if b.sector == "village" and b.parent in county.townships
    ]
    chosen = county.random.sample(villages[2:], min(len(villages) // 8, 40))
    for index, org in enumerate(chosen):
        basis = Basis(county.some_day(), f"青组发〔{county.until.year}〕{index + 11}号")
        act = index % 3
        if act == 0:
            new = f"{county.names.place()}村党支部"
            rename_organisation(operator, org, 1, name=f"中共{new}", short_name=new, basis=basis)
        elif act == 1:
            others = [t for t in county.townships if t != org.parent and t.kind == "committee"]
            move_organisation(operator, org, 1, parent=county.random.choice(others), basis=basis)
        else:
            closed = close_organisation(operator, org, 1, basis=basis)
            county.branches.remove(org)
            assert not closed.is_open


def _merge_and_divide(county: County) -> None:
    """In the last months two village branches became one, and another was divided."""
    operator, town = local_operator(county.until), county.townships[1]
    quiet = [
        org for org in county.branches
        if org.parent == town and org.sector == "village" and org.changes.count() == 1
    ]  # fmt: skip
    kept, gone, large = quiet[0], quiet[1], quiet[2]
    year = county.until.year
    merge_organisations(
        operator, [gone], kept,
        basis=Basis(add_months(county.until, -4), f"青组发〔{year}〕31号", "两村合并"),
    )  # fmt: skip
    county.branches.remove(gone)
    name = f"{large.short_name.removesuffix('党支部')}新区党支部"
    founding = Founding(f"{town.code}99", f"中共{name}", name, "branch", "village")
    county.branches += split_organisation(
        operator, large, large.version, parts=[Part(founding)],
        basis=Basis(add_months(county.until, -3), f"青组发〔{year}〕36号", "新区党员较多"),
    )  # fmt: skip


_BUREAUS = (
    "委组织部", "委宣传部", "财政局", "民政局", "人社局", "自然资源局", "住建局", "交通局",
    "水利局", "农业农村局", "文旅局", "审计局", "统计局", "司法局", "应急管理局",
    "市场监管局", "医保局",
    "林业局", "档案馆", "融媒体中心", "行政审批局", "信访局", "乡村振兴局", "生态环境局",
)  # fmt: skip
_SCHOOLS = ("中学", "小学", "实验学校", "职业学校", "幼儿园")
_HOSPITALS = ("医院", "卫生院", "妇幼保健院", "疾控中心")
_ENTERPRISES = ("水务公司", "城投公司", "粮食公司", "公交公司", "供销公司")
_TWO_NEW = (
    ("农机合作社", "social_organisation"),
    ("食品公司", "private_enterprise"),
    ("建材公司", "private_enterprise"),
    ("社会工作服务中心", "social_organisation"),
    ("电子公司", "private_enterprise"),
)
