"""The inspector's workflow as a pure state machine: (state, event) -> (state, facts, effects)."""
