"""Speed as ratios, each against a bare peer that does the same work in the same run. Tests never assert times; these only tell."""
