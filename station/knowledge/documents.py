"""Documents of judgement (rubrics, policies) and labels: a kind and a name in, the text, its edition and its digest out.

Shipped ones lie in resources/, a site's own under documents/ in the data folder; a site's document replaces the shipped one of
its name. One that cannot be read is a refusal, never the shipped one instead: the site meant something else.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from sqlalchemy import Connection, insert, select

from station.errors import Refusal
from station.model.facts import DOCUMENT_PUBLISHED, NewFact
from station.resources import resource_names, resource_text
from station.store.schema import documents

CATALOGUE: Final = "findings"  # lies among the rubrics and is none: what they all choose from
FOLDERS: Final[Mapping[str, str]] = {"rubric": "rubrics", "policy": "policies", "label": "labels"}
NAME: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}", re.ASCII)
# A label is named with its folder, since a rubric may have the same name: a kind, a form, or a kind of one client.
LABEL_NAME: Final = re.compile(r"labels/(forms/|clients/[A-Za-z0-9%_~-][A-Za-z0-9%_.~-]{0,199}/)?" + NAME.pattern, re.ASCII)
_LINE: Final = re.compile(r"\(at line (\d+), column \d+\)$")


@dataclass(frozen=True, slots=True)
class Document:
    """One edition of a document: `data` is its parsed TOML, `source` the file it came from, `digest` SHA-256 of its text.

    `own` says that the site wrote it; else it was shipped with the program.
    """

    kind: str
    name: str
    edition: int
    digest: str
    text: str
    data: Mapping[str, Any]
    source: str
    own: bool = False

    @property
    def reference(self) -> str:
        """How facts name it: "apparel@4:9f31c0de"."""
        return f"{self.name}@{self.edition}:{self.digest[:8]}"


class Documents:
    """The documents of a station. Each is read once: a new edition counts from the next start, so an open unit keeps its own."""

    def __init__(self, site: Path) -> None:
        self._site = site
        self._read: dict[tuple[str, str], Document] = {}

    def load(self, kind: str, name: str) -> Document:
        """The document. Raises Refusal DOCUMENT_MISSING, or DOCUMENT_UNREADABLE naming file and line."""
        if (kind, name) not in self._read:
            self._read[kind, name] = self._document(kind, name)
        return self._read[kind, name]

    def names(self, kind: str) -> tuple[str, ...]:
        """The names of all documents of a kind, sorted."""
        folders = ("labels", "labels/forms") if kind == "label" else (FOLDERS[kind],)
        shipped = {_named(kind, path) for folder in folders for path in _shipped(folder)}
        tried = {name for known, name in self._read if known == kind}
        return tuple(sorted(name for name in {*shipped, *self._own(kind), *tried} if _is_name(kind, name)))

    def own_label(self, name: str, client: str = "") -> str | None:
        """The text of the site's own label "restock" or "forms/notice", or of a client's; None where there is none.

        Raises Refusal DOCUMENT_UNREADABLE.
        """
        try:
            document = self.load("label", label_name(name, client))
        except Refusal as refusal:
            if refusal.code == "DOCUMENT_MISSING":
                return None
            raise
        return document.text if document.own else None

    def trying(self, document: Document) -> "Documents":
        """The same documents with this one in the place of the present one of its name: what a bench would start with."""
        others = Documents(self._site)
        others._read[document.kind, document.name] = document
        return others

    def own_file(self, kind: str, name: str) -> Path:
        """Where the site's own document of this name lies, if there is one."""
        return self._site / _path(kind, name)

    def categories(self) -> tuple[str, ...]:
        """What a client's category may be mapped to: every rubric, and the category for which several of them decide together."""
        names = dict.fromkeys(name for name in self.names("rubric") if name != CATALOGUE)
        for name in tuple(names):
            found = self._try("rubric", name)
            chosen = found.data.get("chosen_if") if isinstance(found, Document) else None
            if isinstance(chosen, dict) and isinstance(chosen.get("category"), str):
                names.setdefault(chosen["category"])
        return tuple(names)

    def unpublished(self, connection: Connection) -> list[Document]:
        """The documents whose text this database does not hold yet; those that cannot be read are left to `problems`."""
        known = {tuple(row) for row in connection.execute(select(documents.c.kind, documents.c.name, documents.c.digest))}
        readable = (self._try(kind, name) for kind, name in self._deciding())
        return [found for found in readable if isinstance(found, Document) and (found.kind, found.name, found.digest) not in known]

    def problems(self) -> list[Refusal]:
        """Why which documents cannot be used, for the check-up of the station."""
        tried = (self._try(kind, name) for kind, name in self._deciding())
        return [found for found in tried if isinstance(found, Refusal)]

    def _deciding(self) -> Iterator[tuple[str, str]]:
        """What decides something here. A shipped label decides nothing: how it looks goes with the edition of the program."""
        for kind in FOLDERS:
            yield from ((kind, name) for name in (self._own(kind) if kind == "label" else self.names(kind)))

    def _own(self, kind: str) -> list[str]:
        """The names of the documents that the site wrote."""
        folder = self._site / FOLDERS[kind]
        files = folder.rglob("*.toml") if kind == "label" else folder.glob("*.toml")
        found = (_named(kind, path.relative_to(self._site).as_posix()) for path in files) if folder.is_dir() else iter(())
        return sorted(name for name in found if _is_name(kind, name))

    def _try(self, kind: str, name: str) -> Document | Refusal:
        try:
            return self.load(kind, name)
        except Refusal as refusal:
            return refusal

    def _document(self, kind: str, name: str) -> Document:
        if kind not in FOLDERS or not _is_name(kind, name):
            raise Refusal("DOCUMENT_MISSING", kind=_in_words(kind), name=name)
        source, content, own = self._content(kind, name)
        return document_of(kind, name, source, content, own=own)

    def _content(self, kind: str, name: str) -> tuple[str, bytes, bool]:
        """Where the document lies, its bytes, and whether it is the site's own; else it is the shipped one."""
        shipped = _path(kind, name)
        own = self.own_file(kind, name)
        try:
            return str(own), own.read_bytes(), True
        except FileNotFoundError:
            pass
        except OSError as error:
            raise unreadable(str(own), 0, error.strerror or str(error)) from error
        try:
            return shipped, resource_text(shipped).encode(), False
        except FileNotFoundError:
            raise Refusal("DOCUMENT_MISSING", kind=_in_words(kind), name=name) from None


def label_name(name: str, client: str = "") -> str:
    """How a label is called: "labels/restock", "labels/forms/notice", "labels/clients/nordwind/restock".

    A sign of a client's name that no file name should have is written as in addresses, " " as %20.
    """
    return f"labels/clients/{quote(client.casefold(), safe='')}/{name}" if client else f"labels/{name}"


def _is_name(kind: str, name: str) -> bool:
    return (LABEL_NAME if kind == "label" else NAME).fullmatch(name) is not None


def _named(kind: str, path: str) -> str:
    """The name of a document by its path among the resources or the site's own."""
    return path.removesuffix(".toml") if kind == "label" else Path(path).stem


def _path(kind: str, name: str) -> str:
    return f"{name}.toml" if kind == "label" else f"{FOLDERS[kind]}/{name}.toml"


def _in_words(kind: str) -> str:
    """A key of the words table for a kind of document."""
    return f"@DOCUMENT_{kind.upper()}" if kind in FOLDERS else kind


def document_of(kind: str, name: str, source: str, content: bytes, *, own: bool) -> Document:
    """A document out of the bytes of a file; raises Refusal DOCUMENT_UNREADABLE naming file and line."""
    text = decoded(source, content)
    data = parsed(source, text)
    edition = data.get("edition")
    if not isinstance(edition, int) or isinstance(edition, bool) or edition < 1:
        raise unreadable(source, line_of(text, "edition"), "edition must be a whole number from 1")
    return Document(kind, name, edition, sha256(text.encode()).hexdigest(), text, data, source, own)


def insert_document(connection: Connection, document: Document) -> None:
    """Keep this edition for ever: a later explanation needs the very text that decided. Twice is once."""
    row = {name: getattr(document, name) for name in ("kind", "name", "digest", "edition", "text")}
    connection.execute(insert(documents).prefix_with("OR IGNORE"), row)


def publication(document: Document) -> NewFact:
    """The fact that goes with `insert_document`, in the same transaction."""
    payload = {"kind": document.kind, "name": document.name, "edition": document.edition, "digest": document.digest}
    return NewFact(DOCUMENT_PUBLISHED, f"{document.kind}:{document.name}", payload)


def unreadable(source: str, line: int, why: str) -> Refusal:
    """The refusal for a document that cannot be used: `line` 0 is the file as a whole."""
    return Refusal("DOCUMENT_UNREADABLE", file=source, line=line, why=f"line {line}: {why}" if line else why)


def decoded(source: str, content: bytes) -> str:
    """The text of a document; raises Refusal DOCUMENT_UNREADABLE."""
    try:
        return content.decode("utf-8-sig")  # editors on Windows put a byte order mark in front
    except UnicodeDecodeError as error:
        raise unreadable(source, content.count(b"\n", 0, error.start) + 1, "not UTF-8") from error


def parsed(source: str, text: str) -> dict[str, Any]:
    """Its TOML; raises Refusal DOCUMENT_UNREADABLE with the line."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        where = _LINE.search(str(error))
        line = int(where[1]) if where else text.count("\n") + 1  # "at end of document"
        raise unreadable(source, line, _LINE.sub("", str(error)).strip()) from error


def line_of(text: str, key: str) -> int:
    """The line on which a key is set, 1 if it is nowhere."""
    found = re.search(rf"^\s*{key}\s*=", text, re.MULTILINE)
    return text.count("\n", 0, found.end()) + 1 if found else 1


def _shipped(folder: str) -> tuple[str, ...]:
    try:
        return resource_names(folder)
    except FileNotFoundError:
        return ()
