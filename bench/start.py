"""From ``bin/demo`` to the first page, the second time: ``python bench/start.py [--data DIR]``. Goal: five seconds.

The first start builds the demo district in a folder that nothing else uses, and is timed as well when it is new.
"""

import argparse
import os
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import calling
import world


def start(data, patience):
    """Seconds from the command to the sign-in page; stops everything again."""
    port = calling.free_port()
    words = [str(world.TOP / "bin" / "demo"), "--port", str(port), "--data", str(data)]
    kept = {key: value for key, value in os.environ.items() if not key.startswith("HALLWAY_")}
    began = time.perf_counter()
    process = subprocess.Popen(words, env=kept, stdout=subprocess.DEVNULL, start_new_session=True)
    try:
        while time.perf_counter() - began < patience:
            if process.poll() is not None:
                raise SystemExit("bin/demo ended at once")
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as page:
                    if page.status == 200 and b"Marisol" in page.read():
                        return time.perf_counter() - began
            except OSError:
                time.sleep(0.05)
        raise SystemExit(f"no page within {patience} s")
    finally:
        os.killpg(process.pid, signal.SIGINT)
        process.wait(60)


def main():
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--data", type=Path, default=world.default_folder() / "start")
    words.add_argument("--times", type=int, default=3)
    said = words.parse_args()
    new = not said.data.exists()
    first = start(said.data, 600)
    if new:
        print(f"first start, district built: {first:.1f} s")
    took = sorted(start(said.data, 120) for _each in range(said.times))
    print(
        f"second start to the first page: {took[len(took) // 2]:.1f} s (goal ≤ 5; fastest {took[0]:.1f}, slowest {took[-1]:.1f})"
    )


if __name__ == "__main__":
    main()
