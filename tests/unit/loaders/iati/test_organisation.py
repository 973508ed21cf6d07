"""Organisation files: tests/fixtures/iati/organisation.xml, worked out by hand."""

from __future__ import annotations

import pytest

from loaders.iati import LOADER
from tests.support.telling import FIXTURES, Told, told

SIDA = "XM-DAC-10-6"


@pytest.fixture(scope="module")
def found() -> Told:
    return told(LOADER, FIXTURES / "iati" / "organisation.xml")


def test_the_organization_with_its_names(found: Told) -> None:
    assert found.organizations("kind", "country") == {
        (SIDA, "other_donor", "SE", ("XM-DAC:10-6",)), ("XM-DAC-41128", None, None, ("XM-DAC:41128",)),
    }
    sida = found.node("Organization", SIDA)
    assert (sida.name, sida.record, sida.props["aliases"]) == (
        "Swedish International Development Cooperation Agency", f"organisation {SIDA}", ["Sida"],
    )


def test_budgets_are_figures_that_it_provides(found: Told) -> None:
    figures = {
        (f.props["kind"], f.props["amount"], f.props["currency"], f.props["year"], f.props.get("note"))
        for f in found.nodes.values() if f.label == "Figure"
    }
    assert figures == {
        ("budget", 40000000000.0, "SEK", 2020, "committed"), ("budget", 5.0, "SEK", 2020, None), ("budget", 7.0, "SEK", 2020, None),
        ("budget", 8.0, "SEK", 2020, "for South America, regional"), ("expenditure", 9.0, "SEK", 2019, None),
    }
    assert {end for _, end in found.pairs("PROVIDED_BY")} == {SIDA}
    assert {end for _, end in found.pairs("RECEIVED_BY")} == {"XM-DAC-41128"}
    assert {end for _, end in found.pairs("FOR")} == {"country:GT"}


def test_a_budget_for_a_country_is_funding_of_that_country(found: Told) -> None:
    assert dict(found.link("FUNDS", SIDA, "country:GT").props) == {"role": "budget", "valid_from": "2020-01-01", "valid_to": "2020-12-31"}


def test_what_is_not_loaded_says_why(found: Told) -> None:
    assert found.problems() == {
        ("set aside", 17, "total-budget/value", "no value"),
        ("fault", 12, "recipient-org-budget/period-end/@iso-date", "2022-12-31"),
        ("fault", 11, "recipient-country-budget/budget-line/value/@value-date", "2021-02-01"),
        ("set aside", 19, "organisation-identifier", SIDA),
        ("set aside", 20, "organisation-identifier", "no identifier"),
    }
    assert found.fate() == {
        "organisation": (3, 1, 0, 2), "recipient-country-budget": (1, 1, 0, 0), "recipient-org-budget": (1, 1, 0, 0),
        "recipient-region-budget": (1, 1, 0, 0), "total-budget": (2, 1, 0, 1), "total-expenditure": (1, 1, 0, 0),
    }
