"""How much of one mail is looked at. The raw mail is always kept whole; these only bound the reading of it."""

MAIL = 200 * 1024 * 1024  # bytes of a raw mail that the reader opens at all
HEADER_BLOCK = 256 * 1024  # bytes of one part's headers
HEADERS = 1000  # header fields of one part
HEADER_VALUE = 64 * 1024  # bytes of one header's value
SUBJECT_VALUE = 8 * 1024  # bytes of a subject before decoding; 40,000 encoded words would take gigabytes elsewhere
SUBJECT = 500  # characters of a decoded subject
NAME = 200  # characters of a display name or a file's name
ADDRESS = 254  # characters of an address (RFC 5321)
ADDRESSES = 50  # addresses kept of To and of Cc
REFERENCES = 50  # message ids kept
PARAMETERS = 100  # parameters of one Content-Type
PARTS = 200  # parts of one mail
DEPTH = 20  # multiparts inside multiparts
TEXT = 1024 * 1024  # bytes of one text part
HTML = 512 * 1024  # characters of HTML that are cleaned
HTML_DEPTH = 200  # open tags inside each other
HTML_ATTRIBUTES = 300  # attributes of one tag
QUOTES = 64 * 1024  # characters in which the quote is looked for
SECONDS = 10  # of computing for one mail, in the bounded child
PATIENCE = 60  # seconds by the clock for one mail, for when the machine has other things to do
MEMORY = 512 * 1024 * 1024  # bytes of the bounded child
TRIM_SECONDS = 2  # for finding the quote
REPORT = 64 * 1024  # bytes of a delivery report
ORIGINAL = 256 * 1024  # bytes of a returned mail that are looked at
KEPT = 60 * 1024 * 1024  # bytes of a mail that are kept whole
KEPT_HEAD = 1024 * 1024  # bytes kept of a larger one
