"""Bytes as YAML: nodes whose places lie in the text, or a stop; what the form writes is read back."""

from __future__ import annotations

from collections.abc import Iterator

from generator import yaml_source
from generator.facts.values_file import quoted
from generator.yaml_source import Mapping, Node, Scalar, Sequence
from tests.fuzz.laws import bounded, result


def nodes(root: Node) -> Iterator[Node]:
    waiting = [root]
    while waiting:
        node = waiting.pop()
        yield node
        if isinstance(node, Mapping):
            waiting += node.items.values()
        elif isinstance(node, Sequence):
            waiting += node.items


def run(data: bytes) -> None:
    with bounded():
        root = result(lambda: yaml_source.parse(data, "x.yaml"))
    if root is None:
        return
    lines = data.count(b"\n") + data.count(b"\r") + 1
    count = 0
    for node in nodes(root):
        count += 1
        assert node.origin.line is not None, "no line"
        assert 1 <= node.origin.line <= lines, f"line {node.origin.line} of {lines}"
        if isinstance(node, Mapping):
            assert node.items.keys() == node.key_origins.keys()
        elif isinstance(node, Scalar) and node.value and count < 50:
            again = yaml_source.parse(f"a: {quoted(node.value)}", "y.yaml")
            assert isinstance(again, Mapping)
            kept = again.items["a"]
            assert isinstance(kept, Scalar)
            assert kept.value == node.value, (kept.value, node.value)
    assert count <= 200_001, "more nodes than the bound"
