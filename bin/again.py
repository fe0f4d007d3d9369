"""Run a command and start it again whenever a file below a folder changes: again.py FOLDER COMMAND…"""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path


def state(folder: Path) -> dict[str, int]:
    """Every source file's time of change."""
    found = {}
    for here, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if name != "__pycache__"]
        for name in files:
            if not name.endswith((".pyc", ".mo")):
                try:
                    found[os.path.join(here, name)] = os.stat(os.path.join(here, name)).st_mtime_ns
                except FileNotFoundError:
                    continue
    return found


def main(folder: Path, command: list[str]) -> int:
    while True:
        known = state(folder)
        child = subprocess.Popen(command, start_new_session=True)  # noqa: S603 - what the developer named
        try:
            while child.poll() is None and state(folder) == known:
                time.sleep(1)
            if child.poll() is not None:
                print("It ended; it is started again when a file changes.", file=sys.stderr)
                while state(folder) == known:
                    time.sleep(1)
            else:
                print("A file changed; starting again.", file=sys.stderr)
        except KeyboardInterrupt:
            return 0
        finally:
            if child.poll() is None:
                child.send_signal(signal.SIGTERM)
                child.wait()


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
