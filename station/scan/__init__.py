"""What a scanned or typed text can be: text in, readings out, nothing guessed. Pure; knowledge decides between readings afterwards."""

from station.scan.patterns import Patterns
from station.scan.reading import objection, read

__all__ = ["Patterns", "objection", "read"]
