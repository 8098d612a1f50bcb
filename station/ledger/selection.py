"""Which facts somebody asks for, as a piece of SQL with its parameters."""

from dataclasses import dataclass
from typing import Final

# Whose a fact is: the client that it names (a correction: the new one), else the one that the last earlier fact about its unit names.
_NAMED: Final = "coalesce({0}.payload ->> '$.what.client[1]', {0}.payload ->> '$.client')"
_CLIENT: Final = (
    f"coalesce({_NAMED.format('facts')}, (SELECT {_NAMED.format('told')} FROM facts AS told WHERE told.subject = facts.subject"  # noqa: S608
    f" AND told.seq < facts.seq AND {_NAMED.format('told')} IS NOT NULL ORDER BY told.seq DESC LIMIT 1)) = ?"
)


@dataclass(frozen=True, slots=True)
class Selection:
    """Facts of some kinds (all, if none is given; "item.*" is every kind that begins with "item."), of one subject, of one client."""

    kinds: tuple[str, ...] = ()
    subject: str | None = None
    client: str | None = None

    def where(self) -> tuple[str, tuple[str, ...]]:
        """A condition to append to a WHERE (" AND ...", or nothing) and its parameters."""
        parts: list[str] = []
        params: list[str] = []
        if self.subject is not None:
            parts.append("subject = ?")
            params.append(self.subject)
        if self.kinds:
            alternatives, values = self._kinds()
            parts.append(f"({alternatives})")
            params += values
        if self.client is not None:  # last: what costs least decides first
            parts.append(_CLIENT)
            params.append(self.client)
        return "".join(f" AND {part}" for part in parts), tuple(params)

    def _kinds(self) -> tuple[str, list[str]]:
        exact = [kind for kind in self.kinds if not kind.endswith(".*")]
        families = [kind[:-1] for kind in self.kinds if kind.endswith(".*")]
        parts = [f"kind IN ({', '.join('?' * len(exact))})"] if exact else []
        # "item." to "item/": the slash follows the dot in every encoding, so this is a range of the index.
        parts += ["(kind >= ? AND kind < ?)"] * len(families)
        return " OR ".join(parts), [*exact, *(bound for family in families for bound in (family, family[:-1] + "/"))]
