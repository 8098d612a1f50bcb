"""Every story, worked by the terminal bench as a process of its own, must leave exactly the facts that it tells."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.crash.judge import losses
from tests.end_to_end.bench import RunningBench, new_shop
from tests.end_to_end.story import Scan, read_story, shown_as

STORIES = sorted((Path(__file__).parent / "stories").glob("*.txt"))


@pytest.mark.parametrize("file", STORIES, ids=lambda file: file.stem)
def test_that_a_story_leaves_the_facts_that_it_tells(file: Path, tmp_path: Path) -> None:
    story = read_story(file)
    shop = new_shop(tmp_path, story.people)
    with RunningBench(shop, who=story.signed_in) as bench:
        teller = Teller(bench, shop.badges)
        told = [line for scan in story.scans for line in teller.tell(scan)]
        problems = bench.finish()
    assert told == [line for scan in story.scans for line in _expected(scan)]
    assert problems == ""
    assert losses(shop.data, teller.facts) == []


def test_that_there_is_a_story_for_everything_that_happens_at_a_bench() -> None:
    kinds = {line.split(" ")[0] for file in STORIES for scan in read_story(file).scans for line in scan.facts}
    assert kinds == {
        "parcel.arrived", "parcel.closed", "item.received", "item.graded", "item.held", "item.released", "item.overridden",
        "item.reopened", "item.restocked", "label.queued", "label.voided", "hazard.reported",
    }  # fmt: skip


class Teller:
    """Feeds a story's scans and writes down what came of them in the story's own words."""

    def __init__(self, bench: RunningBench, badges: dict[str, str]) -> None:
        self._bench = bench
        self._badges = badges
        self._plates: list[str] = []
        self.facts: list[dict[str, Any]] = []  # all that were told

    def tell(self, scan: Scan) -> list[str]:
        answer = self._bench.send(self._filled(scan.text))
        self.facts += answer.facts
        self._plates += [fact["subject"] for fact in answer.facts if fact["kind"] == "item.received"]
        lines = [f"> {scan.text}", *self._facts(answer.facts, scan)]
        lines += [f"! {answer.refused['code']}"] if answer.refused else []
        lines += [f"? {answer.state['prompt']['id']}"] if scan.prompt else []
        return lines + ([f"~ {answer.state['state']}"] if scan.state else [])

    def _facts(self, facts: list[dict[str, Any]], scan: Scan) -> list[str]:
        expected = [*scan.facts, *("?" for _ in facts[len(scan.facts) :])]
        return [f"= {shown_as(fact, wanted)}" for fact, wanted in zip(facts, expected, strict=False)]

    def _filled(self, text: str) -> str:
        text = re.sub(r"\{unit(\d+)\}", lambda found: self._plates[int(found[1]) - 1], text)
        return re.sub(r"\{badge (\w+)\}", lambda found: self._badges[found[1]], text)


def _expected(scan: Scan) -> list[str]:
    lines = [f"> {scan.text}", *(f"= {fact}" for fact in scan.facts)]
    lines += [f"! {scan.refusal}"] if scan.refusal else []
    lines += [f"? {scan.prompt}"] if scan.prompt else []
    return lines + ([f"~ {scan.state}"] if scan.state else [])


def test_that_the_state_names_the_choices_and_what_they_would_force(tmp_path: Path) -> None:
    shop = new_shop(tmp_path)
    with RunningBench(shop) as bench:
        bench.send("RMA-10001")
        board = bench.send("9521321000025").state
        bench.finish()
    assert list(board)[:7] == ["event", "state", "person", "parcel", "item", "prompt", "last"]
    assert board["item"]["sku"] == "NW-TEE-BLK-M"
    assert json.loads(json.dumps(board["prompt"]["choices"][0])) == {
        "key": "1",
        "code": "RS-AS-NEW",
        "answer": "NOTHING",
        "label": "Nothing: as new",
        "forces": "A",
        "small": ["no hazard (sharp, foul, mould, pests, wet, swollen, burnt)", "not worn, no smell"],
    }


def test_that_comments_and_blank_lines_of_a_file_of_scans_are_no_input(tmp_path: Path) -> None:
    shop = new_shop(tmp_path)
    done = shop.run("bench", "--json", stdin="# a story\n\nRMA-10001\n")
    events = [json.loads(line)["event"] for line in done.stdout.splitlines()]
    assert events == ["state", "fact", "state"]
