"""A second opinion on codes, by programs from Debian: zbarimg (zbar-tools) for bars and QR, dmtxread (dmtx-utils) for Data Matrix."""

import shutil
import subprocess
from base64 import b64decode
from collections.abc import Sequence
from pathlib import Path
from typing import Final
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring
from PIL import Image

ALL: Final = tuple(name for name in ("zbarimg", "dmtxread") if shutil.which(name))
needs_both: Final = pytest.mark.skipif(len(ALL) < 2, reason="zbarimg or dmtxread is missing (Debian packages zbar-tools, dmtx-utils)")
_NAMES: Final = "{http://zbar.sourceforge.net/2008/barcode}"
_PATIENCE: Final = 120
_SOUGHT: Final = "20000"  # ms for a picture that is little more than its one symbol


def bars_and_qr(images: Sequence[Image.Image], folder: Path) -> list[set[str]]:
    """What zbarimg reads in each picture; a GS1 separator is a GS, without the first."""
    for number, image in enumerate(images):
        image.save(folder / f"{number}.png")
    # One process for all: starting it takes longer than reading.
    command = ["zbarimg", "-q", "--nodbus", "--xml", *(f"{number}.png" for number in range(len(images)))]
    told = subprocess.run(command, cwd=folder, capture_output=True, timeout=_PATIENCE, check=False).stdout
    sources = {source.get("href"): source for source in fromstring(told).iter(f"{_NAMES}source")}
    return [{_text(data) for data in sources[f"{number}.png"].iter(f"{_NAMES}data")} for number in range(len(images))]


def data_matrix(image: Image.Image, folder: Path) -> str:
    """What dmtxread reads in a picture of one Data Matrix; FNC1 is a GS, the first one too. "" for nothing."""
    image.save(folder / "matrix.png")
    command = ["dmtxread", "-N1", f"-m{_SOUGHT}", "-G29", "matrix.png"]
    return subprocess.run(command, cwd=folder, capture_output=True, timeout=_PATIENCE, check=False).stdout.decode("latin-1")


def _text(data: Element) -> str:
    text = (data.text or "").strip("\n")
    return b64decode(text).decode("latin-1") if data.get("format") == "base64" else text
