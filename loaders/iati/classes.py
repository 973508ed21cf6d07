"""What an activity is about and where: sectors, recipient countries and regions of the activity and its transactions."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from lxml import etree

from loaders.codes import code_list, countries, country_name
from loaders.iati.record import Record
from loaders.iati.values import percentage, texts
from loaders.iati.words import VOCABULARIES
from loaders.rows import Ref
from loaders.text import fold

LISTS = {"1": "Sector", "2": "SectorCategory", "7": "UNSDG-Goals"}


class Class(NamedTuple):
    """One sector, country or region: table, vocabulary and code."""

    table: str
    vocabulary: str
    code: str


@dataclass(slots=True)
class Told:
    """The first element that says it, whether it stands on the activity or a transaction, and how often it is said."""

    element: etree._Element
    level: str
    times: int = 0
    share: float | None = None


@dataclass(slots=True)
class Classes:
    """Everything said in ``sector``, ``recipient-country`` and ``recipient-region``; the activity's word goes first."""

    record: Record
    found: dict[Class, Told] = field(default_factory=dict)
    _written: dict[tuple[str, str | None, str | None], Told] = field(default_factory=dict)

    def add(self, element: etree._Element, tag: str, level: str) -> None:
        """An element at ``activity`` or ``transaction`` level; transactions say the same a thousand times."""
        written = (tag, element.get("vocabulary"), element.get("code"))
        told = self._written.get(written)
        if told is not None and level == "transaction":
            told.times += 1
        else:
            self._add(element, level, written)

    def _add(self, element: etree._Element, level: str, written: tuple[str, str | None, str | None]) -> None:
        table = written[0]
        code = (written[2] or self._own_words(element)).strip()
        if not code:
            self.record.counts[table] += 1
            self.record.set_aside(element, f"{table}/@code", "no code", "a code")
            return
        known = Class(table, _vocabulary(table, written[1], code), code)
        told = self.found.setdefault(known, Told(element, level))
        told.times += 1
        if written[2]:
            self._written[written] = told
        if level == "activity":
            self._share(known, told, element)

    def _own_words(self, element: etree._Element) -> str:
        """A reporter's own sector without a code is known by its words."""
        own = element.tag == "sector" and (element.get("vocabulary") or "").strip().upper() in {"98", "99", "RO", "RO2"}
        return fold(_text(self.record, element)) if own else ""

    def _share(self, known: Class, told: Told, element: etree._Element) -> None:
        written = element.get("percentage")
        if written is None:
            return
        value = percentage(written)
        if value is None or not 0 <= value <= 100:
            self.record.fault(element, f"{known.table}/@percentage", written, "a number from 0 to 100")
        else:
            told.share = (told.share or 0.0) + value

    def countries(self) -> list[str]:
        """ISO codes of the countries that the activity names; where it names none, of those of its transactions."""
        levels: dict[str, list[str]] = {"activity": [], "transaction": []}
        for known, told in self.found.items():
            if known.table == "recipient-country" and known.code.upper() in countries():
                levels[told.level].append(known.code.upper())
        return levels["activity"] or levels["transaction"]

    def regions(self) -> list[str]:
        """Regions, each as vocabulary:code name."""
        names = []
        for known, told in self.found.items():
            if known.table == "recipient-region":
                name = code_list("Region").name(known.code, "") if known.vocabulary == "1" else ""
                if known.vocabulary == "1" and not name:
                    self._refuse(known, told, "@code", "a code of IATI's list Region")
                else:
                    names.append(f"{known.vocabulary}:{known.code} {name or _text(self.record, told.element)}".strip())
        return names

    def state(self) -> None:
        """All links to sectors and countries, and what is wrong with the shares."""
        for known, told in self.found.items():
            self.record.counts[known.table] += told.times
            if known.table == "sector":
                self._link("CLASSIFIED_AS", self._sector(known, told), told)
            elif known.table == "recipient-country":
                self._link("OPERATES_IN", self._country(known, told), told)
        self._check_sums()

    def _link(self, type_: str, end: Ref | None, told: Told) -> None:
        if end is not None:
            share = {} if told.share is None else {"percentage": told.share}
            self.record.link(type_, self.record.subject, end, {"level": told.level, **share})

    def _sector(self, known: Class, told: Told) -> Ref | None:
        """The sector: of a public list by its code, of the reporter's own (98, 99) under the reporter."""
        vocabulary, code = known.vocabulary, known.code
        if vocabulary in LISTS:
            codes = code_list(LISTS[vocabulary])
            if code not in codes:
                self._refuse(known, told, "@code", f"a code of IATI's list {LISTS[vocabulary]}")
                return None
            return self.record.mention("Sector", f"sector:{vocabulary}:{code}", codes.name(code))
        if vocabulary not in code_list("SectorVocabulary"):
            self._refuse(known, told, "@vocabulary", "a code of IATI's list SectorVocabulary", vocabulary)
            return None
        own = f"{self.record.reporter}:" if vocabulary in {"98", "99"} else ""
        props = {"code": code, "vocabulary": vocabulary}
        return self.record.state("Sector", f"sector:{vocabulary}:{own}{code}", _text(self.record, told.element) or code, props)

    def _country(self, known: Class, told: Told) -> Ref | None:
        code = known.code.upper()
        if code not in countries():
            self._refuse(known, told, "@code", "a country code of ISO 3166-1 (two letters)")
            return None
        return self.record.mention("Country", f"country:{code}", country_name(code))

    def _refuse(self, known: Class, told: Told, attribute: str, expected: str, found: str = "") -> None:
        self.record.set_aside(told.element, f"{known.table}/{attribute}", found or known.code, expected, told.times)

    def _check_sums(self) -> None:
        """Shares sum to 100 in each sector vocabulary, and over the countries and the regions of each vocabulary."""
        sums: dict[tuple[str, str], float] = {}
        first: dict[str, etree._Element] = {}
        for known, told in self.found.items():
            if told.share is not None:
                group = (known.table, self._group(known))
                sums[group] = sums.get(group, 0.0) + told.share
                first.setdefault(known.table, told.element)
        abroad = sums.pop(("recipient-country", ""), 0.0)
        for (table, vocabulary), total in sums.items():
            if table == "sector":
                self._check_sum(first[table], total, f"in sector vocabulary {vocabulary}")
            else:
                self._check_sum(first[table], total + abroad, f"of countries and of regions of vocabulary {vocabulary}")
        if abroad and "recipient-region" not in first:
            self._check_sum(first["recipient-country"], abroad, "of countries")

    def _group(self, known: Class) -> str:
        """Versions 1.0x counted DAC's codes of five and of three digits together."""
        if known.table == "recipient-country":
            return ""
        return "1" if known.vocabulary == "2" and self.record.version.startswith("1") else known.vocabulary

    def _check_sum(self, element: etree._Element, total: float, within: str) -> None:
        if abs(total - 100) > 0.02:
            expected = f"percentages {within} that sum to 100; kept as stated"
            self.record.fault(element, f"{element.tag}/@percentage", f"a sum of {total:g}", expected)


@lru_cache(maxsize=4096)
def _vocabulary(table: str, written: str | None, code: str) -> str:
    text = (written or "").strip().upper()
    if table != "sector":
        return text or "1"
    found = VOCABULARIES.get(text, text)
    return "2" if found == "1" and text == "DAC" and len(code.strip()) == 3 else found


def _text(record: Record, element: etree._Element) -> str:
    found = texts(element, record.language)
    return found[0][1] if found else ""
