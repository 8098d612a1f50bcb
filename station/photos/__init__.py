"""Photos: checked, stripped of everything but the picture, and on disk under their SHA-256 before any fact names them."""
