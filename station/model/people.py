"""People at the bench. Facts name them by id only; names live in the people table."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Role(StrEnum):
    """What a person is here; `rights` says what each may do."""

    INSPECTOR = "inspector"
    SUPERVISOR = "supervisor"
    ADMIN = "admin"
    VIEWER = "viewer"


@dataclass(frozen=True, slots=True)
class Person:
    """One person: `id` such as "I-04" goes into facts, `name` only onto screens."""

    id: str
    name: str
    role: Role
    language: str = "en"


@dataclass(frozen=True, slots=True)
class SignInName:
    """One line of a sign-in page: whom it is about, and whether a PIN is set (a badge always is)."""

    id: str
    name: str
    has_pin: bool
    role: Role = Role.INSPECTOR


NOBODY: Final = Person("-", "", Role.INSPECTOR)  # where a station has no people, nobody needs to sign in
