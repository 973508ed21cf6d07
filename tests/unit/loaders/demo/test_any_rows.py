"""Whatever stands in the cells: nothing breaks, every row is accounted for, and what comes out keeps to the model."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model import LINKS, NODES
from loaders.demo import TABLES
from loaders.demo.words import RELATIONS, SIGNED
from tests.unit.loaders.demo.folder import ORGANIZATIONS, PROGRAMS, Loaded, write

KNOWN = (
    "", "inl", "tx-dps", "ng-tx", "merida", "carsi", "country:GT", "country:ZZ", "inl|tx-dps", "GT", "TX", "2011", "2011-02", "2011-02-30",
    "5", "-1.5", "1e9", "x", "State Partnership Program", "member state", "INCLE account", "incle_allocation_usd", "cpi_score",
    "III:police-reform", *RELATIONS, SIGNED,
)
ANY = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
CELLS = st.one_of(st.sampled_from(KNOWN), st.text(ANY, max_size=6))
LINK_ROWS = st.fixed_dictionaries({
    "source_id": st.sampled_from(("inl", "tx-dps", "ng-tx", "merida", "country:GT", "no")),
    "relation": st.sampled_from((*RELATIONS, SIGNED)),
    "target_id": st.sampled_from(("inl", "gt-pnc", "carsi", "merida", "country:GT", "country:CZ", "no")),
    "role_or_topic": CELLS, "country_iso2": CELLS, "start": CELLS, "end": CELLS, "amount_usd": CELLS, "source_url": CELLS,
})


def check(loaded: Loaded) -> None:
    for name in loaded.fates.read:
        read, kept, same, aside = loaded.counts(name)
        assert read == kept + same + aside, name
        assert kept >= 0, name
    ends = {node.ref for node in loaded.nodes}
    for node in loaded.nodes:
        assert node.key
        assert all(NODES[node.label].property(name).accepts(value) for name, value in node.props.items()), node
    for row in loaded.links:
        assert (row.start.label, row.end.label) in LINKS[row.type].ends, row
        assert all(LINKS[row.type].property(name).accepts(value) for name, value in row.props.items()), row
        assert {row.start, row.end} <= ends


@given(st.lists(LINK_ROWS, max_size=8))
@settings(max_examples=40, deadline=None)
def test_any_links(tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, str]]) -> None:
    folder = tmp_path_factory.mktemp("any")
    check(Loaded(write(folder, organizations=ORGANIZATIONS, programs=PROGRAMS, links=rows)))


@pytest.mark.parametrize("name", [name for name in TABLES if name != "links.csv"])
@given(data=st.data())
@settings(max_examples=20, deadline=None)
def test_any_row_of_the_other_tables(tmp_path_factory: pytest.TempPathFactory, name: str, data: st.DataObject) -> None:
    rows = data.draw(st.lists(st.fixed_dictionaries(dict.fromkeys(TABLES[name], CELLS)), max_size=4))
    before = {"organizations.csv": ORGANIZATIONS, "programs.csv": PROGRAMS}.get(name, ())
    check(Loaded(write(tmp_path_factory.mktemp("any"), **{name.removesuffix(".csv"): [*before, *rows]})))
