"""A site's own documents: a file that somebody edits in, the document that counts from the next start of the bench out.

A document is edited beside the others and published whole, so that no bench ever starts with half a change.
"""

import json
import re
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, func, select

from station.errors import Refusal
from station.knowledge.documents import CATALOGUE, LABEL_NAME, NAME, Document, Documents, decoded, document_of, label_name, parsed
from station.store.faults import guarded
from station.store.files import replace_file
from station.store.schema import documents as editions

DRAFTS: Final = "drafts"  # beside rubrics/, policies/ and labels/, where no bench looks
POLICIES: Final = ("dispositions", "holds", "conditions")
_NAMED: Final = re.compile(r"^name[ \t]*=.*\n", re.MULTILINE)
_EDITION: Final = re.compile(r"^(edition[ \t]*=[ \t]*)[0-9]+", re.MULTILINE)


def present(documents: Documents, name: str) -> Document:
    """The document of this name that counts now. Raises Refusal DOCUMENT_MISSING, or DOCUMENT_UNREADABLE."""
    return documents.load(kind_of(name), name)


def kind_of(name: str) -> str:
    """A label or a policy by its name, else a rubric: no name is used twice."""
    if name.startswith("labels/"):
        return "label"
    return "policy" if name in POLICIES else "rubric"


def read_file(file: Path) -> Document:
    """What a file would be as a document, by what it says of itself.

    Raises Refusal DOCUMENT_NOT_READ, DOCUMENT_UNREADABLE (with the line), DOCUMENT_OF_NO_KIND, DOCUMENT_NAME or LAYOUT_CLIENT.
    """
    try:
        content = file.read_bytes()
    except OSError as error:
        raise Refusal("DOCUMENT_NOT_READ", file=file, why=error.strerror or str(error)) from error
    data = parsed(str(file), decoded(str(file), content))
    name = _name_in(data, file)
    return document_of(kind_of(name), name, str(file), content, own=True)


def _name_in(data: dict[str, Any], file: Path) -> str:
    if "name" not in data and isinstance(data.get("findings"), dict) and isinstance(data.get("checks"), dict):
        return CATALOGUE
    name = data.get("name")
    if isinstance(name, str) and ("texts" in data or "stocks" in data):
        return _label(data, name, file)
    if name not in POLICIES and "board" not in data:
        raise Refusal("DOCUMENT_OF_NO_KIND", file=file)
    if not isinstance(name, str) or not NAME.fullmatch(name) or name == CATALOGUE:
        raise Refusal("DOCUMENT_NAME", file=file, name=name)
    return name


def _label(data: dict[str, Any], name: str, file: Path) -> str:
    """A kind of label says texts, a form only where they stand; a client's own says whose it is."""
    plain, client = name if "texts" in data else f"forms/{name}", str(data.get("client", ""))
    called = label_name(plain, client)
    if LABEL_NAME.fullmatch(label_name(plain)) and not LABEL_NAME.fullmatch(called):
        raise Refusal("LAYOUT_CLIENT", file=file, client=client)
    if not LABEL_NAME.fullmatch(called):
        raise Refusal("DOCUMENT_NAME", file=file, name=name)
    return called


def start_draft(documents: Documents, folder: Path, name: str, client: str = "") -> tuple[Path, Document]:
    """A copy of the present document to edit, with the next edition's number; never over another one.

    `folder` is that of the site's documents; `client` makes a label that client's own. Raises Refusal DRAFT_EXISTS,
    DOCUMENT_OF_NO_CLIENT, LAYOUT_CLIENT, or what `present` raises; Fault (DISK_FULL, …).
    """
    document, said = present(documents, name), f"client = {json.dumps(client, ensure_ascii=False)}\n"
    if client and not _may_be_a_clients(document):
        raise Refusal("DOCUMENT_OF_NO_CLIENT", name=name)
    meant = label_name(name.removeprefix("labels/"), client) if client else name
    if client and not LABEL_NAME.fullmatch(meant):
        raise Refusal("LAYOUT_CLIENT", file=name, client=client)
    draft = folder / DRAFTS / documents.own_file(document.kind, meant).relative_to(folder)
    if draft.exists():
        raise Refusal("DRAFT_EXISTS", file=draft)
    text = _EDITION.sub(lambda found: f"{found[1]}{document.edition + 1}", document.text, count=1)
    _write(draft, _NAMED.sub(lambda found: found[0] + said, text, count=1) if client else text)
    return draft, document


def _may_be_a_clients(document: Document) -> bool:
    """A kind of label that is not some client's already."""
    return document.kind == "label" and "texts" in document.data and "client" not in document.data


def highest_edition(connection: Connection, documents: Documents, document: Document) -> int:
    """The highest edition that a document of this name ever had here; 0 for a new one."""
    of_name = (editions.c.kind == document.kind) & (editions.c.name == document.name)
    kept = connection.execute(select(func.max(editions.c.edition)).where(of_name)).scalar_one()
    try:
        now = documents.load(document.kind, document.name).edition
    except Refusal:
        now = 0  # there is none, or one that nobody can read: it decides nothing
    return max(kept or 0, now)


def put_in_place(documents: Documents, document: Document) -> Path:
    """The document under its name among the site's own, whole or not at all. Raises Fault (DISK_FULL, …), and the old one stays."""
    target = documents.own_file(document.kind, document.name)
    _write(target, document.text)
    return target


def _write(target: Path, text: str) -> None:
    with guarded(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        replace_file(target, text.encode())
