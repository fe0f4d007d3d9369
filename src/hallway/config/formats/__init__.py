"""How dates are written in each language; Django finds these by name."""
