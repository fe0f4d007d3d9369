"""What our events are called in everybody's calendar."""

import uuid

HOME = "@hallway"


def fresh_uid():
    """A UID for a new event: made once, kept in its row, never made of anything that changes."""
    return f"{uuid.uuid4()}{HOME}"


def is_ours(uid):
    """Whether an event that stands in somebody's calendar came from here. It takes their time here already, as it stands now; a
    calendar elsewhere may be half a day behind."""
    return uid.strip().lower().endswith(HOME)
