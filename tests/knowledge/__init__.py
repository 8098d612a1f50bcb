"""Reference data and documents on a real database and real folders."""
