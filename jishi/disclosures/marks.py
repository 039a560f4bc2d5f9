"""Closed words of disclosures."""

STATES = {"draft": "待审核", "reviewed": "待发布", "published": "已公开", "withdrawn": "已撤回"}
TONES = {"draft": "amber", "reviewed": "blue", "published": "green", "withdrawn": "grey"}
FIELDS = {"party": "党务", "village": "村务", "finance": "财务"}
# The narrowest first: it widens only where somebody says so (R-GOV-31).
AUDIENCES = {"branch": "本支部党员", "members": "全体党员", "unit": "本单位群众", "public": "社会"}
WAYS = {
    "long": "固定内容，长期公开", "regular": "常规工作，定期公开",
    "stages": "阶段性工作，逐段公开", "anytime": "临时性工作，随时公开",
}  # fmt: skip
