"""Whole sessions: stories of scans with the facts that they must leave, worked by the terminal bench itself."""
