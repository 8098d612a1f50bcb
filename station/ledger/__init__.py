"""What happened: an append-only, gapless, hash-chained table of facts, and everything that is derived from it."""
