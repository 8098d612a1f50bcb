"""The page that users read names every column and every field that goes in or out."""

import json
import re
from pathlib import Path

import pytest

from station.exchange.batches import Batch, Plan
from station.exchange.columns import columns
from station.exchange.flat import COLUMNS
from station.exchange.folder_target import FolderTarget
from station.exchange.kinds import KINDS
from station.exchange.mapping import Format, Mapping
from station.exchange.refused import COLUMNS as REFUSED_COLUMNS

PAGE = (Path(__file__).parents[2] / "docs" / "formats.md").read_text(encoding="utf-8")


def _section(title: str) -> str:
    """What stands under a heading, up to the next one."""
    _before, heading, rest = PAGE.partition(f"\n### {title}\n")
    assert heading
    return re.split(r"^##", rest, maxsplit=1, flags=re.MULTILINE)[0]


def _listed(title: str) -> set[str]:
    """The names in the first column of the table under a heading."""
    return {name for cell in re.findall(r"^\| (`[^|]*) \|", _section(title), re.MULTILINE) for name in re.findall(r"`([^`]+)`", cell)}


@pytest.mark.parametrize(
    ("title", "names"),
    [*((kind, columns(kind).names) for kind in KINDS), ("CSV for machines", COLUMNS)],
    ids=[*KINDS, "csv"],
)
def test_that_the_table_of_each_kind_has_every_column_and_no_other(title: str, names: tuple[str, ...]) -> None:
    assert sorted(_listed(title)) == sorted(names)


def test_that_every_column_of_refused_rows_is_in_their_section() -> None:
    assert [name for name in REFUSED_COLUMNS if f"`{name}`" not in _section("Refused rows")] == []


def test_that_every_entry_of_a_mapping_is_on_the_page() -> None:
    assert [name for name in Mapping.model_fields if f"[{name}]" not in PAGE] == []
    assert [name for name in Format.model_fields if not re.search(rf"^    {name} = ", PAGE, re.MULTILINE)] == []


def test_that_every_field_of_a_manifest_is_on_the_page(tmp_path: Path) -> None:
    plan = Plan("B01", "7f3a9c", "folder", 1, 1, 1, "0" * 64, "2026-11-21T20:18:25.123Z")
    delivery = FolderTarget(tmp_path).deliver(Batch(plan, list))
    manifest = json.loads(delivery.files[-1].path.read_text(encoding="utf-8"))
    fields = {*manifest, *manifest["head"], *manifest["files"][0]}
    assert sorted(name for name in fields if f'"{name}": ' not in PAGE) == []
