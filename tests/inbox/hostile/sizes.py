"""Too much of everything."""

from .making import HELLO, case, coded, has, head, html, mixed, plain

DARK = "The projector is dark."
case(
    "a subject of 680 kB in encoded words",
    plain(subject="=?utf-8?q?dark____?= " * 40_000),
    subject=lambda v: v.startswith("dark") and len(v) <= 500,
    problems="subject-too-long",
    text=DARK,
)
case("a subject of 1 MB in one word", plain(subject="x" * 1_000_000), subject=lambda v: 0 < len(v) <= 500, text=DARK)
case(
    "60,000 parts",
    head(Content_Type="multipart/mixed; boundary=b") + b"\r\n" + b"--b\r\n\r\nx\r\n" * 60_000 + b"--b--",
    problems="too-many-parts",
    text=has("x"),
)
case(
    "1,000 files of 1 kB",
    mixed(HELLO, *[coded(b"x" * 700, "application/zip")] * 1000),
    text="Hello from the plain part.",
    problems="too-many-parts",
    attachments=lambda v: len(v) >= 150,
)
case(
    "100 levels of parts",
    head()
    + b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (i, i) for i in range(100))
    + b"\r\ndark",
    problems="parts-too-deep",
)
case(
    "5,000 parameters on a Content-Type",
    plain(DARK, Content_Type="text/plain" + "".join(f"; a{i}=b" for i in range(5000)) + "; charset=utf-8"),
    text=DARK,
)
case(
    "20,000 nested tables",
    html("<table><tr><td>" * 20_000 + "dark"),
    html="",
    text=has("dark"),
    problems="html-too-deep",
)
case("5 MB of opening brackets", html("dark" + "<" * 5_000_000), text=has("dark"))
case("100,000 quotes nested in plain text", plain("dark\r\n" + ">" * 100_000 + " old"), text=has("dark"))
case(
    "references of 300 kB",
    plain(DARK, References=" ".join(f"<{i}@x.example>" for i in range(15_000))),
    references=lambda v: 0 < len(v) <= 60,
    text=DARK,
)
case(
    "50,000 Received lines", b"Received: from a by b\r\n" * 50_000 + plain(DARK), problems="headers-too-long", text=DARK
)
case(
    "300,000 blanks in the middle of a line",
    plain("dark" + " " * 300_000 + "room\r\n" + "\t" * 300_000 + "x"),
    text=has("dark"),
)
case("200,000 lines of one blank", plain(" \r\n" * 200_000 + "dark"), text=has("dark"))
case(
    "a quote line of 300,000 letters that ends in a colon",
    plain("On " + "x " * 150_000 + "wrote:\r\n> y", In_Reply_To="<e@x>"),
    full_text=has("wrote:"),
)
