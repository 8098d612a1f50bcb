"""The set-up finds a Python that really starts, makes a broken environment anew, and says the command that somebody else must run."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the set-up scripts are for Debian and Ubuntu")


def _program(folder: Path, name: str, body: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    (folder / name).chmod(0o755)


def _run(
    tool: str, *arguments: str, path: str, cwd: Path = ROOT, more: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    program = ["/bin/bash", str(ROOT / ".ci" / tool), *arguments]
    return subprocess.run(program, cwd=cwd, env={"PATH": path, **(more or {})}, capture_output=True, text=True, check=False, timeout=60)


def test_that_a_python_which_only_has_a_launcher_is_passed_over(tmp_path: Path) -> None:
    _program(tmp_path / "bin", "python3", "exit 127")
    _program(tmp_path / "bin", "python3.12", f'exec "{sys.executable}" "$@"')
    found = _run("choose-python", path=str(tmp_path / "bin"))
    assert (found.returncode, found.stdout) == (0, "python3.12\n")


def test_that_without_a_python_the_sentence_says_what_to_install(tmp_path: Path) -> None:
    _program(tmp_path / "bin", "python3", "exit 127")
    found = _run("choose-python", path=str(tmp_path / "bin"), more={"PYTHON": "python3"})
    assert found.returncode == 1
    assert "found none as python3" in found.stderr
    assert "apt-get install python3" in found.stderr


def test_that_a_working_environment_is_kept_and_a_copied_one_is_made_anew(tmp_path: Path) -> None:
    _program(tmp_path / "bin", "fresh-python", 'echo "$@" > made')
    environment = tmp_path / ".venv" / "bin"
    environment.parent.mkdir()
    _program(environment, "python", "exit 0")
    path = f"{tmp_path / 'bin'}:/usr/bin:/bin"
    for home, made in ((tmp_path, False), (tmp_path / "another", True)):
        (environment / "pip").write_text(f"#!{home}/.venv/bin/python\n", encoding="utf-8")
        assert _run("make-venv", "fresh-python", path=path, cwd=tmp_path).returncode == 0
        assert (tmp_path / "made").exists() is made
    assert (tmp_path / "made").read_text(encoding="utf-8") == "-m venv --clear .venv\n"


def test_that_missing_packages_are_named_with_the_command_where_the_rights_are_missing(tmp_path: Path) -> None:
    for name, body in {
        "ldconfig": "exit 0",  # no library is known
        "id": "echo 1000",
        "sudo": "exit 1",
        "apt-get": f"touch {tmp_path / 'installed'}",
        "apt-cache": 'test "$2" = libcups2 -o "$2" = libglib2.0-0',
        "python": "exit 0",
        "cc": "exit 1",
    }.items():
        _program(tmp_path / "bin", name, body)
    path = f"{tmp_path / 'bin'}:/usr/bin:/bin"
    bare = {"XDG_DATA_DIRS": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "nobody")}

    goes_on = _run("system-packages", "python", "run", path=path, more=bare)
    assert goes_on.returncode == 0
    assert "sudo apt-get install libglib2.0-0 libgl1 " in goes_on.stderr
    assert goes_on.stderr.splitlines()[0].split()[-2:] == ["libcups2", "fonts-wqy-microhei"]
    assert "Going on" in goes_on.stderr

    stops = _run("system-packages", "python", "test", path=path)
    assert stops.returncode == 1
    assert "gcc libc6-dev" in stops.stderr
    assert not (tmp_path / "installed").exists()


@pytest.mark.parametrize(
    ("font", "wanted"), [("NotoSansCJK-Regular.ttc", False), ("wqy-microhei.ttc", False), ("DejaVuSans.ttf", True), ("cjk-notes.txt", True)]
)
def test_that_a_font_for_chinese_is_wanted_only_where_there_is_none(tmp_path: Path, font: str, wanted: bool) -> None:
    _program(tmp_path / "bin", "id", "echo 1000")
    _program(tmp_path / "bin", "sudo", "exit 1")
    (tmp_path / "share" / "fonts" / "any").mkdir(parents=True)
    (tmp_path / "share" / "fonts" / "any" / font).touch()
    said = _run(
        "system-packages", sys.executable, "run", path=f"{tmp_path / 'bin'}:/usr/bin:/bin", more={"XDG_DATA_DIRS": str(tmp_path / "share")}
    )
    assert ("fonts-wqy-microhei" in said.stderr) is wanted
