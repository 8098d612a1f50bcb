"""The same picture twice: refused from a live camera, for this unit and the next one; a stand-in's come round again."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.session.test_shooting import STAINED, TEE, Shoot, Still, sharp


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Shoot]:
    opened = Shoot(tmp_path / "shop")
    yield opened
    opened.close()


def _code(bench: Shoot) -> str:
    refusal = bench.take("RS-PHOTO").refusal
    return refusal.code if refusal else ""


def test_that_a_unit_has_no_picture_twice(bench: Shoot) -> None:
    bench.take(*STAINED)
    old = sharp(1)
    bench.live.next = [old, old, sharp(2)]
    assert [_code(bench), _code(bench), _code(bench)] == ["", "PHOTO_AGAIN", ""]
    assert len({each["sha256"] for each in bench.photos()}) == 2


def test_that_the_picture_of_the_unit_before_is_not_this_ones(bench: Shoot) -> None:
    old = sharp(1)
    bench.take("RMA-10001", TEE, "RS-AS-NEW")
    bench.live.next = [old, old, sharp(2)]
    assert _code(bench) == ""
    bench.take(*STAINED)
    assert [_code(bench), _code(bench)] == ["PHOTO_AGAIN", ""]


def test_that_what_an_undo_took_back_may_be_taken_again(bench: Shoot) -> None:
    old = sharp(1)
    bench.take(*STAINED)
    bench.live.next = [old, old]
    assert _code(bench) == ""
    bench.take("RS-UNDO")
    assert _code(bench) == ""


def test_that_the_pictures_of_a_stand_in_come_round_again(bench: Shoot, monkeypatch: pytest.MonkeyPatch) -> None:
    still = Still(sharp(1), "folder")
    monkeypatch.setattr(bench.live, "shoot", lambda: still)
    bench.take(*STAINED)
    assert [_code(bench), _code(bench)] == ["", ""]
