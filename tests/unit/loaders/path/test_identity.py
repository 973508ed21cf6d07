"""Which id a cluster gets: by the strength of its identifiers, whatever the order in which anything was told."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from loaders.path.identity import SCHEMES, Entity, cluster, scheme_order

ENTITIES = tuple(Entity("Organization", source, key) for source in ("a", "b", "c") for key in ("1", "2"))
HELD = st.dictionaries(
    st.sampled_from(ENTITIES), st.lists(st.sampled_from([f"{scheme}:1" for scheme in (*SCHEMES[-6:], "ZZ-NEW", "AA-NEW")]), unique=True),
)  # fmt: skip


def test_schemes_have_a_place_each() -> None:
    assert len(set(SCHEMES)) == len(SCHEMES)
    told = ["ZZ-NEW:1", "US-AL:19.703", "US-DOTGOV:b.gov", "US-DOTGOV:a.gov", "US-FPDS:1900", "US-CGAC:019", "AA-NEW:2"]
    assert sorted(told, key=scheme_order) == [
        "US-CGAC:019", "US-FPDS:1900", "US-DOTGOV:a.gov", "US-DOTGOV:b.gov", "US-AL:19.703", "AA-NEW:2", "ZZ-NEW:1"]


@given(held=HELD, rnd=st.randoms())
def test_the_id_of_a_cluster_is_its_strongest_identifier_in_any_order(held: dict[Entity, list[str]], rnd: object) -> None:
    holders: dict[str, list[Entity]] = {}
    for entity, identifiers in held.items():
        for identifier in identifiers:
            holders.setdefault(identifier, []).append(entity)
    several = [(identifier, found) for identifier, found in holders.items() if len(found) > 1]
    shuffled = [(identifier, rnd.sample(found, len(found))) for identifier, found in rnd.sample(several, len(several))]  # type: ignore[attr-defined]
    backwards = {entity: list(reversed(identifiers)) for entity, identifiers in held.items()}
    found = cluster(several, held, [], {"Organization": "org"})
    assert cluster(shuffled, backwards, [], {"Organization": "org"}) == found
    for id_ in set(found.ids.values()):
        members = [entity for entity in found.ids if found.ids[entity] == id_]
        assert id_ == "org:" + min((i for entity in members for i in held[entity]), key=scheme_order)
