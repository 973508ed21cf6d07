"""The nodes and links that one row says."""

from __future__ import annotations

from collections.abc import Mapping as Names
from typing import Any

from graph.model import LINKS
from loaders.codes import code_list
from loaders.entries import Entry, SetAside
from loaders.fiscal import fiscal_year
from loaders.identifiers import BadIdentifier, identify, normalise
from loaders.places import place
from loaders.rows import Ref
from loaders.sheet.mapping import EntityMap, LinkMap, Mapping
from loaders.sheet.values import Values
from loaders.text import clean, fold, slug

LISTS = {"1": "Sector", "2": "SectorCategory"}


def told(entry: Entry, mapping: Mapping, values: Values) -> None:
    """State a row: its entities, then the links between those that it names."""
    found = {name: _entity(entry, entity, values) for name, entity in mapping.entities.items()}
    if not any(found.values()):
        raise SetAside("nothing named", f"a value for one of {', '.join(mapping.entities)}")
    for link in mapping.links:
        _link(entry, link, values, found)


def _entity(entry: Entry, entity: EntityMap, values: Values) -> list[Ref]:
    """The nodes that an entity comes to in this row: none, one, or several where a cell holds several."""
    made = _SHARED.get(entity.type.label)
    refs = [ref for ref in [made(entry, entity, values)] if ref] if made else _nodes(entry, entity, values)
    if entity.required and not refs:
        raise SetAside(f"no {entity.name}", f"a value for {entity.name}, which the mapping requires", entity.name)
    return refs


def _nodes(entry: Entry, entity: EntityMap, values: Values) -> list[Ref]:
    names = values.parts(entity.properties["name"], entity.split) if "name" in entity.properties else []
    if len(names) > 1:
        return [_several(entry, entity, values, name) for name in dict.fromkeys(names)]
    key_parts = [values.text(expression) for expression in entity.key]
    if entity.key and not any(key_parts):
        return []
    if not names and not entity.key and entity.type.label != "Figure":
        return []
    props = _properties(values, entity)
    name = entry.name(names[0], _field(entity)) if names else _name(entity, key_parts, props)
    key = ":".join(" ".join(part.split()) for part in key_parts) if entity.key else f"name:{fold(name) or name}"
    if entity.type.label == "Figure":
        if "amount" not in props:
            return []
        # A sum belongs to its row, unless the mapping says what it is known by.
        key = key if entity.key else f"{entry.where.record}:{entity.name}"
    return [entry.said.state(entity.type.label, key, name, props, _identifiers(entry, entity, values))]


def _several(entry: Entry, entity: EntityMap, values: Values, written: str) -> Ref:
    """One of several in a cell: what stands in other cells belongs to none of them, but for fixed values."""
    name = entry.name(written, _field(entity))
    fixed = {key: expression for key, expression in entity.properties.items() if expression.value and key != "name"}
    return entry.said.state(entity.type.label, f"name:{fold(name) or name}", name, values.properties(entity.type, fixed))


def _properties(values: Values, entity: EntityMap) -> dict[str, Any]:
    expressions = {name: expression for name, expression in entity.properties.items() if name != "name"}
    props = {name: value for name, value in values.properties(entity.type, expressions).items() if value not in (None, "", [])}
    if entity.type.label == "Figure" and props.get("year") and "valid_from" not in props and "year" in entity.properties:
        year = fiscal_year(values.text(entity.properties["year"]))
        if year and values.text(entity.properties["year"]).lower().startswith(("fy", "fiscal")):
            props |= {"valid_from": year.first, "valid_to": year.last}
    return props


def _name(entity: EntityMap, key_parts: list[str], props: dict[str, Any]) -> str:
    if entity.type.label == "Figure":
        words = " ".join(str(props[name]) for name in ("kind", "year", "currency") if props.get(name))
        return words[:1].upper() + words[1:] or "Sum"
    return clean(" ".join(key_parts), 500)


def _field(entity: EntityMap) -> str:
    return " + ".join(entity.properties["name"].columns) or entity.name


def _identifiers(entry: Entry, entity: EntityMap, values: Values) -> list[str]:
    found = []
    for scheme, expression in entity.identifiers:
        written = values.text(expression)
        if not written:
            continue
        try:
            found.append(str(identify(written)) if scheme.lower() == "org-id" else f"{scheme}:{normalise(scheme, written)}")
        except BadIdentifier as error:
            entry.fault(" + ".join(expression.columns) or scheme, written, str(error))
    return found


def _country(entry: Entry, entity: EntityMap, values: Values) -> Ref | None:
    expression = entity.properties["country"]
    written = values.text(expression, fillers=True)
    if not written:
        return None
    found = place(written)
    if found.code:
        return entry.said.country(found.code)
    entry.fault(" + ".join(expression.columns) or "country", written, found.why_not)
    return None


def _area(entry: Entry, entity: EntityMap, values: Values) -> Ref | None:
    name, code = (values.text(entity.properties[part]) if part in entity.properties else "" for part in ("name", "code"))
    if not (name or code):
        return None
    written = values.text(entity.properties["country"], fillers=True)
    country = place(written).code
    if not country:
        entry.fault(" + ".join(entity.properties["country"].columns) or "country", written or "no country", "the country of the area")
        return None
    return entry.said.part_of(country, name, code)


def _sector(entry: Entry, entity: EntityMap, values: Values) -> Ref | None:
    """A purpose code of a public list, or of the sheet's own (vocabulary 99)."""
    code = values.text(entity.properties["code"])
    if not code:
        return None
    vocabulary = values.text(entity.properties["vocabulary"]) if "vocabulary" in entity.properties else "99"
    name = values.text(entity.properties["name"]) if "name" in entity.properties else code
    if vocabulary in LISTS:
        codes = code_list(LISTS[vocabulary])
        if code not in codes:
            entry.fault(" + ".join(entity.properties["code"].columns) or "code", code, f"a code of the list {LISTS[vocabulary]}")
            return None
        return entry.said.mention("Sector", f"sector:{vocabulary}:{code}", codes.name(code))
    own = f"sheet:{slug(code) or fold(code)}" if vocabulary in {"98", "99"} else code
    return entry.said.state("Sector", f"sector:{vocabulary}:{own}", clean(name), {"code": code, "vocabulary": vocabulary})


def _focus(entry: Entry, entity: EntityMap, values: Values) -> Ref | None:
    """A line of effort ("III") or a topic ("III:police-reform")."""
    code = values.text(entity.properties["code"]).removeprefix("focus:")
    if not code:
        return None
    if code.split(":")[0] not in {"I", "II", "III", "IV"}:
        entry.fault(" + ".join(entity.properties["code"].columns) or "code", code, "a focus area, such as III or III:police-reform")
        return None
    return entry.said.mention("FocusArea", f"focus:{code}", code)


_SHARED = {"Country": _country, "AdminArea": _area, "Sector": _sector, "FocusArea": _focus}


def _link(entry: Entry, link: LinkMap, values: Values, found: Names[str, list[Ref]]) -> None:
    type_ = values.text(link.type)
    if type_ not in link.types:
        if type_:
            entry.fault(" + ".join(link.type.columns), type_, f"a word that the mapping replaces by one of {', '.join(link.types)}")
        return
    props = values.properties(LINKS[type_], dict(link.properties))
    for start in found[link.start]:
        for end in found[link.end]:
            if start != end:
                entry.said.link(type_, start, end, props)
