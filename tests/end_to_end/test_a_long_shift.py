"""A long shift piped through the bench: every unit graded, labelled and exported once, the ledger whole, memory flat."""

import csv
import json
import os
import subprocess
from hashlib import sha256
from pathlib import Path
from threading import Thread
from typing import Any

import psutil
import pytest

from tests.end_to_end.bench import Shop, environment, new_shop

TEE = "9521321000018"
A_PARCEL = 5  # units in each


@pytest.mark.parametrize("units", [100, pytest.param(5_000, marks=[pytest.mark.prove, pytest.mark.timeout(1_500)])])
def test_that_every_unit_of_a_long_shift_is_graded_labelled_and_exported_once(units: int, tmp_path: Path) -> None:
    shop = new_shop(tmp_path)
    returns = _returns(tmp_path, units)
    assert shop.run("import", "returns", str(returns)).returncode == 0
    counts, memory = _worked(shop, units)
    assert counts["item.graded"] == counts["label.confirmed"] == units
    assert counts["state"] == 1 + units * 2 + units // A_PARCEL * 2
    assert memory["last"] <= memory["first"] * 1.1
    labels = shop.data / "labels"
    assert len(list(labels.glob("*.zpl"))) == units
    assert "verified" in shop.run("verify").stdout
    assert _exported(shop) == units * 2 + units // A_PARCEL * 2
    before = sorted(_files(shop))
    assert shop.run("export").returncode == 0
    assert sorted(_files(shop)) == before
    again = shop.run("import", "returns", str(returns), "--json")
    report = json.loads(again.stdout)
    assert (report["added"], report["changed"], report["refused"]) == (0, 0, 0)


def _returns(folder: Path, units: int) -> Path:
    file = folder / "long.csv"
    with file.open("w", newline="", encoding="utf-8") as out:
        rows = csv.writer(out)
        rows.writerow(["rma", "client", "sku", "quantity", "price_paid", "currency"])
        rows.writerows([f"RMA-L{number}", "northwind", "NW-TEE-BLK-S", A_PARCEL, "19.90", "EUR"] for number in range(units // A_PARCEL))
    return file


def _scans(units: int) -> str:
    parcel = "\n".join([f"{TEE}\nRS-AS-NEW"] * A_PARCEL)
    return "".join(f"RMA-L{number}\n{parcel}\nRS-CLOSE\n" for number in range(units // A_PARCEL))


def _worked(shop: Shop, units: int) -> tuple[dict[str, int], dict[str, int]]:
    """Counts of what came out, and the memory (RSS) of the bench after a tenth and at the end."""
    command = shop.command("bench", "--json", "--photos", str(shop.photos))
    counts: dict[str, int] = {}
    memory: dict[str, int] = {}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment()) as process:
        process_memory = psutil.Process(process.pid)
        feeding = Thread(target=_feed, args=(process, _scans(units)))
        feeding.start()
        for line in process.stdout or ():
            kind = _kind(json.loads(line))
            counts[kind] = counts.get(kind, 0) + 1
            if kind == "item.graded" and counts[kind] in (max(50, units // 10), units):
                memory["first" if "first" not in memory else "last"] = process_memory.memory_info().rss
        feeding.join(10)
        assert process.wait(60) == 0
    return counts, memory


def _feed(process: "subprocess.Popen[str]", scans: str) -> None:
    assert process.stdin is not None
    process.stdin.write(scans)
    process.stdin.close()


def _kind(told: dict[str, Any]) -> str:
    assert told["event"] != "refused", told
    return str(told["fact"]["kind"] if told["event"] == "fact" else told["event"])


def _exported(shop: Shop) -> int:
    """How many facts a first export wrote; its files must have the digests that its manifest names."""
    assert shop.run("export").returncode == 0
    manifests = [file for file in _files(shop) if file.name.endswith(".manifest.json")]
    assert len(manifests) == 1
    manifest = json.loads(manifests[0].read_text(encoding="utf-8"))
    for file in manifest["files"]:
        assert sha256((manifests[0].parent / file["name"]).read_bytes()).hexdigest() == file["sha256"]
        assert file["rows"] == manifest["count"]
    return int(manifest["count"])


def _files(shop: Shop) -> list[Path]:
    return [Path(folder) / name for folder, _, names in os.walk(shop.data / "exports") for name in names]
