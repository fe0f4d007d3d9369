"""What differs between two versions, line by line in plain words."""

from typing import NamedTuple

from .saying import Part, parts_of


class Change(NamedTuple):
    """One line that differs: what it said before and says now; "" for nothing."""

    label: str
    before: str
    now: str


def differences(old, new):
    """[``Part`` whose lines are ``Change``s] of what differs from ``old`` to ``new`` (``Terms``); none when they say the same."""
    found = []
    for before, now in zip(parts_of(old), parts_of(new), strict=True):
        was = {line.key: line for line in before.lines}
        lines = []
        for line in now.lines:
            gone = was.pop(line.key, None)
            if gone is None:
                lines.append(Change(line.label, "", line.text))
            elif gone.text != line.text:
                lines.append(Change(line.label, gone.text, line.text))
            elif gone.label != line.label and not line.key.startswith(
                "m-"
            ):  # a step's new name is told once, at the step
                lines.append(Change(line.label, gone.label, line.label))
        lines += [Change(line.label, line.text, "") for line in was.values() if line.text]
        lines = [line for line in lines if line.before or line.now]
        if lines:
            found.append(Part(now.name, now.title, now.icon, lines))
    return found
