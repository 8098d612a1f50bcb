"""The files of the project as the rules see them: what is in version control or about to be, nothing that was built."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
_BUILT: Final = {".git", ".venv", "build", "dist", "__pycache__"}


@cache
def project_files() -> tuple[Path, ...]:
    """Every file that belongs to the project, sorted; without git (an unpacked archive) everything that is not built."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"], cwd=ROOT, capture_output=True, check=False
    )
    if listed.returncode == 0:
        found = {ROOT / name for name in listed.stdout.decode().split("\0") if name}
    else:
        found = {path for path in ROOT.rglob("*") if not any(_is_built(part) for part in path.relative_to(ROOT).parts)}
    return tuple(sorted(path for path in found if path.is_file()))


def _is_built(part: str) -> bool:
    return part in _BUILT or part.endswith("_cache") or part == ".hypothesis"


def python_files(*folders: str) -> tuple[Path, ...]:
    """The Python files under these folders of the project."""
    return tuple(path for path in project_files() if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in folders)


def text_files() -> Iterator[tuple[Path, str]]:
    """Every file of the project that is text, with its text."""
    for path in project_files():
        data = path.read_bytes()
        if b"\0" not in data:
            yield path, data.decode("utf-8", errors="replace")


@cache
def parsed(path: Path) -> ast.Module:
    """The syntax tree of a Python file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def name_of(path: Path) -> str:
    """The path inside the project, with forward slashes."""
    return path.relative_to(ROOT).as_posix()
