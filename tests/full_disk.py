"""A disk that is really full: a small one mounted for the test (root), else a limit on what this process and its children may write."""

import contextlib
import os
import resource
import subprocess
from pathlib import Path

import pytest

ROOM = 8 * 2**20  # bytes on the small disk
LIMIT = 64 * 1024  # bytes a file may have at most, where a limit stands in for the disk


class SmallDisk:
    """``folder`` lies on it; ``fill`` takes all its room but ``left`` bytes, ``free`` gives it back."""

    def __init__(self, folder, room=ROOM):
        self.folder, self.ballast = Path(folder), Path(folder) / "ballast"
        self.folder.mkdir(parents=True)
        words = ["mount", "-t", "tmpfs", "-o", f"size={room},mode=0711", "tmpfs", str(self.folder)]
        told = subprocess.run(words, capture_output=True, text=True)
        if told.returncode:
            self.folder.rmdir()
            pytest.skip(f"a small disk cannot be mounted here: {told.stderr.strip()}")

    def fill(self, left=0):
        with contextlib.suppress(OSError), self.ballast.open("ab", buffering=0) as file:
            while file.write(bytes(65536)) == 65536:
                pass
        os.truncate(self.ballast, max(0, self.ballast.stat().st_size - left))

    def free(self):
        self.ballast.unlink(missing_ok=True)

    def end(self):
        subprocess.run(["umount", "-l", str(self.folder)], check=True)


class Limited:
    """The same for anybody: while "full", no file may grow past ``LIMIT``, and the one that would stops half written."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.folder.mkdir(parents=True)
        self.before = resource.getrlimit(resource.RLIMIT_FSIZE)

    def fill(self, left=0):
        resource.setrlimit(resource.RLIMIT_FSIZE, (max(LIMIT, left), self.before[1]))

    def free(self):
        resource.setrlimit(resource.RLIMIT_FSIZE, self.before)

    end = free


@pytest.fixture(params=["small disk", "limit"])
def disk(request, tmp_path):
    """A disk for files that the test fills and frees, once really small and once as a limit."""
    if request.param == "small disk" and os.geteuid() != 0:
        pytest.skip("only root may mount a small disk; the limit stands in for it")
    made = (SmallDisk if request.param == "small disk" else Limited)(tmp_path / "disk")
    yield made
    made.free()
    made.end()


def files_below(folder):
    """Every file there, finished or not, except what fills the disk."""
    return [path for path in Path(folder).rglob("*") if path.is_file() and path.name != "ballast"]
