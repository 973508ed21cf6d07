"""Writes files in the format of the demonstration, as large as wanted: organizations, programs and links."""

from __future__ import annotations

import csv
import random
from dataclasses import dataclass
from pathlib import Path

COUNTRIES = (
    "GT",
    "HN",
    "SV",
    "MX",
    "CO",
    "PE",
    "EC",
    "BR",
    "AR",
    "CL",
    "UA",
    "GE",
    "MD",
    "RS",
    "AL",
    "KE",
    "GH",
    "NG",
    "SN",
    "ML",
    "PH",
    "TH",
    "ID",
    "VN",
    "PK",
    "KZ",
    "UZ",
    "JO",
    "LB",
    "MA",
)
KINDS = ("foreign_counterpart", "ngo", "international_organization", "us_federal", "us_state", "academic", "private", "other_donor")
TOPICS = (
    "III:police-reform",
    "III:prosecution-courts",
    "III:corrections",
    "I:counternarcotics-interdiction",
    "I:border-security",
    "II:anti-corruption",
    "II:cybercrime",
    "IV:partnerships-data-learning",
)
RELATIONS = (("o", "FUNDS", "p"), ("o", "IMPLEMENTS", "p"), ("p", "BENEFITS", "o"), ("o", "PARTNERS_WITH", "o"), ("p", "OPERATES_IN", "c"))
HEADERS = {
    "organizations.csv": "id,name,acronym,aliases,kind,country_iso2,us_state,parent_id,identifier_scheme,identifier,homepage,source_url",
    "programs.csv": "id,name,description,focus_area,start,end,amount_usd,status,source_url",
    "links.csv": "source_id,relation,target_id,role_or_topic,country_iso2,start,end,amount_usd,source_url",
    "agreements.csv": "id,kind,party_ids,signed,expires,topic,country_iso2,source_url",
    "indicators.csv": "country_iso2,indicator,year,value,source_url",
    "state_partnership_program.csv": "us_state,partner_country,partner_iso2,start_year,source_url",
}


@dataclass(frozen=True)
class Size:
    """How many organizations, programs and rows of links.csv; every organization is based in a country, every program has a topic."""

    organizations: int = 120_000
    programs: int = 80_000
    links: int = 800_000

    def scaled(self, part: float) -> Size:
        """The same shape at a part of the size."""
        return Size(int(self.organizations * part), int(self.programs * part), int(self.links * part))


def generate(folder: Path, size: Size = Size(), seed: int = 7, keep_links: float = 1.0) -> Path:
    """Write the files; ``keep_links`` < 1 leaves the last rows of links.csv out. The same seed gives the same facts."""
    folder.mkdir(parents=True, exist_ok=True)
    rng = random.Random(seed)
    for name, header in HEADERS.items():
        with (folder / name).open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(header.split(","))
            if name == "organizations.csv":
                writer.writerows(_organization(i, rng) for i in range(size.organizations))
            elif name == "programs.csv":
                writer.writerows(_program(i, rng) for i in range(size.programs))
            elif name == "links.csv":
                kept = int(size.links * keep_links)
                writer.writerows(row for i, row in enumerate(_link(i, size, rng) for i in range(size.links)) if i < kept)
    return folder


def _organization(i: int, rng: random.Random) -> list[str]:
    return [
        f"org-{i}",
        f"Dirección General número {i}",
        f"DG{i}",
        f"General Directorate {i}|DGN {i}",
        rng.choice(KINDS),
        rng.choice(COUNTRIES),
        "",
        "",
        "",
        "",
        f"https://example.org/{i}",
        f"https://example.org/source/{i % 997}",
    ]


def _program(i: int, rng: random.Random) -> list[str]:
    year = rng.randint(2005, 2025)
    return [
        f"prog-{i}",
        f"Program {i} on justice",
        f"Trains and mentors police, prosecutors and courts, part {i}",
        rng.choice(TOPICS),
        f"{year}-01-15",
        f"{year + 3}-06-30" if i % 3 else "",
        "",
        "active",
        f"https://example.org/program/{i % 997}",
    ]


def _link(i: int, size: Size, rng: random.Random) -> list[str]:
    """Partners are unequal: a few organizations have thousands of links."""
    start, relation, end = RELATIONS[i % len(RELATIONS)]
    pick = {
        "o": lambda: f"org-{int(rng.random() ** 2 * size.organizations)}",
        "p": lambda: f"prog-{rng.randrange(size.programs)}",
        "c": lambda: f"country:{rng.choice(COUNTRIES)}",
    }
    year = rng.randint(2005, 2025)
    return [
        pick[start](),
        relation,
        pick[end](),
        f"topic {i}",
        rng.choice(COUNTRIES),
        f"{year}-03-01",
        "",
        "",
        f"https://example.org/link/{i % 997}",
    ]
