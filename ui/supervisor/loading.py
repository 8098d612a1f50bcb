"""What a desk is built on is loaded while its window is there already: a module's name in, the module out, on any thread.

What is loaded here is loaded by one thread at a time, and Qt's thread asks first: it waits for nobody's import.
"""

from importlib import import_module
from threading import RLock
from types import ModuleType
from typing import Final

_ONE: Final = RLock()
_LOADED: Final[dict[str, ModuleType]] = {}


def loaded(name: str) -> ModuleType:
    """The module; the first time it takes as long as everything that it is built on."""
    if name not in _LOADED:
        with _ONE:
            _LOADED[name] = import_module(name)
    return _LOADED[name]


def is_loaded(name: str) -> bool:
    """Whether `loaded` has it at once."""
    return name in _LOADED
