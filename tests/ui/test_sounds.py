"""What is heard: the right sound for each outcome, sounds that nobody confuses, a twin to see; and silence without a loudspeaker."""

from array import array
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtMultimedia import QAudioDevice, QMediaDevices
from pytestqt.qtbot import QtBot

from station.errors import Refusal
from station.session import Snapshot
from tests.ui.shop import PATIENCE_MS, Desktop
from ui.bench.heard import SIGNS, heard
from ui.bench.story import Finished, Story
from ui.devices.loudspeaker import _HANGING, Loudspeaker, has_sound_server
from ui.sounds import RATE, Sound, samples, seconds

LAST: dict[str, Any] = {"lpn": "B01-000001-A", "fact": "B01:1:2", "say": "A.", "grade": "A", "disposition": "restock", "reasons": None}


def _story(state: str = "ready", **more: Any) -> Story:
    return replace(Story(Snapshot(state, "Ada", None, None, None, None)), **more)


def _finished(**last: str) -> Story:
    return _story(units=(Finished({**LAST, **last}),), finished=True, result=True)


ALERT = {"kind": "recall", "then": "quarantine", "say": "Stop"}
OUTCOMES = [
    (_story("parcel"), Sound.ACCEPTED),
    (_story("counting"), Sound.ACCEPTED),
    (_story("choosing"), Sound.QUESTION),
    (_story("inspecting"), Sound.QUESTION),
    (_story("photographing"), Sound.QUESTION),
    (_story("deciding"), Sound.QUESTION),
    (_story("inspecting", refusal=Refusal("NOT_NOW")), Sound.REFUSED),
    (_finished(), Sound.FINISHED),
    (_finished(disposition="hold"), Sound.FINISHED),
    (_finished(disposition="quarantine"), Sound.HAZARD),
    (_story(snapshot=Snapshot("inspecting", "Ada", None, None, None, None, alerts=(ALERT,))), Sound.HAZARD),
]


@pytest.mark.parametrize(("after", "sound"), OUTCOMES)
def test_that_each_outcome_has_its_sound(after: Story, sound: Sound) -> None:
    assert heard(_story(), after) is sound
    assert heard(None, after) is None, "nobody asked for the first state"


def test_that_what_was_said_aloud_once_is_no_alarm_again() -> None:
    said = _story(snapshot=Snapshot("inspecting", "Ada", None, None, None, None, alerts=(ALERT,)))
    assert heard(said, said) is Sound.QUESTION


def _wave(sound: Sound, volume: int = 100) -> "array[int]":
    found = array("h")
    found.frombytes(samples(sound, volume))
    return found


def _pitch(wave: "array[int]") -> float:
    """Hertz, by how often it crosses zero upwards."""
    return sum(1 for before, after in pairwise(wave) if before < 0 <= after) * RATE / len(wave)


@pytest.mark.parametrize("sound", Sound)
def test_that_a_sound_is_short_loud_enough_and_never_clips(sound: Sound) -> None:
    wave = _wave(sound)
    assert 0.05 < seconds(sound) < 0.3
    assert len(wave) / RATE == pytest.approx(seconds(sound), abs=0.001)
    assert 25_000 < max(wave) < 32_000
    assert abs(wave[0]) + abs(wave[-1]) < 300, "it begins and ends without a click"
    assert max(abs(after - before) for before, after in pairwise(wave)) < 16_000


def test_that_the_sounds_differ_in_pitch_or_in_shape() -> None:
    pitches = {sound: _pitch(_wave(sound)) for sound in Sound}
    assert pitches[Sound.REFUSED] < 150
    assert all(pitch > 4 * pitches[Sound.REFUSED] for sound, pitch in pitches.items() if sound is not Sound.REFUSED)
    rising, falling = _wave(Sound.QUESTION), _wave(Sound.HAZARD)
    assert _pitch(rising[: RATE // 20]) < _pitch(rising[-RATE // 20 :])
    assert _pitch(falling[: RATE // 20]) > _pitch(falling[-RATE // 20 :])
    assert len({samples(sound, 100) for sound in Sound}) == len(Sound)


def test_that_a_refusal_is_two_buzzes_with_a_rest_between() -> None:
    wave = _wave(Sound.REFUSED)
    loud = [max(abs(sample) for sample in wave[place : place + 480]) > 3_000 for place in range(0, len(wave) - 480, 480)]
    edges = [after for before, after in pairwise([False, *loud, False]) if after != before]
    assert edges == [True, False, True, False]


def test_that_the_volume_is_in_the_samples() -> None:
    loud, half, silent = (max(_wave(Sound.FINISHED, volume)) for volume in (100, 50, 0))
    assert loud == pytest.approx(4 * half, rel=0.01)
    assert silent == 0


def test_that_without_a_sound_server_it_is_silent_and_says_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot: QtBot) -> None:
    monkeypatch.delenv("PULSE_SERVER", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    loudspeaker = Loudspeaker()
    loudspeaker.set_volume(100)
    for sound in Sound:
        loudspeaker.play(sound)
    assert not loudspeaker.begun
    assert loudspeaker.end()
    assert qtbot is not None


def _begun(loudspeaker: Loudspeaker) -> bool:
    return loudspeaker.begun


def test_that_a_server_without_a_loudspeaker_is_silent(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "pulse").mkdir()
    (tmp_path / "pulse" / "native").touch()
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    assert has_sound_server()
    loudspeaker = Loudspeaker()
    loudspeaker.play(Sound.ACCEPTED)
    assert not _begun(loudspeaker), "silence needs no thread"
    asked = Event()

    def nothing() -> QAudioDevice:
        asked.set()
        return QAudioDevice()

    monkeypatch.setattr(QMediaDevices, "defaultAudioOutput", nothing)
    loudspeaker.set_volume(10)
    loudspeaker.play(Sound.ACCEPTED)
    assert _begun(loudspeaker)
    assert asked.wait(20)
    assert loudspeaker.end()
    assert qtbot is not None


def test_that_a_sound_server_that_hangs_holds_nobody_up(monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    monkeypatch.setenv("PULSE_SERVER", "unix:/nowhere")
    entered, free = Event(), Event()

    def hang() -> QAudioDevice:
        entered.set()
        free.wait()
        return QAudioDevice()

    monkeypatch.setattr(QMediaDevices, "defaultAudioOutput", hang)
    loudspeaker = Loudspeaker()
    loudspeaker.set_volume(10)
    loudspeaker.play(Sound.ACCEPTED)
    assert entered.wait(20)
    assert not loudspeaker.end(), "it came back, though the server never answers"
    free.set()
    qtbot.waitUntil(lambda: all(thread.isFinished() for thread, _player in _HANGING), timeout=PATIENCE_MS)


def test_that_each_sound_has_a_band_to_see(desk: Desktop, qtbot: QtBot) -> None:
    flash = desk.window.hearing.flash
    desk.scan("RMA-10002")
    assert (flash.isVisible(), flash.text) == (True, "✓  Taken")
    desk.scan("9521321000087")
    assert flash.text == "?  Question"
    desk.scan("RS-NONSENSE")
    assert flash.text == "✗  Not taken"
    assert flash.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    qtbot.waitUntil(lambda: not flash.isVisible(), timeout=PATIENCE_MS)
    assert len(set(SIGNS.values())) == len(Sound)


def test_that_what_stops_somebody_is_filled_and_the_rest_an_outline(desk: Desktop) -> None:
    flash, light = desk.window.hearing.flash, {}
    for sound in (Sound.REFUSED, Sound.ACCEPTED):
        flash.show_sound(sound, "en")
        light[sound] = flash.grab().toImage().pixelColor(5, 5).lightness()
    assert light[Sound.REFUSED] < 60
    assert light[Sound.ACCEPTED] > 200
