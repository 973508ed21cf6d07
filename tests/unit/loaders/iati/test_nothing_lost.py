"""What came out of an IATI file, against the file itself read by other means: sums by kind, records by identifier."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest

from loaders.iati import LOADER
from loaders.rows import Fates, NodeRow, Row

FILE = Path(__file__).parents[4] / "demo" / "US-USAGOV_dev.xml"
KINDS = {"2": "commitment", "3": "disbursement"}


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    return list(LOADER.rows([FILE], Fates()))


@pytest.fixture(scope="module")
def activities() -> list[ET.Element]:
    return ET.parse(FILE).getroot().findall("iati-activity")


def test_each_activity_is_a_record(rows: list[Row], activities: list[ET.Element]) -> None:
    identifiers = {(found.findtext("iati-identifier") or "").strip() for found in activities}
    assert {row.record for row in rows} == identifiers
    assert len(identifiers) == 141


def test_no_money_of_a_transaction_or_budget_is_lost(rows: list[Row], activities: list[ET.Element]) -> None:
    stated: defaultdict[str, Decimal] = defaultdict(Decimal)
    for activity in activities:
        for transaction in activity.findall("transaction"):
            code = transaction.find("transaction-type")
            assert code is not None
            stated[KINDS[code.attrib["code"]]] += Decimal(transaction.findtext("value") or "0")
        for value in activity.iterfind("budget/value"):
            stated["budget"] += Decimal(value.text or "0")
    out: defaultdict[str, Decimal] = defaultdict(Decimal)
    for row in rows:
        if isinstance(row, NodeRow) and row.label == "Figure":
            out[row.props["kind"]] += Decimal(str(row.props["amount"]))
    assert out == stated
    assert set(out) == {"commitment", "disbursement", "budget"}
