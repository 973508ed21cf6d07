"""Which entities of the files are organizations, projects or contracts, and what they are called."""

from __future__ import annotations

from loaders.entries import SetAside
from loaders.ftm.entity import Entity
from loaders.rows import Ref
from loaders.spill import Spill
from loaders.statements import Statements

# Schema to kind of organization ("" where it is none of itself).
ORGANIZATIONS = {"Organization": "", "Company": "private_sector", "PublicBody": "government", "LegalEntity": ""}
PROGRAMS = {"Project": "project", "Contract": "activity"}
# What only an organization has: a bare LegalEntity may be a person.
OF_AN_ORGANIZATION = (
    "registrationNumber",
    "legalForm",
    "jurisdiction",
    "incorporationDate",
    "dissolutionDate",
    "leiCode",
    "dunsCode",
    "uniqueEntityId",
    "vatCode",
    "ogrnCode",
    "cageCode",
    "opencorporatesUrl",
)


def is_organization(entity: Entity) -> bool:
    """Whether an entity is an organization beyond doubt."""
    if entity.schema == "LegalEntity":
        return bool(entity.all(*OF_AN_ORGANIZATION))
    return entity.schema in ORGANIZATIONS


class Index:
    """Entities by id: their label and name, or why they are not in the graph."""

    def __init__(self) -> None:
        self._kept = Spill()

    def add(self, entity: Entity) -> None:
        """Remember an entity; fragments of one are remembered by the first that has a name."""
        label = "Organization" if is_organization(entity) else "Program" if entity.schema in PROGRAMS else ""
        name = entity.first("name", "title")
        before, known = self.label(entity.id), self.name(entity.id)
        if not before or not known:
            # The name of what is not loaded (a person above all) is not even remembered.
            self._kept.put(entity.id, f"{label or before}\t{name}" if label or before else f"\t{entity.schema}")

    def label(self, key: str) -> str:
        """``Organization``, ``Program``, or empty."""
        found = self._kept.get(key)
        return str(found).partition("\t")[0] if found else ""

    def name(self, key: str) -> str:
        """The name of an organization or program; empty where it has none."""
        label, _, name = str(self._kept.get(key) or "").partition("\t")
        return name if label else ""

    def mention(self, said: Statements, key: str, what: str, labels: tuple[str, ...] = ("Organization",)) -> Ref:
        """Name an entity as the end of a link; ``SetAside`` where it is not loaded."""
        found = self._kept.get(key)
        if not key or found is None:
            raise SetAside(f"{what} {key or 'missing'}", "an entity that the files hold", what)
        label, _, name = str(found).partition("\t")
        if label not in labels:
            raise SetAside(f"{what} is a {label or name}", f"a link between {' or '.join(labels)} entities", what)
        return said.mention(label, key, name or key)
