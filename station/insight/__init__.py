"""What people want to know: a unit's story, a day's figures, whether the station is well. Reads only."""
