"""Every act as a value: nothing secret is in its repr, however it was written down; and the guide to a new act names what there is."""

import re
from dataclasses import dataclass, fields
from typing import ClassVar

import pytest

from station.supervisor.acts import Act, Answer, SignIn, SignOut
from station.supervisor.performing import TABLE, Order
from tests.architecture.tree import ROOT, project_files

_SECRET = re.compile(r"(^|_)(pin|password|badge)$")


@dataclass(frozen=True)
class FakeUnlock(Act):
    """Written as the guide says: a plain frozen dataclass."""

    secret: ClassVar[frozenset[str]] = frozenset({"pin"})

    door: str
    pin: str


@dataclass(frozen=True, slots=True)
class FakeUnlockTwice(FakeUnlock):
    """One act that is built on another, and written down in another way."""

    again: str = ""


def test_that_a_new_act_keeps_its_secret_out_of_its_repr_without_more() -> None:
    assert repr(FakeUnlock("north", "506173")) == "FakeUnlock(door='north')"
    assert repr(FakeUnlockTwice("north", "506173", "yes")) == "FakeUnlockTwice(door='north', again='yes')"
    assert "506173" in FakeUnlock("north", "506173").to_json()


@pytest.mark.parametrize("kind", [SignIn, SignOut, *TABLE], ids=lambda kind: kind.__name__)
def test_that_no_act_tells_its_secrets_and_all_tell_the_rest(kind: type[Act]) -> None:
    names = {each.name for each in fields(kind)}
    assert kind.secret <= names
    assert {name for name in names if _SECRET.search(name)} <= kind.secret
    told = repr(kind(**{name: f"told {name}" for name in names}))
    assert {name for name in names if f"told {name}'" in told} == names - kind.secret


def test_that_neither_the_token_of_an_order_nor_what_is_told_once_is_in_a_repr() -> None:
    assert "t0ken" not in repr(Order("0123456789abcdef", SignOut(), "t0ken"))
    assert "RS-BADGE-7" not in repr(Answer(once={"badge": "RS-BADGE-7"}))


@pytest.mark.parametrize(("guide", "part"), [("decisions/acts-of-a-desk.md", "## To add an act"), ("labels.md", "## To add a kind")])
def test_that_a_guide_to_something_new_names_what_there_is(guide: str, part: str) -> None:
    text = (ROOT / "docs" / guide).read_text(encoding="utf-8").partition(part)[2]
    named = [each for each in re.findall(r"`([^`]+)`", text) if each.endswith((".py", ".toml")) or "/" in each]
    assert len(named) > 5
    paths = [path.relative_to(ROOT).as_posix() for path in project_files()]
    wanted = {each: re.compile("(^|/)" + re.sub(r"<[a-z]+>|\\\*", "[^/]+", re.escape(each)) + "($|/)") for each in named}
    assert [each for each, pattern in wanted.items() if not any(pattern.search(path) for path in paths)] == []
    for module, name in re.findall(r"`(\w+)\.([A-Z]\w+)`", text):
        [source] = [path for path in paths if path.endswith(f"supervisor/{module}.py") and not path.startswith("tests/")]
        assert re.search(rf"^(class )?{name}\b", (ROOT / source).read_text(encoding="utf-8"), re.MULTILINE), name
