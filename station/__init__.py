"""Restock Station: grading returned goods at a packing bench. Everything here runs without a window."""

__version__ = "0.1.0"
