"""How ideas are found: the words kept of each, and what a teacher's question becomes.

A question is cut into groups: each telling word with its synonyms (synonyms.py), a grade with the ideas that name no grade.
An idea fits when it has all groups of a short question, or a third of a long one. A group counts three times as much in the
title, twice in what it is for or as a subject's name; the very word that was typed counts twice more than its synonyms; words
that nearly everything has count a quarter, a phrase as much as its words together.
"""

import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, lru_cache
from itertools import pairwise

from django.contrib.postgres.search import SearchVectorField
from django.db.models import Func, TextField, Value

from hallway.core.search import beginning, plain

from .choices import DEVICES, GRADES, SUBJECTS
from .synonyms import EMPTY, GROUPS, LEVELS, ORDINALES, ORDINALS, WEAK

MOST_GROUPS, LONGEST, SHORT = 8, 400, 2
WEIGHT_FULL, WEIGHT_WEAK = 4, 1
NEAR, NEAR_FROM = (
    0.84,
    6,
)  # how like a known word an unknown one must be to be taken for a slip of it, and from how many letters on
NUMBERED = re.compile(r"(\d{1,2})(st|nd|rd|th|o|a|ro|do|to|vo)?")
FOLLOWS_GRADE = {"grade", "grades", "grader", "graders", "grado", "grados"}


class Vector(Func):
    """Four texts, heaviest first, as one weighted vector."""

    template = "%(expressions)s"
    arg_joiner = " || "
    output_field = SearchVectorField()

    def __init__(self, *texts):
        weighed = (
            Func(Value(plain(text), output_field=TextField()), template=f"setweight(to_tsvector('simple', %(expressions)s), '{w}')",
                 output_field=SearchVectorField())
            for text, w in zip(texts, "ABCD", strict=True)
        )  # fmt: skip
        super().__init__(*weighed)


def vector(idea):
    """What an idea is found by: title and subject; what it is for; devices, grades and site; its text."""
    subject = str(dict(SUBJECTS).get(idea.subject, "")) if idea.subject != "any" else ""
    grades = " ".join(f"g{grade}" for grade in idea.grades) or "gall"
    devices = " ".join(str(name) for code, name in DEVICES if code in idea.devices)
    tool = idea.tool.name if idea.tool_id else ""
    return Vector(f"{idea.title} {tool}", f"{idea.what_for} {subject}", f"{grades} {devices} {idea.host}", idea.text)


@dataclass(frozen=True)
class Group:
    """Words for one thing, as a tsquery, the one that was typed, and how much it says."""

    query: str
    typed: str
    weight: int = WEIGHT_FULL

    @property
    def in_title(self):
        return self._at("A")

    @property
    def in_purpose(self):
        return self._at("AB")

    def _at(self, places):
        return re.sub(r"([^\W_]+)(:\*)?", lambda found: f"{found[1]}:{'*' if found[2] else ''}{places}", self.query)


@cache
def _lines():
    """{beginning of a word or phrase: its group's tsquery}."""
    known = {}
    for line in GROUPS.strip().splitlines():
        terms = [plain(term) for term in line.split("/")]
        query = " | ".join(dict.fromkeys(_term(term) for term in terms))
        for term in terms:
            known.setdefault(_key(term), []).append(query)
    return {key: " | ".join(dict.fromkeys(queries)) for key, queries in known.items()}


def _key(term):
    return " ".join(_root(word) for word in term.split())


def _root(word):
    """A word without its plural, and only its beginning when it is long."""
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    return beginning(word)


def _term(term):
    words = [_root(word) for word in term.split()]
    said = [f"{word}:*" if len(word) > 3 else word for word in words]
    return said[0] if len(said) == 1 else f"({' <-> '.join(said)})"


def groups_of(text):
    """The groups of what somebody typed, at most ``MOST_GROUPS``; empty when nothing in it says anything."""
    words = plain(text, limit=LONGEST).split()
    found, words = _grades(words)
    lines, taken = _lines(), set()
    for size in (3, 2):
        for n in range(len(words) - size + 1):
            key = _key(" ".join(words[n : n + size]))
            if key in lines and not taken & set(range(n, n + size)):
                found.append((n, Group(lines[key], _term(" ".join(words[n : n + size])), WEIGHT_FULL * size)))
                taken |= set(range(n, n + size))
    for n, word in enumerate(words):
        if n in taken or word in EMPTY:
            continue
        known = lines.get(_key(word)) or (_meant(word) if len(found) < MOST_GROUPS else None)
        weak = word in WEAK or (len(word) < 3 and not known)
        found.append((n, Group(known or _term(word), _term(word), WEIGHT_WEAK if weak else WEIGHT_FULL)))
    ordered = dict.fromkeys(group for _n, group in sorted(found, key=lambda each: each[0]))
    return sorted(ordered, key=lambda group: -group.weight)[:MOST_GROUPS]


def _grades(words):
    """([(place, group)] for the grades that are named, the other words)."""
    named, used = [], set()
    for n, (one, two) in enumerate(pairwise([*words, ""])):
        number = NUMBERED.fullmatch(one)
        ordinal = next((names.index(one) + 1 for names in (ORDINALS, _folded()) if one in names), None)
        grades = None
        if two in FOLLOWS_GRADE and (number or ordinal):
            grades, used = [int(number[1]) if number else ordinal], used | {n, n + 1}
        elif one in FOLLOWS_GRADE and NUMBERED.fullmatch(two):
            grades, used = [int(NUMBERED.fullmatch(two)[1])], used | {n, n + 1}
        elif one in LEVELS and (two in ("school", "grades", "") or one in ("primaria", "secundaria", "elementary")):
            grades, used = list(LEVELS[one]), used | ({n, n + 1} if two == "school" else {n})
        if grades and all(grade in dict(GRADES) for grade in grades):
            own = " | ".join(f"g{grade}" for grade in grades)
            named.append((n, Group(f"gall | {own}", own, WEIGHT_WEAK)))
    return named, [word for n, word in enumerate(words) if n not in used]


@lru_cache(maxsize=5000)
def _meant(word):
    """The word as it was typed, or the group of what it is most likely a slip of ("multiplcation"); None when it is like nothing."""
    if len(word) < NEAR_FROM or word in WEAK:
        return None
    near = get_close_matches(word, _words(), n=1, cutoff=NEAR)
    return " | ".join(dict.fromkeys([_term(word), _lines()[_key(near[0])]])) if near else None


@cache
def _words():
    """Every single word of the synonyms that is long enough to be mistyped."""
    words = (plain(term) for line in GROUPS.strip().splitlines() for term in line.split("/"))
    return sorted({word for word in words if " " not in word and len(word) >= NEAR_FROM - 1})


@cache
def _folded():
    return [plain(word) for word in ORDINALES]


def telling(groups):
    """The groups that say what is looked for; all of them when none does."""
    return [group for group in groups if group.weight >= WEIGHT_FULL] or groups


def enough(groups):
    """How many of the telling groups an idea must have: all of a short question, a third of a long one."""
    count = len(telling(groups))
    return count if count <= SHORT else -(-count // 3)
