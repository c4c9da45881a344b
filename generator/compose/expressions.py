"""Jinja expressions as closures over our own values. No Python attribute, method or global is in reach."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TypeVar

from jinja2 import nodes

from generator.characters import strange, taken
from generator.compose import access, operations
from generator.compose.filters import FILTERS
from generator.compose.frame import LOOP_STEP, Frame
from generator.compose.lists import SAME_RECORDS
from generator.compose.questions import TESTS, Filter
from generator.compose.scope import LISTS, FactOf, Group, RecordOf, Scope, Static, Unknown, member
from generator.compose.values import (
    Items,
    Refused,
    Value,
    short,
    weight,
)
from generator.facts.dictionary import Dictionary
from generator.problems import MANY, Origin, Problem, Stop, did_you_mean, error

MAX_TOLD = MANY

Expression = Callable[[Frame], Value]
_MAX_FLOAT = 10**15
_MAX_DIGITS = 100
_PART = 6
Result = TypeVar("Result")


class Expressions:
    """Turns the expressions of one template into closures; what is wrong with them goes to `problems`."""

    def __init__(self, first: Origin, dictionary: Dictionary, problems: list[Problem]) -> None:
        self.first = first
        self.dictionary = dictionary
        self.problems = problems

    def origin(self, node: nodes.Node) -> Origin:
        # An autoescape block has no line, but what stands in it has.
        line = next((part.lineno for part in (node, *node.iter_child_nodes()) if part.lineno), 1)
        return Origin(self.first.file, (self.first.line or 1) + line - 1)

    def tell(self, node: nodes.Node, code: str, message: str, hint: str | None = None) -> Expression:
        """Note a problem; the closure it gives back is never run."""
        problem = error(code, message, self.origin(node), hint)
        if problem not in self.problems and len(self.problems) < MAX_TOLD:
            self.problems.append(problem)
        return self._nothing

    @staticmethod
    def _nothing(frame: Frame) -> Value:
        """What a closure with mistakes does; it is never run."""
        return None

    def located(self, node: nodes.Node, scope: Scope) -> Expression:
        """The closure of `node`, whose refusals are told with their place."""
        return self.guarded(node, self.expression(node, scope))

    def guarded(self, node: nodes.Node, run: Callable[[Frame], Result]) -> Callable[[Frame], Result]:
        """`run`, whose refusals are told with the place of `node`."""
        origin = self.origin(node)

        def evaluate(frame: Frame) -> Result:
            try:
                return run(frame)
            except Refused as refused:
                raise Stop([error(refused.code, refused.message, origin, refused.hint)]) from None
            except RecursionError:
                raise Stop([error("template-bounds", "嵌套太深", origin, "把式子拆开来写")]) from None

        return evaluate

    def expression(self, node: nodes.Node, scope: Scope) -> Expression:
        """The closure of any expression, which counts what its value costs: whatever takes it up needs not."""
        if len(self.problems) >= MAX_TOLD:
            return self._nothing
        build = _BUILDERS.get(type(node))
        if build is None:
            return self.tell(
                node, "template-unsupported", f"这里不支持 {type(node).__name__} 这种写法", "换一种写法，或把值写进事实"
            )
        return _counted(build(self, node, scope), _COSTS.get(type(node), LOOP_STEP))

    def static(self, node: nodes.Node, scope: Scope) -> Static:
        """What is known of the value of `node` before it runs; None where nothing is."""
        if isinstance(node, nodes.Name):
            return scope.get(node.name)
        if isinstance(node, nodes.Filter) and node.name in SAME_RECORDS and node.node is not None:
            return self.static(node.node, scope)
        name = _member_name(node)
        if name is None:
            return None
        found = member(self.static(node.node, scope), name, self.dictionary)  # type: ignore[attr-defined]
        return None if isinstance(found, Unknown) else found

    def _const(self, node: nodes.Const, scope: Scope) -> Expression:
        value: Value = node.value
        if isinstance(value, str):
            value = taken(value)
            if found := strange(value):
                hint = "删去引号里的控制字符和 \\x、\\u 写法"
                return self.tell(node, "template-character", f"引号里有不能用的字符（{found.name}）", hint)
        if isinstance(value, int) and len(str(value)) > _MAX_DIGITS:
            return self.tell(node, "template-bounds", "数字太长", f"写成不超过{_MAX_DIGITS}位的数")
        if isinstance(value, float):
            if not abs(value) < _MAX_FLOAT:
                return self.tell(node, "template-bounds", "带小数点的数太长", "写成不超过15位的数")
            value = Decimal(repr(value))
        return lambda frame: value

    def _data(self, node: nodes.TemplateData, scope: Scope) -> Expression:
        return lambda frame: node.data

    def _name(self, node: nodes.Name, scope: Scope) -> Expression:
        name = node.name
        if name not in scope:
            return self.tell(node, "template-unknown-name", f"没有“{short(name)}”这个名字", self._meant(name, scope))
        if isinstance(scope[name], Group):
            return self.tell(node, "template-incomplete-name", f"“{name}”后面要写到具体的事实", "如 facts.组.名")
        if name == "range":
            return lambda frame: access.RANGE

        def load(frame: Frame) -> Value:
            if name not in frame.names:
                raise Refused(f"“{name}”在这里还没有值", "在 if 之前先用 set 给它一个值")
            return frame.names[name]

        return load

    def _meant(self, name: str, scope: Scope) -> str:
        """是不是 …？ also for a fact's group without `facts.`, and for a fact's label; where a list of parts is."""
        if name in self.dictionary.groups or name in self.dictionary.entries:
            return f"是不是“facts.{name}”？"
        key = self.dictionary.key_of(name)
        return f"是不是“facts.{key}”？" if key else LISTS.get(name) or did_you_mean(name, scope) or _NAMES

    def _member(self, node: nodes.Getattr | nodes.Getitem, scope: Scope) -> Expression:
        name = _member_name(node)
        if name is None:
            return self._indexed(node, scope)  # type: ignore[arg-type]
        owner = self.static(node.node, scope)
        found = member(owner, name, self.dictionary)
        if isinstance(found, Unknown):
            code = "fact-unknown" if isinstance(owner, Group) else "template-unknown-name"
            return self.tell(node, code, found.message, found.hint)
        if isinstance(found, FactOf) and not found.cell:
            key = found.entry.key
            return lambda frame: access.fact(frame, key)
        if isinstance(found, Group):
            return self.tell(
                node, "template-incomplete-name", f"“{found.prefix}”是一组事实，要写到具体的一个", "如 facts.组.名"
            )
        if isinstance(owner, Group):
            return self.tell(node, "fact-unknown", f"没有登记的事实“{short(name)}”", "先在 outlines/facts.yaml 里登记")
        run = self.expression(node.node, scope)
        return lambda frame: access.attribute(frame, run(frame), name)

    def _indexed(self, node: nodes.Getitem, scope: Scope) -> Expression:
        if isinstance(node.arg, nodes.Slice):
            return self.tell(node, "template-unsupported", "不支持切片", "用 first、last 或 for")
        run, index = self.expression(node.node, scope), self.expression(node.arg, scope)
        return lambda frame: access.item(run(frame), index(frame))

    def _call(self, node: nodes.Call, scope: Scope) -> Expression:
        if node.dyn_args or node.dyn_kwargs or not isinstance(node.node, nodes.Name | nodes.Getattr):
            return self.tell(node, "template-unsupported", "这里不能调用", "只能调用 macro 定义的宏和 range")
        run = self.expression(node.node, scope)
        args = [self.expression(arg, scope) for arg in node.args]
        kwargs = {pair.key: self.expression(pair.value, scope) for pair in node.kwargs}
        return lambda frame: access.called(
            frame, run(frame), [arg(frame) for arg in args], {name: arg(frame) for name, arg in kwargs.items()}
        )

    def _filter(self, node: nodes.Filter, scope: Scope) -> Expression:
        if node.node is None:
            return self.tell(node, "template-unsupported", "过滤器前面没有内容", "写成 值 | 过滤器")
        return self.applied(FILTERS, "过滤器", node, self.expression(node.node, scope), scope)

    def _test(self, node: nodes.Test, scope: Scope) -> Expression:
        return self.applied(TESTS, "检验", node, self.expression(node.node, scope), scope)

    def applied(
        self, table: dict[str, Filter], what: str, node: nodes.Filter | nodes.Test, run: Expression, scope: Scope
    ) -> Expression:
        """A filter or test of `table` on the value of `run`; its name and number of arguments are checked here."""
        if node.dyn_args or node.dyn_kwargs:
            return self.tell(node, "template-arguments", f"{what}“{node.name}”的参数要一个个写出来", "不用 * 和 **")
        function = self._listed(table, what, node, node.name)
        if function is None:
            return self._nothing
        args = [self.expression(arg, scope) for arg in node.args]
        kwargs = {str(pair.key): self.expression(pair.value, scope) for pair in node.kwargs}
        self._check_arguments(function, f"{what}“{node.name}”", node, args, kwargs)
        if isinstance(node, nodes.Filter):
            self._check_fields(node, self.static(node.node, scope) if node.node else None)
        if not args and not kwargs:
            return lambda frame: function(frame.run, run(frame))
        return lambda frame: function(
            frame.run,
            run(frame),
            *(arg(frame) for arg in args),
            **{name: arg(frame) for name, arg in kwargs.items()},
        )

    def _listed(self, table: dict[str, Filter], what: str, node: nodes.Node, name: str) -> Filter | None:
        """The filter or test `name`, or None, and told, where the allow-list has none."""
        if name not in table:
            hint = did_you_mean(name, table) or f"可用的是 {'、'.join(table)}"
            code = "template-unknown-filter" if table is FILTERS else "template-unknown-test"
            self.tell(node, code, f"没有{what}“{short(name)}”", hint)
        return table.get(name)

    def _check_arguments(
        self, function: Filter, named: str, node: nodes.Node, args: Sequence[object], kwargs: Mapping[str, object]
    ) -> None:
        try:
            inspect.signature(function).bind(None, None, *args, **kwargs)
        except TypeError:
            self.tell(node, "template-arguments", f"{named}的参数不对", "参数的个数和名称要对上")

    def _check_fields(self, node: nodes.Filter, static: Static) -> None:
        """Tell a field that the records of a table do not have, and a test of it that there is none."""
        named = [pair.value for pair in node.kwargs if pair.key == "attribute"]
        if node.name in ("selectattr", "rejectattr"):
            named += node.args[:1]
            for test in (*node.args[1:2], *(pair.value for pair in node.kwargs if pair.key == "test")):
                function = self._listed(TESTS, "检验", test, str(getattr(test, "value", "")))
                if function is not None:
                    self._check_arguments(function, f"“{node.name}”的检验", node, node.args[2:], {})
        for name in named:
            if isinstance(static, FactOf) and static.entry.type == "table" and isinstance(name, nodes.Const):
                found = member(RecordOf(static.entry), str(name.value), self.dictionary)
                if isinstance(found, Unknown):
                    self.tell(node, "template-unknown-name", found.message, found.hint)

    def _binary(self, node: nodes.BinExpr, scope: Scope) -> Expression:
        how = _ARITHMETIC.get(type(node))
        if how is None:
            return self.tell(node, "template-unsupported", "不支持乘方 **", "写成连乘")
        left, right = self.expression(node.left, scope), self.expression(node.right, scope)
        return lambda frame: operations.binary(frame.run, how, left(frame), right(frame))

    def _sign(self, node: nodes.UnaryExpr, scope: Scope) -> Expression:
        run = self.expression(node.node, scope)
        if isinstance(node, nodes.Pos):
            return lambda frame: operations.total([run(frame)])
        return lambda frame: operations.negative(run(frame))

    def _not(self, node: nodes.Not, scope: Scope) -> Expression:
        run = self.expression(node.node, scope)
        return lambda frame: operations.negated(run(frame))

    def _either(self, node: nodes.BinExpr, scope: Scope) -> Expression:
        how = "and" if isinstance(node, nodes.And) else "or"
        left, right = self.expression(node.left, scope), self.expression(node.right, scope)
        return lambda frame: operations.either(how, left(frame), lambda: right(frame))

    def _ternary(self, node: nodes.CondExpr, scope: Scope) -> Expression:
        test, then = self.expression(node.test, scope), self.expression(node.expr1, scope)
        otherwise: Expression = self.expression(node.expr2, scope) if node.expr2 else lambda frame: ""
        return lambda frame: operations.chosen(test(frame), lambda: then(frame), lambda: otherwise(frame))

    def _compare(self, node: nodes.Compare, scope: Scope) -> Expression:
        first = self.expression(node.expr, scope)
        rest = [(operand.op, self.expression(operand.expr, scope)) for operand in node.ops]

        def evaluate(frame: Frame) -> Value:
            left, result = first(frame), None
            for how, run in rest:
                right = run(frame)
                step = operations.compared(frame.run, how, left, right)
                result = step if result is None else operations.either("and", result, lambda step=step: step)  # type: ignore[misc]
                left = right
            return result

        return evaluate

    def _concat(self, node: nodes.Concat, scope: Scope) -> Expression:
        return self._each(node.nodes, scope, lambda values: operations.concatenated(*values))

    def _list(self, node: nodes.List | nodes.Tuple, scope: Scope) -> Expression:
        return self._each(node.items, scope, Items)

    def _each(self, parts: Iterable[nodes.Node], scope: Scope, of: Callable[[tuple[Value, ...]], Value]) -> Expression:
        """`of` the values of `parts`."""
        runs = [self.expression(part, scope) for part in parts]

        def evaluate(frame: Frame) -> Value:
            frame.run.step(_PART * len(runs))
            return of(tuple(run(frame) for run in runs))

        return evaluate


_NAMES = "能用的名字是 facts、hospital、wording、year、last_year 和自己 set 的"


def _counted(run: Expression, cost: int) -> Expression:
    def evaluate(frame: Frame) -> Value:
        value = run(frame)
        frame.run.step(cost + weight(value))
        return value

    return evaluate


def _member_name(node: nodes.Node) -> str | None:
    if isinstance(node, nodes.Getattr):
        return node.attr
    if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
        return node.arg.value
    return None


_ARITHMETIC: dict[type[nodes.Node], str] = {
    nodes.Add: "sum",
    nodes.Sub: "difference",
    nodes.Mul: "product",
    nodes.Div: "quotient",
    nodes.FloorDiv: "whole quotient",
    nodes.Mod: "remainder",
}

_COSTS: dict[type[nodes.Node], int] = {
    **dict.fromkeys((nodes.Const, nodes.Name, nodes.Getattr, nodes.Getitem), 1),
    **dict.fromkeys(_ARITHMETIC, 24),
}

_BUILDERS: dict[type[nodes.Node], Callable[..., Expression]] = {
    nodes.Const: Expressions._const,
    nodes.TemplateData: Expressions._data,
    nodes.Name: Expressions._name,
    nodes.Getattr: Expressions._member,
    nodes.Getitem: Expressions._member,
    nodes.Call: Expressions._call,
    nodes.Filter: Expressions._filter,
    nodes.Test: Expressions._test,
    nodes.Pow: Expressions._binary,
    **dict.fromkeys(_ARITHMETIC, Expressions._binary),
    nodes.Neg: Expressions._sign,
    nodes.Pos: Expressions._sign,
    nodes.Not: Expressions._not,
    nodes.And: Expressions._either,
    nodes.Or: Expressions._either,
    nodes.CondExpr: Expressions._ternary,
    nodes.Compare: Expressions._compare,
    nodes.Concat: Expressions._concat,
    nodes.List: Expressions._list,
    nodes.Tuple: Expressions._list,
}
