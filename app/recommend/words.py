"""What speaks for and against a candidate, as sentences and as rows of evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from analysis.recommend import Candidate, Cell, Tie, Work, World, fit, running

LISTED, YEARS = 4, 5
TIED = {"PARTNERS_WITH": "is a partner of", "TRAINS": "trains", "OPERATES_IN": "is said to work in", "BENEFITS": "helps",
        "PARTY_TO": "is a party to"}


@dataclass(frozen=True)
class Evidence:
    """One row behind a reason: ``id`` and ``name`` of a program, agreement, body or country; places as codes, days as ISO texts."""

    reason: str
    id: str
    name: str
    places: tuple[str, ...]
    starts: str
    ends: str
    over: bool
    sources: tuple[str, ...]
    page: str


@dataclass(frozen=True)
class Names:
    """What sentences call things: countries by code, and the country and the focus area that are asked about."""

    countries: Mapping[str, str]
    where: str
    what: str

    def places(self, codes: Iterable[str]) -> tuple[str, ...]:
        """Names of countries, in order."""
        return tuple(sorted(self.countries.get(code, code) for code in codes))


def reasons(world: World, cell: Cell, c: Candidate, names: Names) -> tuple[str, ...]:
    """Why it could help, one sentence a part of its score, complementarity first."""
    return tuple(text for text in (
        _elsewhere(world, cell, c, names), _here(cell, c, names), *_ties(cell, c, names), _bodies(c, names), _knows(world, c, names),
        _recent(cell, c), _nearby(c, names),
    ) if text)


def against(cell: Cell, c: Candidate, names: Names) -> tuple[str, ...]:
    """What speaks against it, or is not known."""
    work = [*c.elsewhere, *c.nearby, *c.here]
    said = []
    if work and not any(running(w, cell.day) for w in work):
        ends = max((w.ends for w in work if w.ends), default="")
        said.append(f"All its programs that are known are over{f', the last since {ends[:4]}' if ends else ''}.")
    begun = max(_begun(c).values(), default="")
    if begun and int(begun[:4]) < int(cell.day[:4]) - YEARS:
        said.append(f"The latest program known of it began in {begun[:4]}.")
    tied = [*c.ties, *c.state_ties]
    if tied and not work and not any(running(t, cell.day) for t in tied):
        said.append("No program of it is known, and its link with the country is over.")
    elif not work:
        said.append("No program of it is known that began by this day.")
    if not c.helped:
        said.append(f"No body of {names.where} is known that it has worked with.")
    if c.elsewhere and len({w.program for w in c.elsewhere}) == 1 and len(c.elsewhere[0].countries) > 1:
        said.append(f"What it does elsewhere is one program in {len(c.elsewhere[0].countries)} countries.")
    return tuple(said)


def evidence(c: Candidate, names: Names) -> tuple[Evidence, ...]:
    """Every row behind the reasons."""
    return (
        *_of_work("Does this elsewhere", c.elsewhere, names), *_of_work("Works here on something near, or did this here", c.here, names),
        *_of_ties("Tied to the country", c.ties, names), *_of_ties("Its state is tied to the country", c.state_ties, names),
        *_of_work("Does other work elsewhere", c.nearby, names),
    )


def _elsewhere(world: World, cell: Cell, c: Candidate, names: Names) -> str:
    codes = {country for w in c.elsewhere for country in w.countries}
    if not codes:
        return ""
    near = sorted(codes, key=lambda code: (-world.settings.likeness(cell.country, code), names.countries.get(code, code)))
    subregion = world.settings.places.get(cell.country, ("", ""))[1]
    beside = [code for code in codes if subregion and world.settings.places.get(code, ("", ""))[1] == subregion]
    same = any(fit(w.focus_areas, cell.focus) == 1.0 for w in c.elsewhere)
    what = "Does this" if same else "Does work on the same line of effort"
    where = f"; {len(beside)} of them in {subregion}" if beside and len(codes) > 1 else ", of the same subregion" if beside else ""
    on_this = {w.program for w in c.elsewhere if w.program and fit(w.focus_areas, cell.focus) == 1.0}
    programs = f", with {len(on_this):,} programs" if len(on_this) > 1 else ""
    return f"{what}{programs} in {_listed([names.countries.get(code, code) for code in near], 'countries')}{where}."


def _here(cell: Cell, c: Candidate, names: Names) -> str:
    if not c.here:
        return ""
    before = [w for w in c.here if fit(w.focus_areas, cell.focus) == 1.0]
    if before:
        return f"Did this in {names.where} before: {_listed(_named(before), 'programs')}."
    line = any(fit(w.focus_areas, cell.focus) > 0.25 for w in c.here)
    now = any(running(w, cell.day) for w in c.here)
    near = "the same line of effort" if line else "something else"
    return f"{'Works' if now else 'Worked'} in {names.where} on {near}: {_listed(_named(c.here), 'programs')}."


def _ties(cell: Cell, c: Candidate, names: Names) -> Iterator[str]:
    for tie in _once(c.ties)[:LISTED]:
        ended = "" if running(tie, cell.day) else f" (over since {tie.ends[:4]})" if tie.ends else ""
        since = f", since {tie.starts[:4]}" if tie.starts else ""
        about = f" ({tie.role})" if tie.role else ""
        what = f"the agreement {tie.other_name}" if tie.how == "PARTY_TO" else tie.other_name
        if tie.how == "TRAINS" and tie.other.startswith("country:"):
            what = f"people of {what}"
        text = f"{TIED.get(tie.how, 'is linked to')} {what}{about}{since}{ended}."
        yield text[:1].upper() + text[1:]
    if c.state_ties:
        since = min((t.starts for t in c.state_ties if t.starts), default="")
        yield f"Its U.S. state has a State Partnership with {names.where}{f', since {since[:4]}' if since else ''}."


def _bodies(c: Candidate, names: Names) -> str:
    return f"Has worked with bodies of {names.where}: {_some(sorted(c.helped.values()))}." if c.helped else ""


def _knows(world: World, c: Candidate, names: Names) -> str:
    if not c.knows:
        return ""
    who = sorted(world.bodies[id_].name for id_ in c.knows)
    return f"Shared programs elsewhere with those at work in {names.where}: {_some(who)}."


def _recent(cell: Cell, c: Candidate) -> str:
    since, begun = int(cell.day[:4]) - YEARS, _begun(c)
    lately = sum(starts[:4] >= str(since) for starts in begun.values())
    return f"Has begun {lately:,} program{'s' * (lately > 1)} since {since}, on anything." if lately else ""


def _begun(c: Candidate) -> dict[str, str]:
    return {w.program: w.starts for w in (*c.elsewhere, *c.nearby, *c.here) if w.program and w.starts}


def _nearby(c: Candidate, names: Names) -> str:
    codes = {country for w in c.nearby for country in w.countries}
    if not codes:
        return ""
    return f"Does other work, or work of no stated kind, in {_listed(names.places(codes), 'countries')}."


def _listed(found: Sequence[str], many: str) -> str:
    return f"{len(found):,} {many}: {_some(found)}" if len(found) > 1 else _some(found)


def _some(found: Sequence[str]) -> str:
    more = f" and {len(found) - LISTED} more" if len(found) > LISTED else ""
    return ", ".join(found[:LISTED]) + more


def _named(works: Iterable[Work]) -> list[str]:
    return list(dict.fromkeys(w.name for w in works))


def _once(tied: Iterable[Tie]) -> list[Tie]:
    return list({(t.how, t.other): t for t in reversed(list(tied))}.values())[::-1]


def _of_work(reason: str, works: Iterable[Work], names: Names) -> Iterator[Evidence]:
    for w in works:
        yield Evidence(reason, w.program, w.name, names.places(w.countries), w.starts, w.ends, w.over, w.sources, w.page)


def _of_ties(reason: str, tied: Iterable[Tie], names: Names) -> Iterator[Evidence]:
    for t in tied:
        sources = (t.source,) if t.source else ()
        yield Evidence(reason, t.other, t.other_name, names.places([t.country]), t.starts, t.ends, False, sources, t.page)
