"""What a text can be: tables of codes, the traps, and any text at all."""
