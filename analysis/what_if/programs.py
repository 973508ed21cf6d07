"""What a program loses when organizations leave, programs end or agreements are not renewed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from analysis.what_if.gone import Gone


class Loss(StrEnum):
    """What becomes of a program. The value is what a reader sees."""

    ENDS = "ends"
    UNDELIVERED = "nobody is left to deliver it"
    UNFUNDED = "nobody is left to pay for it"
    AT_RISK = "at risk: its agreement is not renewed"
    LOSES_ONE = "goes on with others"


HOMELESS = (Loss.ENDS, Loss.UNDELIVERED, Loss.UNFUNDED)


@dataclass(frozen=True)
class Roles:
    """Who delivers and who pays for a program (ids; empty where no source says), and the agreements that cover it."""

    id: str
    deliverers: frozenset[str] = frozenset()
    funders: frozenset[str] = frozenset()
    agreements: frozenset[str] = frozenset()


def losses(program: Roles, gone: Gone) -> tuple[Loss, ...]:
    """What becomes of a program that has to do with what is gone.

    One of which no source says who delivers it does not lose its deliverer: nothing is known of it either way.
    """
    if program.id in gone.programs:
        return (Loss.ENDS,)
    found = []
    if program.deliverers and program.deliverers <= gone.organizations:
        found.append(Loss.UNDELIVERED)
    if program.funders and program.funders <= gone.organizations:
        found.append(Loss.UNFUNDED)
    if program.agreements & gone.agreements:
        found.append(Loss.AT_RISK)
    return tuple(found) or (Loss.LOSES_ONE,)
