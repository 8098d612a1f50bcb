"""What the main system told us: products, their codes, expected returns, alerts; and the documents by which this station judges."""
