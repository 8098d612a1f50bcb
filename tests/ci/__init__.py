"""The set-up scripts behind make run and make test."""
