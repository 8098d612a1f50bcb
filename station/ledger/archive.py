"""The form of a backup: one zip file, stored without compression, whose manifest comes last and names every other entry's size.

station.db        the database, whole and compact      settings.toml     if the station has one
photos/…          as in the data folder                documents/…       the site's own documents
manifest.json     format, station, ledger, head, schema, SHA-256 of the database
"""

import json
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import IO, Any, BinaryIO, Final

from station.errors import Refusal

FORMAT: Final = 1
DATABASE: Final = "station.db"
MANIFEST: Final = "manifest.json"
SINGLE: Final = (DATABASE, "settings.toml")
FOLDERS: Final = ("photos", "documents")
CHUNK: Final = 1024 * 1024
_LARGEST_MANIFEST: Final = 64 * 1024
# A fixed time, since a zip file knows none before 1980 and a station's clock may stand anywhere.
_NO_TIME: Final = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself. `head_*`: the last fact in it; `bytes`: all other entries together, unpacked."""

    format: int
    station: str
    ledger: str
    created_at: str
    made_at: str
    schema: str
    head_seq: int
    head_digest: str
    database_sha256: str
    photos: int
    bytes: int

    @classmethod
    def of(cls, found: Mapping[str, Any]) -> "Manifest":
        """From JSON; raises KeyError or TypeError for what is no manifest."""
        texts = ("station", "ledger", "created_at", "made_at", "schema", "head_digest", "database_sha256")
        numbers = ("format", "head_seq", "photos", "bytes")
        values = {name: found[name] for name in (*texts, *numbers)}
        if not all(isinstance(values[name], str) for name in texts) or not all(isinstance(values[name], int) for name in numbers):
            raise TypeError("a value has the wrong type")
        return cls(**values)


class ArchiveWriter:
    """A backup while it is written; `out` is a file open for writing."""

    def __init__(self, out: BinaryIO) -> None:
        self._zip = zipfile.ZipFile(out, "w", zipfile.ZIP_STORED)
        self.bytes = 0

    def add(self, name: str, source: Path) -> str:
        """Copies a file in, a piece at a time; its SHA-256 as it was copied. Raises OSError."""
        digest = sha256()
        with source.open("rb") as content, self._zip.open(zipfile.ZipInfo(name, _NO_TIME), "w", force_zip64=True) as entry:
            while piece := content.read(CHUNK):
                digest.update(piece)
                self.bytes += len(piece)
                entry.write(piece)
        return digest.hexdigest()

    def finish(self, manifest: Manifest) -> None:
        """The manifest, then the list of entries without which no zip file can be read: a backup that was cut short is none."""
        self._zip.writestr(zipfile.ZipInfo(MANIFEST, _NO_TIME), json.dumps(asdict(manifest), indent=2) + "\n")
        self._zip.close()

    def abandon(self) -> None:
        """Gives up what was not finished; nothing after `finish`. The file is the caller's to remove."""
        with suppress(OSError):
            self._zip.close()


class ArchiveReader:
    """A backup that is read. Every name in it was checked: none leads out of the folder into which it is unpacked."""

    def __init__(self, file: Path, archive: zipfile.ZipFile) -> None:
        self._file, self._zip = file, archive
        names = [_checked(entry) for entry in archive.infolist()]
        if len(set(names)) != len(names) or DATABASE not in names or archive.getinfo(MANIFEST).file_size > _LARGEST_MANIFEST:
            raise zipfile.BadZipFile("its entries are not those of a backup")
        self.manifest = Manifest.of(json.loads(archive.read(MANIFEST)))
        self.names = tuple(name for name in names if name != MANIFEST)

    def unpack(self, name: str, target: BinaryIO) -> str:
        """Copies one entry out; its SHA-256. Raises Refusal BACKUP_DAMAGED where its checksum is wrong; OSError for the target."""
        digest = sha256()
        with self._zip.open(name) as entry:
            while piece := self._read(entry):
                digest.update(piece)
                target.write(piece)
        return digest.hexdigest()

    def _read(self, entry: IO[bytes]) -> bytes:
        try:
            return entry.read(CHUNK)
        except (zipfile.BadZipFile, EOFError) as error:
            raise Refusal("BACKUP_DAMAGED", file=self._file, detail=error) from error


@contextmanager
def reading(file: Path) -> Iterator[ArchiveReader]:
    """Opens a backup. Raises Refusal BACKUP_MISSING or BACKUP_DAMAGED."""
    try:
        archive = zipfile.ZipFile(file)
    except (FileNotFoundError, IsADirectoryError) as error:
        raise Refusal("BACKUP_MISSING", file=file) from error
    except (zipfile.BadZipFile, OSError) as error:
        raise Refusal("BACKUP_DAMAGED", file=file, detail=error) from error
    with archive:
        try:
            opened = ArchiveReader(file, archive)
        except (zipfile.BadZipFile, KeyError, TypeError, ValueError, EOFError) as error:
            raise Refusal("BACKUP_DAMAGED", file=file, detail=error) from error
        yield opened


def _checked(entry: zipfile.ZipInfo) -> str:
    name, parts = entry.filename, PurePosixPath(entry.filename).parts
    inside = name in (*SINGLE, MANIFEST) or (len(parts) > 1 and parts[0] in FOLDERS and ".." not in parts)
    if not inside or "\\" in name or ":" in name or str(PurePosixPath(name)) != name:
        raise zipfile.BadZipFile(f"it holds {name[:80]!r}, which no backup holds")
    if entry.compress_type != zipfile.ZIP_STORED or entry.file_size != entry.compress_size:
        raise zipfile.BadZipFile(f"{name} is compressed, which no backup is")
    return name
