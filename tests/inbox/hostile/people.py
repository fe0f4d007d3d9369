"""Who wrote and to whom: display names, quotes, comments, groups, foreign letters, several or no senders."""

from .making import case, has, plain

ME = "tess@cedar.example"


def sender(name, raw, address, shown="", **more):
    case(name, plain(sender=raw), sender=address, from_name=shown, **more)


sender("a bare address", ME, ME)
sender("an address in angles and nothing else", f"<{ME}>", ME)
sender("a name in quotes with a comma", f'"Tanaka, Tess" <{ME}>', ME, "Tanaka, Tess")
sender("a name with a comma and no quotes", f"Tanaka, Tess <{ME}>", ME, "Tess")
sender("quotes in a name, escaped", f'"Tess \\"T\\" Tanaka" <{ME}>', ME, 'Tess "T" Tanaka')
sender("a quote in a name that never ends", f'"Tess Tanaka <{ME}>', ME)
sender("an angle that never closes", f"Tess <{ME}", ME, "Tess")
sender("two pairs of angles", f"Tess <<{ME}>>", ME, "Tess")
sender("spaces inside the angles", f"Tess < {ME} >", ME, "Tess")
sender("a comment before the address", f"(she/her) {ME}", ME, "she/her")
sender("a comment inside a comment", f"{ME} (Tess (room (12)))", ME, "Tess (room (12))")
sender("capital letters", "TESS@CEDAR.EXAMPLE", ME)
sender("a dot at the end of the host", "tess@cedar.example.", ME)
sender("an apostrophe in the address", "Pat <o'hara@cedar.example>", "o'hara@cedar.example", "Pat")
sender("a plus in the address", "tess+school@cedar.example", "tess+school@cedar.example")
sender("an old route before the address", f"Tess <@relay.example:{ME}>", ME, "Tess")
sender("mailto left in", f"Tess <mailto:{ME}>", ME, "Tess")
sender("square brackets of Outlook", f"Tess [{ME}]", ME)
sender("an address in its own name", f'"{ME}" <{ME}>', ME, ME)
sender(
    "somebody else's address as a name",
    '"ivan@cedar.example" <mallory@x.example>',
    "mallory@x.example",
    "ivan@cedar.example",
)
sender("a name of emoji", f"😀🎉 <{ME}>", ME, "😀🎉")
sender("a name that turns the writing around", f"\u202eakanaT sseT\u202c <{ME}>", ME, "akanaT sseT")
sender("a Hebrew name", f"תמר <{ME}>", ME, "תמר")
sender("an Arabic name, encoded", f"=?utf-8?B?2YHYp9i32YXYqQ==?= <{ME}>", ME, "فاطمة")
sender("an encoded name in quotes", f'"=?utf-8?Q?Tess_Tan=C3=A1ka?=" <{ME}>', ME, "Tess Tanáka")
sender("an encoded comma in a name", f"=?utf-8?Q?Tanaka=2C_Tess?= <{ME}>", ME, "Tanaka, Tess")
sender("an encoded angle in a name", f"=?utf-8?Q?Tess_=3Cevil=40x.example=3E?= <{ME}>", ME, "Tess <evil@x.example>")
sender("a whole sender in one encoded word", "=?utf-8?Q?Tess_=3Ctess=40cedar.example=3E?=", ME, "Tess")
sender("a host with foreign letters", "Jörg <joerg@schule-münchen.example>", "joerg@schule-münchen.example", "Jörg")
sender("a host in punycode", "joerg@xn--mnchen-3ya.example", "joerg@xn--mnchen-3ya.example")
sender("foreign letters before the at", "教師 <教師@学校.example>", "教師@学校.example", "教師")
sender("a folded sender", f"Tess\r\n Tanaka\r\n\t<{ME}>", ME, "Tess Tanaka")
sender("a name of 5,000 letters", "T" * 5000 + f" <{ME}>", ME, "T" * 200)
sender(
    "a name that hides a line break", f"=?utf-8?Q?Tess=0D=0ABcc=3A_x=40y.example?= <{ME}>", ME, "Tess Bcc: x@y.example"
)
sender("zero-width letters in the address", "te\u200bss@ced\u200bar.example", ME)
case("an address longer than any may be", plain(sender="a" * 300 + "@cedar.example"), sender="", problems="no-from")
case("a sender that is no address", plain(sender="the office"), sender="", problems="no-from")
case("an empty From", plain(sender=""), sender="", problems="no-from")
case("undisclosed recipients", plain(to="undisclosed-recipients:;"), to=[])
case(
    "a group with people in it",
    plain(to='Team Oak: "A, B" <a@b.example>, c@d.example;, e@f.example'),
    to=["a@b.example", "c@d.example", "e@f.example"],
)
case(
    "the same address in To three times",
    plain(to="help@cedar.example, HELP@cedar.example, Help <help@cedar.example>"),
    to=["help@cedar.example"],
)
case("semicolons between addresses", plain(to="a@b.example; c@d.example"), to=["a@b.example", "c@d.example"])
case(
    "two To lines",
    plain(To="a@b.example").replace(b"Subject", b"To: c@d.example\r\nSubject"),
    to=["a@b.example", "c@d.example"],
)
case("a Sender beside two people in From", plain(sender="a@b.example, c@d.example", Sender=ME), problems="several-from")
case("From and from", plain().replace(b"To:", b"from: ivan@cedar.example\r\nTo:", 1), problems="several-from")
case("a space before the colon", plain().replace(b"From:", b"From :"), sender=ME)
case("100,000 quotes in From", plain(sender='"' * 100_000), sender=lambda v: isinstance(v, str))
case(
    "20,000 open brackets in From",
    plain(sender="(" * 20_000 + ME),
    sender=lambda v: isinstance(v, str),
    text=has("dark"),
)
case("20,000 opening angles in From", plain(sender="<" * 20_000 + ME), text=has("dark"))
