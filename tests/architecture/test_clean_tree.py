"""Nothing in the tree points outside it: no host, no path of one machine, no address in a lock file."""

import re
from typing import Final

from tests.architecture.tree import ROOT, name_of, text_files

# The only addresses that a file may name, each for a reason.
_ALLOWED: Final = {
    "www.apache.org": "the licence's own text",
    "id.gs1.org": "the resolver inside GS1 Digital Link codes: an identifier, never fetched",
    "schemas.openxmlformats.org": "what workbooks (XLSX) call their own parts: an identifier, never fetched",
    "www.w3.org": "what SVG pictures call their own elements: an identifier, never fetched",
    "example.com": "reserved for examples (RFC 2606)",
    "example.org": "reserved for examples (RFC 2606)",
    "example.net": "reserved for examples (RFC 2606)",
    "localhost": "this machine",
    "127.0.0.1": "this machine",
    "zbar.sourceforge.net": "the name of an XML vocabulary, as one of the readers writes it",
    "192.168.1.50": "the example of a label printer's address",
}
_ADDRESS: Final = re.compile(r"\b(?:https?|ftp|tcp|socket)://([\w.-]+)", re.IGNORECASE)
_HOST_NAME: Final = re.compile(r"[\w-]+(?:\.[\w-]+)+")
_NUMBERS: Final = re.compile(r"(?<![\w.:-])(?:10|172|192|100)(?:\.\d{1,3}){3}(?![\w.])")
_FOLDERS: Final = re.compile(r"(?<![\w.$}~/-])/(?:work|root|home/\w+|Users/\w+|private/tmp|workspace|farm)/")


def _is_nobodys(host: str) -> bool:
    return host.lower() in _ALLOWED or host.startswith("192.0.2.")  # documentation's own numbers (RFC 5737)


def test_that_no_file_names_a_host() -> None:
    named = [
        f"{name_of(path)}: {host}"
        for path, text in text_files()
        for host in _ADDRESS.findall(text)
        if _HOST_NAME.fullmatch(host) and not _is_nobodys(host)
    ]
    assert named == []


def test_that_no_file_names_a_machine_of_a_private_network() -> None:
    named = [f"{name_of(path)}: {found}" for path, text in text_files() for found in _NUMBERS.findall(text) if not _is_nobodys(found)]
    assert named == []


def test_that_no_file_names_a_folder_of_one_machine() -> None:
    assert [f"{name_of(path)}: {found}" for path, text in text_files() for found in _FOLDERS.findall(text)] == []


def test_that_lock_files_name_no_address_and_hash_every_package() -> None:
    locks = sorted(ROOT.glob("requirements*.lock"))
    assert [lock.name for lock in locks] == ["requirements-test.lock", "requirements.lock"]
    for lock in locks:
        text = lock.read_text(encoding="utf-8")
        assert not re.search(r"http|--index|--extra|--find-links|@ ", text), lock.name
        packages = re.findall(r"^[\w.-]+==.*(?:\n    --hash=\S.*)*", text, re.MULTILINE)
        assert len(packages) > 30
        assert all("--hash=sha256:" in package for package in packages), lock.name


def test_that_the_test_lock_holds_the_versions_that_run() -> None:
    runs, tests = (
        set(re.findall(r"^[\w.-]+==\S+", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE))
        for name in ("requirements.lock", "requirements-test.lock")
    )
    assert runs < tests
