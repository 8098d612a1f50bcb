"""Which facts somebody asks for, as a piece of SQL with its parameters."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Selection:
    """Facts of some kinds (all, if none is given; "item.*" stands for every kind that begins with "item.") and of one subject."""

    kinds: tuple[str, ...] = ()
    subject: str | None = None

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
        return "".join(f" AND {part}" for part in parts), tuple(params)

    def _kinds(self) -> tuple[str, list[str]]:
        exact = [kind for kind in self.kinds if not kind.endswith(".*")]
        families = [kind[:-1] for kind in self.kinds if kind.endswith(".*")]
        parts = [f"kind IN ({', '.join('?' * len(exact))})"] if exact else []
        # "item." to "item/": the slash follows the dot in every encoding, so this is a range of the index.
        parts += ["(kind >= ? AND kind < ?)"] * len(families)
        return " OR ".join(parts), [*exact, *(bound for family in families for bound in (family, family[:-1] + "/"))]
