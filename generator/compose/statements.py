"""Jinja statements as closures: what an undecided condition or a missing list leaves open is never printed.

Where a condition cannot be told, its gap stands in its place, asks for what both branches would need, and every name
that a branch would set becomes that gap.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from jinja2 import nodes

from generator.compose.expressions import MAX_TOLD, Expressions
from generator.compose.frame import Frame
from generator.compose.loops import Loop, asked_by
from generator.compose.operations import needing
from generator.compose.scope import LOOP, FactOf, Fields, RecordOf, Scope, Static
from generator.compose.values import (
    Callee,
    Hole,
    Module,
    Printed,
    Refused,
    Value,
    printed,
    short,
    truth,
    words,
)
from generator.document import Text
from generator.facts.dictionary import Dictionary
from generator.problems import Origin, Problem

_STATEMENT = 4

Statement = Callable[[Frame], None]
Included = Callable[[Origin, str, Scope], tuple[Statement, Scope] | None]


class Statements(Expressions):
    """Turns a template's statements into closures. `included` gives those of another template, with its names."""

    def __init__(self, first: Origin, dictionary: Dictionary, problems: list[Problem], included: Included) -> None:
        super().__init__(first, dictionary, problems)
        self.included = included

    def body(self, parts: Iterable[nodes.Node], scope: dict[str, Static]) -> Statement:
        """The closures of `parts`, one after another; names that they set are added to `scope`."""
        runs = [self.statement(part, scope) for part in parts]
        if len(runs) == 1:
            return runs[0]

        def run_all(frame: Frame) -> None:
            frame.run.step(_STATEMENT * len(runs))
            for run in runs:
                run(frame)

        return run_all

    def statement(self, node: nodes.Node, scope: dict[str, Static]) -> Statement:
        if len(self.problems) >= MAX_TOLD:
            return lambda frame: None
        build = _BUILDERS.get(type(node))
        if build is None:
            return self.unsupported(node)
        return self.guarded(node, build(self, node, scope))

    def unsupported(self, node: nodes.Node) -> Statement:
        self.tell(
            node,
            "template-unsupported",
            f"模板里不支持 {type(node).__name__.lower()} 语句",
            "常用的是 if、for、set、macro、include",
        )
        return lambda frame: None

    def _output(self, node: nodes.Output, scope: dict[str, Static]) -> Statement:
        runs = [self._piece(piece, scope) for piece in node.nodes]

        def write(frame: Frame) -> None:
            frame.run.step(len(runs))
            for run in runs:
                frame.print(run(frame))

        return write

    def _piece(self, node: nodes.Node, scope: Scope) -> Callable[[Frame], tuple[Printed, ...]]:
        if isinstance(node, nodes.TemplateData):
            data = (Text(node.data),)
            return lambda frame: data
        run = self.expression(node, scope)
        return self.guarded(node, lambda frame: printed(run(frame)))

    def _if(self, node: nodes.If, scope: dict[str, Static]) -> Statement:
        branches = [(branch.test, branch.body) for branch in (node, *node.elif_)]
        runs = [(self._condition(test, scope), self.body(body, scope)) for test, body in branches]
        otherwise = self.body(node.else_, scope)
        bodies = [*(body for _, body in branches), node.else_]
        names = [tuple(_set_names(body)) for body in bodies]

        def choose(frame: Frame) -> None:
            for at, (test, body) in enumerate(runs):
                frame.run.step(_STATEMENT)
                decided = test(frame)
                if isinstance(decided, Hole):
                    later = tuple(name for each in names[at:] for name in each)
                    _leave_open(frame, decided, [*runs[at:], (None, otherwise)], later)
                    return
                if decided:
                    body(frame)
                    return
            otherwise(frame)

        return choose

    def _condition(self, node: nodes.Node, scope: Scope) -> Callable[[Frame], bool | Hole]:
        run = self.expression(node, scope)
        return self.guarded(node, lambda frame: truth(run(frame)))

    def _for(self, node: nodes.For, scope: dict[str, Static]) -> Statement:
        if node.recursive:
            self.tell(node, "template-unsupported", "不支持 recursive 循环", "去掉 recursive")
        listed = self.located(node.iter, scope)
        if not isinstance(node.target, nodes.Name):
            return self.unsupported(node.target)
        static = self.static(node.iter, scope)
        record = RecordOf(static.entry) if isinstance(static, FactOf) and static.entry.type == "table" else None
        # The loop that a test knows is the one around it.
        tested = {**scope, node.target.name: record}
        test = self._condition(node.test, tested) if node.test else None
        body, otherwise = self.body(node.body, {**tested, "loop": LOOP}), self.body(node.else_, dict(scope))
        loop = Loop(node.target.name, test, body, otherwise)
        return lambda frame: loop.run(frame, listed(frame))

    def _set(self, node: nodes.Assign, scope: dict[str, Static]) -> Statement:
        run, static = self.located(node.node, scope), self.static(node.node, scope)
        if not isinstance(node.target, nodes.Name):
            return self.unsupported(node.target)
        name = node.target.name
        scope[name] = static if not isinstance(static, Fields) else None

        def assign(frame: Frame) -> None:
            frame.names[name] = run(frame)

        return assign

    def _set_block(self, node: nodes.AssignBlock, scope: dict[str, Static]) -> Statement:
        if not isinstance(node.target, nodes.Name):
            return self.unsupported(node.target)
        body, name = self.body(node.body, dict(scope)), node.target.name
        change = self._filtered(node.filter, scope) if node.filter else None
        scope[name] = None

        def assign(frame: Frame) -> None:
            value = _words_of(body, frame)
            frame.names[name] = change(frame, value) if change else value

        return assign

    def _filtered(self, node: nodes.Filter, scope: Scope) -> Callable[[Frame, Value], Value]:
        """The filters of a set or filter block; the block's words come in under a name that no template can write."""
        innermost = node
        while isinstance(innermost.node, nodes.Filter):
            innermost = innermost.node
        innermost.node = nodes.Name(_BLOCK_WORDS, "load", lineno=node.lineno)
        run = self.located(node, {**scope, _BLOCK_WORDS: None})
        return lambda frame, value: run(frame.inner(**{_BLOCK_WORDS: value}))

    def _filter_block(self, node: nodes.FilterBlock, scope: dict[str, Static]) -> Statement:
        body, change = self.body(node.body, dict(scope)), self._filtered(node.filter, scope)
        return lambda frame: frame.print(printed(change(frame, _words_of(body, frame))))

    def _macro(self, node: nodes.Macro, scope: dict[str, Static]) -> Statement:
        scope[node.name] = None
        make = self._callee(node, scope)

        def define(frame: Frame) -> None:
            frame.run.step(_STATEMENT)
            frame.names[node.name] = make(frame)

        return define

    def _callee(self, node: nodes.Macro | nodes.CallBlock, scope: Scope) -> Callable[[Frame], Callee]:
        name = node.name if isinstance(node, nodes.Macro) else "caller"
        params = [arg.name for arg in node.args]
        required = len(params) - len(node.defaults)
        defaults = dict(zip(params[required:], (self.located(run, scope) for run in node.defaults), strict=True))
        body = self.body(node.body, {**scope, **dict.fromkeys([*params, "caller"])})

        def make(frame: Frame) -> Callee:
            def call(args: list[Value], kwargs: dict[str, Value]) -> Value:
                frame.run.step(_STATEMENT * len(params))
                given = _bound(name, params, required, args, kwargs)
                inner = frame.apart(**given)
                for param, default in defaults.items():
                    if param not in given:
                        inner.names[param] = default(inner)
                body(inner)
                return words(inner.out)

            return Callee(name, call)

        return make

    def _call_block(self, node: nodes.CallBlock, scope: dict[str, Static]) -> Statement:
        caller = self._callee(node, scope)
        node.call.kwargs.append(nodes.Keyword("caller", nodes.Name("caller", "load", lineno=node.lineno)))
        run = self._piece(node.call, {**scope, "caller": None})
        return lambda frame: frame.print(run(frame.inner(caller=caller(frame))))

    def _with(self, node: nodes.With, scope: dict[str, Static]) -> Statement:
        names = [name for target in node.targets for name in _targets(target)]
        values = [self.located(value, scope) for value in node.values]
        if len(names) != len(values):
            return self.unsupported(node)
        body = self.body(node.body, {**scope, **dict.fromkeys(names)})

        def run(frame: Frame) -> None:
            frame.run.step(_STATEMENT * len(names))
            body(frame.inner(**dict(zip(names, (value(frame) for value in values), strict=True))))

        return run

    def _include(self, node: nodes.Include, scope: dict[str, Static]) -> Statement:
        found = self._template(node.template, dict(scope))
        return (lambda frame: found[0](frame.inner())) if found else lambda frame: None

    def _template(self, node: nodes.Expr, scope: Scope) -> tuple[Statement, Scope] | None:
        if isinstance(node, nodes.Const) and isinstance(node.value, str):
            return self.included(self.origin(node), node.value, scope)
        self.tell(node, "template-unsupported", "模板的路径要直接写出来", "写成 “common/opening.j2”")
        return None

    def _import(self, node: nodes.Import, scope: dict[str, Static]) -> Statement:
        found = self._imported(node)
        scope[node.target] = Fields(node.target, frozenset(found[1])) if found else None

        def load(frame: Frame) -> None:
            frame.names[node.target] = Module(_names_of(found, frame))

        return load

    def _from_import(self, node: nodes.FromImport, scope: dict[str, Static]) -> Statement:
        found = self._imported(node)
        pairs = [name if isinstance(name, tuple) else (name, name) for name in node.names]
        for name, alias in pairs:
            scope[alias] = None
            if found and name not in found[1]:
                self.tell(node, "template-unknown-name", f"引入的模板里没有“{short(name)}”", "检查宏的名称")

        def load(frame: Frame) -> None:
            names = _names_of(found, frame)
            frame.names.update({alias: names[name] for name, alias in pairs if name in names})

        return load

    def _imported(self, node: nodes.Import | nodes.FromImport) -> tuple[Statement, Scope] | None:
        return self._template(node.template, {})


_BLOCK_WORDS = " words"


def _leave_open(
    frame: Frame,
    hole: Hole,
    branches: list[tuple[Callable[[Frame], bool | Hole] | None, Statement]],
    names: tuple[str, ...],
) -> None:
    """Print the gap of an undecided condition, with what its branches would need; open the names they would set."""
    found: list[Value] = []
    choices: dict[str, list[Value]] = {name: [frame.names.get(name)] for name in names}
    for test, body in branches:
        apart = frame.apart()
        frame.run.step()
        found += [asked_by(apart, test)] if test else []
        found.append(asked_by(apart, body))
        for name, values in choices.items():
            values.append(apart.names.get(name))
    frame.print(needing(hole, *found).gaps)
    frame.names.update({name: needing(hole, *values) for name, values in choices.items()})


def _words_of(body: Statement, frame: Frame) -> Value:
    apart = frame.apart()
    body(apart)
    return words(apart.out)


def _names_of(found: tuple[Statement, Scope] | None, frame: Frame) -> dict[str, Value]:
    if found is None:
        return {}
    apart = Frame(frame.run, dict(frame.run.lookup.years()))
    found[0](apart)
    return apart.names


def _bound(
    name: str, params: list[str], required: int, args: list[Value], kwargs: dict[str, Value]
) -> dict[str, Value]:
    """The arguments of a macro call by name. Raises Refused where there are too many, too few or others."""
    by_place = dict(zip(params, args, strict=False))
    given = {**by_place, **kwargs}
    missing = [param for param in params[:required] if param not in given]
    if len(args) > len(params) or set(kwargs) - {*params, "caller"} or missing or set(by_place) & set(kwargs):
        raise Refused(f"宏“{name}”的参数不对", f"参数是 {'、'.join(params) or '无'}")
    return given


def _targets(node: nodes.Node) -> list[str]:
    return [name.name for name in ([node] if isinstance(node, nodes.Name) else node.find_all(nodes.Name))]


def _set_names(parts: Iterable[nodes.Node]) -> Iterator[str]:
    """The names that `parts` set in their own scope, in whatever branch."""
    for part in parts:
        if isinstance(part, nodes.Assign | nodes.AssignBlock):
            yield from _targets(part.target)
        elif isinstance(part, nodes.Macro):
            yield part.name
        elif isinstance(part, nodes.Import):
            yield part.target
        elif isinstance(part, nodes.FromImport):
            yield from (name[1] if isinstance(name, tuple) else name for name in part.names)
        elif isinstance(part, nodes.If):
            yield from _set_names([*part.body, *part.elif_, *part.else_])


_BUILDERS: dict[type[nodes.Node], Callable[..., Statement]] = {
    nodes.Output: Statements._output,
    nodes.If: Statements._if,
    nodes.For: Statements._for,
    nodes.Assign: Statements._set,
    nodes.AssignBlock: Statements._set_block,
    nodes.FilterBlock: Statements._filter_block,
    nodes.Macro: Statements._macro,
    nodes.CallBlock: Statements._call_block,
    nodes.With: Statements._with,
    nodes.Include: Statements._include,
    nodes.Import: Statements._import,
    nodes.FromImport: Statements._from_import,
}
