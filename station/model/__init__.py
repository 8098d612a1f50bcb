"""The words of the business: frozen dataclasses and enums, standard library only."""
