"""A site's own labels as somebody writes them: started, checked, published, printed from the next start on, and looked at before."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from typer.testing import Result

from station.assembly import open_station
from station.clock import SystemClock
from station.devices.printers import open_printer
from station.errors import Refusal
from station.labelling import preview_of, trial_label_of
from station.labels.kinds import KINDS
from station.model.facts import DOCUMENT_PUBLISHED, LABEL_QUEUED, NewFact
from station.model.labels import STOCKS
from tests.labels.readers import codes
from tests.once import copied
from tests.test_cli import run_in

PLATE = "B02-000033-E"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    copied(_new, tmp_path / "data")
    return tmp_path / "data"


def _new(data: Path) -> None:
    with open_station(data, SystemClock(), station="B02"):
        pass


def _started(data: Path, *arguments: str) -> Path:
    return Path(json.loads(run_in(data, "rules", "start", *arguments, "--json").stdout)["file"])


def _told(result: Result) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(result.stdout)
    return told


def _published(data: Path) -> list[str]:
    with open_station(data, SystemClock()) as station:
        facts = station.ledger.facts(kinds=(DOCUMENT_PUBLISHED,))
        return [f"{fact.payload['name']}@{fact.payload['edition']}" for fact in facts if fact.payload["kind"] == "label"]


def test_that_a_sites_own_label_is_started_checked_and_published(data: Path) -> None:
    assert _published(data) == []  # a shipped label decides nothing
    draft = _started(data, "labels/hold")
    draft.write_text(draft.read_text().replace("{@LABEL_HOLD}", "WAIT"))
    assert _told(run_in(data, "rules", "check", str(draft), "--json"))["valid"] is True
    assert run_in(data, "rules", "publish", str(draft)).exit_code == 0
    assert _published(data) == ["labels/hold@4"]
    assert "labels/hold" in run_in(data, "rules", "list").stdout
    with open_station(data, SystemClock()) as station:
        said = [each.text for each in station.layouts.label("hold").element if each.kind == "text" and each.name == "headline"]
    assert said == ["WAIT"]
    assert run_in(data, "rules", "publish", str(draft)).stderr.startswith("EDITION_NOT_HIGHER")


def test_that_a_client_has_a_label_of_its_own(data: Path) -> None:
    draft = _started(data, "labels/restock", "--client", "Nord & Wind")
    assert 'client = "Nord & Wind"' in draft.read_text()
    draft.write_text(draft.read_text().replace('title = "{title}"', 'title = "Thank you"'))
    assert run_in(data, "rules", "publish", str(draft)).exit_code == 0
    assert _published(data) == ["labels/clients/nord%20%26%20wind/restock@3"]
    with open_station(data, SystemClock()) as station:
        theirs, ours = (station.layouts.label("restock", client=client) for client in ("NORD & wind", "other"))
    assert theirs != ours
    assert run_in(data, "rules", "start", "apparel", "--client", "x").stderr.startswith("DOCUMENT_OF_NO_CLIENT")
    assert run_in(data, "rules", "start", "labels/forms/notice", "--client", "x").stderr.startswith("DOCUMENT_OF_NO_CLIENT")


def test_that_a_form_is_refused_for_every_kind_that_it_breaks_and_nothing_changes(data: Path) -> None:
    draft = _started(data, "labels/forms/notice")
    draft.write_text(
        draft.read_text().replace("at = [0, 19.6, 57, 7.2]", "at = [0, 19.6, 30, 7.2]").replace("[24.2, 18.9, 8.6, 8.6]", "[0, 19.6, 3, 3]")
    )
    told = _told(run_in(data, "rules", "check", str(draft), "--json"))
    assert (told["valid"], {each["code"] for each in told["wrong"]}) == (False, {"BARCODE_TOO_WIDE"})
    for kind in ("hold", "c", "rework", "unidentified"):
        assert any(f"{kind} 57x32" in each["message"] for each in told["wrong"])
    assert run_in(data, "rules", "publish", str(draft)).exit_code == 1
    assert _published(data) == []


def test_that_a_label_is_no_rule_to_try_and_a_file_of_another_name_is_refused(data: Path) -> None:
    draft = _started(data, "labels/tote")
    assert run_in(data, "rules", "try", str(draft)).stderr.startswith("DOCUMENT_IS_A_LABEL")
    draft.write_text(draft.read_text().replace('name = "tote"', 'name = "../tote"'))
    assert run_in(data, "rules", "check", str(draft)).stderr.startswith("DOCUMENT_NAME")
    draft.write_text(draft.read_text().replace('name = "../tote"', 'name = "box"'))
    assert _told(run_in(data, "rules", "check", str(draft), "--json"))["wrong"][0]["code"] == "LAYOUT_UNKNOWN"


@pytest.mark.parametrize("client", ["../../../evil", "..", "x" * 201])
def test_that_a_client_that_cannot_be_in_a_name_is_told_as_what_is_wrong(data: Path, client: str) -> None:
    draft = _started(data, "labels/hold")
    draft.write_text(draft.read_text().replace('name = "hold"\n', f'name = "hold"\nclient = "{client}"\n'))
    told = run_in(data, "rules", "check", str(draft)).stderr
    assert told.startswith("LAYOUT_CLIENT")
    assert client[:8] in told
    before = sorted(data.rglob("*.toml"))
    assert run_in(data, "rules", "start", "labels/plate", "--client", client).stderr.startswith("LAYOUT_CLIENT")
    assert sorted(data.rglob("*.toml")) == before


def test_that_a_label_without_its_plate_is_not_published(data: Path) -> None:
    draft = _started(data, "labels/hold")
    draft.write_text(draft.read_text().replace('code = "{plate}"', 'code = "B02-000001-X"'))
    told = _told(run_in(data, "rules", "check", str(draft), "--json"))
    assert {each["code"] for each in told["wrong"]} == {"LAYOUT_CODE_MISSING", "LAYOUT_CODE_FIXED"}
    assert run_in(data, "rules", "publish", str(draft)).exit_code == 1
    assert _published(data) == []


@pytest.mark.parametrize("kind", KINDS)
def test_that_a_kind_that_was_never_printed_is_shown_with_made_up_data(data: Path, kind: str) -> None:
    with open_station(data, SystemClock()) as station:
        shown = preview_of(station, kind, "100x50", "nordwind")
    assert (shown.lpn, shown.wrong) == ("", ())
    assert Image.open(BytesIO(shown.data)).size == (800, 400)


def test_that_a_kind_is_shown_with_the_data_of_the_last_such_unit_of_the_client(data: Path) -> None:
    with open_station(data, SystemClock()) as station:
        for plate, client in ((PLATE, "nordwind"), ("B02-000041-M", "other")):
            fields = {"plate": plate, "reason": "SURPLUS", "owner": "CLIENT", "shelf": "X", "client": client}
            payload = {"lpn": plate, "layout": "hold", "fields": fields, "copy": 1, "reprint_reason": None}
            station.ledger.append("I-01", [NewFact(LABEL_QUEUED, plate, payload)])
        last, theirs, nobodys = (preview_of(station, "hold", "100x50", client) for client in ("", "nordwind", "third"))
    assert (last.lpn, theirs.lpn, nobodys.lpn) == ("B02-000041-M", PLATE, "")
    assert codes(Image.open(BytesIO(theirs.data)).convert("L")) == {PLATE}


def test_that_a_label_that_cannot_be_used_is_shown_with_why(data: Path) -> None:
    (data / "documents" / "labels").mkdir(parents=True)
    (data / "documents" / "labels" / "hold.toml").write_text('name = "hold"\nedition = 9\nform = "nowhere"\n[texts]\n')
    with open_station(data, SystemClock()) as station:
        shown = preview_of(station, "hold", "57x32")
        assert (shown.data, [each.code for each in shown.wrong]) == (b"", ["LAYOUT_FORM_UNKNOWN"])
        with pytest.raises(Refusal, match="LAYOUT_UNKNOWN"):
            preview_of(station, "sticker", "57x32")


@pytest.mark.parametrize("stock", STOCKS)
@pytest.mark.parametrize("kind", KINDS)
def test_that_a_trial_label_says_that_it_is_for_no_unit(data: Path, kind: str, stock: str) -> None:
    with open_station(data, SystemClock()) as station:
        printer = open_printer("tcp://127.0.0.1:9100?format=png", station.folder.labels, 203, stock)
        image = Image.open(BytesIO(trial_label_of(station, kind, printer))).convert("L")
    found = codes(image)
    assert not any(code.startswith("B02-0") for code in found)
    if kind not in ("pallet", "lithium"):
        assert "B02-TEST" in found
