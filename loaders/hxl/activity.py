"""What a line says: an activity with its organizations, place, sector and dates; without an activity, who works where."""

from __future__ import annotations

from hashlib import blake2b
from typing import Any

from loaders.codes import code_list
from loaders.dates import BadDate
from loaders.entries import Entry, SetAside
from loaders.hxl.columns import Column, Columns
from loaders.hxl.organizations import Organization, organizations, state
from loaders.hxl.record import Line
from loaders.hxl.where import Location, location
from loaders.identifiers import is_placeholder
from loaders.rows import Ref
from loaders.text import clean, fold, slug
from loaders.written_dates import written_date
from loaders.written_sums import BadSum, written_sum

STATUS = {
    **dict.fromkeys(("ongoing", "active", "open", "in progress", "current", "en cours", "en curso", "em curso", "جاري"), "active"),
    **dict.fromkeys(("planned", "pipeline", "proposed", "prevu", "planifie", "planificado", "previsto", "planejado"), "planned"),
    **dict.fromkeys(
        ("completed", "complete", "finished", "done", "termine", "acheve", "completado", "terminado", "concluido"), "completed"
    ),
    **dict.fromkeys(("closed", "ferme", "cerrado", "fechado"), "closed"),
    **dict.fromkeys(("cancelled", "canceled", "annule", "cancelado"), "cancelled"),
    **dict.fromkeys(("suspended", "on hold", "suspendu", "suspendido", "suspenso"), "suspended"),
}
# IATI's sector vocabulary 10: the clusters of the Inter-Agency Standing Committee, in the words of sheets.
CLUSTERS = {
    "camp coordination and camp management": "1",
    "cccm": "1",
    "early recovery": "2",
    "education": "3",
    "educacion": "3",
    "educacao": "3",
    "emergency shelter and nfi": "4",
    "shelter": "4",
    "shelter and nfi": "4",
    "abris": "4",
    "emergency telecommunications": "5",
    "etc": "5",
    "food security": "6",
    "securite alimentaire": "6",
    "seguridad alimentaria": "6",
    "health": "7",
    "sante": "7",
    "salud": "7",
    "saude": "7",
    "logistics": "8",
    "logistique": "8",
    "logistica": "8",
    "nutrition": "9",
    "nutricion": "9",
    "protection": "10",
    "proteccion": "10",
    "water sanitation hygiene": "11",
    "water sanitation and hygiene": "11",
    "wash": "11",
    "eau assainissement et hygiene": "11",
    "eah": "11",
    "agua y saneamiento": "11",
}
CLUSTER_NAMES = {
    "1": "Camp Coordination / Management",
    "2": "Early Recovery",
    "3": "Education",
    "4": "Emergency Shelter and NFI",
    "5": "Emergency Telecommunications",
    "6": "Food Security",
    "7": "Health",
    "8": "Logistics",
    "9": "Nutrition",
    "10": "Protection",
    "11": "Water Sanitation Hygiene",
}
WHAT = ("#activity", "#output", "#service", "#subsector", "#sector")


def told(entry: Entry, columns: Columns, line: Line) -> None:
    """State a line; ``SetAside`` where it names no organization."""
    who = organizations(columns, line)
    acting = [one for one in who if one.role != "reports"]
    if not acting:
        expected = "an organization under #org" if columns.of("#org") else "a column #org: who is there"
        raise SetAside("no organization", expected, "#org")
    where = location(entry, columns, line)
    dates = _dates(entry, columns, line)
    title = _title(columns, line)
    if title:
        _program(entry, columns, line, (title, acting, where, dates))
    else:
        _presence(entry, acting, where, dates)


def _presence(entry: Entry, who: list[Organization], where: Location, dates: dict[str, str]) -> None:
    """Who works where, when the sheet does not say on what."""
    if not where.country and where.area is None:
        raise SetAside("no activity, sector or place", "what an organization does, or where", "#activity")
    for one in who:
        ref = state(entry, one, where.country)
        _operates(entry, ref, where, dates)


def _program(entry: Entry, columns: Columns, line: Line, said: tuple[str, list[Organization], Location, dict[str, str]]) -> None:
    """An activity: the same work of the same organizations is one, wherever it takes place."""
    title, who, where, dates = said
    sectors = _texts(columns, line, "#sector")
    code = _code(columns.of("#activity"), line)
    naming = "\x1f".join([code, fold(title), *map(fold, sectors), *sorted(f"{one.role} {fold(one.name)}" for one in who)])
    key = "-".join(filter(None, (slug(title, 40), blake2b(naming.encode("utf-8", "replace"), digest_size=6).hexdigest())))
    described = [*_texts(columns, line, "#activity")[1:], *_texts(columns, line, "#output", "#service", "#indicator", "#description")]
    props: dict[str, Any] = {
        "level": "activity",
        "description": clean(". ".join(dict.fromkeys(text for text in described if text != title))),
        "status": _status(entry, columns, line),
        **(dates if columns_have(columns, "#date", "start", "end") else {}),
    }
    program = entry.said.state("Program", key, title, props)
    for one in who:
        entry.said.link(one.role, state(entry, one, where.country), program, _period(dates))
    _operates(entry, program, where, dates)
    for sector in dict.fromkeys((*sectors, *_texts(columns, line, "#subsector"))):
        entry.said.link("CLASSIFIED_AS", program, _sector(entry, sector), {"level": "activity"})
    _money(entry, columns, line, program)


def _operates(entry: Entry, start: Ref, where: Location, dates: dict[str, str]) -> None:
    props = {"role": where.below, **_period(dates)}
    if where.area is not None:
        entry.said.link("OPERATES_IN", start, where.area, props, where.below)
    if where.country:
        entry.said.link(
            "OPERATES_IN",
            start,
            entry.said.country(where.country),
            props if where.area is None else _period(dates),
            where.below if where.area is None else "",
        )


def columns_have(columns: Columns, tag: str, *attributes: str) -> bool:
    """Whether a column has that tag and one of the attributes."""
    return any(column.attributes & set(attributes) for column in columns.of(tag))


def _title(columns: Columns, line: Line) -> str:
    """What is done: the activity, else the output, service, subsector or sector."""
    for tag in WHAT:
        for column in columns.of(tag):
            found = line.text(column)
            if found and not column.attributes & {"code", "id", "type", "num"} and not is_placeholder(found):
                return clean(found, 300)
    return ""


def _texts(columns: Columns, line: Line, *tags: str) -> list[str]:
    found = [clean(line.text(column)) for column in columns.of(*tags) if not column.attributes & {"code", "id", "num"}]
    return [text for text in dict.fromkeys(found) if text and not is_placeholder(text)]


def _code(columns: list[Column], line: Line) -> str:
    return next((found for column in columns if column.attributes & {"code", "id"} and (found := line.text(column))), "")


def _sector(entry: Entry, name: str) -> Ref:
    """A cluster of IATI's vocabulary 10, a DAC purpose code, or the sheet's own words."""
    cluster = CLUSTERS.get(fold(name))
    if cluster:
        return entry.said.state("Sector", f"sector:10:{cluster}", CLUSTER_NAMES[cluster], {"code": cluster, "vocabulary": "10"})
    if name in code_list("Sector"):
        return entry.said.mention("Sector", f"sector:1:{name}", code_list("Sector").name(name))
    code = slug(name) or fold(name)
    return entry.said.state("Sector", f"sector:99:hxl:{code}", name, {"code": code, "vocabulary": "99"})


def _status(entry: Entry, columns: Columns, line: Line) -> str:
    for column in columns.of("#status"):
        written = line.text(column)
        if written:
            if fold(written) not in STATUS:
                entry.fault("#status", written, "a word for planned, active, completed, closed, cancelled or suspended")
            return STATUS.get(fold(written), "")
    return ""


def _dates(entry: Entry, columns: Columns, line: Line) -> dict[str, str]:
    """Start and end as stated; without +start and +end the one date is the time that the line is about."""
    found: dict[str, str] = {}
    for column in columns.of("#date"):
        cell = line.cell(column)
        if column.attributes & {"reported", "created", "updated"} or line.text(column) == "":
            continue
        try:
            first, last, text = written_date(cell, columns.order)
        except BadDate as error:
            entry.fault("+".join(("#date", *sorted(column.attributes))), line.text(column), str(error))
            continue
        if "end" not in column.attributes:
            found |= {"valid_from": first, "valid_from_text": text}
        if "start" not in column.attributes:
            found |= {"valid_to": last, "valid_to_text": text}
    if found.get("valid_to") and found.get("valid_from", "") > found["valid_to"]:
        entry.fault("#date", f"{found['valid_from']} to {found['valid_to']}", "an end that is not before the start; kept as stated")
    return found


def _period(dates: dict[str, str]) -> dict[str, str]:
    return dict(dates)


def _money(entry: Entry, columns: Columns, line: Line, program: Ref) -> None:
    """Sums under #value, with the currency of #currency or beside the sum."""
    given = next((line.text(column).upper() for column in columns.of("#currency") if line.text(column)), "")
    for column in columns.of("#value"):
        try:
            found = written_sum(line.cell(column))
        except BadSum as error:
            entry.fault("#value", line.text(column), str(error))
            continue
        if found is None:
            continue
        currency = found.currency or (given if given in code_list("Currency") else "")
        if given and given not in code_list("Currency"):
            entry.fault("#currency", given, "a currency of ISO 4217")
        name = clean(column.header, 100) or "Value"
        figure = entry.said.state(
            "Figure",
            f"{entry.where.record}:{column.at}",
            f"{name} {currency}".strip(),
            {"kind": "stated", "amount": float(found.amount), "currency": currency, "note": name},
        )
        entry.said.link("FOR", figure, program)
