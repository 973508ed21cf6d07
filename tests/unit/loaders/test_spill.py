"""What goes to disk when there is much of it comes back as it was, in its order."""

from __future__ import annotations

from loaders.rows import RowProblem, Where
from loaders.spill import Spooled


def test_things_past_a_page_come_back_in_their_order() -> None:
    kept: Spooled[RowProblem] = Spooled(page=3)
    told = [RowProblem("fault", Where("a.xml", line, f"r{line}", "x"), "found", "expected") for line in range(8)]
    for number, problem in enumerate(told):
        kept.append(problem)
        assert (len(kept), list(kept)) == (number + 1, told[: number + 1])


def test_two_who_read_at_once_and_one_who_adds_do_not_disturb_each_other() -> None:
    kept: Spooled[int] = Spooled(page=2)
    for number in range(5):
        kept.append(number)
    one, other = iter(kept), iter(kept)
    assert [next(one), next(other), next(one), next(other)] == [0, 0, 1, 1]
    kept.append(5)
    assert list(other)[:3] == [2, 3, 4]
    assert list(one)[:3] == [2, 3, 4]
    assert list(kept) == [0, 1, 2, 3, 4, 5]
