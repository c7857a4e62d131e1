"""Finding a lesson again: words, what is indexed, and what is found (docs/decisions/0029)."""
