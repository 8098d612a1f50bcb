"""Parts that every page of the window is built of; they know nothing of returns."""
