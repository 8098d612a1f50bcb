"""settings.toml as a document that people edit, too: changes in, the same text with its comments out; or one with every default."""

from collections.abc import Mapping
from typing import Any

import tomlkit
from tomlkit.items import Table

from station.settings.groups import Group, Settings


def changed(text: str, changes: Mapping[str, Any]) -> str:
    """The document with these values by their dotted names. Raises whatever tomlkit raises for what cannot be changed in place."""
    document = tomlkit.parse(text)
    for key, value in changes.items():
        _set(document, key.split("."), value)
    return tomlkit.dumps(document)


def default_text(station: str = "B01") -> str:
    """The settings as a commented TOML document."""
    document = tomlkit.document()
    document.add(tomlkit.comment("Settings of this station. Change a value, then run: restock-station doctor"))
    defaults = Settings(station=station)
    for name, field in Settings.model_fields.items():
        value = getattr(defaults, name)
        document.add(tomlkit.nl())
        entry = _table(value) if isinstance(value, Group) else tomlkit.item(value)
        document.add(name, entry.comment(str(field.description)))
    return tomlkit.dumps(document)


def _table(group: Group) -> Table:
    table = tomlkit.table()
    for name, field in type(group).model_fields.items():
        entry = tomlkit.item(getattr(group, name))
        table.add(name, entry.comment(str(field.description)))
    return table


def _set(table: Any, path: list[str], value: Any) -> None:  # noqa: ANN401 -- tomlkit's containers are typed by no common class
    first, *rest = path
    if rest:
        _set(table.setdefault(first, tomlkit.table()), rest, value)
        return
    item = tomlkit.item(value)
    if first in table:
        before: Any = (table.value if isinstance(table, Table) else table).item(first)  # table[first] would be a plain bool
        item.trivia.comment_ws, item.trivia.comment = before.trivia.comment_ws, before.trivia.comment
    table[first] = item
