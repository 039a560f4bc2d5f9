"""Six plain tables before anything is done to them, with headers as offices word them."""

from __future__ import annotations

import datetime as dt
from random import Random

from jishi.exchange.tests.ugly.cast import TOWNS, VILLAGES, credit_code, people, person
from jishi.exchange.tests.ugly.plan import Col, Plan

HEADERS = {
    "name": ("姓名", "党员姓名", "姓名", "姓名（与身份证一致）", "人员姓名"),
    "sex": ("性别", "性别", "性别（男/女）"),
    "nation": ("民族", "民族", "族别"),
    "identity": (
        "身份证号",
        "身份证号码",
        "公民身份号码",
        "身份证号码（18位）",
        "证件号码",
        "身份证",
    ),
    "born_on": ("出生年月", "出生日期", "出生年月日", "出生时间"),
    "phone": ("联系电话", "手机号码", "手机号", "联系方式", "电话", "联系电话（手机）"),
    "education": ("学历", "文化程度", "最高学历", "学历层次"),
    "work_place": ("工作单位及职务", "工作单位", "单位及职务", "工作岗位", "工作单位（职务）"),
    "org": ("所在党支部", "所在支部", "党支部名称", "所属党支部", "组织关系所在党支部", "支部名称"),
    "standing": ("人员类别", "党员类别", "党员状态", "正式/预备"),
    "joined_on": (
        "入党时间",
        "入党日期",
        "加入中共组织日期",
        "入党年月",
        "何时入党",
        "入党时间（年月日）",
    ),
    "full_on": ("转正时间", "转正日期", "转为正式党员日期", "转正年月"),
    "since": ("转入时间", "转入本支部日期", "进入支部日期", "转入支部时间"),
    "code": ("党组织代码", "组织编码", "党组织编码"),
    "org_name": ("党组织名称", "党组织全称", "组织名称", "党（总）支部名称"),
    "kind": ("组织类别", "党组织类型", "类型", "党组织类别"),
    "parent": ("上级党组织名称", "隶属党组织", "上级党组织", "所属上级党组织"),
    "founded_on": ("成立时间", "建立日期", "批准成立日期", "党组织成立时间"),
    "elected_on": ("换届时间", "本届选举日期", "最近一次换届时间", "换届日期"),
    "post": ("职务", "党内职务", "现任职务", "担任职务"),
    "post_since": ("任职时间", "任职日期", "任现职时间", "当选日期"),
    "unit_name": ("企业名称", "单位名称", "两新组织名称", "单位（企业）名称"),
    "uscc": ("统一社会信用代码", "社会信用代码", "信用代码", "统一社会信用代码（18位）"),
    "address": ("地址", "经营地址", "详细地址", "注册地址"),
    "staff": ("职工人数", "从业人员数", "员工数", "从业人数（人）"),
    "party": ("党员数", "党员人数", "现有党员数", "其中：党员人数"),
    "mode": ("组建方式", "党组织组建方式", "覆盖方式", "组建形式"),
    "year": ("年度", "缴纳年度", "年份"),
    "base": ("缴费基数", "党费计算基数", "月工资收入（元）", "基数（元）", "交纳基数"),
    "monthly": ("月应交党费", "每月应缴", "月交额", "应交党费（元/月）"),
    "paid_on": ("缴费日期", "交纳日期", "交费时间", "收缴日期"),
    "months": ("所属月份", "缴费月份", "缴至月份", "所属期"),
    "amount": ("缴费金额", "实缴金额（元）", "交纳金额", "实交党费"),
    "receipt": ("收据号", "票据号", "收据编号"),
}


def head(rng: Random, key: str) -> tuple[str, ...]:
    return (rng.choice(HEADERS[key]),)


def _day(day: dt.date) -> str:
    return day.isoformat()


def members(rng: Random, count: int = 14) -> Plan:
    cast = people(rng, count)
    values = {
        "name": [p.name for p in cast], "sex": [p.sex for p in cast],
        "nation": [p.nation for p in cast], "identity": [p.identity for p in cast],
        "born_on": [_day(p.born) for p in cast], "phone": [p.phone for p in cast],
        "education": [p.education for p in cast], "work_place": [p.work for p in cast],
        "org": [p.org for p in cast], "standing": [p.standing for p in cast],
        "joined_on": [_day(p.joined) for p in cast], "full_on": [_day(p.full) for p in cast],
        "since": [_day(p.full) for p in cast],
    }  # fmt: skip
    keep = ["name", "sex", "identity", "org", "joined_on"]
    others = [name for name in values if name not in keep]
    chosen = keep + rng.sample(others, rng.randint(3, len(others)))
    order = [name for name in values if name in chosen]
    if rng.random() < 0.4:
        rest = order[1:]
        rng.shuffle(rest)
        order = [order[0], *rest]
    return Plan("members", rng, [Col(n, head(rng, n), values[n]) for n in order], "党员花名册")


def organisations(rng: Random, count: int = 12) -> Plan:
    town = rng.choice(TOWNS)
    names = [f"中共青禾县{town}{v}支部委员会" for v in VILLAGES][:count]
    names += [f"中共青禾县{town}第{n}支部委员会" for n in range(1, count - len(names) + 1)]
    founded = [dt.date(1990, 1, 1) + dt.timedelta(days=rng.randrange(9000)) for _ in names]
    columns = [
        Col("code", head(rng, "code"), [f"QH{rng.randrange(10**8):08d}" for _ in names]),
        Col("name", head(rng, "org_name"), names),
        Col("kind", head(rng, "kind"), [rng.choice(("党支部", "党总支", "支部")) for _ in names]),
        Col("parent", head(rng, "parent"), [f"中共青禾县{town}委员会"] * len(names)),
        Col("founded_on", head(rng, "founded_on"), [_day(d) for d in founded]),
        Col("elected_on", head(rng, "elected_on"), [_day(dt.date(2021, 3, 10))] * len(names)),
    ]
    return Plan("organisations", rng, columns, "党组织基本信息统计表")


def posts(rng: Random, count: int = 12) -> Plan:
    cast = people(rng, count)
    jobs = ("书记", "副书记", "组织委员", "宣传委员", "纪检委员")
    columns = [
        Col("org", head(rng, "org"), [p.org for p in cast]),
        Col("person", head(rng, "name"), [p.name for p in cast]),
        Col("identity", head(rng, "identity"), [p.identity for p in cast]),
        Col("post", head(rng, "post"), [rng.choice(jobs) for _ in cast]),
        Col("since", head(rng, "post_since"), ["2021-03-10"] * count),
        Col("phone", head(rng, "phone"), [p.phone for p in cast]),
    ]
    return Plan("posts", rng, columns, "村两委班子成员名册")


def units(rng: Random, count: int = 12) -> Plan:
    fields = ("绿源农业", "青禾建材", "柳溪纺织", "石桥机械", "东岭茶业", "月湾物流")
    names = [f"青禾县{rng.choice(fields)}{rng.randrange(1000)}有限公司" for _ in range(count)]
    modes = ("单独组建", "联合组建", "挂靠组建", "未覆盖")
    columns = [
        Col("name", head(rng, "unit_name"), names),
        Col("uscc", head(rng, "uscc"), [credit_code(rng) for _ in names]),
        Col("address", head(rng, "address"), [f"柳溪镇工业园{n}号" for n in range(count)]),
        Col("staff", head(rng, "staff"), [rng.randrange(3, 400) for _ in names]),
        Col("members", head(rng, "party"), [rng.randrange(0, 3) for _ in names]),
        Col("mode", head(rng, "mode"), [rng.choice(modes) for _ in names]),
    ]
    return Plan("units", rng, columns, "两新组织摸排表")


def dues_bases(rng: Random, count: int = 12) -> Plan:
    cast = people(rng, count)
    base = [rng.randrange(200000, 900000) / 100 for _ in cast]
    columns = [
        Col("name", head(rng, "name"), [p.name for p in cast]),
        Col("identity", head(rng, "identity"), [p.identity for p in cast]),
        Col("org", head(rng, "org"), [p.org for p in cast]),
        Col("year", head(rng, "year"), [2026] * count),
        Col("base", head(rng, "base"), base),
        Col("monthly", head(rng, "monthly"), [round(b * 0.01, 2) for b in base]),
    ]
    return Plan("dues_bases", rng, columns, "党费核定表")


def dues_payments(rng: Random, count: int = 12) -> Plan:
    cast = people(rng, count)
    columns = [
        Col("org", head(rng, "org"), [p.org for p in cast]),
        Col("name", head(rng, "name"), [p.name for p in cast]),
        Col("paid_on", head(rng, "paid_on"), [f"2026-03-{rng.randint(1, 28):02d}" for _ in cast]),
        Col("months", head(rng, "months"), [rng.choice(("2026年3月", "2026年1-3月"))] * count),
        Col("amount", head(rng, "amount"), [rng.randrange(500, 30000) / 100 for _ in cast]),
        Col("receipt", head(rng, "receipt"), [f"{n:07d}" for n in range(1, count + 1)]),
    ]
    return Plan("dues_payments", rng, columns, "党费收缴台账")


BASES = {
    "members": members, "organisations": organisations, "posts": posts, "units": units,
    "dues_bases": dues_bases, "dues_payments": dues_payments,
}  # fmt: skip
__all__ = ["BASES", "HEADERS", "person"]
