"""One shot: the camera is asked, its picture is judged and stored. What is due in, the event of a picture that is on the disk out.

A picture that is dark, blown out, empty or blurred is not kept the first time, and it is said why. The second one is kept as it is,
with what was wrong with it: the inspector has looked, and the bench is no wall. A live camera never gives the same bytes twice: such a
picture is an old one, of this unit or of the one before, and is refused.
"""

from enum import Enum
from typing import Any

from station.bench import events as ev
from station.bench.marking import photos_of
from station.bench.prompts import shot_due
from station.bench.states import Bench, TakePhoto
from station.errors import Refusal
from station.photos.store import PhotoStore
from station.session.camera import STAND_IN, Camera, Picture, judged, retake


class Asked(Enum):
    """Who asked for a picture: nobody, the camera that saw it still and sharp, or the inspector."""

    NOT = 0
    BY_ITSELF = 1
    BY_HAND = 2


def asks_for_picture(event: ev.Event, before: Bench) -> Asked:
    """Whether this input asks for the picture that is due; an answer to a question does not, though a picture may be due after it."""
    if isinstance(event, ev.PhotoAsked):
        return Asked.BY_ITSELF if event.itself else Asked.BY_HAND
    return Asked.BY_HAND if isinstance(event, ev.Answered) and shot_due(before) else Asked.NOT


class Shooting:
    """The camera of a session, if it has one, and where its pictures go."""

    def __init__(self, camera: Camera | None, photos: PhotoStore) -> None:
        self._camera = camera
        self._photos = photos
        self._plates = ("", "")
        self._given: dict[str, set[str]] = {}
        self._told: tuple[str, TakePhoto] | None = None

    @property
    def at_once(self) -> bool:
        """Whether a picture that takes itself is taken as soon as it is due: not by a camera that sees when the item lies still."""
        return not (self._camera and getattr(self._camera, "sees_stillness", False))

    def taken(self, due: TakePhoto, bench: Bench, stamped: dict[str, Any], *, itself: bool) -> ev.PhotoTaken:
        """The picture that is due, stored.

        Raises Refusal NO_CAMERA, PHOTO_AGAIN or RETAKE_…, what the camera raises, and what the store raises.
        """
        if self._camera is None:
            raise Refusal("NO_CAMERA", shot=_shown(due, bench))
        picture = self._camera.shoot()
        doubt = self._doubt(picture, (_plate(bench), due))
        digest = self._photos.put(picture.data)
        if picture.source != STAND_IN:
            self._must_be_new(digest, bench)
        self._told = None
        return ev.PhotoTaken(
            shot=due.shot, finding=due.finding, sha256=digest, source=picture.source, itself=itself, doubt=doubt, **stamped
        )

    def _must_be_new(self, digest: str, bench: Bench) -> None:
        """Whether neither this unit nor the one before has it. What an undo took back may be taken again."""
        plate = _plate(bench)
        if plate != self._plates[1]:
            self._plates = (self._plates[1], plate)
            self._given = {each: self._given.get(each, set()) for each in self._plates}
        before = self._given.get(self._plates[0], set()) if self._plates[0] != plate else set()
        if digest in _standing(bench) | before:
            raise Refusal("PHOTO_AGAIN")
        self._given.setdefault(plate, set()).add(digest)

    def _doubt(self, picture: Picture, wanted: tuple[str, TakePhoto]) -> str:
        seen = None if picture.source == STAND_IN else judged(picture.data)
        wrong = retake(seen.advice) if seen else None
        if seen is None or wrong is None:
            return ""
        if self._told != wanted:
            self._told = wanted
            raise wrong
        return seen.advice


def _shown(due: TakePhoto, bench: Bench) -> str:
    """What the picture shows, in the words of the unit's rubric; else its code."""
    inspection = bench.unit.inspection if bench.unit else None
    return (inspection.rubric.shots.get(due.shot) if inspection else None) or due.shot


def _standing(bench: Bench) -> set[str]:
    """The pictures that the unit in hand has, also from when it was graded before."""
    unit = bench.unit
    known = unit.known if unit else None
    had = known.record.get("photos") or () if known else ()
    return {shot.sha256 for shot in (photos_of(unit) if unit else ())} | {str(each.get("sha256")) for each in had}


def _plate(bench: Bench) -> str:
    known = bench.question.unit if bench.question else None
    return bench.unit.lpn if bench.unit else known.lpn if known else ""
