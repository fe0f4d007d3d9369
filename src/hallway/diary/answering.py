"""What calendars answer, told to whoever booked: the floors above register here, and the inbox knows no appointment.

An answer is data from a stranger. It may change that one person's answer to that one event, and nothing else.
"""

OLD = "old"
_answered: list = []
_asked: list = []
_wondering: list = []


def answers(function):
    """``function(uid, member, sequence, partstat, words)`` hears an answer; ``partstat``: accepted, declined or tentative; ``words``:
    what they typed with it, which those who read the event's page read there, also when the answer itself is old.

    It returns what stands then (the same words), ``"old"`` when the event has moved on since that sequence, None when the uid is
    none of its own or the member does not take part. It may raise ``Refused``: then nothing changed, and somebody's calendar is behind.
    """
    if function not in _answered:
        _answered.append(function)


def wishes(function):
    """``function(uid, member, kind, start, end, words)`` hears that somebody proposes another time (``kind`` "counter", with instants),
    asks for the event anew ("refresh", None and None), or has written ``words`` with an answer that cannot be taken ("words").
    It changes no event; True when it has told whom it concerns."""
    if function not in _asked:
        _asked.append(function)


def doubts(function):
    """``function(uid, member)`` hears that somebody else answered in ``member``'s name. It changes no answer; True when whoever
    hosts the event was told (or had been)."""
    if function not in _wondering:
        _wondering.append(function)


def said(uid, member, sequence, partstat, words=""):
    """What the first that knows the event makes of an answer; None when nobody does."""
    found = (function(uid, member, sequence, partstat, words) for function in _answered)
    return next((word for word in found if word is not None), None)


def wished(uid, member, kind, start, end, words=""):
    """Whether somebody was told."""
    return any(function(uid, member, kind, start, end, words) for function in _asked)


def doubted(uid, member):
    """Whether somebody was told."""
    return any(function(uid, member) for function in _wondering)
