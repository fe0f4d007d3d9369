"""The stories of the demo: small plays in plain text, read into steps. ``stories/*.txt`` hold them.

A story::

    # The one line the teacher wrote
    from: baca                    (a handle, or a campus: somebody of it)
    is: stopped class             (stopped, wide, confidential, mail, capture, class, several, campus)
    hello: …   device: …   best: …   place: …   deadline: 2   when: 45m   label: wifi   asks: …
    The details, as many lines as it takes.
    > +15m its: an answer         (minutes or days of school after the step before)
    > +1d thanks: because …

``when`` says how long ago in school time it was asked, so that the story is still going on; without it the story lies in
the weeks before. ``its`` is whoever holds the request; other speakers are handles.
"""

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent / "stories"
FLAGS = {"stopped", "confidential", "mail", "capture", "class", "several", "campus", "open"}
FIELDS = {"from", "is", "hello", "device", "best", "place", "deadline", "when", "label", "filed", "why"}
WAIT = re.compile(r"\+(\d+)([md])\s+(.*)")


@dataclass
class Step:
    """``after``: (number, "m" or "d") of school time after the step before · ``verb`` · ``words``: what stands before the
    colon after the verb · ``text``: what stands after it."""

    after: tuple
    verb: str
    words: list
    text: str


@dataclass
class Story:
    topic: str
    line: str
    about: dict = field(default_factory=dict)
    detail: str = ""
    steps: list = field(default_factory=list)

    @property
    def flags(self):
        return set(self.about.get("is", "").split())

    @property
    def days(self):
        """School days from its first word to its last, rounded up."""
        minutes = sum(n for n, unit in (s.after for s in self.steps) if unit == "m")
        return sum(n for n, unit in (s.after for s in self.steps) if unit == "d") + minutes // 400 + 1


@cache
def stories():
    """Every story, in the order of the files. Raises ValueError with the place of a line it cannot read."""
    found = []
    for path in sorted(HERE.glob("*.txt")):
        found += _read(path.name, path.read_text(encoding="utf-8"))
    return tuple(found)


def _read(name, text):
    topic, found = "", []
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.strip()
        if line.startswith("== "):
            topic = line.strip("= ")
        elif line.startswith("# "):
            found.append(Story(topic, line[2:]))
        elif line and topic and not found:
            raise ValueError(f"{name}:{number}: a story starts with # and its line")
        elif line.startswith("> "):
            found[-1].steps.append(_step(line[2:], f"{name}:{number}"))
        elif line and found:
            _about(found[-1], line)
    for story in found:
        if unknown := story.flags - FLAGS:
            raise ValueError(f"{name}: {story.line}: {unknown}")
    return found


def _about(story, line):
    """``key: value`` lines stand before the details."""
    key, colon, value = line.partition(": ")
    if colon and key in FIELDS and not story.detail:
        story.about[key] = value
    elif story.steps:
        story.steps[-1].text += "\n" + line
    else:
        story.detail = f"{story.detail}\n{line}".strip()


def _step(line, place):
    match = WAIT.fullmatch(line)
    if not match:
        raise ValueError(f"{place}: a step starts with > +15m or > +2d")
    head, _colon, text = match[3].partition(": ")
    verb, *words = head.split()
    return Step((int(match[1]), match[2]), verb, words, text.replace(" / ", "\n"))
