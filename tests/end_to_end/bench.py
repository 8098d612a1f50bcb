"""A shop in a data folder, and the terminal bench on it as a real process: lines in, JSON out."""

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from types import TracebackType
from typing import Any, Self

from PIL import Image

from tests.once import copied

PRINTED = {"label.started", "label.sent", "label.confirmed", "label.unconfirmed"}
ROOT = Path(__file__).parent.parent.parent
DEMO = ROOT / "resources" / "demo"


@dataclass
class Shop:
    """A data folder with the demo shop's products and returns; `badges` are the tokens of its people."""

    data: Path
    photos: Path
    badges: dict[str, str] = field(default_factory=dict)

    def run(self, *arguments: str, stdin: str = "") -> "subprocess.CompletedProcess[str]":
        """One command, to its end."""
        return subprocess.run(
            self.command(*arguments), input=stdin, capture_output=True, text=True, check=False, env=environment(), timeout=110
        )

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "ui.main", "--data", str(self.data), *arguments]


def environment() -> dict[str, str]:
    """This process's environment, with the checkout first on the path."""
    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "PYTHONWARNINGS": "error"}


def new_shop(folder: Path, people: Iterable[tuple[str, str]] = ()) -> Shop:
    """A new station with the demo shop taken in, its people, and a few pictures for its camera."""
    return _in(folder, copied(_staffed_shop, folder, *people))


def _in(folder: Path, badges: dict[str, str]) -> Shop:
    return Shop(folder / "station", folder / "photos", dict(badges))


def _staffed_shop(folder: Path, *people: tuple[str, str]) -> dict[str, str]:
    """The badges of the people, who were added by the command."""
    copied(_stocked_shop, folder)
    shop = _in(folder, {})
    for name, role in people:
        added = shop.run("person", "add", name, "--role", role, "--json")
        assert added.returncode == 0, added.stdout + added.stderr
        shop.badges[name] = json.loads(added.stdout)["badge"].removeprefix("RS-BADGE-")
    return shop.badges


def _stocked_shop(folder: Path) -> None:
    photos = folder / "photos"
    photos.mkdir()
    for number in range(4):
        Image.effect_noise((320, 240), 20 + 10 * number).convert("RGB").save(photos / f"{number}.jpg")
    shop = _in(folder, {})
    for kind in ("products", "returns"):
        done = shop.run("import", kind, str(DEMO / f"{kind}.csv"))
        assert done.returncode == 0, done.stdout + done.stderr


@dataclass
class Answer:
    """What one input gave, without the printing thread's own facts."""

    facts: list[dict[str, Any]]
    refused: dict[str, Any] | None
    state: dict[str, Any]


class RunningBench:
    """`bench --json` as a process. `first` is the state that it begins with."""

    def __init__(self, shop: Shop, who: str = "", more: Sequence[str] = ()) -> None:
        arguments = ["bench", "--json", "--photos", str(shop.photos), *(("--as", who) if who else ()), *more]
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(
            shop.command(*arguments), stdin=pipe, stdout=pipe, stderr=pipe, text=True, encoding="utf-8", env=environment()
        )
        self._errors: list[str] = []
        # Read beside the bench: a full pipe would stop it.
        self._reading = Thread(target=lambda: self._errors.extend(self._process.stderr or ()), daemon=True)
        self._reading.start()
        self.first = self._answer().state

    def send(self, text: str) -> Answer:
        """One input and everything up to the state after it."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{text}\n")
        self._process.stdin.flush()
        return self._answer()

    def finish(self) -> str:
        """End the input and wait; what the process wrote as errors."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self.after = [json.loads(line) for line in self._process.stdout or ()]
        self._process.wait(60)
        self._reading.join(10)
        return "".join(self._errors)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait(10)
        for stream in (self._process.stdin, self._process.stdout, self._process.stderr):
            if stream:
                stream.close()

    def _answer(self) -> Answer:
        facts: list[dict[str, Any]] = []
        refused = None
        for line in self._process.stdout or ():
            told = json.loads(line)
            match told["event"]:
                case "fact" if told["fact"]["kind"] not in PRINTED:
                    facts.append(told["fact"])
                case "refused":
                    refused = told
                case "state":
                    return Answer(facts, refused, told)
        self._process.wait(10)
        self._reading.join(10)
        raise AssertionError("the bench ended: " + "".join(self._errors))
