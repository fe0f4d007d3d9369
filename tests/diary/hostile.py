"""Calendars as they come, each named by its symptom: ``{name: (bytes, busy, codes)}``. All of one week, 4 to 10 May 2026, read by
somebody in Chicago (five hours behind UTC then); busy as "dd hh:mm-hh:mm" in UTC, joined by commas."""
# ruff: noqa: E501

CHICAGO = "DTSTART;TZID=America/Chicago:"
TEN = "DTSTART;TZID=America/Chicago:20260505T100000\nDTEND;TZID=America/Chicago:20260505T110000"
AT_TEN = "05 15:00-16:00"
FAR = (
    "BEGIN:VTIMEZONE\nTZID:{name}\nBEGIN:STANDARD\nDTSTART:16011104T020000\nRRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11\n"
    "TZOFFSETFROM:-0400\nTZOFFSETTO:-0500\nEND:STANDARD\nBEGIN:DAYLIGHT\nDTSTART:16010311T020000\n"
    "RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3\nTZOFFSETFROM:-0500\nTZOFFSETTO:-0400\nEND:DAYLIGHT\nEND:VTIMEZONE\n"
)


def event(*lines, uid="UID:1"):
    return "\n".join(["BEGIN:VEVENT", *([uid] if uid else []), *lines, "END:VEVENT"]) + "\n"


def ics(*parts, head="", end="\r\n"):
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Own//EN\n{head}{''.join(parts)}END:VCALENDAR\n"
    return text.replace("\n", end).encode()


def zoned(tzid, hour="10"):
    return event(f"DTSTART;TZID={tzid}:20260505T{hour}0000", f"DTEND;TZID={tzid}:20260505T{int(hour) + 1}0000")


OK = event(TEN, uid="UID:ok")

TIMES = {
    "utc": (ics(event("DTSTART:20260505T150000Z", "DTEND:20260505T160000Z")), AT_TEN, []),
    "zoned without a VTIMEZONE": (ics(OK), AT_TEN, []),
    "floating is the owner's clock": (ics(event("DTSTART:20260505T100000", "DTEND:20260505T110000")), AT_TEN, []),
    "Windows name": (ics(zoned("Central Standard Time")), AT_TEN, []),
    "quoted name": (ics(zoned('"America/Chicago"')), AT_TEN, []),
    "name that Outlook shows": (ics(zoned('"(UTC-05:00) Eastern Time (US & Canada)"')), "05 14:00-15:00", []),
    "shown name unquoted, with a colon": (ics(zoned("(UTC-05:00) Eastern Time (US & Canada)")), "05 14:00-15:00", []),
    "offset and nothing more": (ics(zoned('"(UTC+02:00) Somewhere"')), "05 08:00-09:00", []),
    "mozilla's path": (ics(zoned("/mozilla.org/20050126_1/America/New_York")), "05 14:00-15:00", []),
    "customized zone that is described": (ics(FAR.format(name="Customized Time Zone 1"), zoned("Customized Time Zone 1")), "05 14:00-15:00", []),
    "described after the event": (ics(zoned("tzone://Microsoft/Custom"), FAR.format(name="tzone://Microsoft/Custom")), "05 14:00-15:00", []),
    "customized zone that nobody describes": (ics(zoned("Customized Time Zone 1")), AT_TEN, ["zone-unknown"]),
    "zone that is a number": (ics(zoned("8")), AT_TEN, ["zone-unknown"]),
    "blank zone": (ics(zoned("")), AT_TEN, []),
    "described with a bomb": (ics(FAR.format(name="Mine").replace("YEARLY", "SECONDLY"), zoned("Mine")), AT_TEN, ["zone-unknown"]),
    "describes a place": (ics(FAR.format(name="X").replace("TZID:X", "TZID:X\nX-LIC-LOCATION:Europe/Madrid"), zoned("X")), "05 08:00-09:00", []),
    "X-WR-TIMEZONE and a rule in UTC": (
        ics(event("DTSTART:20260106T160000Z", "DTEND:20260106T170000Z", "RRULE:FREQ=WEEKLY"), head="X-WR-TIMEZONE:America/Chicago\n"), AT_TEN, [],
    ),
    "all of a day": (ics(event("DTSTART;VALUE=DATE:20260505", "DTEND;VALUE=DATE:20260506")), "05 05:00-06 05:00", []),
    "all of a day, its end said as the same day": (ics(event("DTSTART;VALUE=DATE:20260505", "DTEND;VALUE=DATE:20260505")), "05 05:00-06 05:00", []),
    "all of a day, no end": (ics(event("DTSTART;VALUE=DATE:20260505")), "05 05:00-06 05:00", []),
    "a duration": (ics(event(CHICAGO + "20260505T100000", "DURATION:PT1H")), AT_TEN, []),
    "no end takes no time": (ics(event(CHICAGO + "20260505T100000")), "", []),
    "midnight said as 24": (ics(event(CHICAGO + "20260504T230000", "DTEND;TZID=America/Chicago:20260504T240000")), "05 04:00-05:00", []),
    "the clock goes back": (ics(event(CHICAGO + "20251104T100000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY")), AT_TEN, []),
    "year 1": (ics(event("DTSTART:00010101T000000Z", "DTEND:00010101T010000Z"), OK), AT_TEN, []),
    "1601": (ics(event(CHICAGO + "16010101T000000", "DURATION:PT1H"), OK), AT_TEN, []),
    "the thirteenth month": (ics(event("DTSTART:20261305T100000Z"), OK), AT_TEN, ["bad-date"]),
    "a date with hyphens": (ics(event("DTSTART:2026-05-05T10:00:00"), OK), AT_TEN, ["bad-date"]),
    "no beginning": (ics(event("DTEND:20260505T160000Z"), OK), AT_TEN, ["bad-date"]),
    "ends before it begins": (ics(event("DTSTART:20260505T150000Z", "DTEND:20260505T140000Z"), OK), AT_TEN, ["backwards"]),
    "ten years long": (ics(event("DTSTART:20200505T150000Z", "DTEND:20300505T140000Z"), OK), AT_TEN, ["too-long"]),
}  # fmt: skip

BLOCKING = {
    "free in every program": (ics(event(TEN, "TRANSP:TRANSPARENT")), "", []),
    "free in Outlook only": (ics(event(TEN, "TRANSP:OPAQUE", "X-MICROSOFT-CDO-BUSYSTATUS:FREE")), "", []),
    "cancelled": (ics(event(TEN, "STATUS:CANCELLED")), "", []),
    "cancelled by its title only": (ics(event(TEN, "SUMMARY:Canceled: Staff meeting")), "", []),
    "our own meeting, come back from their calendar": (ics(event(TEN, uid="UID:1f0c.appointment@hallway"), event("DTSTART:20260506T150000Z", "DURATION:PT1H", uid="UID:2")), "06 15:00-16:00", []),
    "tentative": (ics(event(TEN, "STATUS:TENTATIVE")), AT_TEN, []),
    "declined by the owner": (
        ics(event(TEN, "ATTENDEE;PARTSTAT=ACCEPTED:mailto:a@b.example", "ATTENDEE;PARTSTAT=DECLINED:MAILTO:Tess@Cedar.example")), "", [],
    ),
    "declined by somebody else": (
        ics(event(TEN, "ATTENDEE;PARTSTAT=DECLINED:mailto:a@b.example", "ATTENDEE;PARTSTAT=ACCEPTED:mailto:tess@cedar.example")), AT_TEN, [],
    ),
    "declined by whose calendar it says it is": (
        ics(event(TEN, "ATTENDEE:mailto:x@b.example", "ATTENDEE;PARTSTAT=DECLINED:mailto:a@b.example"), head="X-WR-CALNAME:a@b.example\n"), "", [],
    ),
    "free and busy times only": (
        ics("BEGIN:VFREEBUSY\nFREEBUSY;FBTYPE=BUSY:20260505T150000Z/20260505T160000Z,20260506T150000Z/PT1H\n"
            "FREEBUSY;FBTYPE=FREE:20260507T150000Z/PT1H\nEND:VFREEBUSY\n"), AT_TEN + ", 06 15:00-16:00", [],
    ),
    "tasks and journals": (ics("BEGIN:VTODO\nDTSTART:20260505T150000Z\nDUE:20260505T160000Z\nEND:VTODO\n", OK), AT_TEN, []),
}  # fmt: skip

WEEKLY = event("DTSTART;TZID=America/Chicago:20260428T100000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY")
RULES = {
    "a change of one": (ics(WEEKLY, event("RECURRENCE-ID;TZID=America/Chicago:20260505T100000", TEN.replace("T1", "T2"))), "06 01:00-02:00", []),
    "one of them cancelled": (ics(WEEKLY, event("RECURRENCE-ID;TZID=America/Chicago:20260505T100000", TEN, "STATUS:CANCELLED")), "", []),
    "one of them free": (ics(WEEKLY, event("RECURRENCE-ID:20260505T150000Z", TEN, "TRANSP:TRANSPARENT")), "", []),
    "a change whose series is not here": (ics(event("RECURRENCE-ID:20260505T140000Z", TEN)), AT_TEN, []),
    "left out by EXDATE": (ics(WEEKLY.replace("RRULE", "EXDATE;TZID=America/Chicago:20260505T100000\nRRULE")), "", []),
    "left out in UTC": (ics(WEEKLY.replace("RRULE", "EXDATE:20260505T150000Z\nRRULE")), "", []),
    "further dates": (ics(WEEKLY.replace("RRULE:FREQ=WEEKLY", "RDATE;TZID=America/Chicago:20260505T100000")), AT_TEN, []),
    "until a plain date": (ics(WEEKLY.replace("WEEKLY", "WEEKLY;UNTIL=20260505")), AT_TEN, []),
    "until without a zone": (ics(WEEKLY.replace("WEEKLY", "WEEKLY;UNTIL=20260505T100000")), AT_TEN, []),
    "whole days until an instant": (ics(event("DTSTART;VALUE=DATE:20260428", "RRULE:FREQ=WEEKLY;UNTIL=20260505T050000Z")), "05 05:00-06 05:00", []),
    "until what is no date": (ics(WEEKLY.replace("WEEKLY", "WEEKLY;UNTIL=soon"), OK), AT_TEN, ["bad-rule"]),
    "a rule without FREQ": (ics(WEEKLY.replace("FREQ=WEEKLY", "COUNT=3"), OK), AT_TEN, ["bad-rule"]),
    "every zero weeks": (ics(WEEKLY.replace("WEEKLY", "WEEKLY;INTERVAL=0"), OK), AT_TEN, ["bad-rule"]),
    "rule in small letters": (ics(WEEKLY.replace("FREQ=WEEKLY", "freq=weekly;byday=tu")), AT_TEN, []),
    "bomb: every second": (ics(WEEKLY.replace("WEEKLY", "SECONDLY"), OK), AT_TEN, ["too-often"]),
    "bomb: every minute": (ics(WEEKLY.replace("WEEKLY", "minutely"), OK), AT_TEN, ["too-often"]),
    "bomb: each second of some hours": (
        ics(WEEKLY.replace("WEEKLY", "DAILY;BYSECOND=" + ",".join(map(str, range(60)))), OK), AT_TEN, ["too-often"],
    ),
    "bomb: each minute of each hour": (ics(WEEKLY.replace("WEEKLY", "HOURLY;BYMINUTE=0,1,2"), OK), AT_TEN, ["too-often"]),
    "bomb: every hour since the year 1": (ics(event("DTSTART:00010101T000000Z", "DURATION:PT1S", "RRULE:FREQ=HOURLY"), OK), AT_TEN, ["too-slow"]),
    "never comes": (ics(WEEKLY.replace("WEEKLY", "YEARLY;BYMONTH=2;BYMONTHDAY=30"), OK), AT_TEN, []),
    "the newer version counts": (ics(event(TEN, "SEQUENCE:1"), event("DTSTART:20260507T150000Z", "DTEND:20260507T160000Z", "SEQUENCE:3")), "07 15:00-16:00", []),
    "one UID for all": (ics(event(TEN), event("DTSTART:20260507T150000Z", "DTEND:20260507T160000Z")), AT_TEN + ", 07 15:00-16:00", []),
    "no UID": (ics(event(TEN, uid=""), event("DTSTART:20260507T150000Z", "DURATION:PT1H", uid="")), AT_TEN + ", 07 15:00-16:00", []),
}  # fmt: skip

SHAPES = {
    "several calendars in one file": (ics(OK) + ics(event("DTSTART:20260507T150000Z", "DURATION:PT1H")), AT_TEN + ", 07 15:00-16:00", []),
    "line feeds only": (ics(OK, end="\n"), AT_TEN, []),
    "carriage returns only": (ics(OK, end="\r"), AT_TEN, []),
    "begins with a mark of order": (b"\xef\xbb\xbf" + ics(OK), AT_TEN, []),
    "in sixteen bits": (ics(OK).decode().encode("utf-16"), AT_TEN, []),
    "in an old alphabet": (ics(event(TEN, "SUMMARY:caf\u00e9")).decode().encode("latin-1"), AT_TEN, []),
    "broken in the middle of a word": (ics(OK).replace(b"Chicago:20260505T10", b"Chic\r\n ago:20260505T10"), AT_TEN, []),
    "cut off": (ics(OK, event("DTSTART:20260506T15"))[:-30], AT_TEN, ["bad-date"]),
    "an alarm with a date of its own": (ics(OK.replace("END:VEVENT", "BEGIN:VALARM\nDTSTART:20260507T150000Z\nREPEAT:999999999\nEND:VALARM\nEND:VEVENT")), AT_TEN, []),
    "an alarm without an end": (ics(OK.replace("END:VEVENT", "BEGIN:VALARM\nTRIGGER:-PT5M\nEND:VEVENT"), event("DTSTART:20260507T150000Z", "DURATION:PT1H")), AT_TEN + ", 07 15:00-16:00", []),
    "lines that are no lines": (ics(OK.replace("UID", "<b>hello</b>\n;;;\n:\nUID")), AT_TEN, []),
    "a zero byte": (ics(OK).replace(b"VERSION", b"\x00VERSION"), AT_TEN, []),
    "small letters": (ics(OK.lower()), AT_TEN, []),
    "empty": (b"", "", ["not-a-calendar"]),
    "a web page": (b"<!doctype html><html>sign in</html>", "", ["not-a-calendar"]),
    "bytes": (bytes(range(256)) * 40, "", ["not-a-calendar"]),
    "a calendar with nothing": (ics(), "", []),
    "one line without an end": (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:" + b"x" * 1_000_000, "", ["bad-date"]),
    "begins within begins": (b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VALARM\r\n" * 50_000 + ics(OK), AT_TEN, []),
    "too many events": (ics("BEGIN:VEVENT\nDTSTART:19990101T000000Z\nEND:VEVENT\n" * 20_001), "", ["too-many"]),
    "more bytes than are read": (ics(OK) + b"X" * (6 * 1024 * 1024), "", ["too-large"]),
}  # fmt: skip

EVERY = {**TIMES, **BLOCKING, **RULES, **SHAPES}
