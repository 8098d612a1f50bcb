"""The tests: one folder a room, and end_to_end, crash, benchmarks and architecture, which cross them."""
