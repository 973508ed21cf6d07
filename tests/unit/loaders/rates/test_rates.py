"""Exchange rates as the ECB, the IMF and others lay them out: which rate holds for which day, and the fate of every row."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders.errors import UnreadableFile
from loaders.rates import LOADER
from loaders.registry import recognise
from loaders.rows import Fates
from tests.support.telling import FIXTURES, Told, told

ECB, IMF, LONG = (FIXTURES / "rates" / name for name in ("eurofxref-hist.csv", "imf.tsv", "long.csv"))


def rates(found: Told) -> dict[str, list[str]]:
    return {key: list(node.props["rates"]) for (label, key), node in found.nodes.items() if label == "ExchangeRates"}


def test_ecb() -> None:
    found = told(LOADER, ECB)
    assert rates(found) == {
        "EUR:USD:2015": ["2015-03-02 1.1227", "2015-03-04 1.1124", "2015-03-05 1.1069", "2015-03-06 1.0963"],
        "EUR:JPY:2015": ["2015-03-02 134.59", "2015-03-04 133.10", "2015-03-05 132.89", "2015-03-06 131.84"],
        "EUR:GBP:2015": ["2015-03-02 0.72780", "2015-03-05 0.72580", "2015-03-06 0.72660"],
        "EUR:USD:2007": ["2007-12-31 1.4721"], "EUR:JPY:2007": ["2007-12-31 164.93"], "EUR:GBP:2007": ["2007-12-31 0.73335"],
        "EUR:CYP:2007": ["2007-12-31 0.585274"],
    }  # fmt: skip
    assert found.props("ExchangeRates", "EUR:USD:2015").items() >= {
        ("base", "EUR"), ("currency", "USD"), ("valid_from", "2015-03-02"), ("valid_to", "2015-03-06")}
    assert found.fate() == {"eurofxref-hist.csv": (7, 5, 0, 2)}
    assert found.problems() == {
        ("fault", 1, "XBAD", "XBAD"), ("fault", 4, "GBP", "minus"), ("set aside", 5, "", "no rate"), ("set aside", 8, "Date", "yesterday"),
    }  # fmt: skip
    assert (LOADER.source([ECB]).key, LOADER.source([ECB]).mode) == ("ecb-rates", "snapshot")


def test_imf_with_two_halves_of_a_month_and_currencies_in_dollars() -> None:
    found = told(LOADER, IMF)
    assert rates(found) == {
        "USD:CNY:2015-03": ["2015-03-02 6.1513", "2015-03-03 6.1524", "2015-03-16 6.1553"],
        "EUR:USD:2015-03": ["2015-03-02 1.1227", "2015-03-03 1.1168", "2015-03-16 1.0557"],
    }
    assert found.fate() == {"imf.tsv": (7, 4, 0, 3)}
    assert found.problems() == {
        ("set aside", 6, "", "U.S. dollar"), ("set aside", 7, "", "no rate"), ("set aside", 8, "Currency", "White cowries")}
    assert (LOADER.source([IMF]).key, LOADER.source([IMF]).mode) == ("imf-rates", "additions")


def test_a_rate_a_row_with_days_months_and_years() -> None:
    found = told(LOADER, LONG)
    assert rates(found) == {
        "USD:GTQ:2015": ["2015 7.65", "2015-02 7.6", "2015-03 7.7"],
        "EUR:GTQ:2015": ["2015-03-02 7.50"],
    }
    assert found.fate() == {"long.csv": (10, 4, 1, 5)}
    assert found.problems() == {
        ("same as", 6, "", ""), ("fault", 7, "Rate", "8.00"), ("set aside", 7, "", "no rate"), ("set aside", 8, "Date", "2015-03-31"),
        ("fault", 9, "Rate", "0"), ("set aside", 9, "", "no rate"), ("set aside", 10, "", "USD"), ("set aside", 11, "Currency", "ZZZ"),
    }  # fmt: skip
    assert LOADER.source([LONG]).key == "rates-long"


@pytest.mark.parametrize("path", [ECB, IMF, LONG])
def test_recognised_by_content_and_as_nothing_else(path: Path) -> None:
    assert [loader.name for loader, _ in recognise([path])] == ["rates"]


@pytest.mark.parametrize("header", ["Date,EUR,USD,GBP,JPY", "Date,Currency,Value", "Currency,Name,Symbol", "a,b"])
def test_what_is_no_exchange_rates_is_refused(tmp_path: Path, header: str) -> None:
    path = tmp_path / "other.csv"
    path.write_text(f"{header}\n1,2,3,4,5\n")
    assert LOADER.recognises(path, b"") == ""
    with pytest.raises(UnreadableFile, match=r"other\.csv: expected exchange rates: the European Central Bank's table"):
        list(LOADER.rows([path], Fates()))
