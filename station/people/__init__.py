"""People: who may sign in, by badge or PIN. Their names live here only; facts name them by id."""
