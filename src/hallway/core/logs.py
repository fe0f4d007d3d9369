"""Logs as JSON lines: what happened and where, never message bodies, addresses or tokens."""

import json
import logging
import re
from datetime import UTC, datetime

SECRET = re.compile(r"(/(?:feed|link|linked)/)[^/\s?\"']{16,}")  # a word in an address that opens a door by itself


class Refusals(logging.Filter):
    """What Django calls suspicious (a foreign Host header, thousands of form fields) was refused, and nothing is broken: a
    warning of which kind it was, without the sender's words, which Django would quote."""

    def filter(self, record):
        first, _dot, kind = record.name.rpartition(".")
        if first == "django.security" and record.levelno > logging.WARNING:
            record.levelno, record.levelname = logging.WARNING, "WARNING"
            record.msg, record.args, record.exc_info = f"a request was refused: {kind}", (), None
        return True


class JsonFormatter(logging.Formatter):
    """One JSON object a line; an exception's type and place, not its text when that may quote a person."""

    def format(self, record):
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "what": SECRET.sub(r"\1…", record.getMessage()),
        }
        if record.exc_info and record.exc_info[0]:
            kind, _error, trace = record.exc_info
            line["error"] = kind.__name__
            frames = []
            while trace:
                code = trace.tb_frame.f_code
                frames.append(f"{code.co_filename.rsplit('/hallway/', 1)[-1]}:{trace.tb_lineno} {code.co_name}")
                trace = trace.tb_next
            if frames:
                line["trace"] = frames[-12:]
        return json.dumps(line, ensure_ascii=False)
