"""The photographs of one unit: its facts and the store in; each picture once, with its circles and whether it is there, out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any

from station.clock import moment
from station.model.facts import Fact
from station.photos.store import PhotoStore
from station.rules.rulebook import Rulebook
from station.session.because import Known, finding_words
from station.session.pictured import pictures_of
from station.supervisor.unit_documents import Editions
from station.supervisor.unit_judged import records
from station.texts import as_moment, counted, listed, word

Circle = tuple[int, int, int]  # x and radius in thousandths of the width, y of the height


@dataclass(frozen=True, slots=True)
class Picture:
    """One photograph. `gone` says why it cannot be shown ("" while it can); `doubt` what was wrong with it when it was taken."""

    sha256: str
    label: str
    finding: str
    circles: tuple[Circle, ...]
    doubt: str
    shown: str
    gone: str


class Pictures:
    """Photographs in the words of the edition that asked for them."""

    def __init__(self, photos: PhotoStore, editions: Editions, zone: tzinfo, language: str) -> None:
        self._photos = photos
        self._editions = editions
        self._zone = zone
        self._language = language

    def of(self, facts: Sequence[Fact], erasures: Mapping[str, str]) -> tuple[Picture, ...]:
        """Each picture once, the newest decision's first; within a decision as they were taken. `erasures` says when, by digest.

        A picture that several decisions name is told as the last of them has it: its circle may have been drawn later.
        """
        found: dict[str, Picture] = {}
        for fact, record in reversed(list(records(facts))):
            for picture in self._told(fact, {**record, "photos": fact.payload.get("photos") or ()}, erasures):
                found.setdefault(picture.sha256, picture)
        return tuple(found.values())

    def _told(self, fact: Fact, body: Mapping[str, Any], erasures: Mapping[str, str]) -> list[Picture]:
        rules = self._editions.rules_of(body)
        return [
            Picture(
                sha256=str(each["sha256"]),
                label=str(each["label"]),
                finding=self._finding(body, each["finding"], rules),
                circles=tuple((mark["x"], mark["y"], mark["radius"]) for mark in each["marks"]),
                doubt=word(f"DOUBT_{each['doubt']}", self._language) if each["doubt"] else "",
                shown=as_moment(moment(fact.at), self._language, self._zone),
                gone=self._gone(str(each["sha256"]), erasures),
            )
            for each in pictures_of(body, rules, self._language)
        ]

    def _finding(self, body: Mapping[str, Any], code: str | None, rules: Rulebook) -> str:
        return finding_words({**body, "findings": ()}, code, rules, self._language, Known()) if code else ""

    def _gone(self, sha256: str, erasures: Mapping[str, str]) -> str:
        if erased := erasures.get(sha256):
            when = as_moment(moment(erased), self._language, self._zone)
            return word("UNIT_PHOTO_ERASED", self._language, when=when)
        return "" if self._photos.path(sha256) else word("UNIT_PHOTO_MISSING", self._language)


def say_pictures(pictures: Sequence[Picture], language: str) -> str:
    """How many there are, and how many of them cannot be shown."""
    gone = sum(bool(each.gone) for each in pictures)
    parts = [counted("UNIT_PHOTOS", len(pictures), language)]
    return listed([*parts, word("UNIT_PHOTOS_GONE", language, count=gone)] if gone else parts, language)
