"""Rules of the code itself: who may import whom, how long a file may be, which words an error code needs."""
