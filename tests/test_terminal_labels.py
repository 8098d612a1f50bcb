"""The terminal bench and labels: what it draws of them, what it tells as JSON, and when it hears of the printer."""

import json
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from station.terminal import JsonScreen, Printer, TextScreen, work
from tests.session.shop import Bench, opened

TEE, HOOD = "9521321000025", "9521321000087"


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """Every label is scanned back."""
    for each in opened(tmp_path / "shop"):
        each.set_up(scan_back="always")
        each.take("RS-CLIENT-northwind")
        yield each


class News:
    """A printer that says what it was told to say."""

    def __init__(self) -> None:
        self.trouble, self.on_paper = False, ""

    @property
    def printer(self) -> Printer:
        return Printer(news=lambda: (self.trouble, self.on_paper))


def text_of(bench: Bench, news: News, *lines: str) -> str:
    out = StringIO()
    work(bench.session, lines, TextScreen(out, "en"), news.printer)
    return out.getvalue()


def json_of(bench: Bench, news: News, *lines: str) -> list[dict[str, Any]]:
    out = StringIO()
    work(bench.session, lines, JsonScreen(out, "en"), news.printer)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_that_the_label_that_is_waited_for_is_asked_with_its_ways_out(bench: Bench) -> None:
    drawn = text_of(bench, News(), TEE, "RS-BLIND", "RS-AS-NEW")
    lpn = bench.facts("item.graded")[-1].subject
    asked = drawn.rpartition("━━ NORTHWIND ━━")[2].splitlines()
    assert asked == [
        "",
        f"   Label {lpn} (restock): not scanned yet",
        "  Put the label on T-shirt organic cotton, black, M, then scan it.",
        "    1  Print it again",
        "    2  Go on without a scan (a supervisor agrees)",
    ]


def test_that_json_carries_the_label_and_the_units_without_one(bench: Bench) -> None:
    news = News()
    news.trouble = True
    last = json_of(bench, news, TEE, "RS-BLIND", "RS-AS-NEW", "2")[-1]
    lpn = bench.facts("item.graded")[-1].subject
    assert (last["state"], last["label"], last["printer_trouble"], last["naked"]) == ("ready", None, True, [lpn])
    refused = [each for each in json_of(bench, news, HOOD) if each["event"] == "refused"]
    assert [each["code"] for each in refused] == ["NAKED_PILE"]
    news.trouble = False
    bench.prints()
    waiting = json_of(bench, news, HOOD, "RS-BLIND", "RS-AS-NEW")[-1]
    assert {name: waiting["label"][name] for name in ("copy", "kind", "why", "must", "step")} == {
        "copy": 1,
        "kind": "restock",
        "why": "scan_back",
        "must": True,
        "step": "",
    }


def test_that_a_doubt_shows_before_a_scan_and_never_before_a_key(bench: Bench) -> None:
    bench.set_up(scan_back="never")
    text_of(bench, News(), TEE, "RS-BLIND", "RS-AS-NEW", "RMA-70001")
    bench.prints("label.unconfirmed")
    assert "Did the label" in text_of(bench, News(), "9")
    assert bench.facts("label.confirmed", "label.voided") == [], "the key meant the parcel that stood on the screen"


def test_that_only_the_window_may_say_where_a_circle_is(bench: Bench) -> None:
    told = text_of(bench, News(), TEE, "RS-BLIND", "RS-FIND-STAIN", "RS-MARK-500-500-100")
    assert "RS-MARK-500-500-100 is none of the station's own codes." in told


def test_that_labels_that_come_out_one_by_one_name_their_unit(bench: Bench) -> None:
    bench.set_up(scan_back="never")
    text_of(bench, News(), TEE, "RS-BLIND", "RS-AS-NEW")
    bench.prints()
    news = News()
    news.on_paper = bench.facts("item.graded")[-1].subject
    drawn = text_of(bench, news, "RS-CLIENT-northwind")
    assert f"Label {news.on_paper} (restock) comes out now: put it on T-shirt organic cotton, black, M, then scan it" in drawn
    assert "label.confirmed" in text_of(bench, news, news.on_paper)
