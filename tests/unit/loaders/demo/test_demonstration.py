"""The demonstration's own files: every row accounted for, and facts counted from the CSVs by hand."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from analysis.gaps.scope import parse_scope
from graph.model import LINKS, NODES
from loaders.iati import LOADER as IATI
from loaders.reference.tables import focus_areas
from loaders.rows import Fates, LinkRow, NodeRow
from tests.unit.loaders.demo.folder import Loaded

DEMO = Path(__file__).parents[4] / "demo"


def table(name: str) -> list[dict[str, str]]:
    with (DEMO / name).open(encoding="utf-8", newline="") as read:
        return list(csv.DictReader(read))


@pytest.fixture(scope="module")
def demo() -> Loaded:
    return Loaded(DEMO)


@pytest.mark.parametrize(("name", "counts"), [
    ("organizations.csv", (688, 688, 0, 0)),
    ("organizations.csv: parent_id", (155, 88, 67, 0)),
    ("programs.csv", (314, 314, 0, 0)),
    ("programs.csv: amount_usd", (81, 4, 77, 0)),
    ("links.csv", (2547, 2336, 211, 0)),
    ("agreements.csv", (65, 65, 0, 0)),
    ("state_partnership_program.csv", (108, 108, 0, 0)),
    ("indicators.csv", (6712, 6712, 0, 0)),
])
def test_every_row_is_accounted_for(demo: Loaded, name: str, counts: tuple[int, int, int, int]) -> None:
    assert demo.counts(name) == counts


def test_every_row_came_out_or_its_fate_says_why_not(demo: Loaded) -> None:
    """Beside the counts: the records that the rows themselves carry, by the names that the files give them."""
    out = {row.record for row in (*demo.nodes, *demo.links)}
    told = {p.where.record for p in demo.fates.problems}
    assert {f"organizations/{row['id']}" for row in table("organizations.csv")} <= out
    assert {f"programs/{row['id']}" for row in table("programs.csv")} <= out
    assert len({record for record in out if record.startswith("agreements/")}) == 65
    assert len({record for record in out if record.startswith("state_partnership_program/")}) == 108
    assert len({record for record in out if record.startswith("indicators/")}) == 6712
    links = {f"links/{row['source_id']} {row['relation']} {row['target_id']}" for row in table("links.csv")}
    assert links <= out | told
    assert len(links & out) == 2325


def test_the_211_rows_of_links_that_other_tables_tell(demo: Loaded) -> None:
    same = Counter(p.expected.split("/")[0] for p in demo.fates.problems if p.where.file == "links.csv")
    assert same == {"state_partnership_program": 108, "indicators": 83, "agreements": 20}
    assert {p.fate for p in demo.fates.problems} == {"same as"}


def test_links_by_type(demo: Loaded) -> None:
    rows = Counter(row["relation"] for row in table("links.csv"))
    found = Counter(link.type for link in demo.links)
    assert {type_: found[type_] for type_ in ("FUNDS", "IMPLEMENTS", "TRAINS", "BENEFITS")} == {
        type_: rows[type_] for type_ in ("FUNDS", "IMPLEMENTS", "TRAINS", "BENEFITS")}
    assert found["PARTNERS_WITH"] == rows["PARTNERS_WITH"] + 11, "eleven pledges"
    assert found["OPERATES_IN"] == rows["OPERATES_IN"] - 11 - 134
    assert found["MEMBER_OF"] == rows["MEMBER_OF"] + 134
    assert found["PART_OF"] == rows["PART_OF"] + 155 - 67
    assert found["PARTY_TO"] == sum(len(row["party_ids"].split("|")) for row in table("agreements.csv")) + 2
    assert found["MEASURED"] == sum(not row["indicator"].endswith("_usd") for row in table("indicators.csv")) == 5206
    assert found["ADDRESSES"] == 314


def test_member_states_are_members(demo: Loaded) -> None:
    members = Counter(end for start, _, end in demo.facts("MEMBER_OF") if start.startswith("country:"))
    assert members == {"cicad": 34, "cfatf": 24, "esaamlg": 21, "picp": 19, "giaba": 16, "selec": 13, "rss": 7}
    assert not {start for start, _, _ in demo.facts("OPERATES_IN")} & members.keys()


def test_money_stands_once(demo: Loaded) -> None:
    figures = {node.key for node in demo.nodes if node.label == "Figure"}
    stated = sum(bool(row["amount_usd"]) for row in table("links.csv"))
    supply = sum(row["indicator"].endswith("_usd") for row in table("indicators.csv"))
    assert len(figures) == stated + supply - 83 + 4
    assert len(figures) == len({start for start, type_, _ in demo.facts("FOR", "PROVIDED_BY", "RECEIVED_BY") if start in figures})
    assert {f for f in demo.figures() if f[0] == 208275947} == {(208275947, "obligation", 2023)}
    assert [node.props["kind"] for node in demo.nodes if node.key.startswith("us_foreign_aid_obligations_usd.GT.2019.")] == ["obligation"]


def test_agreements_and_signatures(demo: Loaded) -> None:
    assert len([node for node in demo.nodes if node.label == "Agreement"]) == 66
    nypd = {(link.end.key, tuple(link.props.get("records", ())))
            for link in demo.links if link.start.key == "nypd" and link.type == "PARTY_TO"}
    record = "links/inl SIGNED_AGREEMENT_WITH nypd"
    assert nypd == {("mou-inl-nypd-2010", (record,)), ("mou-inl-nypd-2011", (record,))}
    assert demo.node("Agreement", "mou-us-am-patrol").props["valid_from"] == "2020-01-01"
    alone = {link.start.key for link in demo.links if link.type == "PARTY_TO" and link.record.startswith("links/")}
    assert alone == {"inl", "ma-dgapr"}


def test_conflicting_state_partnership_years_keep_their_page(demo: Loaded) -> None:
    texas = {(link.end.key, link.props.get("valid_from"), tuple(link.props["records"])) for link in demo.links
             if link.start.key == "ng-tx" and link.type == "PARTNERS_WITH"}
    assert ("country:CZ", "1993-01-01", ("links/ng-tx PARTNERS_WITH country:CZ",)) in texas
    assert all(link.props["page"] for link in demo.links if link.props.get("role") == "State Partnership Program")


def test_kinds(demo: Loaded) -> None:
    kinds = Counter(node.props["kind"] for node in demo.nodes if node.label == "Organization" and not node.stub)
    assert kinds == {"foreign_counterpart": 357, "us_state": 71, "us_federal": 61, "other_donor": 48, "ngo": 45,
                     "international_organization": 42, "regional_body": 31, "academic": 12, "private_sector": 11, "us_local": 10}


def test_every_row_keeps_to_the_model(demo: Loaded) -> None:
    ends = {node.ref for node in demo.nodes}
    for node in demo.nodes:
        assert all(NODES[node.label].property(name).accepts(value) for name, value in node.props.items()), node
    for link in demo.links:
        assert (link.start.label, link.end.label) in LINKS[link.type].ends
        assert all(LINKS[link.type].property(name).accepts(value) for name, value in link.props.items()), link
        assert {link.start, link.end} <= ends


def test_every_link_tells_itself_from_its_like(demo: Loaded) -> None:
    keys = Counter((link.record, link.type, link.start, link.end, link.tells) for link in demo.links)
    assert [key for key, count in keys.items() if count > 1] == []


def test_the_focus_areas_that_programs_name_are_in_the_table() -> None:
    assert {f"focus:{row['focus_area']}" for row in table("programs.csv")} <= focus_areas().keys()


def test_decisions_join_what_both_files_name() -> None:
    iati = [row for row in IATI.rows([DEMO / "US-USAGOV_dev.xml"], Fates()) if isinstance(row, NodeRow)]
    source = IATI.source([DEMO / "US-USAGOV_dev.xml"]).key
    names = {f"{source}/{row.key}": row.name for row in iati if row.label == "Organization"}
    names |= {f"demo/{row['id']}": row["name"] for row in table("organizations.csv")}
    decided = {(row["kind"], names[row["a"]], names[row["b"]]) for row in table("decisions.csv")}
    assert {(kind, a.casefold() == b.casefold()) for kind, a, b in decided} == {("same", True), ("same", False), ("not-same", False)}
    assert {(a, b) for kind, a, b in decided if kind == "same" and a.casefold() != b.casefold()} == {
        ("Government of the United States", "The federal government of the United States")}
    assert all(row["why"] and row["by"] for row in table("decisions.csv"))


def test_the_scope_is_narrow_and_says_why(demo: Loaded) -> None:
    scopes = parse_scope((DEMO / "scope.csv").read_text(encoding="utf-8"))
    assert {(s.source, s.whose_work) for s in scopes} == {("demo", ("org:demo:inl",))}
    assert "*" not in {s.country for s in scopes} | {s.focus_area for s in scopes}
    assert all("excerpt" in s.why for s in scopes)
    told = {row["country_iso2"] for row in table("links.csv") if "law-enforcement" in row["source_url"] or "/inl" in row["source_url"]}
    assert {s.country for s in scopes} <= told


def test_raw_mentions_name_organizations_of_the_table() -> None:
    ids = {row["id"] for row in table("organizations.csv")}
    assert {row["organization_id"] for row in table("raw_mentions.csv")} <= ids


def test_rows_in_another_order_give_the_same_facts(demo: Loaded, tmp_path: Path) -> None:
    for path in DEMO.glob("*.csv"):
        header, *lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        (tmp_path / path.name).write_text(header + "".join(lines if path.name == "focus_areas.csv" else reversed(lines)), encoding="utf-8")
    turned = Loaded(tmp_path)
    assert {repr(node) for node in turned.nodes} == {repr(node) for node in demo.nodes}
    assert {repr(link) for link in turned.links} == {repr(link) for link in demo.links}


def test_the_rows_are_the_same_in_every_run(demo: Loaded) -> None:
    again = Loaded(DEMO)
    assert again.nodes == demo.nodes
    assert again.links == demo.links
    assert all(isinstance(link, LinkRow) for link in again.links)
