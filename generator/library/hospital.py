"""hospital.yaml: the hospital's own facts, and what it sets for all its documents."""

from __future__ import annotations

from typing import NamedTuple

from generator.facts import values_file
from generator.facts.dates import year as read_year
from generator.facts.dictionary import Dictionary
from generator.facts.tree import Facts, Layer
from generator.facts.values import joined
from generator.outline.model import Setting, setting
from generator.problems import Origin, Problem, advice, did_you_mean, error
from generator.yaml_source import Mapping, Node, Scalar

NAME = "hospital.yaml"
TERMS = "terms.yaml"
PARTY_ORG = "hospital.party_org"
PARTY_ORGS = ("党委", "党总支", "党支部")
SETTINGS = ("layout", "year", "terms")


class Hospital(NamedTuple):
    """What hospital.yaml says: facts under `hospital.`, and layout and year where it sets them."""

    layer: Layer
    layout: Setting | None = None
    year: int | None = None


def read(node: Node | None, dictionary: Dictionary, terms: frozenset[str], problems: list[Problem]) -> Hospital:
    """The hospital of `node`; its mistakes go to `problems`. `terms` are the keys that stand under terms."""
    if node is None:
        return Hospital(Layer(NAME))
    if isinstance(node, Scalar) and node.value is None:
        problems.append(
            advice("hospital-empty", "hospital.yaml 是空的", Origin(NAME), "写上医院全称，如 name: 医院全称")
        )
        return Hospital(Layer(NAME))
    if not isinstance(node, Mapping):
        problems.append(error("hospital-type", "hospital.yaml 应当由“键: 值”组成", node.origin, "如 name: 医院全称"))
        return Hospital(Layer(NAME))
    prefix = "hospital."
    aside = under_terms(dictionary, terms)
    known = [key.removeprefix(prefix) for key in dictionary.entries if key.startswith(prefix) and key not in aside]
    own = _split(node, known, problems)
    named = _mapping(node.get("terms"), problems)
    _unknown(named, [key.removeprefix(prefix) for key in terms], "terms", problems)
    facts = Mapping({**own.items, **named.items}, {**own.key_origins, **named.key_origins}, node.origin)
    facts = _known_only(facts, dictionary, prefix)
    layer, found = values_file.read(facts, NAME, dictionary, prefix) if facts.items else (Layer(NAME), [])
    problems.extend(found)
    _word(node, "layout", problems)
    return Hospital(layer, setting(node.get("layout")), _year(node, problems))


def under_terms(dictionary: Dictionary, terms: frozenset[str]) -> frozenset[str]:
    """The `terms` that stand under `terms` alone: not those that the hospital announced itself, maybe before they were
    terms."""
    origins = {key: dictionary.entries[key].origin for key in terms}
    return frozenset(key for key, origin in origins.items() if origin and origin.file == TERMS)


def _split(node: Mapping, known: list[str], problems: list[Problem]) -> Mapping:
    _unknown(node, [*known, *SETTINGS], NAME, problems)
    items = {key: value for key, value in node.items.items() if key not in SETTINGS}
    return Mapping(items, node.key_origins, node.origin)


def _unknown(node: Mapping, known: list[str], where: str, problems: list[Problem]) -> None:
    for key in node.items:
        if key not in known:
            hint = did_you_mean(key, known, problems) or f"可用的键是 {'、'.join(known)}"
            problems.append(error("hospital-unknown-key", f"{where} 里没有“{key}”这个键", node.key_origins[key], hint))


def _known_only(node: Mapping, dictionary: Dictionary, prefix: str) -> Mapping:
    items = {key: value for key, value in node.items.items() if f"{prefix}{key}" in dictionary.entries}
    return Mapping(items, node.key_origins, node.origin)


def _mapping(node: Node | None, problems: list[Problem]) -> Mapping:
    if isinstance(node, Mapping):
        return node
    if node is not None and not (isinstance(node, Scalar) and node.value is None):
        hint = "在下一层写，一行一个，如 study_group: 党委理论学习中心组"
        problems.append(error("hospital-type", "terms 应当由“名称: 本院叫法”组成", node.origin, hint))
    return Mapping({}, {}, Origin(NAME))


def _word(node: Mapping, key: str, problems: list[Problem]) -> str | None:
    value = node.get(key)
    if value is None or isinstance(value, Scalar):
        return value.value if value else None
    hint = f"写成 {key}: 一个词，去掉方括号、花括号和下一层"
    problems.append(error("hospital-type", f"“{key}”应当是一个词", value.origin, hint))
    return None


def _year(node: Mapping, problems: list[Problem]) -> int | None:
    typed = _word(node, "year", problems)
    if typed is None or (year := read_year(typed)) is not None:
        return year if typed else None
    problems.append(error("hospital-type", f"年份“{typed}”写法不对", node.items["year"].origin, "写四位数字，如 2026"))
    return None


def misfits(facts: Facts) -> list[Problem]:
    """What no dictionary entry can say: the kind of party organisation, wherever it was given, is one of three."""
    given = facts.get(PARTY_ORG)
    if given is None or given.value is None or given.value in PARTY_ORGS:
        return []
    hint = f"写 {'、'.join(PARTY_ORGS)} 中的一个"
    return [error("hospital-party-org", f"党组织类别不能是“{joined(given.value)}”", given.origin, hint)]
