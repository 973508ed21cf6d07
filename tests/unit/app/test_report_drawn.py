"""Charts of answers: what is drawn of which rows, and that what is not drawn is said."""

from __future__ import annotations

from typing import Any

from app.reports.drawn import BARS, SERIES, BarChart, LineChart, chart
from graph.catalogue import parse_query
from graph.catalogue.views import Chart

FILE = """\
// ---
// title: Programs by year
// description: One sentence.
// view: chart
// chart: {}
// parameters: [{{name: currency, type: text, label: Currency, default: USD}}]
// columns: [year, {{programs: Begin}}, {{ended: End}}, payer, payer_id]
// ---
RETURN $currency AS year
"""


def drawn(spec: str, rows: list[dict[str, Any]], *, more: bool = False) -> BarChart | LineChart | None:
    query = parse_query(FILE.format(spec), "reports/x")
    assert isinstance(query.shown.drawing, Chart)
    return chart(query, query.shown.drawing, rows, {"currency": "EUR"}, more=more)


def row(year: str, programs: float | None, ended: float | None = None, payer: str | None = None) -> dict[str, Any]:
    return {"year": year, "programs": programs, "ended": ended, "payer": payer, "payer_id": payer and f"org:{payer}"}


def test_a_line_breaks_over_years_of_which_nothing_is_known() -> None:
    rows = [row("2010", 1, 2), row("2011", 3), row("2014", 2, 0), row("no start stated", 9)]
    found = drawn('{form: lines, along: year, values: [programs, ended], unit: "programs, {currency}"}', rows)
    assert isinstance(found, LineChart)
    assert found.unit == "programs, EUR"
    assert [(line.label, len(line.paths), len(line.marks)) for line in found.lines] == [("Begin", 2, 3), ("End", 2, 2)]
    assert found.said == "Begin: 1 in 2010, 2 in 2014, most in 2011: 3. End: 2 in 2010, 0 in 2014, most in 2010: 2."
    assert found.note == "What has no year stands in the table only."
    whole = drawn("{form: lines, along: year, values: [programs], unit: programs, missing: nil}", rows)
    assert isinstance(whole, LineChart)
    assert [(len(line.paths), len(line.marks)) for line in whole.lines] == [(1, 5)]
    assert whole.lines[0].marks[2].title == "Begin, 2012: 0"


def test_series_are_told_apart_by_a_column_and_the_smallest_are_left_out() -> None:
    rows = [row("2010", number + 1, payer=f"p{number}") for number in range(SERIES + 2)]
    found = drawn("{form: lines, along: year, values: [programs], by: payer, unit: programs}", rows)
    assert isinstance(found, LineChart)
    assert [line.label for line in found.lines] == [f"p{number}" for number in range(2, SERIES + 2)]
    assert found.note == f"The {SERIES} of {SERIES + 2} series with the largest numbers are drawn."


def test_bars_are_as_many_as_can_be_read_and_the_rest_is_said() -> None:
    rows = [row("", BARS + 3 - number, payer=f"p{number}") for number in range(BARS + 3)]
    found = drawn("{form: bars, along: payer, values: [programs], unit: programs}", rows, more=True)
    assert isinstance(found, BarChart)
    assert (len(found.bars), found.bars[0].name.id, found.bars[0].said, found.series) == (BARS, "org:p0", str(BARS + 3), ())
    assert found.note == f"The first {BARS} of more than {BARS + 3} are drawn, in the order of the table."
    parts = drawn("{form: stacked, along: payer, values: [programs, ended], unit: programs}", [row("", 3, 1, "a"), row("", None, 2, "b")])
    assert isinstance(parts, BarChart)
    assert [(bar.shown, bar.said) for bar in parts.bars] == [("3 / 1", "Begin 3, End 1"), ("0 / 2", "Begin 0, End 2")]
    assert [(piece.start, piece.width) for piece in parts.bars[0].pieces] == [(0.0, 75.0), (75.0, 25.0)]


def test_no_number_is_no_chart() -> None:
    assert drawn("{form: bars, along: payer, values: [programs], unit: programs}", [row("2010", None, payer="a")]) is None
    assert drawn("{form: lines, along: year, values: [programs], unit: programs}", [row("no start stated", 3)]) is None
