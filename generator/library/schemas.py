"""JSON Schema of the files that a hospital writes, with what each key means, for editors that check and complete."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from generator import layout, places, schema, yaml_source
from generator.facts import as_schema as facts
from generator.library import hospital
from generator.library.library import Library
from generator.outline import shape
from generator.yaml_source import Scalar

_HOSPITAL = "hospital."
_TABLE: Mapping[str, Callable[[Library], schema.Schema]] = {
    "outline": lambda library: shape.as_schema(),
    "facts": lambda library: facts.facts(library.dictionary),
    "hospital": lambda library: _hospital(library),
    "layout": lambda library: layout.as_schema(),
}
KINDS = tuple(_TABLE)


def of(kind: str, library: Library) -> schema.Schema:
    """The schema of one of KINDS; `library` gives the facts that are announced."""
    return dict(schema.described(_TABLE[kind](library), _meanings(kind)))


def _meanings(kind: str) -> dict[str, str]:
    node = yaml_source.read(places.data() / "keys.yaml")
    told = node.get(kind) if isinstance(node, yaml_source.Mapping) else None
    items = told.items if isinstance(told, yaml_source.Mapping) else {}
    return {key: meaning.value for key, meaning in items.items() if isinstance(meaning, Scalar) and meaning.value}


def _hospital(library: Library) -> schema.Schema:
    facts_of = {key: entry for key, entry in library.dictionary.entries.items() if key.startswith(_HOSPITAL)}
    made = {
        key.removeprefix(_HOSPITAL): facts.fact(
            entry, has_last_year=True, words=hospital.PARTY_ORGS if key == hospital.PARTY_ORG else ()
        )
        for key, entry in facts_of.items()
    }
    terms = {key.removeprefix(_HOSPITAL) for key in library.terms}
    settings = {
        "layout": schema.SCALAR,
        "year": schema.whole_number(1949, 2999),
        "terms": schema.keys({name: fragment for name, fragment in made.items() if name in terms}),
    }
    aside = hospital.under_terms(library.dictionary, frozenset(library.terms))
    own = {name: fragment for name, fragment in made.items() if f"{_HOSPITAL}{name}" not in aside}
    return schema.whole(
        "医院", schema.keys({**own, **{name: schema.or_empty(settings[name]) for name in hospital.SETTINGS}})
    )
