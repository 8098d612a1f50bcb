"""A shop to work in, and the scans of a shift that goes on and on: parcels of five T-shirts of one kind, each as new."""

import csv
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Final

from biip.checksums import gs1_standard_check_digit
from PIL import Image

from station.assembly import Station, bench_of, open_station
from station.clock import Clock, SystemClock
from station.devices.folder_camera import FolderCamera
from station.exchange.imports import import_file
from station.session import Session

AS_NEW: Final = "RS-AS-NEW"
A_PARCEL: Final = 5
_SIZE: Final = (1280, 960)
_DENSITY: Final = slice(14, 18)  # of a JFIF header: it says nothing about the pixels


def make_shop(folder: Path, units: int, pictures: int) -> Path:
    """A station that expects so many units, each parcel of a product of its own; pictures for its camera lie beside it."""
    draw_pictures(folder / "pictures", pictures)
    parcels = range(-(-units // A_PARCEL))
    products, returns = folder / "products.csv", folder / "returns.csv"
    rows = [("northwind", f"TEE-{number}", gtin(number), "T-shirt, black, S", "apparel", "19.90", "EUR", "A-01-01") for number in parcels]
    _write(products, ("client", "sku", "gtin", "title", "category", "price", "currency", "bin"), rows)
    lines = [(f"RMA-L{number}", "northwind", f"TEE-{number}", A_PARCEL, "19.90", "EUR") for number in parcels]
    _write(returns, ("rma", "client", "sku", "quantity", "price_paid", "currency"), lines)
    data = folder / "station"
    with open_station(data, SystemClock()) as opened:
        for kind, path in (("products", products), ("returns", returns)):
            report = import_file(kind, path, ledger=opened.ledger, knowledge=opened.knowledge, reports=folder)  # type: ignore[arg-type]
            assert not report.refused
    return data


def gtin(parcel: int) -> str:
    """The GTIN of everything in this parcel."""
    digits = f"952{parcel:09d}"
    return f"{digits}{gs1_standard_check_digit(digits)}"


def _write(file: Path, header: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> None:
    with file.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows([header, *rows])


def draw_pictures(folder: Path, number: int) -> None:
    """So many JPEGs of the grain and size of a camera's (about 180 kB), no two of the same bytes."""
    folder.mkdir(parents=True)
    drawn: list[bytearray] = []
    for _ in range(min(number, 8)):
        out = BytesIO()
        Image.effect_noise(_SIZE, 6).convert("RGB").save(out, "JPEG", quality=80)
        drawn.append(bytearray(out.getvalue()))
    for each in range(number):
        picture = drawn[each % len(drawn)]
        picture[_DENSITY] = (each + 1).to_bytes(2, "big") * 2  # drawing each anew would take longer than the shift
        (folder / f"{each:06d}.jpg").write_bytes(picture)


@contextmanager
def session_in(data: Path, clock: Clock | None = None) -> Iterator[tuple[Station, Session]]:
    """The bench of that station in this process, with its camera; nobody needs to sign in."""
    with open_station(data, clock or SystemClock()) as opened:
        yield opened, bench_of(opened, FolderCamera(data.parent / "pictures"), takes_itself=True)


def scans(units: int) -> Iterator[str]:
    """Every scan and key of a shift of so many units (whole parcels)."""
    for number in range(-(-units // A_PARCEL)):
        yield f"RMA-L{number}"
        for _ in range(A_PARCEL):
            yield from (gtin(number), AS_NEW)
        yield "RS-CLOSE"
