"""The query catalogue: what a file may say, and how it is told that it may not."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from graph.catalogue import Query, load_catalogue, parse_query
from graph.catalogue.lexer import Token, tokens
from graph.catalogue.views import Chart, Lead, OnMap, Ties, carried
from graph.errors import CatalogueError, ParameterError

GOOD = """\
// ---
// title: Partners of a country
// description: >-
//   Who works there. It does not show
//   what no source states.
// view: table
// row: an organization
// empty: No source names one.
// parameters:
//   - {name: country, type: country, label: Country, default: GT}
//   - {name: as_of, type: date, label: On, default: today}
//   - {name: kind, type: kind, label: Kind, default: null}
//   - {name: organization, type: organization, label: Organization}
// columns: [partner, partner_id, {since: Known since}]
// ---
// $country in a comment and '$kind' in a text do not count as used
MATCH (c:Country {id: 'country:' + $country})<-[r:OPERATES_IN]-(o:Organization {id: $organization})
WHERE r.valid_from <= $as_of AND ($kind IS NULL OR o.kind = $kind) AND o.name <> "http://x // $nobody"
RETURN o.name AS partner, o.id AS partner_id, r.valid_from AS since
"""


def good() -> Query:
    return parse_query(GOOD, "reports/partners", clock=lambda: dt.date(2026, 5, 4))


def test_front_matter_is_read_whole() -> None:
    query = good()
    assert query.title == "Partners of a country"
    assert query.description == "Who works there. It does not show what no source states."
    assert (query.view, query.row, query.empty) == ("table", "an organization", "No source names one.")
    assert query.columns == ("partner", "partner_id", "since")
    assert query.headings == ("Partner", "Partner id", "Known since")
    assert [(p.name, p.type, p.required) for p in query.parameters] == [
        ("country", "country", False), ("as_of", "date", False), ("kind", "kind", False),
        ("organization", "organization", True),
    ]
    assert query.statement.startswith("// $country in a comment")
    assert query.text == GOOD


def test_values_are_converted_and_defaults_filled_in() -> None:
    assert good().values({"organization": " org:inl:unodc ", "country": "country:hn"}) == {
        "country": "HN", "as_of": "2026-05-04", "kind": None, "organization": "org:inl:unodc",
    }
    assert good().values({"organization": "org:x:y", "country": "", "as_of": dt.date(2020, 2, 29), "kind": "ngo"}) == {
        "country": "GT", "as_of": "2020-02-29", "kind": "ngo", "organization": "org:x:y",
    }


@pytest.mark.parametrize(
    ("params", "parameter", "message"),
    [
        ({}, "organization", "Organization: nothing is given; expected the id of an organization"),
        ({"organization": "unodc"}, "organization", "Organization: found 'unodc'; expected the id of an organization"),
        ({"organization": "org:a:b", "country": "Guatemala"}, "country", "Country: found 'Guatemala'; expected a"),
        ({"organization": "org:a:b", "as_of": "2021-02-30"}, "as_of", "On: found '2021-02-30'; expected a day as"),
        ({"organization": "org:a:b", "kind": "club"}, "kind", "Kind: found 'club'; expected one of"),
        ({"organization": "org:a:b", "state": "TX"}, "state", "reports/partners has no parameter 'state'; expected"),
        ({"organization": ["org:a:b"]}, "organization", "Organization: found ['org:a:b']; expected the id of an"),
    ],
)
def test_a_wrong_value_is_told_with_what_was_expected(params: dict[str, object], parameter: str, message: str) -> None:
    with pytest.raises(ParameterError) as caught:
        good().values(params)
    assert caught.value.parameter == parameter
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize(
    ("type_", "given", "expected"),
    [
        ("us_state", "us-tx", "TX"), ("us_state", "area:US-TX", "TX"), ("focus_area", "III", "focus:III"),
        ("focus_area", "focus:III:police-reform", "focus:III:police-reform"), ("sector", "1:15130", "sector:1:15130"),
        ("source", "source:inl", "inl"), ("integer", "12", 12), ("year", 2024, 2024), ("number", "0.5", 0.5),
        ("truth", "No", False), ("truth", True, True), ("texts", "a", ["a"]), ("texts", ("a", "b"), ["a", "b"]),
        ("rows", [{"a": 1}], [{"a": 1}]), ("link_type", "FUNDS", "FUNDS"),
        ("text", " kept as it is ", " kept as it is "),
        ("area", "US-TX", "area:US-TX"), ("indicator", "cpi_score", "indicator:cpi_score"),
    ],
)
def test_each_type_converts(type_: str, given: object, expected: object) -> None:
    assert one_parameter(type_).values({"p": given}) == {"p": expected}


@pytest.mark.parametrize(
    ("type_", "given"),
    [
        ("us_state", "Texas"), ("integer", "1.5"), ("integer", 1.5), ("integer", True), ("integer", "9" * 30),
        ("year", "24"),
        ("number", "nan"), ("number", "much"), ("truth", "perhaps"), ("texts", [1]), ("rows", "a"),
        ("link_type", "LOVES"),
        ("source", "a\nb"), ("program", "org:a:b"), ("agreement", "agreement:"),
        ("country", "GT' OR 1=1"), ("focus_area", "focus:"),
    ],
)
def test_each_type_refuses(type_: str, given: object) -> None:
    with pytest.raises(ParameterError, match="expected"):
        one_parameter(type_).values({"p": given})


def one_parameter(type_: str) -> Query:
    declared = f"// parameters: [{{name: p, type: {type_}, label: P}}]"
    front = f"// title: t\n// description: d\n// view: table\n{declared}\n// columns: [x]"
    return parse_query(f"// ---\n{front}\n// ---\nRETURN $p AS x\n", "q")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("// view: table", "// view: table\n// colour: red", "q.cypher:7: unknown key 'colour'; expected title"),
        ("// view: table", "// view: pie", "q.cypher:6: view is 'pie'; expected one of table, graph, matrix"),
        ("// title: Partners of a country\n", "", "q.cypher:1: 'title' is missing"),
        ("// title: Partners of a country", "// title: [a]", "q.cypher:2: title is ['a']; expected a text"),
        ("// row: an organization", "// view: graph", "q.cypher:7: 'view' stands twice"),
        ("label: Country, default: GT", "label: Country, defalt: GT", "q.cypher:10: unknown key 'defalt'; expected"),
        ("default: GT", "default: Guatemala", "q.cypher:10: parameter 'country', default: Country: found 'Guatemala'"),
        ("label: Kind,", "label: Kind, options: [a, b],", "q.cypher:12: options is ['a', 'b']: expected a list of texts"),
        ("type: kind", "type: colour", "q.cypher:12: parameter 'kind': type 'colour'; expected one of country"),
        ("label: Kind, ", "", "q.cypher:12: 'label' is missing"),
        ("name: kind", "name: country", "q.cypher:12: parameter 'country' is declared twice"),
        ("name: kind", "name: Kind", "q.cypher:12: parameter 'Kind': a name is lower case letters"),
        ("AND ($kind IS NULL OR o.kind = $kind) ", "", "q.cypher:1: parameter 'kind' is declared and $kind is never"),
        ("o.kind = $kind", "o.kind = $sort", "q.cypher:18: $sort is used and not declared under parameters"),
        ("[partner, partner_id,", "[partner, partner,", "q.cypher:14: column 'partner' stands twice"),
        ("[partner, partner_id,", "[partner, Partner Id,", "q.cypher:14: column 'Partner Id': expected name or"),
        ("// columns: [partner", "// columns: [[partner", "q.cypher:14: the front matter is no YAML"),
        ("// view: table", "view: table", "q.cypher:6: the statement begins before '// ---' closes the front matter"),
        ("// ---\n// title", "// title", "q.cypher:1: a query file begins with the line '// ---'"),
    ],
)
def test_a_wrong_file_is_told_with_its_line(old: str, new: str, message: str) -> None:
    assert old in GOOD
    with pytest.raises(CatalogueError) as caught:
        parse_query(GOOD.replace(old, new, 1), "q")
    assert str(caught.value).startswith(message)


def test_options_close_a_text() -> None:
    kinds = GOOD.replace("type: kind, label: Kind, default: null", "type: text, label: Kind, options: [any, ngo], default: any")
    query = parse_query(kinds, "q")
    assert query.values({"organization": "org:a:b"})["kind"] == "any"
    with pytest.raises(ParameterError, match="Kind: found 'club'; expected one of any, ngo"):
        query.values({"organization": "org:a:b", "kind": "club"})


def test_a_file_needs_a_statement() -> None:
    front = GOOD.split("// $country", maxsplit=1)[0]
    with pytest.raises(CatalogueError, match=r"q\.cypher:16: no statement stands below the front matter"):
        parse_query(front + "// only a comment\n", "q")


def test_words_of_a_statement() -> None:
    statement = "MATCH (`a``b`:X)\n// 'x\n/* $y\n */ WHERE a.p = 'it\\'s // $no' AND b =~ \"/*\" "
    statement += "RETURN 1.5, [1..3], $`p q`"
    found = list(tokens(statement))
    assert Token("name", "a`b", 1, True) in found
    assert Token("string", "it's // $no", 4, True) in found
    assert Token("string", "/*", 4, True) in found
    assert [t.text for t in found if t.kind == "parameter"] == ["p q"]
    assert [t.text for t in found if t.kind == "number"] == ["1.5", "1", "3"]
    assert [t.line for t in found if t.is_("WHERE")] == [4]


def test_a_folder_is_loaded_by_path(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    (tmp_path / "pages").mkdir()
    (tmp_path / "reports" / "b.cypher").write_text(GOOD.replace("Partners", "alpha"), encoding="utf-8")
    (tmp_path / "reports" / "a.cypher").write_text(GOOD.replace("Partners", "Zulu"), encoding="utf-8")
    (tmp_path / "pages" / "c.cypher").write_text(GOOD, encoding="utf-8")
    catalogue = load_catalogue(tmp_path)
    assert set(catalogue) == {"reports/a", "reports/b", "pages/c"}
    assert [q.name for q in catalogue.under("reports")] == ["reports/b", "reports/a"]
    assert catalogue["reports/a"].file == f"{tmp_path.name}/reports/a.cypher"


def test_a_wrong_file_stops_the_folder(tmp_path: Path) -> None:
    (tmp_path / "bad.cypher").write_bytes(b"// ---\n// title: caf\xe9\n")
    with pytest.raises(CatalogueError, match=r"/bad\.cypher:1: the file is not UTF-8"):
        load_catalogue(tmp_path)
    with pytest.raises(CatalogueError, match="no such folder of queries"):
        load_catalogue(tmp_path / "nowhere")


DRAWN = """\
// ---
// title: Programs by country
// description: One sentence.
// view: {view}
// {more}
// parameters:
//   - {{name: country, type: country, label: Country, default: null}}
//   - {{name: line, type: focus_area, label: Line, default: null}}
// columns: [year, programs, partner, partner_id, country, country_id]
// ---
MATCH (p:Program) WHERE $country IS NULL OR $line IS NULL RETURN 1 AS year
"""


def test_how_an_answer_is_drawn_is_read_from_the_front_matter() -> None:
    lines = "chart: {form: lines, along: year, values: [programs], by: partner, unit: programs}"
    chart = parse_query(DRAWN.format(view="chart", more=lines), "reports/x")
    assert chart.shown.drawing == Chart("lines", "year", ("programs",), "programs", "partner")
    on_map = parse_query(DRAWN.format(view="map", more="map: {country: country, count: partner, unit: partners}"), "reports/x")
    assert on_map.shown.drawing == OnMap("country", "partners", count="partner")
    ties = parse_query(DRAWN.format(view="network", more="network: [[partner, country]]"), "reports/x")
    assert ties.shown.drawing == Ties((("partner", "country"),))
    leads = parse_query(DRAWN.format(view="table", more="related: [a, {report: b, with: {place: country}}]"), "reports/x")
    assert leads.shown.related == (Lead("a"), Lead("b", {"place": "country"}))
    scans = parse_query(DRAWN.format(view="table", more="scans: {Program: every program counts}"), "reports/x")
    assert scans.shown.scans == {"Program": "every program counts"}


@pytest.mark.parametrize(
    ("view", "more", "message"),
    [
        ("chart", "row: x", "view is 'chart': expected the key 'chart'"),
        ("table", "chart: {form: bars}", "'chart' stands here and view is 'table'"),
        ("chart", "chart: {form: pie, along: year, values: [programs], unit: x}", "one of bars, stacked, lines"),
        ("chart", "chart: {form: bars, along: yeer, values: [programs], unit: x}", "chart names 'yeer': expected a column"),
        ("chart", "chart: {form: bars, along: year, values: [programs, year], unit: x}", "have one column of values"),
        ("chart", "chart: {form: bars, along: year, values: [programs], unit: x, missing: nil}", "what a year without a row is on lines"),
        ("map", "map: {country: year, count: partner, unit: x}", "expected a column with year_id beside it"),
        ("map", "map: {country: country, unit: x}", "expected either value"),
        ("network", "network: [partner, country]", "expected pairs of columns"),
        ("table", "behind: x", "'behind' says what stands behind a cell of a matrix"),
        ("table", "related: x", "related is no list"),
        ("table", "theme: Horses", "theme is 'Horses'; expected one of Partners"),
        ("table", "related: [{report: a, with: [b]}]", "with is ['b']"),
        ("table", "scans: {Program: }", "scans: expected {Label: why"),
    ],
)
def test_a_drawing_that_does_not_fit_is_told(view: str, more: str, message: str) -> None:
    with pytest.raises(CatalogueError, match=re.escape(message)):
        parse_query(DRAWN.format(view=view, more=more), "reports/x")


@pytest.mark.parametrize(
    ("related", "message"),
    [
        ("[nothing]", "there is no report 'nothing'"),
        ("[{report: other, with: {place: country}}]", "other has no parameter 'place'; it has country, line"),
        ("[{report: other, with: {line: land}}]", "'land' is nothing that could fill 'line'"),
        ("[{report: other, with: {line: country}}]", "'country' is of type country, 'line' of other of type focus_area"),
    ],
)
def test_related_reports_exist_and_take_what_is_handed_on(tmp_path: Path, related: str, message: str) -> None:
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "x.cypher").write_text(DRAWN.format(view="table", more=f"related: {related}"), encoding="utf-8")
    (tmp_path / "reports" / "other.cypher").write_text(DRAWN.format(view="table", more="row: x"), encoding="utf-8")
    with pytest.raises(CatalogueError, match=re.escape(message)):
        load_catalogue(tmp_path)


def test_choices_of_the_same_name_and_type_are_carried_over() -> None:
    query = parse_query(DRAWN.format(view="table", more="row: x"), "reports/x")
    assert carried(Lead("x"), query.parameters, query.parameters[:1]) == {"country": "country"}
    assert carried(Lead("x", {"line": "topic"}), query.parameters, ()) == {"line": "topic"}
