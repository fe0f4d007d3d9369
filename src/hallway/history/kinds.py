"""What can happen: one declared line per kind, read by timeline, notices, mail, audit, webhooks and erasure."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Kind:
    """name: ``ask.solved`` · sentence: lazy text with ``{actor}``, ``{subject}`` and data keys · tell: words naming
    attributes or methods of the subject that give members (``requester``, ``holder``, ``people``) · leaves: whether it
    may leave the building (webhooks) · personal: data keys that erasure blanks · shown: who reads it in a timeline
    (``all``, ``staff`` or ``none``) · words: {data key: {code: lazy words}}, for data that holds codes · mail: ``now``,
    ``digest`` or ``off``, what a member gets who chose nothing; ``always``: at once, and nobody chooses otherwise · calendar:
    its letters carry an event for the reader's calendar (``calendar_part(member, event)`` of the subject says which), so each
    leaves by itself: never late, never listed in another ·
    private: that it happened is its parties' alone: not in what others take out about somebody · renews: what somebody has not
    read yet of the same kind and root is one notice, the newest.
    """

    name: str
    sentence: object
    tell: tuple = ()
    leaves: bool = False
    personal: tuple = ()
    shown: str = "all"
    mail: str = "now"
    private: bool = False
    label: object = ""
    calendar: bool = False
    renews: bool = False
    words: dict = field(default_factory=dict, compare=False)
    listeners: list = field(default_factory=list, compare=False)


KINDS: dict[str, Kind] = {}


def kind(name, sentence, **about):
    """Declare a kind; one line in an app's ``events.py``. Raises ValueError when the name is taken."""
    if name in KINDS:
        raise ValueError(f"event kind {name} is declared twice")
    KINDS[name] = Kind(name, sentence, **about)
    return KINDS[name]


def listen(name, function):
    """Call ``function(event)`` when delivery works through an event of this kind: speech upward, without an import."""
    KINDS[name].listeners.append(function)
