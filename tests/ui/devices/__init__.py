"""Scanners that type, as tables, as times and as real keys."""
