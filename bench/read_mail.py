"""How fast mails are read in the bounded child, and what the largest ones take.

    .venv/bin/python bench/read_mail.py

Prints mails of 2.6 kB a second, and for a mail of 20 MB (a film of one part, and forty photos) the seconds by the clock and of
computing and the child's peak memory, beside the seconds that only undoing the same base64 takes in the same run.
"""

import base64
import os
import random
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "src")]

from fuzz_mail import used  # noqa: E402
from mail_in import mails  # noqa: E402

BIG = 20 * 1024 * 1024


def large(count):
    """A mail of 20 MB with its files in ``count`` parts."""
    size = BIG * 3 // 4 // count * 57 // 58
    parts = b"".join(
        b"--b\r\nContent-Type: video/mp4; name=film%d.mp4\r\nContent-Transfer-Encoding: base64\r\n\r\n%s"
        % (number, base64.encodebytes(os.urandom(size)).replace(b"\n", b"\r\n"))
        for number in range(count)
    )
    head = b"From: tess@cedar.example\r\nTo: help@cedar.example\r\nSubject: Film\r\nMIME-Version: 1.0\r\n"
    return head + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nHere it is.\r\n" + parts + b"--b--\r\n"


def main():
    from hallway.inbox.bounded import Reader

    random.seed(7)
    with tempfile.TemporaryDirectory() as place:
        mails(place, 1000, lambda n: (f"t{n}@cedar.example", "help@cedar.example", f"Projector {n}"))
        raws = [path.read_bytes() for path in sorted(Path(place, "new").iterdir())]
    reader = Reader()
    for raw in raws[:50]:
        reader.read(raw)
    begun, computed = time.perf_counter(), used(reader.child.pid)[0]
    for raw in raws:
        reader.read(raw)
    took, computed = time.perf_counter() - begun, used(reader.child.pid)[0] - computed
    print(
        f"mails of 2.6 kB            {len(raws) / took:6.0f} a second by the clock, {len(raws) / computed:6.0f} a second of computing"
    )
    for count in (1, 40):
        raw, reader = large(count), Reader()
        reader.read(raws[0])
        bare = base64.b64encode(os.urandom(BIG * 3 // 4))
        before = time.process_time()
        base64.b64decode(bare)
        bare = time.process_time() - before
        begun, computed = time.perf_counter(), used(reader.child.pid)[0]
        reading = reader.read(raw)
        took, (after, peak) = time.perf_counter() - begun, used(reader.child.pid)
        assert len(reading.attachments) == count
        assert reading.text == "Here it is."
        print(
            f"{len(raw) / 2**20:4.1f} MB in {count:2} files        {took:6.2f} s by the clock, {after - computed:5.2f} s of computing,"
            f" {peak / 2**20:4.0f} MB at most; base64 alone {bare:5.2f} s"
        )
        reader.stop()


if __name__ == "__main__":
    main()
