"""One PostgreSQL cluster in its folder: make, launch, ask, halt. Who may do so when is the server's business."""

import hashlib
import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

from .install import MAJOR, CannotServe, account, as_account, make_folder, programs

NAME = "hallway"  # of the role and of the database
PATIENCE = 120  # seconds for a start, crash recovery included
SOCKET_ROOM = 103 - len("/.s.PGSQL.5432")  # bytes of a socket folder's path on the stingiest system


class Cluster:
    """A cluster in ``folder``, run by PostgreSQL ``major``. ``settings``: more configuration, ``{name: value}``."""

    def __init__(self, folder: Path, major: int = MAJOR, settings: dict[str, str] | None = None) -> None:
        self.folder = folder
        self.major = major
        self.settings = settings or {}

    def prepare(self) -> None:
        """Find out who runs it and with which programs; the other methods need that."""
        self.who = account(self.folder)
        self.bin = programs(self.major, self.who)

    @property
    def socket(self) -> str:
        """The folder of the running server's socket."""
        if not (socket := self._noted(4)):
            raise CannotServe(f"No PostgreSQL is running in {self.folder}.")
        return socket

    @property
    def url(self) -> str:
        """The address of the running server's database ``hallway``."""
        return f"postgresql://{NAME}@/{NAME}?host={quote(self.socket, safe='')}"

    @property
    def pid(self) -> int | None:
        """The running server's process, or None. A process that is not PostgreSQL but has inherited the number of one
        that was killed does not count."""
        number = self._noted(0)
        return int(number) if number.isdigit() and "postgres" in _command(int(number)) else None

    def make(self) -> None:
        """initdb into the folder, which must not exist."""
        make_folder(self.folder, 0o700, self.who)
        builtin = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"] if self.major > 16 else []
        quick = ["--no-sync"] if self.settings.get("fsync") == "off" else []
        self.run(
            "initdb", "-D", self.folder, "-U", NAME, "-E", "UTF8", "--locale=C", *builtin, *quick,
            "--data-checksums", "--auth-local=trust", "--auth-host=reject", "--no-instructions",
        )  # fmt: skip

    def launch(self) -> None:
        """Start the server, or wait for one that is starting, until it answers and has its database."""
        if self.pid is None:
            self._forget_a_stranger()
            sockets = self._socket_folder()
            shutil.rmtree(sockets, ignore_errors=True)  # a killed server leaves a socket there that is in the way
            make_folder(sockets, 0o700, self.who)
            local = (self.folder / "local.conf").is_file()
            _write(self.folder / "postgresql.conf", configuration(sockets, self.settings, local))
            self._start()
        self._await()

    def halt(self) -> None:
        """Stop the server, ending its connections; everything committed stays."""
        if self.pid is None:
            return
        sockets = Path(self._noted(4))
        self.run("pg_ctl", "stop", "-D", self.folder, "-m", "fast", "-w", "-t", PATIENCE)
        if sockets.name.startswith(("run-", "hallway-")):
            shutil.rmtree(sockets, ignore_errors=True)

    def run(self, program: str, *words: object) -> str:
        """Run one of PostgreSQL's programs as its account; gives what it printed, raises CannotServe when it failed."""
        told = subprocess.run(  # noqa: S603
            [str(self.bin / program), *map(str, words)],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            **as_account(self.who),
        )  # fmt: skip
        if told.returncode:
            reason = " ".join((told.stdout or "no reason given").split())[-300:]
            raise CannotServe(f"PostgreSQL's {program} failed: {reason}")
        return told.stdout

    def _noted(self, line: int) -> str:
        """One line of the server's own note: 0 process, 4 socket folder, 7 state. Empty when there is none."""
        try:
            lines = (self.folder / "postmaster.pid").read_text().splitlines()
        except OSError:
            return ""
        return lines[line].strip() if len(lines) > line else ""

    def _forget_a_stranger(self) -> None:
        """PostgreSQL refuses to start while the process number in a killed server's note belongs to anybody, be it a
        stranger or the killed one waiting to be buried. Put the number of a process that has just ended there; the
        rest of the note still guards against stray children."""
        note = self.folder / "postmaster.pid"
        number = self._noted(0)
        if number.isdigit() and _exists(int(number)):
            ended = subprocess.Popen(["/bin/sh", "-c", ":"])
            ended.wait()
            lines = note.read_text().splitlines()
            _write(note, "\n".join([str(ended.pid), *lines[1:]]) + "\n")

    def _start(self) -> None:
        log = self.folder / "start.log"
        until = time.monotonic() + 20
        while True:
            log.unlink(missing_ok=True)
            try:
                self.run("pg_ctl", "start", "-D", self.folder, "-l", log, "-w", "-t", PATIENCE, "-s")
                return
            except CannotServe:
                logs = [log, *sorted((self.folder / "log").glob("*.log"), key=lambda path: path.stat().st_mtime)[-1:]]
                said = [
                    line for path in logs if path.is_file() for line in path.read_text(errors="replace").splitlines()
                ]
            fatal = [line for line in said[-30:] if "FATAL" in line or "PANIC" in line]
            # A killed server's children hold its shared memory for a moment; then a second try succeeds.
            if time.monotonic() > until or not any("shared memory block" in line for line in fatal[-1:]):
                raise CannotServe(
                    f"PostgreSQL did not start in {self.folder}: {[*said, 'no reason given', *fatal][-1][:200]}"
                )
            time.sleep(0.3)

    def _await(self) -> None:
        import psycopg

        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and self.pid is not None:
            if self._noted(7) == "ready":
                try:
                    with psycopg.connect(host=self.socket, user=NAME, dbname="postgres", autocommit=True) as ask:
                        if not ask.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone():
                            ask.execute(f"CREATE DATABASE {NAME}")
                        return
                except psycopg.OperationalError:
                    pass  # stopping, or not quite up
            time.sleep(0.05)
        raise CannotServe(f"PostgreSQL in {self.folder} does not answer; its log in {self.folder / 'log'} may say why.")

    def _socket_folder(self) -> Path:
        """Beside the cluster where the path is short enough, else a private one in the system's place for such."""
        near = self.folder.parent / f"run-{self.folder.name.removeprefix('postgres-')}"
        if len(os.fsencode(near)) <= SOCKET_ROOM:
            return near
        mine = self.who.pw_uid if self.who else os.geteuid()
        mark = hashlib.sha256(os.fsencode(f"{near} {mine}")).hexdigest()[:12]
        far = Path("/tmp") / f"hallway-{mark}"  # noqa: S108 - owner and mode are checked
        if not far.is_symlink() and (not far.exists() or (far.stat().st_uid, far.stat().st_mode & 0o077) == (mine, 0)):
            return far
        other = Path(tempfile.mkdtemp(prefix="hallway-", dir="/tmp"))
        os.chown(other, mine, -1)
        return other


def configuration(sockets: Path, more: dict[str, str], local: bool) -> str:
    """The server's configuration: durable, private, modest on a small machine; ``local``: local.conf is there and has
    the last word."""
    known = {"SC_PAGE_SIZE", "SC_PHYS_PAGES"} <= os.sysconf_names.keys()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20 if known else 2048
    lines = {
        "listen_addresses": "",
        "unix_socket_directories": str(sockets),
        "unix_socket_permissions": "0700",
        "max_connections": "80",
        "shared_buffers": f"{max(32, min(memory // 8, 512))}MB",
        "effective_cache_size": f"{max(128, memory // 2)}MB",
        "work_mem": "16MB",
        "maintenance_work_mem": f"{max(64, min(memory // 16, 256))}MB",
        "fsync": "on",
        "synchronous_commit": "on",
        "full_page_writes": "on",
        "max_wal_size": "1GB",
        "random_page_cost": "1.1",
        "default_statistics_target": "500",  # else the planner misjudges rare words in a million requests
        "jit": "off",
        "idle_in_transaction_session_timeout": "10min",
        "timezone": "UTC",
        "log_timezone": "UTC",
        "logging_collector": "on",
        "log_filename": "postgresql-%a.log",
        "log_rotation_age": "1d",
        "log_rotation_size": "0",
        "log_truncate_on_rotation": "on",
        "log_min_error_statement": "panic",  # statements carry what people wrote, which no log may hold
        "log_error_verbosity": "terse",
    } | more
    said = "".join(f"{name} = '{value.replace(chr(39), chr(39) * 2)}'\n" for name, value in lines.items())
    note = "# Written by Hallway at every start. Put lines of your own into local.conf beside this file.\n"
    return note + said + ("include 'local.conf'\n" if local else "")


def _exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


def _command(pid: int) -> str:
    """The command line of a live process; empty for one that is gone or only waits to be buried."""
    if Path("/proc/self/cmdline").exists():
        try:
            return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            return ""
    told = subprocess.run(["/bin/ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True)  # noqa: S603
    return told.stdout.strip()


def _write(path: Path, text: str) -> None:
    """Replace a file of the cluster as a whole, owned by the cluster's owner."""
    fresh = path.with_name(path.name + ".new")
    fresh.write_text(text)
    fresh.chmod(0o600)
    owner = path.parent.stat()
    if os.geteuid() == 0:
        os.chown(fresh, owner.st_uid, owner.st_gid)
    fresh.replace(path)
