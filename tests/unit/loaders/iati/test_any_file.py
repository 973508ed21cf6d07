"""Whatever stands in a file: rows that keep to the model and name their ends, or one clear refusal; every row accounted for."""

from __future__ import annotations

import os
from pathlib import Path
from xml.sax.saxutils import quoteattr

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model import LINKS, NODES
from loaders.errors import UnreadableFile
from loaders.iati import LOADER
from loaders.rows import Fates, NodeRow, Ref
from tests.support.telling import FIXTURES

# More in a fuzzing run: PARTNERGRAPH_FUZZ=5000.
EXAMPLES = int(os.environ.get("PARTNERGRAPH_FUZZ", "30"))
WHOLE = [(FIXTURES / "iati" / name).read_bytes() for name in ("two_activities.xml", "version_1.xml", "organisation.xml")]
VALUES = st.one_of(
    st.sampled_from((
        "", " ", "1", "2", "3", "10", "99", "-5", "5e-10", "1e999999", "NaN", "-Infinity", "1,000.5", "GT", "gt", "USD", "XM-DAC-41128",
        "22000", "2020", "2020-02", "2020-02-30", "2020-02-29T00:00:00Z", "9999-12-31", "0001-01-01", "en", "G1", "A4", "15130", "151",
        "true", "100",
    )),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8),
)
NAMES = st.sampled_from((
    "iati-identifier", "reporting-org", "title", "description", "participating-org", "activity-status", "activity-date",
    "recipient-country", "recipient-region", "location", "point", "pos", "coordinates", "administrative", "location-id",
    "sector", "budget", "period-start", "period-end", "value", "transaction", "transaction-type", "transaction-date",
    "provider-org", "receiver-org", "planned-disbursement", "related-activity", "narrative", "other-identifier", "owner-org",
    "organisation-identifier", "name", "total-budget", "recipient-org-budget", "recipient-org", "recipient-country-budget",
    "tag", "policy-marker", "unknown", "x:own", "office-name",
))
ATTRIBUTES = st.dictionaries(
    st.sampled_from((
        "ref", "type", "role", "code", "vocabulary", "percentage", "iso-date", "currency", "value-date", "xml:lang", "activity-id",
        "status", "crs-channel-code", "latitude", "longitude", "country", "version",
    )), VALUES, max_size=4,
)


def element(parts: tuple[str, dict[str, str], str, list[str]]) -> str:
    name, attributes, text, children = parts
    given = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items())
    return f"<{name}{given}>{text.replace('&', '&amp;').replace('<', '&lt;').replace(']]>', '')}{''.join(children)}</{name}>"


ELEMENTS = st.recursive(
    st.tuples(NAMES, ATTRIBUTES, VALUES, st.just([])).map(element),
    lambda inner: st.tuples(NAMES, ATTRIBUTES, VALUES, st.lists(inner, max_size=4)).map(element),
    max_leaves=12,
)
RECORDS = st.tuples(
    st.sampled_from(("iati-activity", "iati-organisation")), ATTRIBUTES, st.just(""), st.lists(ELEMENTS, max_size=8),
).map(element)


def check(path: Path) -> None:
    fates = Fates()
    try:
        rows = list(LOADER.rows([path], fates))
    except UnreadableFile as error:
        assert path.name in str(error) and len(str(error)) < 600
        return
    named = {(row.record, row.ref) for row in rows if isinstance(row, NodeRow)}
    for row in rows:
        if isinstance(row, NodeRow):
            assert row.key and row.record and row.name, row
            assert all(NODES[row.label].property(name).accepts(value) for name, value in row.props.items()), row
        else:
            assert (row.start.label, row.end.label) in LINKS[row.type].ends, row
            assert all(LINKS[row.type].property(name).accepts(value) for name, value in row.props.items()), row
            assert {(row.record, row.start), (row.record, row.end)} <= named, row
    assert len(named) == sum(isinstance(row, NodeRow) for row in rows)
    told = [(row.record, row.type, row.start, row.end, row.tells) for row in rows if not isinstance(row, NodeRow)]
    assert len(told) == len(set(told))
    for counts in fates.table():
        assert int(counts["read"]) == int(counts["loaded"]) + int(counts["same_as"]) + int(counts["set_aside"]), counts
        assert int(counts["loaded"]) >= 0, counts
    assert all(problem.where.file == path.name and problem.expected for problem in fates.problems)
    assert Ref("Program", "") not in {ref for _, ref in named}


@given(st.lists(RECORDS, max_size=4))
@settings(deadline=None, max_examples=EXAMPLES)
def test_any_elements(tmp_path_factory: pytest.TempPathFactory, records: list[str]) -> None:
    path = tmp_path_factory.mktemp("any") / "any.xml"
    path.write_text(f'<iati-activities xmlns:x="urn:x">{"".join(records)}</iati-activities>', encoding="utf-8")
    check(path)


@given(st.data())
@settings(deadline=None, max_examples=EXAMPLES)
def test_a_good_file_with_a_value_changed(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(WHOLE)).decode()
    quotes = [i for i, char in enumerate(text) if char == '"']
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(quotes) // 2 - 1)) * 2
        value = data.draw(VALUES).replace("&", "").replace("<", "").replace('"', "")
        text = text[:quotes[place] + 1] + value + text[quotes[place + 1]:]
        quotes = [i for i, char in enumerate(text) if char == '"']
    path = tmp_path_factory.mktemp("any") / "any.xml"
    path.write_text(text, encoding="utf-8")
    check(path)


@given(st.data())
@settings(deadline=None, max_examples=EXAMPLES)
def test_a_good_file_with_bytes_changed(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    content = bytearray(data.draw(st.sampled_from(WHOLE)))
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(content) - 1))
        end = min(len(content), start + data.draw(st.integers(0, 60)))
        content[start:end] = data.draw(st.one_of(st.binary(max_size=12), st.just(bytes(content[start:end] * 2))))
        if not content:
            break
    path = tmp_path_factory.mktemp("any") / "any.xml"
    path.write_bytes(bytes(content))
    check(path)
