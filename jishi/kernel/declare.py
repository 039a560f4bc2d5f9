"""Declarations: things written down once, each with code, title, source and validity.

Start at `Declaration` (the base of kinds, duties, workflows, …), `discover` (collects them from a
package, so that adding a file edits nothing else) and `@rule` (a pure decision that carries the
clauses it rests on and the examples that prove it). `faults_of` is what the one generic test asks
of every rule in the project.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType, ModuleType
from typing import Any, Generic, ParamSpec, TypeVar

from jishi.kernel.verdict import Verdict

P = ParamSpec("P")
A = TypeVar("A", Verdict, bool)
D = TypeVar("D", bound="Declaration")

CODE = re.compile(r"[a-z][a-z0-9]*(?:[._][a-z0-9]+)*")
CLAUSE = re.compile(r"R-[A-Z]+-[0-9]{2}")


class DeclarationError(ValueError):
    """A declaration that cannot stand; the text is fit for the person who wrote it."""


@dataclass(frozen=True, kw_only=True)
class Declaration:
    """Code, title and source are always needed; `since` counts, `until` is the first day after.

    A county's own row of the same dataclass passes the same check, so the texts are Chinese.
    """

    code: str
    title: str
    source: str
    since: date | None = None
    until: date | None = None

    def __post_init__(self) -> None:
        if not CODE.fullmatch(self.code):
            raise DeclarationError(
                f"编码 {self.code!r} 无效：用小写英文单词，以点或下划线连接，如 assembly.quarterly"
            )
        for value, name in ((self.title, "名称"), (self.source, "依据")):
            if not value.strip():
                raise DeclarationError(f"{self.code}：缺少{name}")
        if self.since and self.until and self.since >= self.until:
            raise DeclarationError(
                f"{self.code}：生效日期 {self.since} 应早于失效日期 {self.until}"
            )

    def in_force(self, on: date) -> bool:
        """Whether it applies on that day: an event is judged by what held then (R-GEN-01)."""
        return (self.since is None or self.since <= on) and (self.until is None or on < self.until)


# --- discovery ---------------------------------------------------------------------------------


def modules_of(package: str | ModuleType) -> Iterator[ModuleType]:
    """The package and every module below it, imported; tests are left out, and packages that say
    `EXTRA`: their modules need what only that extra installs, and declare nothing."""
    root = importlib.import_module(package) if isinstance(package, str) else package
    yield root
    for info in pkgutil.iter_modules(getattr(root, "__path__", ()), root.__name__ + "."):
        if info.name.rpartition(".")[2] == "tests":
            continue
        module = importlib.import_module(info.name)
        if hasattr(module, "EXTRA"):
            yield module
        else:
            yield from modules_of(module)


def discover(package: str | ModuleType, kind: type[D]) -> Mapping[str, D]:
    """Every declaration of a kind found at the top level of a package's modules, by code.

    A module may hold one declaration, several, or a tuple or list of them. An object imported
    from a neighbour is the same object and counts once; two objects with one code are an error.
    """
    found: dict[str, tuple[D, str]] = {}
    for module in modules_of(package):
        for value in list(vars(module).values()):
            for item in value if isinstance(value, tuple | list) else (value,):
                if not isinstance(item, kind):
                    continue
                first, where = found.setdefault(item.code, (item, module.__name__))
                if first is not item:
                    raise DeclarationError(
                        f"编码 {item.code} 重复：{where} 与 {module.__name__} 都有声明"
                    )
    return MappingProxyType({code: found[code][0] for code in sorted(found)})


# --- rules -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Example:
    """`given` these arguments, `then` this answer, and why it is worth writing down.

    `then` is True or False (allowed or not), the codes of the expected reasons, or the answer.
    """

    given: Mapping[str, object]
    then: object
    why: str

    def agrees(self, answer: object) -> bool:
        """Whether an answer is the expected one."""
        if isinstance(answer, Verdict) and isinstance(self.then, bool):
            return bool(answer) is self.then
        if isinstance(answer, Verdict) and isinstance(self.then, str):
            return answer.codes == (self.then,)
        if isinstance(answer, Verdict) and isinstance(self.then, tuple):
            return answer.codes == self.then
        return answer == self.then


@dataclass(frozen=True, kw_only=True, eq=False)
class Rule(Declaration, Generic[P, A]):
    """A pure decision function together with its clauses and examples; call it like the function.

    Decisions answer yes or no, so that there can be a passing and a failing example of each.
    """

    decide: Callable[P, A]
    cites: tuple[str, ...]
    examples: tuple[Example, ...]

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.cites:
            raise DeclarationError(f"{self.code}：没有引用任何条款")
        for clause in self.cites:
            if not CLAUSE.fullmatch(clause):
                raise DeclarationError(f"{self.code}：条款编号 {clause!r} 无效")
        # Help and signature of the function it stands for; a frozen object is set up this way.
        object.__setattr__(self, "__doc__", self.decide.__doc__)
        object.__setattr__(self, "__wrapped__", self.decide)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> A:
        return self.decide(*args, **kwargs)


AnyRule = Rule[..., Any]

_registry: dict[str, AnyRule] = {}


def rule(
    *,
    title: str,
    cites: tuple[str, ...],
    source: str,
    examples: tuple[Example, ...],
    since: date | None = None,
    until: date | None = None,
) -> Callable[[Callable[P, A]], Rule[P, A]]:
    """Declare a decision function as a rule; its code is its module and name, `vote.may_vote`."""

    def declare(decide: Callable[P, A]) -> Rule[P, A]:
        declared = Rule(
            code=rule_code(decide.__module__, decide.__name__),
            title=title,
            source=source,
            since=since,
            until=until,
            decide=decide,
            cites=cites,
            examples=examples,
        )
        known = _registry.get(declared.code)
        if known is not None and known.decide.__module__ != decide.__module__:
            raise DeclarationError(
                f"规则 {declared.code} 重复：{known.decide.__module__} 与 {decide.__module__}"
            )
        _registry[declared.code] = declared
        return declared

    return declare


def rule_code(module: str, name: str) -> str:
    """`jishi.cases.rules.deadline` + `may_close` → `cases.deadline.may_close`.

    The project's name and the drawer's add nothing; what is left is short and unique.
    """
    parts = [part.strip("_") for part in module.split(".") if part not in ("jishi", "rules")]
    return ".".join([*parts, name]).lower()


def all_rules() -> tuple[AnyRule, ...]:
    """Every rule declared so far, by code; import the modules of interest first."""
    return tuple(_registry[code] for code in sorted(_registry))


def faults_of(subject: AnyRule) -> tuple[str, ...]:
    """What is wrong with a rule: wrong answers to its examples, or no yes or no no among them.

    Empty is good. The project-wide test runs this over `all_rules()`.
    """
    faults: list[str] = []
    seen: set[bool] = set()
    for example in subject.examples:
        try:
            answer = subject(**dict(example.given))
        except Exception as error:  # a rule that crashes on its own example is a fault, not a stop
            faults.append(f"{subject.code}：示例“{example.why}”出错：{error!r}")
            continue
        seen.add(bool(answer))
        if not example.agrees(answer):
            faults.append(
                f"{subject.code}：示例“{example.why}”应得 {example.then!r}，实得 {answer!r}"
            )
    for wanted, name in ((True, "通过"), (False, "不通过")):
        if wanted not in seen:
            faults.append(f"{subject.code}：缺少{name}的示例")
    return tuple(faults)
