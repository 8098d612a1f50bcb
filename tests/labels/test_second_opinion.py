"""Two readers of different makers agree on every label, drawn by parts of others; also with random payloads and titles in ten scripts."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from random import Random
from typing import Final

import pytest
from PIL import Image, ImageOps

from station.errors import Refusal
from station.labels import FORMATS, render
from station.labels.catalogue import label
from station.labels.gs1 import FNC1, message
from station.labels.kinds import KINDS
from station.labels.layout import lay_out
from station.labels.parts import DOTS_PER_METRE, Bars, LaidOut, Matrix
from station.model.labels import STOCKS
from tests.labels.readers import FIELDS, codes, laid_out, payloads, picture
from tests.labels.scripts import TITLES, needs_their_fonts
from tests.labels.second_readers import bars_and_qr, data_matrix, needs_both

_EACH: Final = sorted(product(KINDS, STOCKS))
_ENOUGH: Final = 6  # dots of a module for dmtxread
_AT_ONCE: Final = 30  # pictures that one zbarimg is given


@dataclass(frozen=True)
class Seen:
    """A label as others drew it."""

    laid: LaidOut
    image: Image.Image
    name: str


def _seen(kind: str, stock: str, fmt: str, dpi: int) -> Seen:
    laid = laid_out(kind, dpi, stock)
    return Seen(laid, picture(render(kind, FIELDS[kind], fmt, dpi, stock=stock), fmt, laid), f"{kind} {stock} {fmt} {dpi}")


def _sent(symbology: str, data: str) -> str:
    """What a reader says for it: GS1 without its brackets."""
    return message(data) if symbology.startswith("gs1") else data


def _around(matrix: Matrix, seen: Seen) -> Image.Image:
    """The symbol alone, with white around it: dmtxread looks for corners everywhere, for a long time."""
    side, quiet = matrix.module * len(matrix.symbol.rows), matrix.module * matrix.symbol.quiet
    left, top = seen.laid.dots(matrix.x), seen.laid.dots(matrix.y)
    cut = seen.image.crop((left - quiet, top - quiet, left + side + quiet, top + side + quiet))
    if matrix.module > _ENOUGH:  # at 600 dpi a module is a hundred dots and more, which only take time
        cut = cut.resize((cut.width * _ENOUGH // matrix.module, cut.height * _ENOUGH // matrix.module), Image.Resampling.BOX)
    elif matrix.module < _ENOUGH // 2:  # and a camera sees more than the two dots of a module
        cut = cut.resize((3 * cut.width, 3 * cut.height), Image.Resampling.NEAREST)
    return ImageOps.expand(cut, 12, fill=255)


def _second_reading(labels: Sequence[Seen], folder: Path) -> None:
    for first in range(0, len(labels), _AT_ONCE):
        some = labels[first : first + _AT_ONCE]
        for seen, read in zip(some, bars_and_qr([each.image for each in some], folder), strict=True):
            bars = {_sent(part.symbol.symbology, part.symbol.data) for part in seen.laid.parts if isinstance(part, Bars)}
            qr = {part.symbol.data for part in seen.laid.parts if isinstance(part, Matrix) and part.symbol.symbology == "qr"}
            assert bars | qr <= read, seen.name
    for seen in labels:
        for part in seen.laid.parts:
            if isinstance(part, Matrix) and part.symbol.symbology != "qr":
                mark = FNC1 if part.symbol.symbology == "gs1-datamatrix" else ""
                assert data_matrix(_around(part, seen), folder) == mark + part.symbol.held, seen.name


@needs_both
def test_that_a_second_reader_finds_the_same_codes_on_every_label(tmp_path: Path) -> None:
    # Each label in one format, in turn, so that each format is seen with each size and many kinds.
    _second_reading([_seen(kind, stock, FORMATS[number % 4], 203) for number, (kind, stock) in enumerate(_EACH)], tmp_path)


@needs_both
@pytest.mark.prove
@pytest.mark.parametrize("dpi", DOTS_PER_METRE)
@pytest.mark.parametrize("fmt", FORMATS)
def test_that_a_second_reader_finds_the_same_codes_in_every_format(fmt: str, dpi: int, tmp_path: Path) -> None:
    for first in range(0, len(_EACH), _AT_ONCE):
        _second_reading([_seen(kind, stock, fmt, dpi) for kind, stock in _EACH[first : first + _AT_ONCE]], tmp_path)


def _payload(dice: Random, field: str) -> str:
    """A plate, number or code as any station, shop or maker might choose it."""
    if field == "plate":
        station, copy = dice.choice(["B02", "NORTH-7", "X1"]), dice.choice(["", "/2", "/17"])
        return f"{station}-{dice.randrange(10**7):06d}-{dice.choice('0123456789ABCXYZ*')}{copy}"
    return "".join(chr(dice.randrange(0x21, 0x7F)) for _ in range(dice.randrange(1, 16)))


def _shuffled(dice: Random, title: str) -> str:
    """Other words of the same script, in another number."""
    parts = title.split() * dice.randrange(1, 4)
    dice.shuffle(parts)
    return " ".join(parts)


def _random_labels(count: int, seed: int) -> Iterator[tuple[Seen, str]]:
    """As many labels with a random kind, stock, format, resolution, payload and title, and the script of each."""
    dice = Random(seed)
    scripts = sorted(TITLES)
    while count:
        kind, stock = dice.choice(_EACH)
        script = scripts[count % len(scripts)]
        changed = {name: _payload(dice, name) for name in ("plate", "sku", "code", "fnsku") if name in FIELDS[kind]}
        fields = {**FIELDS[kind], **changed, "title": _shuffled(dice, TITLES[script])}
        fields["gtin"] = dice.choice([fields.get("gtin", ""), ""])
        fmt, dpi = dice.choice(FORMATS), dice.choice([203, 203, 203, 300, 300, 600])
        try:
            laid = lay_out(label(kind, stock), kind, fields, dpi)
        except Refusal as refusal:
            if refusal.code not in ("BARCODE_TOO_WIDE", "TEXT_TOO_LONG"):
                raise
            continue  # refused by name: a long code on a small label
        data = render(kind, fields, fmt, dpi, stock=stock)
        count -= 1
        yield Seen(laid, picture(data, fmt, laid), f"{kind} {stock} {fmt} {dpi} {fields}"), script


def _random(count: int, seed: int, folder: Path) -> None:
    scripts: Counter[str] = Counter()
    some: list[Seen] = []
    for seen, script in _random_labels(count, seed):
        assert codes(seen.image) == payloads(seen.laid), seen.name
        scripts[script] += 1
        some.append(seen)
        if len(some) == _AT_ONCE:
            _second_reading(some, folder)
            some = []
    _second_reading(some, folder)
    assert len(scripts) >= 10
    assert min(scripts.values()) >= count // (2 * len(scripts))


@needs_both
@needs_their_fonts
def test_that_random_payloads_and_titles_are_read_back(tmp_path: Path) -> None:
    _random(30, 20261122, tmp_path)


@needs_both
@needs_their_fonts
@pytest.mark.prove
@pytest.mark.parametrize("part", range(10))
def test_that_a_thousand_random_payloads_and_titles_are_read_back(part: int, tmp_path: Path) -> None:
    _random(100, part, tmp_path)
