"""Invented people, branches, units and payments, as raw facts, not yet written down."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from random import Random

from jishi.kernel.identity import credit_check, identity_check

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程"
)
GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀兰霞平刚桂英华玉建国志新春梅晓雪文斌海燕宁宇博晨欣怡子涵"
)
VILLAGES = (
    "下河村",
    "上河村",
    "柳溪村",
    "石桥村",
    "东岭村",
    "青山村",
    "白沙村",
    "南坪村",
    "月湾社区",
)
TOWNS = ("柳溪镇", "石桥镇", "东岭乡", "城关镇")
NATIONS = ("汉族",) * 8 + ("回族", "壮族", "土家族", "维吾尔族")
SCHOOLING = ("大学", "大专", "高中", "中专", "初中", "小学", "研究生", "大学本科")
STANDINGS = ("正式党员",) * 8 + ("预备党员",)
WORK = (
    "务农",
    "下河村村委会",
    "青禾县第一中学教师",
    "柳溪镇卫生院医生",
    "退休",
    "个体经营",
    "青禾县农业农村局",
)


@dataclass
class Person:
    name: str
    sex: str
    born: dt.date
    identity: str
    phone: str
    nation: str
    education: str
    work: str
    org: str
    standing: str
    joined: dt.date
    full: dt.date
    extra: dict[str, object] = field(default_factory=dict)


def identity_number(rng: Random, born: dt.date, male: bool) -> str:
    order = rng.randrange(0, 499) * 2 + (1 if male else 0)
    digits = f"99{rng.randrange(10000):04d}{born:%Y%m%d}{order:03d}"
    number = digits + identity_check(digits)
    return number if not number.endswith("000") else identity_number(rng, born, male)


def person(rng: Random, org: str) -> Person:
    male = rng.random() < 0.6
    born = dt.date(1940, 1, 1) + dt.timedelta(days=rng.randrange(22_000))
    joined = born + dt.timedelta(days=365 * 19 + rng.randrange(3000))
    joined = min(joined, dt.date(2024, 6, 1))
    return Person(
        name=rng.choice(SURNAMES)
        + "".join(rng.choice(GIVEN) for _ in range(rng.choice((1, 2, 2)))),
        sex="男" if male else "女",
        born=born,
        identity=identity_number(rng, born, male),
        phone=f"1{rng.choice('3578')}{rng.randrange(10**9):09d}",
        nation=rng.choice(NATIONS),
        education=rng.choice(SCHOOLING),
        work=rng.choice(WORK),
        org=org,
        standing=rng.choice(STANDINGS),
        joined=joined,
        full=joined + dt.timedelta(days=366),
    )


def people(rng: Random, count: int) -> list[Person]:
    orgs = [f"{rng.choice(TOWNS)}{v}党支部" for v in rng.sample(VILLAGES, 3)]
    orgs_of = sorted(rng.choice(orgs) for _ in range(count))
    return [person(rng, org) for org in orgs_of]


def credit_code(rng: Random) -> str:
    digits = f"9133{rng.randrange(10000):04d}MA{rng.randrange(10**7):07d}"
    return digits + credit_check(digits)
