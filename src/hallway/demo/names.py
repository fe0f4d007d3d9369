"""Made-up names by the thousand, for the larger demo districts and the benches; the parts are in ``names.txt``."""

from functools import cache
from pathlib import Path

KINDS = ("Elementary", "Elementary", "Middle School", "Elementary", "High School")


@cache
def _parts():
    """{"first": [words], "last": …, "place": …, "shape": …}"""
    text = (Path(__file__).parent / "names.txt").read_text(encoding="utf-8")
    blocks = (block.split("\n", 1) for block in text.split("= ")[1:])
    return {name.strip(): words.split() for name, words in blocks}


def campus_names(many):
    """``many`` different names such as "Chamisa Bend Elementary"."""
    places, shapes = _parts()["place"], _parts()["shape"]
    found = []
    for number in range(many):
        place = places[number % len(places)]
        shape = shapes[(number // len(places)) % len(shapes)]
        again = number // (len(places) * len(shapes))
        name = f"{place} {shape} {KINDS[number % len(KINDS)]}"
        found.append(f"{name} {again + 1}" if again else name)
    return found


def person_names(many, chance):
    """``many`` names, repeated as in life; every ninth has two last names. ``chance``: a seeded ``random.Random``."""
    first, last = _parts()["first"], _parts()["last"]
    for number in range(many):
        family = chance.choice(last)
        if number % 9 == 0:
            family = f"{family} {chance.choice(last)}"
        yield f"{chance.choice(first)} {family}"
