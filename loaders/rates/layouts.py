"""The layouts of exchange-rate tables, each with how it is known and read.

- European Central Bank: a row a day, a column a currency, units of the currency for one euro.
- IMF, representative rates: a row a currency (in words), a column a day, one month a file; units for one dollar, or, where
  "(1)" stands behind the name, dollars for one unit.
- A rate a row: date, currency, rate; units for one dollar unless a column names the base. The IMF's International
  Financial Statistics are published so, with a column that tells days from means of months.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from loaders.codes import code_list
from loaders.rates.book import BadDate, Book, Pair, currency, when
from loaders.tables import Cell, Columns, Headed, Record, text
from loaders.written_dates import written_date

EXPECTED = (
    "expected exchange rates: the European Central Bank's table (Date, USD, GBP ...), the IMF's representative rates "
    "(Currency, then a column a day), or columns date, currency and rate"
)
DATE, CURRENCY, RATE = ("date", "time_period"), ("currency", "currency code"), ("rate", "exchange rate", "obs_value")
BASE, FREQUENCY = ("base", "base currency", "currency_denom"), ("frequency", "freq")
FEWEST = 3


@dataclass(frozen=True)
class Layout:
    """A layout; ``by_month``: a file is one month, and stands beside the files of other months."""

    source: str
    title: str
    publisher: str
    page: str
    why: str
    is_header: Callable[[Columns], bool]
    read: Callable[[Headed, Book], None]
    by_month: bool = False


def _is_wide(columns: Columns) -> bool:
    coded = [name for name in columns.names[1:] if currency(name)]
    return columns.names[0].strip().lower() == "date" and len(coded) >= FEWEST and "USD" in columns and "EUR" not in columns


def _read_wide(table: Headed, book: Book) -> None:
    codes = [(at, name.strip(), currency(name)) for at, name in enumerate(table.columns.names) if at and name.strip()]
    for _, name, code in codes:
        if not code:
            book.fates.fault(book.table.name, book.where(table.line, field=name), name, "a currency of ISO 4217; its column is left out")
    for record in table.records:
        book.fates.saw(book.table.name)
        day = _day(record.cells[0])
        if not day:
            book.fates.set_aside(book.table.name, book.where(record.line, field="Date"), text(record.cells[0]), "a day")
            continue
        found = {
            book.add(Pair("EUR", code), day, text(record.cells[at]) if at < len(record.cells) else "", book.where(record.line, day, name))
            for at, name, code in codes if code
        }  # fmt: skip
        _fate(found, book, record, day)


def _is_representative(columns: Columns) -> bool:
    return columns.names[0].strip().lower() == "currency" and any(map(_day, columns.names[1:]))


def _read_representative(table: Headed, book: Book) -> None:
    days = _days(table.columns.names)
    for record in table.records:
        name = text(record.cells[0]).strip()
        if name.lower() == "currency":  # the second half of the month stands below the first, under its own days
            days = _days([text(cell) for cell in record.cells])
            continue
        if len([cell for cell in record.cells if text(cell).strip()]) < 2:
            continue  # headings and footnotes
        book.fates.saw(book.table.name)
        pair = _pair(name)
        if pair is None:
            expected = "a currency that is known by this name"
            book.fates.set_aside(book.table.name, book.where(record.line, name, "Currency"), name, expected)
        elif pair.base == pair.currency:
            book.fates.set_aside(book.table.name, book.where(record.line, name), name, "another currency than the dollar itself")
        else:
            found = {book.add(pair, day, text(record.cells[at]), book.where(record.line, name, day))
                     for at, day in days.items() if at < len(record.cells)}
            _fate(found, book, record, name)


def _days(names: tuple[str, ...] | list[str]) -> dict[int, str]:
    return {at: day for at, name in enumerate(names) if at and (day := _day(name))}


def _pair(name: str) -> Pair | None:
    """The pair that a row of the IMF's is: "Euro(1)" is dollars for a euro, "Japanese yen" yen for a dollar."""
    words, mark = re.sub(r"\s*\(\d\)", "", name), re.search(r"\((\d)\)", name)
    code = _named().get(_plain(words), "")
    if not code:
        return None
    return Pair(code, "USD") if mark and mark[1] == "1" else Pair("USD", code)


def _plain(words: str) -> str:
    return re.sub(r"[^a-z]", "", words.lower())


def _named() -> dict[str, str]:
    """Codes by name: ISO's names, which agree with most of the IMF's, and the IMF's own."""
    return {_plain(code.name): code.code for code in code_list("Currency") if not code.withdrawn} | IMF_NAMES


# Names of the IMF's table, letters only.
IMF_NAMES = {_plain(name): code for name, code in {
    "Chinese yuan": "CNY", "Euro": "EUR", "Japanese yen": "JPY", "U.K. pound": "GBP", "U.K. pound sterling": "GBP", "U.S. dollar": "USD",
    "Algerian dinar": "DZD", "Australian dollar": "AUD", "Bahrain dinar": "BHD", "Botswana pula": "BWP", "Brazilian real": "BRL",
    "Brunei dollar": "BND", "Canadian dollar": "CAD", "Chilean peso": "CLP", "Colombian peso": "COP", "Czech koruna": "CZK",
    "Danish krone": "DKK", "Hungarian forint": "HUF", "Icelandic krona": "ISK", "Indian rupee": "INR", "Indonesian rupiah": "IDR",
    "Iranian rial": "IRR", "Israeli New Shekel": "ILS", "Kazakhstani tenge": "KZT", "Korean won": "KRW", "Kuwaiti dinar": "KWD",
    "Libyan dinar": "LYD", "Malaysian ringgit": "MYR", "Mauritian rupee": "MUR", "Mexican peso": "MXN", "Nepalese rupee": "NPR",
    "New Zealand dollar": "NZD", "Norwegian krone": "NOK", "Omani rial": "OMR", "Rial Omani": "OMR", "Pakistani rupee": "PKR",
    "Peruvian sol": "PEN", "Nuevo Sol": "PEN", "Philippine peso": "PHP", "Polish zloty": "PLN", "Qatari riyal": "QAR", "Qatar riyal": "QAR",
    "Russian ruble": "RUB", "Saudi Arabian riyal": "SAR", "Singapore dollar": "SGD", "South African rand": "ZAR", "Sri Lankan rupee": "LKR",
    "Swedish krona": "SEK", "Swiss franc": "CHF", "Thai baht": "THB", "Trinidadian dollar": "TTD", "Trinidad And Tobago dollar": "TTD",
    "Tunisian dinar": "TND", "U.A.E. dirham": "AED", "Uruguayan peso": "UYU",
}.items()}  # fmt: skip


def _is_long(columns: Columns) -> bool:
    return all(columns.first(*names) for names in (DATE, CURRENCY, RATE))


def _read_long(table: Headed, book: Book) -> None:
    date, code, rate, base, frequency = (_column(table.columns, names) for names in (DATE, CURRENCY, RATE, BASE, FREQUENCY))
    for record in table.records:
        book.fates.saw(book.table.name)
        where = book.where(record.line, record[code])
        pair = Pair(currency(record[base]) if base and record[base] else "USD", currency(record[code]))
        moment = _moment(record, date, record[frequency] if frequency else "")
        if not (pair.base and pair.currency):
            column = code if pair.base else base
            book.fates.set_aside(book.table.name, where._replace(field=column), record[column], "a currency of ISO 4217")
        elif not moment:
            expected = "a day, month or year, and a frequency of D, M or A" if frequency else "a day, month or year"
            book.fates.set_aside(book.table.name, where._replace(field=date), record[date], expected)
        elif pair.base == pair.currency:
            book.fates.set_aside(book.table.name, where, pair.currency, f"another currency than {pair.base} itself")
        else:
            _fate({book.add(pair, moment, record[rate], where._replace(field=rate))}, book, record, record[code])


def _column(columns: Columns, names: tuple[str, ...]) -> str:
    """The first column of these names, as the file writes it; empty where there is none."""
    found = columns.first(*names)
    return columns.names[columns.position[found]].strip() if found else ""


def _moment(record: Record, column: str, frequency: str) -> str:
    """The day, month or year of a row; a frequency (D, M or A) says which of them its date stands for."""
    length = {"": 10, "D": 10, "M": 7, "A": 4}.get(frequency.strip().upper()[:1])
    try:
        return when(record[column])[:length] if length else ""
    except BadDate:
        return _day(record.cell(column))[:length]


def _day(cell: Cell) -> str:
    """A day in any writing that is not two days ("March 02, 2026"); empty where it is none."""
    try:
        found = written_date(cell)
    except BadDate:
        return ""
    return found.first if found.first == found.last else ""


def _fate(found: set[str], book: Book, record: Record, name: str) -> None:
    if "rate" in found:
        return
    if "same" in found:
        book.fates.same_as(book.table.name, book.where(record.line, name), "an earlier row with the same rates")
    else:
        book.fates.set_aside(book.table.name, book.where(record.line, name), "no rate", "a rate in one of the columns")


LAYOUTS = (
    Layout("ecb-rates", "Euro foreign exchange reference rates", "European Central Bank",
           "https://www.ecb.europa.eu/stats/policy_and_exchange_rates/euro_reference_exchange_rates/html/index.en.html",
           "a column a currency and a row a day, as in the European Central Bank's reference rates", _is_wide, _read_wide),
    Layout("imf-rates", "Representative exchange rates", "International Monetary Fund",
           "https://www.imf.org/external/np/fin/data/param_rms_mth.aspx",
           "currencies by name and a column a day, as in the IMF's representative rates", _is_representative, _read_representative,
           by_month=True),
    Layout("rates", "Exchange rates", "", "", "its columns are a date, a currency and a rate", _is_long, _read_long),
)  # fmt: skip
