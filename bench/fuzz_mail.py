# ruff: noqa: E501 - a table of bytes reads better in long lines
"""Read damaged mails in the bounded child for a while, and say whether it ever raised, hung, or took too much.

    .venv/bin/python bench/fuzz_mail.py [--minutes 10] [--seed 1] [--keep DIR]

Every mail is made from the tests' nasty mails by a few mutations; the same seed makes the same mails. Prints the runs, what
raised (an ``unreadable-…`` problem, or a child that died), what hung (over the child's own limit), the slowest mail and the
child's largest memory. What went wrong, or took over two seconds, is kept as a file in ``--keep``. Exit 1 when anything did.
"""

import argparse
import hashlib
import random
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(HERE), str(HERE / "src")]

WORDS = [
    b"\r\n", b"\n", b"\r", b"\r\n\r\n", b"\0", b"\x1b$B", b"\xff\xfe", b"\xef\xbb\xbf", b"--b\n", b"--BB\r\n", b"--BB--\r\n", b"Content-Type: ",
    b"multipart/mixed; boundary=b", b"multipart/alternative; boundary=BB", b"message/rfc822", b"text/html; charset=utf-7", b"charset=utf-16",
    b"format=flowed; delsp=yes", b"Content-Transfer-Encoding: base64\n", b"Content-Transfer-Encoding: quoted-printable\n", b"=?utf-8?b?8J+Y?=",
    b"=?iso-2022-jp?q?=1B$B?=", b"filename*0*=utf-8''%", b"filename*99999999999999999=x", b"<", b">", b"\"", b"(", b")", b"\\", b"@", b",", b";",
    b"<div>", b"</div>", b"<blockquote>", b"<a href='javascript:", b"<img src=cid:", b"<!--", b"]]>", b"<svg><style>", b"&#x", b"> ", b">>>>> ",
    b"On Mon, x wrote:\n", b"From: a@b.c\nSent: x\n", b"-- \n", b"begin 644 x\n", b"`\nend\n", b"=-=-= x =-=-=", b"Status: 5.1.1\n", b"Final-Recipient: ",
    b"\x78\x9f\x3e\x22", b"BEGIN:VCALENDAR\n", b"\xe2\x80\xae", b"\xf0\x9f\x98\x80", b"\xed\xa0\x80", b"____________________\n", b"Le lun. x a \xc3\xa9crit :\n",
]  # fmt: skip
MOST = 3 * 1024 * 1024


def cut(chance, size):
    """Two places in ``size`` bytes, usually close to each other."""
    first = chance.randrange(size + 1)
    return first, min(size, first + int(chance.expovariate(1 / 60)))


def mutated(chance, raw, pool):
    """``raw`` with one to six things done to it."""
    for _more in range(chance.randint(1, 6)):
        how = chance.randrange(10)
        a, b = cut(chance, len(raw))
        if how == 0:
            raw = raw[:a] + raw[b:]
        elif how == 1:
            raw = raw[:a] + chance.choice(WORDS) + raw[a:]
        elif how == 2:
            raw = raw[:a] + chance.randbytes(b - a) + raw[b:]
        elif how == 3:
            raw = raw[:b] + raw[a:b] * chance.choice([1, 2, 10, 1000, 30_000]) + raw[b:]
        elif how == 4:
            raw = raw[:a] + chance.choice(WORDS) * chance.choice([2, 20, 2000, 50_000]) + raw[a:]
        elif how == 5:
            other = chance.choice(pool)
            c, d = cut(chance, len(other))
            raw = raw[:a] + other[c : chance.choice([d, len(other)])] + raw[b:]
        elif how == 6:
            raw = raw.replace(b"\r\n", chance.choice([b"\n", b"\r", b"\r\r\n", b"\n\r"]))
        elif how == 7:
            lines = raw.split(b"\n")
            chance.shuffle(lines)
            raw = b"\n".join(lines)
        elif how == 8 and raw:
            at = chance.randrange(len(raw))
            raw = raw[:at] + bytes([raw[at] ^ (1 << chance.randrange(8))]) + raw[at + 1 :]
        elif how == 9:
            raw = b"Content-Type: multipart/mixed; boundary=q\n\n--q\n" + raw + b"\n--q\n" + raw
        raw = raw[:MOST]
    return raw


def used(pid):
    """(seconds of computing so far, peak memory in bytes) of a process; zeros when it is gone."""
    try:
        ticks = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        peak = next(x for x in Path(f"/proc/{pid}/status").read_text().splitlines() if x.startswith("VmHWM"))
    except (OSError, StopIteration):
        return 0.0, 0
    return (int(ticks[11]) + int(ticks[12])) / 100, int(peak.split()[1]) * 1024


def main():
    said = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    said.add_argument("--minutes", type=float, default=10)
    said.add_argument("--seed", type=int, default=1)
    said.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()) / "hallway-fuzz")
    said = said.parse_args()
    from tests.inbox.hostile import CASES
    from tests.inbox.mails_meaning import MAILS

    from hallway.inbox.bounded import Reader, Unreadable

    pool = [raw for raw, _expected in (*MAILS.values(), *CASES.values()) if len(raw) < 300_000]
    chance, reader = random.Random(said.seed), Reader()
    runs, raised, hung, slow, slowest, most = 0, 0, 0, 0, 0.0, 0
    until = time.monotonic() + said.minutes * 60
    while time.monotonic() < until:
        raw = mutated(chance, chance.choice(pool), pool)
        runs += 1
        before, child = used(reader.child.pid)[0] if reader.child else 0.0, reader.child
        try:
            wrong = [
                p
                for p in reader.read(raw, ("help@cedar.example",)).problems
                if p.startswith(("unreadable", "too-deep"))
            ]
        except Unreadable as trouble:
            wrong = [trouble.code]
        took, peak = used(reader.child.pid) if reader.child else (0.0, 0)
        took -= before if child is reader.child else 0.0
        slowest, most = max(slowest, took), max(most, peak)
        raised += bool(wrong) and wrong != ["too-slow"]
        hung += wrong == ["too-slow"]
        slow += took > 2
        if wrong or took > 2:
            said.keep.mkdir(parents=True, exist_ok=True)
            name = f"{(wrong or ['slow'])[0]}-{hashlib.sha256(raw).hexdigest()[:12]}.eml"
            (said.keep / name).write_bytes(raw)
            print(f"{name}  {took:.1f} s", flush=True)
    print(f"runs {runs}  raised {raised}  hung {hung}  over two seconds {slow}")
    print(f"slowest {slowest:.2f} s of computing  largest memory {most / 2**20:.0f} MB")
    return 1 if raised or hung else 0


if __name__ == "__main__":
    sys.exit(main())
