"""The bench window's pages: what is shown is decided by pure functions of a snapshot, and drawn by views that hold no rules."""
