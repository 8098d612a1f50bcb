"""What keeps files for people's spreadsheets honest: no text becomes a formula, markup or another cell. `cells` loads fast, `books` not."""
