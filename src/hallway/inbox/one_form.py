"""A mail domain in letters and in punycode is one domain: ``münchen.example`` is ``xn--mnchen-3ya.example``. Pure; never raises."""

import unicodedata

# Letters of a label and of an address; beyond these nothing is read, since decoding takes the square of its time.
LABEL, WHOLE = 63, 254


def one_form(address):
    """An address, or a domain, with its domain as mail servers write it. What cannot be written so stays as it is."""
    return _with(address, _plain)


def ways(addresses):
    """Every way in which one of them may stand in a row: as it is, in letters, in punycode."""
    return {form for each in addresses for form in (each, one_form(each), _with(each, _letters))}


def _with(address, change):
    local, at, domain = address.rpartition("@")
    if len(domain) > WHOLE or (domain.isascii() and "xn--" not in domain.lower()):
        return address
    return local + at + ".".join(change(label) if len(label) <= LABEL else label for label in domain.split("."))


def _plain(label):
    label = _letters(label)
    if label.isascii():
        return label
    said = "xn--" + label.encode("punycode").decode("ascii")
    return said if len(said) <= LABEL else label


def _letters(label):
    said = label
    if label[:4].lower() == "xn--":
        try:
            said = label[4:].encode("ascii").decode("punycode")
        except (UnicodeError, ValueError, OverflowError):
            return label
    said = unicodedata.normalize("NFC", said.lower())
    return label if said.isascii() or not said.isprintable() or "@" in said or "." in said else said
