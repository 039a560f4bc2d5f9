"""What the product declares: permissions, roles, settings, routes, rules, verbs, jobs."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from jishi.config.reference.tables import code, load_everything, table

PACKAGE = Path(__file__).resolve().parents[2]
CLAUSE = re.compile(r"\bR-[A-Z]+-[0-9]{2}\b")


def permissions(docs: Path) -> str:
    from jishi.tree.permissions import ROLES, all_permissions

    load_everything()
    rows = [
        (code(p.code), p.label, "、".join(ROLES[role].label for role in p.to) or "无人", _nature(p))
        for p in all_permissions().values()
    ]
    return "# 权限\n\n每项权限说明能做什么、哪些角色持有。范围由授予角色时的组织决定。\n\n" + table(
        ("编码", "权限", "持有的角色", "性质"), rows
    )


def _nature(permission: object) -> str:
    if getattr(permission, "reveals", False):
        return "显示个人信息明文，逐次留痕"
    return "业务" if getattr(permission, "business", True) else "非业务"


def roles(docs: Path) -> str:
    from jishi.tree.permissions import ROLES, role_permissions

    load_everything()
    parts = ["# 角色\n\n角色就是指名它的那些权限的集合。三名管理员互不兼任，也看不到业务数据。"]
    for role in ROLES.values():
        held = [f"- {p.label} `{p.code}`" for p in role_permissions(role.code)]
        parts.append(f"## {role.label} `{role.code}`\n\n{role.meaning}。\n\n" + "\n".join(held))
    return "\n\n".join(parts)


def settings(docs: Path) -> str:
    from jishi.base.settings_tree import all_settings

    load_everything()
    rows = [
        (
            code(s.code), s.label, f"{s.default}{s.unit}", s.limits or "—", s.who.label,
            s.source or "—", s.help or "—",
        )
        for s in sorted(all_settings().values(), key=lambda s: s.code)
    ]  # fmt: skip
    heads = ("编码", "设置", "默认", "限度", "谁可以设", "依据", "说明")
    return (
        "# 设置\n\n各级可以自己设的数值，从设置之日起对本级及下级有效，下级另设的以下级为准。\n\n"
        + table(heads, rows)
    )


def routes(docs: Path) -> str:
    from django.urls import get_resolver

    from jishi.base.web.screen import ROUTES

    load_everything()
    _ = get_resolver().url_patterns  # loads every room's screens
    rows = [
        (
            code("/" + route.path), route.title or "—",
            route.permission.label if route.permission else f"公开：{route.public}",
            code(route.permission.code) if route.permission else "—", code(route.name),
        )
        for route in sorted(ROUTES.values(), key=lambda r: (r.path, r.name))
        if not route.name.startswith("planted-")
    ]  # fmt: skip
    return "# 页面和接口\n\n每个地址或者要有权限，或者写明为什么公开。\n\n" + table(
        ("地址", "名称", "需要的权限", "权限编码", "代码里的名字"), rows
    )


def cited() -> Mapping[str, list[str]]:
    """Where each clause is cited in the code: modules by clause."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in sorted(PACKAGE.rglob("*.py")):
        inside = path.relative_to(PACKAGE)
        if "tests" in inside.parts or "migrations" in inside.parts:
            continue
        module = "/".join(inside.parts)
        for clause in CLAUSE.findall(path.read_text(encoding="utf-8")):
            found[clause].add(module)
    return {clause: sorted(places) for clause, places in sorted(found.items())}


def rules(docs: Path) -> str:
    from jishi.kernel.clauses import all_clauses
    from jishi.kernel.declare import all_rules

    load_everything()
    known = all_clauses()
    clauses = [
        (clause, known[clause].meaning, known[clause].source, known[clause].strength.label,
         "、".join(map(code, places)))
        for clause, places in cited().items()
        if clause in known
    ]  # fmt: skip
    decisions = [
        (code(rule.code), rule.title, "、".join(rule.cites), rule.source) for rule in all_rules()
    ]
    return (
        "# 规则和依据\n\n## 代码引用的条款\n\n用我们自己的话说明意思；原文以来源为准。\n\n"
        + table(("条款", "意思", "来源", "约束", "引用处"), clauses)
        + "\n\n## 判断\n\n每个判断是一个纯函数，带有通过和不通过的例子。\n\n"
        + table(("编码", "判断什么", "条款", "依据"), decisions)
    )


def verbs(docs: Path) -> str:
    from jishi.base.audit.verbs import all_verbs

    rows = [(code(each), verb.label) for each, verb in sorted(all_verbs().items())]
    return "# 审计事项\n\n每次改动按这些事项之一记入审计。\n\n" + table(("编码", "事项"), rows)


def jobs(docs: Path) -> str:
    from jishi.base.jobs.declare import KINDS, TIMED, load

    load_everything()
    load()
    kinds = [
        (code(kind.code), kind.title, kind.permission.label)
        for kind in sorted(KINDS.values(), key=lambda k: k.code)
    ]
    timed = [
        (code(each.code), each.title, each.when)
        for each in sorted(TIMED.values(), key=lambda t: t.code)
    ]
    return (
        "# 后台任务\n\n"
        + table(("编码", "任务", "需要的权限"), kinds)
        + "\n\n## 定时任务\n\n"
        + table(("编码", "任务", "时刻"), timed)
    )
