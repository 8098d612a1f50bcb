"""Labels and sheets, rendered by parts that others made and read back by a decoder that others made."""
