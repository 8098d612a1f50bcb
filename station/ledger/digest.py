"""Canonical JSON (RFC 8785, no floats) and the digests that chain facts. Append writes with `canonical`; `digest_of` checks.

The two are independent on purpose: the checking side goes through the rfc8785 library, the writing side through orjson,
which gives the same bytes for what `canonical` hands it, and takes a tenth of the time on the path of every save.
"""

import re
from collections.abc import Mapping
from hashlib import sha256
from typing import Any, Final

import orjson
import rfc8785

from station.errors import Bug
from station.model.facts import Fact, Json

_SORTED: Final = orjson.OPT_SORT_KEYS | orjson.OPT_STRICT_INTEGER  # integers beyond 2^53 are not exact as IEEE doubles: refused
_PLAIN: Final = frozenset({str, int, bool, type(None)})
_BEYOND_BMP: Final = re.compile("[\U00010000-\U0010ffff]")


def canonical(value: Json) -> tuple[str, dict[str, Any]]:
    """The canonical text of `value`, and `value` as plain JSON (dicts, lists), which may be the very same objects.

    Raises Bug FACT_NOT_CANONICAL for floats, integers beyond 2^53, and anything that JSON does not know.
    """
    plain: Any = value
    try:
        text = _written(plain) if _is_plain(plain) else None
    except TypeError:  # a key that is no plain text, or something that cannot be written at all: the slow way tells which
        text = None
    if text is None:
        plain = _plain(value)
        try:
            text = _written(plain)
        except TypeError as error:  # a lone surrogate, an integer that is too large
            raise Bug("FACT_NOT_CANONICAL", detail=str(error)) from error
    return text, plain


def _written(plain: Any) -> str:  # noqa: ANN401 -- JSON
    text = orjson.dumps(plain, option=_SORTED).decode("utf-8")
    # Beyond the basic plane orjson sorts by code point and RFC 8785 by UTF-16 unit: leave those to the library.
    if not text.isascii() and _BEYOND_BMP.search(text):
        return rfc8785.dumps(plain).decode("utf-8")
    return text


def parsed(text: str) -> dict[str, Any]:
    """JSON text from the database, back as plain JSON; raises ValueError."""
    plain: dict[str, Any] = orjson.loads(text)
    return plain


def quoted(text: str) -> str:
    """One text as JSON."""
    try:
        return orjson.dumps(text).decode("utf-8")
    except TypeError as error:
        raise Bug("FACT_NOT_CANONICAL", detail=str(error)) from error


def sha256_hex(text: str) -> str:
    """SHA-256 of the UTF-8 bytes of `text`, in hex."""
    return sha256(text.encode("utf-8")).hexdigest()


def digest_of(fact: Fact) -> str:
    """The digest that `fact` must carry: SHA-256 over RFC 8785 of everything but `digest` and `context`.

    Raises Bug FACT_NOT_CANONICAL where the stored payload is no canonical JSON (somebody edited it).
    """
    body = fact.as_json()
    del body["digest"], body["context"]
    return _library_digest(body)


def context_digest_of(context: Json) -> str:
    """What `payload.context_digest` must be: SHA-256 over RFC 8785 of the whole context, salt included."""
    return _library_digest(dict(context))


def _library_digest(body: dict[str, Any]) -> str:
    try:
        return sha256(rfc8785.dumps(_plain(body))).hexdigest()
    except (rfc8785.CanonicalizationError, ValueError) as error:
        raise Bug("FACT_NOT_CANONICAL", detail=str(error)) from error


def _is_plain(value: object) -> bool:
    """Whether the values inside are nothing but exact dicts, lists, texts, integers, booleans and None; orjson checks the keys."""
    containers: list[Any] = [value]
    for container in containers:  # grows while it is walked: cheaper than recursion, and this runs at every save
        kind = type(container)
        if kind is dict:
            containers += [entry for entry in container.values() if type(entry) not in _PLAIN]
        elif kind is list:
            containers += [entry for entry in container if type(entry) not in _PLAIN]
        else:
            return False
    return True


def _plain(value: object) -> Any:  # noqa: ANN401 -- JSON
    """The same with tuples as lists, mappings as dicts, enums as what they stand for; a Bug for everything else."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return int(value)
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, Mapping):
        return {_key(key): _plain(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(entry) for entry in value]
    raise Bug("FACT_NOT_CANONICAL", detail=f"{value!r} is no JSON without floats")


def _key(key: object) -> str:
    if not isinstance(key, str):
        raise Bug("FACT_NOT_CANONICAL", detail=f"the key {key!r} is no text")
    return str.__str__(key)
