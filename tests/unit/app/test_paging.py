"""Pages, sorting and the day, read from the address."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from app.http.paging import Pager


@given(st.integers(1, 60), st.integers(0, 3000))
def test_every_row_is_on_exactly_one_page(size: int, total: int) -> None:
    pages = [Pager(number, size, total) for number in range(1, Pager(1, size, total).pages + 1)]
    seen = [row for page in pages for row in range(page.first, page.last + 1)]
    assert seen == (list(range(1, total + 1)) if total else [0])


@given(st.integers(1, 400), st.data())
def test_page_numbers_offer_first_last_and_neighbours(pages: int, data: st.DataObject) -> None:
    number = data.draw(st.integers(1, pages))
    slots = Pager(number, 10, pages * 10).slots
    assert len(slots) <= 7
    assert {1, pages, number} <= set(slots)
    shown = [slot for slot in slots if slot]
    assert shown == sorted(set(shown))
    for left, middle, right in zip(slots, slots[1:], slots[2:], strict=False):
        if middle == 0:
            assert right - left > 1


def test_slots_with_gaps() -> None:
    assert Pager(5, 10, 120).slots == (1, 0, 4, 5, 6, 0, 12)
    assert Pager(1, 10, 120).slots == (1, 2, 3, 4, 0, 12)
    assert Pager(12, 10, 120).slots == (1, 0, 9, 10, 11, 12)


def test_what_the_address_asks(client: FlaskClient) -> None:
    answer = client.get("/tested/thing/org:x:a/b?as_of=2024-02-29&page=3&sort=-year").json
    assert answer["id"] == "org:x:a/b"
    assert (answer["day"], answer["first"], answer["last"], answer["sort"]) == ("2024-02-29", 101, 120, "-year")
    assert client.get("/tested/thing/x").json["day"] == "2026-05-04"


@pytest.mark.parametrize(("query", "status"), [
    ("page=0", 400), ("page=-1", 400), ("page=x", 400), ("page=٣", 400), ("page=99999999999999999999", 400), ("page=4", 404),
    ("sort=color", 400), ("as_of=2024-02-30", 400), ("as_of=yesterday", 400), ("as_of=0001-01-01", 400), ("as_of=20240101", 400),
])
def test_what_it_may_not_ask(client: FlaskClient, query: str, status: int) -> None:
    answer = client.get(f"/tested/thing/x.json?{query}")
    assert answer.status_code == status
    assert answer.json["error"]["status"] == status


def test_addresses_keep_their_arguments_and_take_no_orders(client: FlaskClient) -> None:
    answer = client.get("/tested/thing/a b.csv.html?q=%C3%A9%26x&page=1&_scheme=javascript&_external=1&id=other").json
    assert answer["next"] == "/tested/thing/a%20b.csv.html?q=%C3%A9%26x&_scheme=javascript&_external=1&id=other&page=2"


def test_a_day_is_kept_from_page_to_page(client: FlaskClient) -> None:
    page = client.get("/tested/bare?as_of=2020-01-01").text
    assert 'href="/?as_of=2020-01-01"' in page
    assert 'href="/?as_of=2020-01-01' not in client.get("/tested/bare?as_of=%22%3E%3Cx").text
