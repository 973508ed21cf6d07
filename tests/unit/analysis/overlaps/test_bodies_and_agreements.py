"""Organizations and agreements that may overlap, on small graphs of which every pair was worked out by hand."""

from __future__ import annotations

from analysis.overlaps.agreements import Agreement, agreement_overlaps
from analysis.overlaps.bodies import CROWDED, DELIVERS, PAYS, Work, body_overlaps


def work(program: str, pays: str, delivers: str = "", **more: object) -> Work:
    """A program of police reform with the police of Guatemala, days 0 to 1000."""
    bodies = {PAYS: frozenset(pays.split()), DELIVERS: frozenset(delivers.split())}
    given: dict[str, object] = {"country": "GT", "purposes": frozenset({"police"}), "counterparts": frozenset({"pnc"})}
    given |= {"start_day": 0, "end_day": 1000}
    return Work(program, bodies=bodies, **{**given, **more})  # type: ignore[arg-type]


def pairs(*works: Work) -> set[tuple[str, str, str, str]]:
    return {(o.role, o.country, o.one, o.other) for o in body_overlaps(works).found}


def test_two_funders_and_two_deliverers_of_one_purpose_place_and_counterpart() -> None:
    found = body_overlaps([
        work("p1", "inl", "icitap"), work("p2", "eu", "fiiapp"), work("p3", "eu", "fiiapp", counterparts=frozenset({"pnc", "mp"})),
        work("p4", "inl", "", purposes=frozenset({"police", "courts"}), counterparts=frozenset({"mp"})),
    ]).found  # fmt: skip
    assert {(o.role, o.one, o.other, o.purposes, o.counterparts, o.programs_one, o.programs_other, o.dated) for o in found} == {
        (PAYS, "eu", "inl", ("police",), ("mp", "pnc"), ("p2", "p3"), ("p1", "p4"), True),
        (DELIVERS, "fiiapp", "icitap", ("police",), ("pnc",), ("p2", "p3"), ("p1",), True),
    }


def test_what_is_no_overlap() -> None:
    mine = work("p1", "inl", "icitap")
    assert pairs(mine, work("p2", "inl", "icitap")) == set()  # one body twice
    assert pairs(mine, work("p2", "icitap")) == set()  # who delivers the one pays for the other: they know of each other
    assert pairs(mine, work("p2", "eu", country="HN")) == set()
    assert pairs(mine, work("p2", "eu", purposes=frozenset({"courts"}))) == set()
    assert pairs(mine, work("p2", "eu", counterparts=frozenset({"mp"}))) == set()
    assert pairs(mine, work("p2", "eu", counterparts=frozenset())) == set()
    assert pairs(mine, work("p2", "eu", start_day=911, end_day=2000)) == set()  # 89 days together
    assert pairs(mine, work("p2", "eu", start_day=910, end_day=2000)) == {(PAYS, "GT", "eu", "inl")}
    assert pairs(work("p1", "inl eu"), work("p2", "eu un")) == {(PAYS, "GT", "inl", "un")}


def test_a_body_and_what_it_is_part_of_are_no_pair() -> None:
    works = [work("p1", "inl"), work("p2", "state"), work("p3", "gov"), work("p4", "eu")]
    found = body_overlaps(works, [("inl", "state"), ("state", "gov"), ("gov", "inl")]).found  # a circle ends
    assert {(o.one, o.other) for o in found} == {("eu", "inl"), ("eu", "state"), ("eu", "gov")}


def test_a_date_that_nobody_states_is_no_reason_against_it_and_is_said() -> None:
    undated = Work("p2", "GT", {PAYS: frozenset({"eu"})}, frozenset({"police"}), frozenset({"pnc"}))
    assert [o.dated for o in body_overlaps([work("p1", "inl"), undated]).found] == [False]


def test_a_counterpart_that_everybody_works_with_is_reported_and_not_paired() -> None:
    crowd = [work(f"p{n}", f"o{n}") for n in range(CROWDED + 1)]
    found = body_overlaps(crowd)
    assert found.found == () and found.crowded == ((PAYS, "GT", "police", "pnc"),)
    assert len(body_overlaps(crowd[:-1]).found) == CROWDED * (CROWDED - 1) // 2


PARTIES = frozenset({"org:inl", "country:EC"})


def test_agreements_of_the_same_parties_on_one_topic() -> None:
    papers = [
        Agreement("a", PARTIES, "Agreement on narcotics control and police training", start_day=0),
        Agreement("b", PARTIES | {"org:pnc"}, "Training of police against narcotics", start_day=500, end_day=900),
        Agreement("c", PARTIES, "Reform of prisons", frozenset({"focus:III"}), 0, 100),
        Agreement("d", PARTIES, "Libraries of courts", frozenset({"focus:III"}), 50, 200),
        Agreement("e", frozenset({"org:inl", "country:PE"}), "Narcotics control and police training", start_day=0),
        Agreement("f", PARTIES, "Narcotics control and police training, second phase", start_day=1000, end_day=1100),
    ]
    found = agreement_overlaps(papers)
    assert {(o.one, o.other, o.parties, o.words, o.covers, o.dated) for o in found} == {
        ("c", "d", ("country:EC", "org:inl"), (), ("focus:III",), True),
        ("a", "b", ("country:EC", "org:inl"), ("narcotics", "police", "training"), (), False),
        ("a", "f", ("country:EC", "org:inl"), ("control", "narcotics", "police", "training"), (), False),
    }
    assert [(o.one, o.other) for o in found] == [("c", "d"), ("a", "f"), ("a", "b")]


def test_words_that_every_agreement_has_are_no_topic() -> None:
    one = Agreement("a", PARTIES, "Memorandum of understanding on cooperation 2012")
    assert agreement_overlaps([one, Agreement("b", PARTIES, "Memorandum of understanding on cooperation 2012")]) == []
