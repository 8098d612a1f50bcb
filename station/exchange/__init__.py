"""Files in, files out: products and expected returns from the main system, facts to it."""
