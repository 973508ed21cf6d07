"""The coverage matrix without an organization, made from the one with it, is the one that the graph gives when asked without it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from analysis.gaps.ask import Reader, ask
from analysis.gaps.left import narrowed, without_bodies
from analysis.gaps.question import TOPICS, Question
from graph.catalogue import load_catalogue
from graph.client import Graph
from tests.support.gaps import DAY, build_world

DELIVERED = "MATCH (:Organization {id: $id})-[:IMPLEMENTS]->(p:Program) RETURN collect(DISTINCT p.id) AS programs"
EVERYBODY = ("org:t:unodc", "org:t:ngo", "org:t:txdps", "org:t:unsorted", "org:t:gone", "org:t:eu")


@pytest.mark.once
def test_taking_away_a_body_is_the_same_as_asking_without_it(graph: Graph) -> None:
    build_world(graph)
    reader = Reader(graph, load_catalogue(Path(__file__).parents[2] / "cypher"))
    whole = ask(reader, Question(DAY, rows=TOPICS), [])
    assert whole.matrix.cells["focus:III:police", "GT"].supply.partners == 2  # UNODC and Texas DPS; the third body was dissolved
    changed = set()
    for gone in EVERYBODY:
        programs = graph.read(DELIVERED, {"id": gone}).rows[0][0]
        found = without_bodies(reader, whole, [gone], programs)
        assert found.matrix.cells == ask(reader, replace(whole.question, without=(gone,)), []).matrix.cells, gone
        changed |= {gone} if found.matrix.cells != whole.matrix.cells else set()
    assert changed == {"org:t:unodc", "org:t:ngo", "org:t:txdps", "org:t:unsorted"}  # not who was dissolved before, nor who only pays


@pytest.mark.once
def test_some_countries_of_a_matrix_are_the_matrix_of_these_countries(graph: Graph) -> None:
    build_world(graph)
    reader = Reader(graph, load_catalogue(Path(__file__).parents[2] / "cypher"))
    question = Question(DAY, rows=TOPICS)
    found = narrowed(ask(reader, question, []), ["HN", "GT"])
    asked = ask(reader, replace(question, countries=("GT", "HN")), [])
    assert (found.matrix.cells, found.matrix.columns, found.question) == (asked.matrix.cells, asked.matrix.columns, asked.question)
