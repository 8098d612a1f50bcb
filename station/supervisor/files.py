"""A file that somebody at the desk asked for: where, and its bytes in; the file there whole, or the sentence why not."""

from pathlib import Path

from station.errors import Refusal
from station.store.files import replace_file
from station.store.outside import must_be_outside


def write_file(data: Path, out: Path, content: bytes) -> Path:
    """Write it, also over one of that name: whoever chose the name was asked. Where it is.

    Raises Refusal OUT_IN_DATA_FOLDER (`data` is the station's folder) or OUT_NOT_WRITTEN.
    """
    must_be_outside(data, out)
    try:
        replace_file(out, content)
    except OSError as error:
        raise Refusal("OUT_NOT_WRITTEN", file=out, why=error.strerror or str(error)) from error
    return out
