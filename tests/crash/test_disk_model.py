"""The model of the disk: what was synced stays, what was not may be dropped, reordered or torn, and no further than that."""

from pathlib import Path
from random import Random

import pytest

from tests.crash.disk import SECTOR, Disk, File
from tests.crash.recording import Call

ROOT = Path("/data")
CUTS = 300


def _call(op: str, name: str = "", other: str = "", inode: int = 1, at: int = 0, data: bytes = b"") -> Call:
    return Call(op, inode, at, f"{ROOT}/{name}".rstrip("/"), f"{ROOT}/{other}" if other else "", data)


def _left(*played: Call) -> list[dict[str, bytes | None]]:
    """What many cuts after these calls leave, each different outcome once."""
    disk = Disk(ROOT)
    for call in played:
        disk.play(call)
    outcomes: list[dict[str, bytes | None]] = []
    for seed in range(CUTS):
        shown = disk.left(Random(seed))
        if shown not in outcomes:
            outcomes.append(shown)
    return outcomes


def test_that_synced_bytes_under_a_synced_name_stay() -> None:
    written = _call("W", "a", data=b"x" * 2000)
    assert _left(_call("C", "a"), written, _call("S", "a"), _call("S", inode=9)) == [{"a": b"x" * 2000}]


def test_that_a_name_is_certain_only_with_its_folder() -> None:
    outcomes = _left(_call("C", "a"), _call("W", "a", data=b"x"), _call("S", "a"))
    assert {} in outcomes
    assert {"a": b"x"} in outcomes


def test_that_unsynced_sectors_survive_each_for_itself() -> None:
    outcomes = _left(_call("C", "a"), _call("S", inode=9), _call("W", "a", data=b"1" * SECTOR + b"2" * SECTOR))
    contents = {outcome["a"] for outcome in outcomes}
    zeros = bytes(SECTOR)
    assert {b"", b"1" * SECTOR + b"2" * SECTOR, zeros + b"2" * SECTOR, b"1" * SECTOR + zeros} <= contents
    sectors = ((content[:SECTOR], content[SECTOR:]) for content in contents if content)
    assert all(set(first) <= {0, ord("1")} and set(second) <= {0, ord("2")} for first, second in sectors)


def test_that_an_overwritten_sector_shows_any_of_its_states_but_no_mixture() -> None:
    base = [_call("C", "a"), _call("W", "a", data=b"old" + bytes(SECTOR - 3)), _call("S", "a"), _call("S", inode=9)]
    outcomes = _left(*base, _call("W", "a", data=b"new"), _call("W", "a", data=b"newer", at=0))
    starts = {content[:5] for outcome in outcomes if (content := outcome["a"]) is not None}
    assert starts == {b"old\0\0", b"new\0\0", b"newer"}


def test_that_what_was_written_after_a_shrinking_needs_the_shrinking() -> None:
    base = [_call("C", "a"), _call("W", "a", data=b"o" * 2 * SECTOR), _call("S", "a"), _call("S", inode=9)]
    outcomes = _left(*base, _call("T", "a", at=0), _call("W", "a", data=b"n" * SECTOR))
    contents = {outcome["a"] for outcome in outcomes}
    assert {b"o" * 2 * SECTOR, b"n" * SECTOR, b""} <= contents
    assert b"n" * SECTOR + b"o" * SECTOR not in contents


def test_that_names_become_durable_in_their_order() -> None:
    outcomes = _left(_call("C", "a"), _call("C", "b", inode=2), _call("U", "a"), _call("R", "b", "c"))
    assert {frozenset(outcome) for outcome in outcomes} == {frozenset(names) for names in ("", "a", "ab", "b", "c")}


def test_that_syncing_a_folder_makes_everything_durable_that_came_before_it_in_the_journal() -> None:
    outcomes = _left(_call("C", "a"), _call("D", "sub"), _call("C", "sub/b", inode=2), _call("S", "sub"), _call("C", "late", inode=3))
    assert {frozenset(outcome) for outcome in outcomes} == {frozenset({"a", "sub", "sub/b"}), frozenset({"a", "sub", "sub/b", "late"})}


def test_that_a_folder_is_renamed_with_what_is_in_it() -> None:
    outcomes = _left(_call("D", "old"), _call("C", "old/a"), _call("R", "old", "new"), _call("S", inode=9))
    assert outcomes == [{"new": None, "new/a": b""}]


def test_that_a_file_from_outside_is_refused_since_its_bytes_are_unknown() -> None:
    with pytest.raises(ValueError, match="Call"):
        _left(Call("R", 1, 0, "", f"{ROOT}/a", b""))


def test_that_a_number_given_again_is_a_new_file() -> None:
    disk = Disk(ROOT)
    first = [_call("C", "a"), _call("W", "a", data=b"first"), _call("U", "a"), _call("C", "b"), _call("W", "b", data=b"second")]
    for call in first:
        disk.play(call)
    assert disk.newest() == {"b": b"second"}


def test_that_the_same_seed_leaves_the_same_file() -> None:
    file = File(pending=[(place * 100, b"%d" % place * 50) for place in range(60)])
    assert file.left(Random(7), 0.5) == file.left(Random(7), 0.5)
    assert len({file.left(Random(seed), 0.5) for seed in range(20)}) > 1
