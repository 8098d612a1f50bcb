"""Where the shipped documents lie: beside the package when installed, in the project folder when run from a checkout."""

from importlib.resources.abc import Traversable
from pathlib import Path


def resources() -> Traversable:
    """The folder that holds rubrics/, policies/, labels/, texts/, demo/."""
    installed = Path(__file__).parent / "resources"
    return installed if installed.is_dir() else Path(__file__).parent.parent / "resources"


def resource_text(name: str) -> str:
    """The text (UTF-8) of a shipped document such as "labels/restock.toml"; raises FileNotFoundError."""
    return resources().joinpath(*name.split("/")).read_text(encoding="utf-8")


def resource_names(folder: str, suffix: str = ".toml") -> tuple[str, ...]:
    """The names of the documents in a folder of resources, sorted: ("labels/c.toml", ...)."""
    found = resources().joinpath(*folder.split("/")).iterdir()
    return tuple(sorted(f"{folder}/{entry.name}" for entry in found if entry.name.endswith(suffix)))
