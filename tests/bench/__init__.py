"""The state machine, without a database, a clock or a file."""
