"""What is to be said about the photographs of a unit: rows of its fact in, sentences out, for those with a circle or a doubt."""

from collections.abc import Iterable, Mapping
from typing import Any

from station.texts import named_shot, word


def picture_lines(photos: Iterable[Mapping[str, Any]], language: str) -> list[str]:
    """One sentence for each circle, and for each picture that was kept though something was wrong with it."""
    told: list[str] = []
    for photo in photos:
        shot = named_shot(str(photo["shot"]), language)
        for mark in photo.get("marks", ()):
            told.append(word("KNOWN_CIRCLE", language, shot=shot, x=round(mark["x"] / 10), y=round(mark["y"] / 10)))
        if photo.get("doubt"):
            told.append(word("KNOWN_DOUBT", language, shot=shot, doubt=word(f"DOUBT_{photo['doubt']}", language)))
    return told
