"""The window of the supervisor's desk: its pages, drawn from what `station.supervisor` reads."""
