"""The server of one data folder, and who uses it.

Users are counted by a shared lock that the kernel releases when a process dies, so a crashed user holds nothing.
"""

import fcntl
import os
import shutil
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from .cluster import Cluster
from .install import MAJOR, OLDER, CannotServe, account, make_data_folder, must_reach
from .upgrade import carry_over


class EmbeddedServer:
    """``with EmbeddedServer(data) as server: server.url``: made on first use, adopted when it still runs, recovered when
    it was killed, upgraded from an older major version, stopped with its last user.

    ``settings``: more configuration, ``{name: value}``; throwaway test servers switch fsync off with it. Raises
    CannotServe with one sentence when the server cannot run here.
    """

    def __init__(self, data: Path, settings: dict[str, str] | None = None, major: int = MAJOR) -> None:
        self.data = Path(data).absolute()
        self.cluster = Cluster(self.data / f"postgres-{major}", major, settings)
        self._lease: int | None = None

    def __enter__(self) -> "EmbeddedServer":
        self.start()
        return self

    def __exit__(self, kind: type | None, problem: BaseException | None, trace: TracebackType | None) -> None:
        self.stop()

    @property
    def url(self) -> str:
        """The address of the running server's database ``hallway``."""
        return self.cluster.url

    @property
    def bin(self) -> Path:
        """The folder of the programs that fit this server (``pg_dump``, ``pg_restore``, ``psql``)."""
        return self.cluster.bin

    def start(self) -> str:
        """Start or adopt the server and count as one of its users; gives its url."""
        self.must_fit()
        make_data_folder(self.data)
        if not os.access(self.data, os.W_OK | os.X_OK):
            raise CannotServe(f"The data folder {self.data} cannot be written by this account.")
        with self._alone():
            self.cluster.prepare()
            must_reach(self.cluster.who, self.data)
            if not self.cluster.folder.is_dir():
                self._make()
            self.cluster.launch()
            if self._lease is None:
                self._lease = self._open("postgres.users")
                fcntl.flock(self._lease, fcntl.LOCK_SH)
        return self.url

    def must_fit(self) -> None:
        """Raise CannotServe when the server's account cannot reach the data folder; nothing has been touched by then."""
        must_reach(account(self.cluster.folder), self.data)

    def stop(self) -> bool:
        """Stop being a user; the last one stops the server. True when nobody uses it any more."""
        if self._lease is None:
            return False
        with self._alone():
            try:
                fcntl.flock(self._lease, fcntl.LOCK_EX | fcntl.LOCK_NB)
                last = True
            except BlockingIOError:
                last = False
            os.close(self._lease)
            self._lease = None
            if last:
                self.cluster.halt()
            return last

    def revive(self) -> bool:
        """Start the server again if it died under its users; True when it had to be. Cheap enough for every second."""
        if self.cluster.pid is not None:
            return False
        self.start()
        return True

    def _make(self) -> None:
        """Made beside its place and renamed when whole, so that a kill in the middle leaves nothing half."""
        majors = [int(path.name[-2:]) for path in self.data.glob("postgres-[0-9][0-9]") if path.is_dir()]
        if majors and max(majors) > self.cluster.major:
            raise CannotServe(
                f"{self.data} was made by a newer Hallway with PostgreSQL {max(majors)}; install that one."
            )
        fresh = Cluster(self.data / f"{self.cluster.folder.name}.new", self.cluster.major, self.cluster.settings)
        fresh.who, fresh.bin = self.cluster.who, self.cluster.bin
        fresh.halt()
        shutil.rmtree(fresh.folder, ignore_errors=True)
        fresh.make()
        if older := [major for major in majors if major in OLDER]:
            carry_over(Cluster(self.data / f"postgres-{max(older)}", max(older), self.cluster.settings), fresh)
        fresh.folder.rename(self.cluster.folder)
        here = os.open(self.data, os.O_RDONLY)
        os.fsync(here)
        os.close(here)

    def _open(self, name: str) -> int:
        try:
            return os.open(self.data / name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as problem:
            raise CannotServe(f"{self.data / name} cannot be opened: {problem.strerror}.") from None

    @contextmanager
    def _alone(self):
        """One process at a time starts or stops; the kernel drops the lock when the process ends."""
        lock = self._open("postgres.lock")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)
