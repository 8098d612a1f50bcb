"""A shop to work in, and the scans of a shift that goes on and on: parcels of five T-shirts, each as new."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw

from station.assembly import Station, bench_of, open_station
from station.clock import Clock, SystemClock
from station.devices.folder_camera import FolderCamera
from station.exchange.imports import import_file
from station.resources import resources
from station.session import Session

TEE: Final = "9521321000018"
AS_NEW: Final = "RS-AS-NEW"
A_PARCEL: Final = 5
_SIZE: Final = (1280, 960)


def make_shop(folder: Path, units: int, pictures: int) -> Path:
    """A station with the demo shop's products and returns for so many units; pictures for its camera beside it."""
    draw_pictures(folder / "pictures", pictures)
    file = folder / "returns.csv"
    with file.open("w", newline="", encoding="utf-8") as out:
        rows = csv.writer(out)
        rows.writerow(["rma", "client", "sku", "quantity", "price_paid", "currency"])
        rows.writerows([f"RMA-L{number}", "northwind", "NW-TEE-BLK-S", A_PARCEL, "19.90", "EUR"] for number in range(-(-units // A_PARCEL)))
    data = folder / "station"
    with open_station(data, SystemClock()) as opened:
        products = folder / "products.csv"
        products.write_bytes(resources().joinpath("demo", "products.csv").read_bytes())
        for kind, path in (("products", products), ("returns", file)):
            report = import_file(kind, path, ledger=opened.ledger, knowledge=opened.knowledge, reports=folder)  # type: ignore[arg-type]
            assert not report.refused
    return data


def draw_pictures(folder: Path, number: int) -> None:
    """So many different JPEGs, of the grain and size of a camera's (about 150 kB)."""
    folder.mkdir(parents=True)
    table = Image.effect_noise(_SIZE, 14).convert("RGB")
    for each in range(number):
        ImageDraw.Draw(table).text((40, 40 + each % 90 * 10), f"{each:06d}", fill=(each % 200, 30, 30), font_size=40)
        table.save(folder / f"{each:06d}.jpg", quality=80)


@contextmanager
def bench_in(data: Path, clock: Clock | None = None) -> Iterator[tuple[Station, Session]]:
    """The bench of that station in this process, with its camera; nobody needs to sign in."""
    with open_station(data, clock or SystemClock()) as opened:
        yield opened, bench_of(opened, FolderCamera(data.parent / "pictures"), takes_itself=True)


def scans(units: int) -> Iterator[str]:
    """Every scan and key of a shift of so many units (whole parcels)."""
    for number in range(-(-units // A_PARCEL)):
        yield f"RMA-L{number}"
        for _ in range(A_PARCEL):
            yield from (TEE, AS_NEW)
        yield "RS-CLOSE"
