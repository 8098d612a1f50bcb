"""Judgement as pure functions over validated documents: findings -> grade, disposition, channel condition."""
