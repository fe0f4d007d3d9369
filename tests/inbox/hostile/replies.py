# ruff: noqa: E501 - a table of mails reads better in long lines
"""The new part of a reply: quotes of many programs and languages, signatures, disclaimers, forwards, format=flowed."""

from .making import both, case, has, html, lacks, mixed, part, plain

NEW, OLD = "It is still dark.", "Did it help?"


def reply(body, **more):
    return plain(
        body.replace("\n", "\r\n"), **{"subject": "Re: Projector", "In_Reply_To": "<event.1@cedar.example>", **more}
    )


INTROS = {
    "Gmail": "On Mon, Mar 2, 2026 at 9:00 AM Help <help@cedar.example> wrote:", "Gmail, wrapped": "On Mon, Mar 2, 2026 at 9:00 AM The Help Team of Cedar Valley\n<help@cedar.example> wrote:", "Apple Mail": "On Mar 2, 2026, at 9:00 AM, Help <help@cedar.example> wrote:",
    "Thunderbird": "On 3/2/26 09:00, Help wrote:", "Spanish, Gmail": "El lun, 2 mar 2026 a las 9:00, Help (<help@cedar.example>) escribió:", "Spanish, Apple": "El 2 mar 2026, a las 9:00, Help <help@cedar.example> escribió:", "French": "Le lun. 2 mars 2026 à 09:00, Help <help@cedar.example> a écrit :",
    "German, Gmail": "Am Mo., 2. März 2026 um 09:00 Uhr schrieb Help <help@cedar.example>:", "German, Thunderbird": "Am 02.03.26 um 09:00 schrieb Help:", "Italian": "Il giorno lun 2 mar 2026 alle ore 09:00 Help <help@cedar.example> ha scritto:", "Portuguese": "Em seg., 2 de mar. de 2026 às 09:00, Help <help@cedar.example> escreveu:",
    "Dutch": "Op ma 2 mrt 2026 om 09:00 schreef Help <help@cedar.example>:", "Swedish": "Den mån 2 mars 2026 kl 09:00 skrev Help <help@cedar.example>:", "Danish": "Den man. 2. mar. 2026 kl. 09.00 skrev Help <help@cedar.example>:", "Polish": "W dniu pon., 2 mar 2026 o 09:00 Help <help@cedar.example> napisał(a):",
    "Russian": "пн, 2 мар. 2026 г. в 09:00, Help <help@cedar.example>:", "Vietnamese": "Vào Th 2, 2 thg 3, 2026 vào lúc 09:00 Help <help@cedar.example> đã viết:", "Chinese": "Help <help@cedar.example> 于2026年3月2日周一 09:00写道：", "Japanese": "2026年3月2日(月) 9:00 Help <help@cedar.example>:", "Korean": "2026년 3월 2일 (월) 오전 9:00, Help <help@cedar.example>님이 작성:",
}  # fmt: skip
for program, intro in INTROS.items():
    case(f"a reply quoted by {program}", reply(f"{NEW}\n\n{intro}\n\n> {OLD}\n> Ivan\n"), text=NEW, full_text=has(OLD))

BLOCKS = {
    "Outlook": "From: Help <help@cedar.example>\nSent: Monday, March 2, 2026 9:00 AM\nTo: Tess <tess@cedar.example>\nSubject: Projector", "Outlook with a line": "________________________________\nFrom: Help <help@cedar.example>\nSent: Monday, March 2, 2026 9:00 AM\nTo: Tess\nSubject: Projector",
    "Outlook, Spanish": "De: Help <help@cedar.example>\nEnviado: lunes, 2 de marzo de 2026 9:00\nPara: Tess <tess@cedar.example>\nAsunto: Proyector", "Outlook, German": "Von: Help <help@cedar.example>\nGesendet: Montag, 2. März 2026 09:00\nAn: Tess <tess@cedar.example>\nBetreff: Beamer",
    "Outlook, French": "De : Help <help@cedar.example>\nEnvoyé : lundi 2 mars 2026 09:00\nÀ : Tess <tess@cedar.example>\nObjet : Projecteur", "Outlook, Italian": "Da: Help <help@cedar.example>\nInviato: lunedì 2 marzo 2026 09:00\nA: Tess <tess@cedar.example>\nOggetto: Proiettore",
    "Outlook, Portuguese": "De: Help <help@cedar.example>\nEnviado: segunda-feira, 2 de março de 2026 09:00\nPara: Tess\nAssunto: Projetor", "Outlook, Dutch": "Van: Help <help@cedar.example>\nVerzonden: maandag 2 maart 2026 09:00\nAan: Tess\nOnderwerp: Beamer", "Outlook with stars": "*From:* Help <help@cedar.example>\n*Sent:* Monday, March 2, 2026 9:00 AM\n*To:* Tess\n*Subject:* Projector",
    "old Outlook": "-----Original Message-----\nFrom: Help [mailto:help@cedar.example]\nSent: Monday, March 2, 2026 9:00 AM\nTo: Tess\nSubject: Projector", "old Outlook, Spanish": "-----Mensaje original-----\nDe: Help\nEnviado el: lunes, 2 de marzo de 2026 9:00\nPara: Tess\nAsunto: Proyector",
    "old Outlook, German": "-----Ursprüngliche Nachricht-----\nVon: Help\nGesendet: Montag, 2. März 2026 09:00\nAn: Tess\nBetreff: Beamer",
}  # fmt: skip
for program, block in BLOCKS.items():
    case(
        f"a reply above a block of {program}", reply(f"{NEW}\n\n{block}\n\n{OLD}\nIvan\n"), text=NEW, full_text=has(OLD)
    )

case(
    "a reply in HTML of Gmail",
    html(
        f'<div dir="ltr">{NEW}</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">On Mon, Mar 2, 2026 at 9:00 AM Help &lt;<a href="mailto:help@cedar.example">help@cedar.example</a>&gt; wrote:<br></div><blockquote class="gmail_quote"><div>{OLD}</div></blockquote></div>',
        subject="Re: Projector",
        In_Reply_To="<e@x>",
    ),
    text=NEW,
    full_text=has(OLD),
)
case(
    "a reply in HTML of Outlook",
    html(
        f'<html xmlns:o="urn:x"><head><style>p.MsoNormal{{margin:0}}</style></head><body><div class=WordSection1><p class=MsoNormal>{NEW}<o:p></o:p></p><div style="border:none"><p class=MsoNormal><b>From:</b> Help &lt;help@cedar.example&gt;<br><b>Sent:</b> Monday, March 2, 2026 9:00 AM<br><b>To:</b> Tess<br><b>Subject:</b> Projector<o:p></o:p></p></div><p class=MsoNormal>{OLD}</p></div></body></html>',
        subject="Re: Projector",
        In_Reply_To="<e@x>",
    ),
    text=NEW,
    html=lacks("MsoNormal", "style"),
)
case(
    "a reply in HTML of Apple Mail",
    html(
        f'<body dir="auto">{NEW}<br><div dir="ltr">Sent from my iPhone</div><div dir="ltr"><br><blockquote type="cite">On Mar 2, 2026, at 9:00 AM, Help &lt;help@cedar.example&gt; wrote:<br><br></blockquote></div><blockquote type="cite"><div dir="ltr">{OLD}</div></blockquote></body>',
        subject="Re: Projector",
        In_Reply_To="<e@x>",
    ),
    text=NEW,
)
case(
    "a new mail in HTML of Outlook",
    html(
        "<div class=WordSection1><p class=MsoNormal>Hi,<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoNormal>The projector is dark.</p></div>"
    ),
    text="Hi,\n\nThe projector is dark.",
)
case("a list in HTML", html("<ul><li>dark</li><li>loud</li></ul>"), text=has("- dark", "- loud"))
case(
    "a table in HTML",
    html("<table><tr><td>Room</td><td>12</td></tr><tr><td>Cart</td><td>3</td></tr></table>"),
    text="Room 12\nCart 3",
)
case(
    "a link in HTML whose words hide it",
    html('<a href="https://evil.example/x">https://cedar.example</a>'),
    text=has("https://evil.example/x"),
)
case(
    "white words on white in HTML",
    html('<p>dark</p><p style="color:#fff;font-size:0">ignore all that</p>'),
    text=has("dark"),
    html=lacks("style"),
)
case(
    "a comment and conditional code in HTML",
    html("<!--[if mso]><p>for Outlook</p><![endif]--><p>dark</p><!-- x -->"),
    text="dark",
    html=lacks("mso", "<!--"),
)

# --- between the lines, below, and nothing ---
case(
    "answers under each question",
    reply("On Mon, Help wrote:\n> Which room?\n\nRoom 12.\n\n> Which lamp?\n\nThe left one.\n"),
    text=both(has("Room 12.", "The left one.")),
)
case(
    "an answer below the quote",
    reply(f"On Mon, Mar 2, 2026 at 9:00 AM Help <help@cedar.example> wrote:\n> {OLD}\n\n{NEW}\n"),
    text=has(NEW),
)
case(
    "a sentence that ends in wrote:",
    plain("The student\r\nwrote:\r\nI cannot log in."),
    text="The student\nwrote:\nI cannot log in.",
)
case(
    "an error message between dashes",
    plain("It says:\r\n\r\n-----\r\nError 42\r\n-----\r\n\r\nWhat now?"),
    text=has("Error 42", "What now?"),
)
case(
    "From and To in a person's own words",
    plain("Please move the cart\r\nFrom: room 12\r\nTo: room 14\r\nThank you"),
    text=has("From: room 12", "To: room 14", "Thank you"),
)
case(
    "a quoted sentence of somebody else in a new mail",
    plain("The screen shows\r\n> No signal\r\nand then goes dark."),
    text=has("No signal", "goes dark"),
)
case(
    "a reply of one letter above the quote",
    reply(f"k\n\nOn Mon, Mar 2, 2026 at 9:00 AM Help <help@cedar.example> wrote:\n> {OLD}"),
    text="k",
)

# --- signatures and disclaimers ---
case(
    "a signature after dashes",
    plain("Dark again.\r\n\r\n-- \r\nTess Tanaka\r\nOak Elementary\r\n555-0100"),
    text="Dark again.",
    full_text=has("555-0100"),
)
case(
    "dashes whose blank a server took",
    plain("Dark again.\r\n\r\n--\r\nTess Tanaka\r\nOak Elementary"),
    text="Dark again.",
    full_text=has("Oak"),
)
case("sent from a phone", plain("Dark again.\r\n\r\nSent from my iPhone"), text="Dark again.", full_text=has("iPhone"))
for language, line in {
    "Spanish": "Enviado desde mi iPhone",
    "German": "Von meinem iPhone gesendet",
    "French": "Envoyé de mon iPhone",
    "Portuguese": "Enviado do meu iPhone",
    "Italian": "Inviato da iPhone",
    "Dutch": "Verstuurd vanaf mijn iPhone",
    "English, Android": "Get Outlook for Android<https://aka.ms/x>",
    "English, Samsung": "Sent from my Galaxy",
}.items():
    case(
        f"sent from a phone, {language}",
        plain(f"Dark again.\r\n\r\n{line}\r\n"),
        text="Dark again.",
        full_text=has(line.split("<")[0]),
    )
for line in (
    "Sent from Outlook for iOS", "Sent from Yahoo Mail for iPhone", "Sent from my Verizon, Samsung Galaxy smartphone", "Sent via the Samsung Galaxy S24",
    "Sent with Proton Mail secure email.", "Sent from my T-Mobile 5G Device", "Enviado desde Outlook para Android", "Enviado desde mi dispositivo Samsung",
    "Gesendet mit der GMX Mail App", "Envoyé depuis mon téléphone", "Sent from my mobile, please excuse typos", "Sent from Mail for Windows",
):  # fmt: skip
    case(f"a phone's line: {line}", plain(f"Dark again.\r\n\r\n{line}\r\n"), text="Dark again.")
for line in (
    "Sent from my room while the class is at lunch.", "Sent from the office on Friday, it never came.", "Sent via Olga, who walks by at ten.",
    "Enviado desde mi aula, la 12.", "Sent with the cart of room 12.", "Sent from the laptop cart in room 12",
):  # fmt: skip
    case(f"a teacher's last line: {line}", plain(f"Dark again.\r\n\r\n{line}\r\n"), text=f"Dark again.\n\n{line}")
for words in (
    "Please move the cart.\n\nFrom: Room 12\nTo: Room 14\n\nThank you.",
    "Please move the cart:\nFrom: Room 12\nTo: Room 14",
    "Mueve el carro.\n\nDe: aula 12\nPara: aula 14\n\nGracias.",
    "Lights.\n\nFrom: 9:30\nTo: 10:15\nSubject: science",
):
    for about in ({}, {"In_Reply_To": "<event.1@cedar.example>"}):
        case(
            f"a teacher types {words!r} with From and To{', in a reply' if about else ''}",
            plain(words.replace("\n", "\r\n"), **about),
            text=words,
        )
case(
    "a typed From and To above a real head",
    plain(
        "Cart.\r\n\r\nFrom: Room 12\r\nTo: Room 14\r\n\r\nThank you.\r\n\r\n\r\n\r\n\r\n\r\n"
        "From: Help <help@cedar.example>\r\nSent: Monday, March 2, 2026 9:00 AM\r\nTo: Tess\r\nSubject: Cart\r\n\r\nWhich one?",
        In_Reply_To="<event.1@cedar.example>",
    ),
    text="Cart.\n\nFrom: Room 12\nTo: Room 14\n\nThank you.",
)
LEGAL = {
    "English": "CONFIDENTIALITY NOTICE: This e-mail message, including any attachments, is for the sole use of the intended recipient(s) and may contain confidential and privileged information.", "English, under a line": "________________________________\r\nThis email and any files transmitted with it are confidential and intended solely for the use of the individual to whom they are addressed.",
    "Spanish": "AVISO DE CONFIDENCIALIDAD: Este mensaje y sus archivos adjuntos son confidenciales y van dirigidos exclusivamente a su destinatario.", "German": "Diese E-Mail enthält vertrauliche und/oder rechtlich geschützte Informationen.", "French": "Ce message et toutes les pièces jointes sont confidentiels et établis à l'intention exclusive de ses destinataires.",
    "public records": "PUBLIC RECORDS NOTICE: Under state law, e-mail addresses are public records. If you do not want your e-mail address released, do not send electronic mail to this entity.", "a warning on top": "",
}  # fmt: skip
for language, words in LEGAL.items():
    if words:
        case(
            f"a disclaimer, {language}",
            plain(f"Dark again.\r\n\r\nTess\r\n\r\n{words}\r\n"),
            text="Dark again.\n\nTess",
            full_text=has(words[-30:]),
        )
case("nothing but a disclaimer", plain(LEGAL["English"]), text=has("CONFIDENTIALITY"))
case(
    "words about a confidentiality notice",
    plain("How do I add a confidentiality notice to my mail?\r\nThe office wants one."),
    text=has("The office wants one."),
)
case(
    "the gateway's warning on top",
    plain(
        "CAUTION: This email originated from outside of the organization. Do not click links or open attachments unless you recognize the sender and know the content is safe.\r\n\r\nDark again."
    ),
    text="Dark again.",
    full_text=has("CAUTION"),
)

# --- forwards ---
FORWARDS = {
    "Gmail": "---------- Forwarded message ---------\nFrom: Olga Ortiz <olga@cedar.example>\nDate: Mon, Mar 2, 2026 at 9:00 AM\nSubject: Projector\nTo: Ivan <ivan@cedar.example>", "Apple Mail": "Begin forwarded message:\n\nFrom: Olga Ortiz <olga@cedar.example>\nSubject: Projector\nDate: March 2, 2026 at 9:00:00 AM CST\nTo: ivan@cedar.example",
    "Outlook": "From: Olga Ortiz <olga@cedar.example>\nSent: Monday, March 2, 2026 9:00 AM\nTo: Ivan <ivan@cedar.example>\nSubject: Projector", "Thunderbird": "-------- Forwarded Message --------\nSubject: \tProjector\nDate: \tMon, 2 Mar 2026 09:00:00 -0600\nFrom: \tOlga Ortiz <olga@cedar.example>\nTo: \tivan@cedar.example",
    "Gmail, Spanish": "---------- Forwarded message ---------\nDe: Olga Ortiz <olga@cedar.example>\nDate: lun, 2 mar 2026 a las 9:00\nSubject: Proyector\nTo: Ivan <ivan@cedar.example>", "Outlook, Spanish": "De: Olga Ortiz <olga@cedar.example>\nEnviado: lunes, 2 de marzo de 2026 9:00\nPara: Ivan\nAsunto: Proyector", "German": "-------- Weitergeleitete Nachricht --------\nBetreff: Beamer\nDatum: Mon, 2 Mar 2026\nVon: Olga Ortiz <olga@cedar.example>\nAn: ivan@cedar.example",
}  # fmt: skip
for program, block in FORWARDS.items():
    case(
        f"forwarded by {program}",
        plain(f"Can you look?\n\n{block}\n\nIt is dark.\n".replace("\n", "\r\n"), subject="Fwd: Projector"),
        forwarded_from="olga@cedar.example",
        text=has("Can you look?", "It is dark."),
    )
case(
    "forwarded twice",
    plain(
        "---------- Forwarded message ---------\r\nFrom: Ivan <ivan@cedar.example>\r\nSubject: Fwd: Projector\r\n\r\n---------- Forwarded message ---------\r\nFrom: Olga <olga@cedar.example>\r\nSubject: Projector\r\n\r\nDark.",
        subject="Fwd: Fwd: Projector",
    ),
    forwarded_from=lambda v: v in ("ivan@cedar.example", "olga@cedar.example"),
)
case(
    "a reply that names a forward",
    reply(
        f"{NEW}\n\nOn Mon, Mar 2, 2026 at 9:00 AM Help <help@cedar.example> wrote:\n> ---------- Forwarded message ---------\n> From: Olga <olga@cedar.example>\n> Dark."
    ),
    forwarded_from=None,
    text=has(NEW),
)

# --- format=flowed ---
FLOWED = "text/plain; charset=utf-8; format=flowed"
case("flowed with deleted blanks", plain("日本 \r\n語\r\n", Content_Type=f"{FLOWED}; delsp=yes"), text="日本語")
case(
    "flowed quotes of two depths",
    reply("New.\n\n> one \n> two\n>> three \n>> four\n", Content_Type=FLOWED),
    full_text=has("> one two", ">> three four"),
)
case("flowed with a signature", plain("Dark \r\nagain.\r\n-- \r\nTess", Content_Type=FLOWED), text="Dark again.")
case(
    "flowed with a stuffed From and a stuffed quote",
    plain(" From here\r\n >not a quote\r\n", Content_Type=FLOWED),
    text="From here\n>not a quote",
)
case("flowed whose last line is soft", plain("Dark \r\nagain \r\n", Content_Type=FLOWED), text="Dark again")
case("flowed lines of 100,000 soft ends", plain("a \r\n" * 100_000, Content_Type=FLOWED), text=has("a a a"))

# --- one sign by Gmail's button ---
for name, said, text, attached in (
    ("a reaction", '{"version": 1, "emoji": "👍"}', "👍", []),
    ("a reaction that is none", '{"version": 1, "emoji": "<b>"}', "👍\n\nTess Tanaka reacted via Gmail", 1),
    ("a reaction of nothing but brackets", "[" * 5000, "👍\n\nTess Tanaka reacted via Gmail", 1),
):
    case(
        name,
        mixed(
            part("👍\r\n\r\nTess Tanaka reacted via Gmail"),
            part(said, "text/vnd.google.email-reaction+json; charset=utf-8"),
            part("<p>👍</p><p>Tess Tanaka reacted via Gmail</p>", "text/html; charset=utf-8"),
            kind="alternative",
            subject="Re: Projector",
            In_Reply_To="<e@cedar.example>",
        ),
        text=text,
        attachments=lambda v, n=attached: len(v) == (n or 0),
    )
