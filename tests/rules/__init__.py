"""Rubrics, verdicts, dispositions: the shipped documents, and what they must refuse."""
