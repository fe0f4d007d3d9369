"""A child process for what strangers wrote: it gets bytes, gives an answer, and can neither grow, last, nor learn a secret."""

import contextlib
import math
from pathlib import Path

SOURCE = str(Path(__file__).resolve().parents[2])
KEPT = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT", "VIRTUAL_ENV", "LD_LIBRARY_PATH")


def bare(environment):
    """What of our environment a child gets: where things lie, no settings and no secrets."""
    return {**{name: value for name, value in environment.items() if name in KEPT}, "PYTHONPATH": SOURCE}


def limit(memory):
    """In the child: at most ``memory`` bytes, no file written, no core dumped."""
    import resource

    for name, value in (("RLIMIT_AS", memory), ("RLIMIT_CORE", 0), ("RLIMIT_FSIZE", 0)):
        try:
            resource.setrlimit(getattr(resource, name), (value, value))
        except (ValueError, OSError):  # macOS does not know all of them; the time limit still holds
            continue


def computing(seconds):
    """In the child: from now on at most so many seconds of computing; the system ends the process that takes more (SIGXCPU)."""
    import resource

    with contextlib.suppress(ValueError, OSError):
        used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
        resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(used + seconds), resource.getrlimit(resource.RLIMIT_CPU)[1]))
