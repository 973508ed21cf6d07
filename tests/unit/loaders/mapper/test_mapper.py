"""What columns seem to be, and the mapping that choices come to."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from loaders.errors import UnreadableFile
from loaders.mapper import Chosen, Column, compose, sample, suggest
from loaders.mapper.suggest import decimal_of
from loaders.rows import MappingText
from loaders.sheet import by_mapping
from tests.support.telling import FIXTURES, told, written

WHO = FIXTURES / "sheet" / "quien_hace_que.csv"


def suggested(path: Path, **known: str) -> dict[str, str]:
    found = sample(path)
    return {s.column: s.choice for s in suggest(found, lambda values: {value: known[value] for value in values if value in known})}


def chosen(path: Path, **about: object) -> Chosen:
    found = sample(path)
    columns = tuple(Column(s.column, s.choice, s.scheme) for s in suggest(found, lambda values: {}))
    return replace(Chosen(columns, header=found.header), **about)  # type: ignore[arg-type]


def test_a_spanish_sheet_is_understood_by_its_headers() -> None:
    assert sample(WHO).header == 2
    assert suggested(WHO) == {
        "Código": "program_key", "Donante": "funder", "Socio implementador": "implementer", "Proyecto": "program", "País": "country",
        "Departamento": "area", "Fecha de inicio": "start", "Fecha de finalización": "end", "Presupuesto USD": "amount",
        "Correo de contacto": "ignore",
    }
    why = {s.column: s.why for s in suggest(sample(WHO), lambda values: {})}
    assert why["Correo de contacto"] == "It looks like persons' details, which are never loaded or shown."
    assert why["Donante"] == "'Donante' is a usual name for it."


@pytest.mark.parametrize(("headers", "choices"), [
    (["Bailleur de fonds", "Partenaire de mise en oeuvre", "Projet", "Pays", "Date de début", "Montant"],
     ["funder", "implementer", "program", "country", "start", "amount"]),
    (["Doador", "Entidade executora", "Projeto", "País", "Data de início", "Orçamento"],
     ["funder", "implementer", "program", "country", "start", "amount"]),
    (["Donor", "Implementing Partner", "Project Title", "Recipient Country", "Start Date", "Budget (USD)"],
     ["funder", "implementer", "program", "country", "start", "amount"]),
    (["#org+funder", "#org+impl", "#activity+name", "#country+name", "#date+start", "#value+usd"],
     ["funder", "implementer", "program", "country", "start", "amount"]),
])
def test_other_languages_and_tags(tmp_path: Path, headers: list[str], choices: list[str]) -> None:
    rows = [["A", "B", "C", "Haiti", "2021-05-01", "100"], ["D", "E", "F", "Mali", "2022-01-01", "20"]]
    assert list(suggested(written(tmp_path, "a.csv", [headers, *rows])).values()) == choices


def test_values_speak_where_headers_do_not(tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", [
        ["c1", "c2", "c3", "c4", "c5", "c6", "c7"],
        ["INL", "Pérou", "EUR", "3 mars 2020", "4.2.2021", "$1,200", "blue"],
        ["OAS", "Chile", "USD", "1 mai 2021", "5.2.2021", "$300", "red"],
    ])
    assert list(suggested(path, INL="Organization").values()) == ["implementer", "country", "currency", "start", "end", "amount", "ignore"]


def test_countries_and_years_as_headers_become_rows(tmp_path: Path) -> None:
    marks = written(tmp_path, "a.csv", [["Partner", "Guatemala", "Honduras"], ["ILEA", "x", ""], ["OAS", "x", "x"]])
    assert list(suggested(marks).values()) == ["implementer", "country_mark", "country_mark"]
    found = told(by_mapping(MappingText("m", 1, compose(chosen(marks)))), marks)
    assert found.pairs("OPERATES_IN") == {("name:ilea", "country:GT"), ("name:oas", "country:GT"), ("name:oas", "country:HN")}
    rows = [["País", "Donante", "2019", "2020"], ["Perú", "INL", "1.000,50", "2.000"], ["Chile", "INL", "", "7"]]
    years = written(tmp_path, "b.csv", rows)
    assert list(suggested(years).values()) == ["country", "funder", "year_amount", "year_amount"]
    read = told(by_mapping(MappingText("m", 1, compose(chosen(years, currency="USD", decimal=",")))), years)
    sums = {(row.props["year"], row.props["amount"], row.props["currency"]) for row in read.nodes.values() if row.label == "Figure"}
    assert sums == {(2019, 1000.5, "USD"), (2020, 2000.0, "USD"), (2020, 7.0, "USD")}
    assert {end for _, end in read.pairs("FOR")} == {"country:PE", "country:CL"}
    assert {end for _, end in read.pairs("PROVIDED_BY")} == {"name:inl"}


def test_the_accepted_suggestions_load_what_the_sheet_says() -> None:
    cells = sample(WHO).column(8)
    assert decimal_of(cells) == ","
    read = told(by_mapping(MappingText("m", 1, compose(chosen(WHO, currency="USD", decimal=",", source="matriz")))), WHO)
    assert read.pairs("FUNDS") == {("name:inl", "P-1"), ("name:usaid", "P-2"), ("name:inl", "P-3")}
    assert read.pairs("IMPLEMENTS") == {
        ("name:fundacion ejemplo", "P-1"), ("name:fundacion ejemplo", "P-2"), ("name:ministerio publico", "P-3"),
    }
    assert read.pairs("OPERATES_IN") == {
        ("P-1", "country:GT"), ("P-1", "area:GT-17"),
        ("P-2", "country:HN"), ("P-2", "area:HN-CR"), ("P-3", "country:GT"), ("P-3", "area:GT-01"),
    }
    props = read.props("Program", "P-3")
    assert (props["valid_from"], props["valid_to"]) == ("2020-03-01", "2022-12-31")
    assert {row.props["amount"] for row in read.nodes.values() if row.label == "Figure"} == {1500000.5, 250000.0}
    assert "@" not in read.text()


def test_roles_in_a_column_of_their_own(tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", [["Organización", "Rol", "Proyecto"], ["INL", "Donante", "P"], ["OEA", "Ejecutor", "P"]])
    assert list(suggested(path).values()) == ["organization", "role", "program"]
    made = chosen(path, roles=(("Donante", "FUNDS"), ("Ejecutor", "IMPLEMENTS")))
    read = told(by_mapping(MappingText("m", 1, compose(made))), path)
    assert (read.pairs("FUNDS"), read.pairs("IMPLEMENTS")) == ({("name:inl", "name:p")}, {("name:oea", "name:p")})


@pytest.mark.parametrize(("columns", "message"), [
    ([("A", "ignore")], "No column is an organization or a program yet"),
    ([("A", "program"), ("B", "program")], "Only one column can be this: Program: its name. It was chosen for 'A' and 'B'."),
    ([("A", "start"), ("B", "funder")], "'A' tells of a program, but no column is its name or number."),
    ([("A", "identifier"), ("B", "program")], "'A' is an identifier, but no column is the organization"),
    ([("A", "area"), ("B", "program")], "'A' is a part of a country"),
    ([("A", "organization"), ("B", "program")], "'A' has its role in another column"),
    ([("A", "funder"), ("2019", "year_amount"), ("Peru", "country_amount")], "hold all marks, or all sums"),
])
def test_what_a_choice_lacks_is_said(columns: list[tuple[str, str]], message: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        compose(Chosen(tuple(Column(*column) for column in columns)))
    assert message in str(caught.value)


def test_an_identifier_belongs_to_the_organization_left_of_it(tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", [["Donor", "Partner", "UEI", "Project"], ["INL", "Example", "ABCDEFGHJKL1", "P"]])
    assert suggested(path)["UEI"] == "identifier"
    read = told(by_mapping(MappingText("m", 1, compose(chosen(path)))), path)
    assert read.organizations() == {("name:inl", ()), ("name:example", ("US-SAM:ABCDEFGHJKL1",))}


def test_no_sheet_and_no_row_of_that_number(tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", [["Donor"], ["INL"]])
    with pytest.raises(UnreadableFile, match="row 9 is none of the first 25"):
        sample(path, header=9)
    with pytest.raises(UnreadableFile, match="no rows in a sheet 'New'"):
        sample(path, sheet="New")
