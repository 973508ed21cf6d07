"""The rules of the model on single nodes and links: each rule is broken once, alone."""

from __future__ import annotations

from typing import Any

import pytest

from graph.check import End, Finding, check_link, check_node

ORGANIZATION = {"id": "org:s:1", "name": "Police", "kind": "foreign_counterpart", "records": ["s/1", "t/9"], "sources": ["s", "t"]}
LABELS = ["Organization", "ForeignCounterpart"]
FUNDS = {"key": "k", "source": "s", "record": "r1", "valid_from": "2020-01-01", "valid_to": "2020-12-31"}
DONOR = End(["Organization", "FederalAgency"], "org:s:2", ["s", "t"])
PROGRAM = End(["Program"], "program:s:1", ["s"])


def rules(findings: Any) -> set[tuple[str, str]]:
    return {(finding.rule, finding.found) for finding in findings}


def test_a_sound_node_and_a_sound_link_break_no_rule() -> None:
    assert list(check_node(LABELS, ORGANIZATION)) == []
    assert list(check_link("FUNDS", DONOR, PROGRAM, FUNDS)) == []


@pytest.mark.parametrize(
    ("change", "rule", "found"),
    [
        ({"name": None}, "required", "no name"),
        ({"records": [], "sources": []}, "required", "no records"),
        ({"nickname": "x"}, "declared", "property nickname"),
        ({"kind": "club"}, "value", "kind is 'club'"),
        ({"aliases": "one"}, "value", "aliases is 'one'"),
        ({"valid_from": "2020"}, "value", "valid_from is '2020'"),
        ({"valid_from": "2020-02-30"}, "value", "valid_from is '2020-02-30'"),
        ({"valid_from": "2021-01-01", "valid_to": "2020-01-01"}, "period", "valid_from 2021-01-01 after valid_to 2020-01-01"),
        ({"id": "program:s:1"}, "id", "'program:s:1'"),
        ({"sources": ["s"]}, "claims", "records of ['s', 't'], sources ['s']"),
        ({"kind": "ngo"}, "kind", "ForeignCounterpart"),
        ({"kind": None}, "kind", "ForeignCounterpart"),
    ],
)
def test_a_node_that_breaks_a_rule(change: dict[str, Any], rule: str, found: str) -> None:
    props = {name: value for name, value in {**ORGANIZATION, **change}.items() if value is not None}
    assert (rule, found) in rules(check_node(LABELS, props))


@pytest.mark.parametrize(
    ("labels", "rule", "found"),
    [
        (["Organization"], "kind", "no kind label"),
        (["Organization", "ForeignCounterpart", "NGO"], "kind", "ForeignCounterpart, NGO"),
        (["Organization", "ForeignCounterpart", "Club"], "declared", "label Club"),
        (["Organization", "Program"], "one type", "2 node types"),
        (["Club"], "one type", "0 node types"),
    ],
)
def test_a_node_with_other_labels(labels: list[str], rule: str, found: str) -> None:
    assert (rule, found) in rules(check_node(labels, ORGANIZATION))


def test_a_kind_label_stands_on_organizations_only() -> None:
    country = {"id": "country:GT", "name": "Guatemala", "records": ["s/1"], "sources": ["s"]}
    assert ("declared", "label NGO") in rules(check_node(["Country", "NGO"], country))


@pytest.mark.parametrize(
    ("type_", "change", "rule", "found"),
    [
        ("LIKES", {}, "declared", "link type LIKES"),
        ("PART_OF", {"since": 1}, "declared", "property since"),
        ("FUNDS", {"key": ""}, "required", "no key"),
        ("FUNDS", {"record": None}, "required", "no record"),
        ("FUNDS", {"role": 1}, "value", "role is '1'"),
        ("FUNDS", {"valid_to": "2019-12-31"}, "period", "valid_from 2020-01-01 after valid_to 2019-12-31"),
        ("FUNDS", {"source": "t"}, "claimed", "program:s:1 is not named by 't'"),
        ("BASED_IN", {}, "ends", "Organization -> Program"),
    ],
)
def test_a_link_that_breaks_a_rule(type_: str, change: dict[str, Any], rule: str, found: str) -> None:
    props = {name: value for name, value in {**FUNDS, **change}.items() if value is not None}
    assert (rule, found) in rules(check_link(type_, DONOR, PROGRAM, props))


def test_a_derived_link_needs_no_source_but_its_ends() -> None:
    other = End(["Organization"], "org:s:3", ["u"])
    assert list(check_link("POSSIBLE_SAME_AS", DONOR, other, {"score": 0.5})) == []
    assert rules(check_link("POSSIBLE_SAME_AS", DONOR, PROGRAM, {"score": 0.5})) == {("ends", "Organization -> Program")}


def test_a_finding_says_where_what_and_what_was_expected() -> None:
    assert str(Finding("required", "Country country:GT", "no name", "a value of name")) == (
        "Country country:GT: no name; expected a value of name. (required)"
    )
