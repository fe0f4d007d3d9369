# ruff: noqa: E501 - a table of mails reads better in long lines
"""Mail that machines write: out of office in many languages, vendors' headers, lists, delivery reports new and old."""

from .making import case, coded, has, html, mixed, part, plain

AWAY = {
    "English, Exchange": "Automatic reply: Projector", "English, old Exchange": "Out of Office AutoReply: Projector", "English, short": "Out of office", "English, Gmail": "Out of Office Re: Projector",
    "English, vacation program": "away from my mail", "Spanish": "Respuesta automática: Proyector", "Spanish, out": "Fuera de la oficina: Proyector", "German": "Automatische Antwort: Beamer",
    "German, absence": "Abwesenheitsnotiz: Beamer", "French": "Réponse automatique : Projecteur", "French, absence": "Absence du bureau : Projecteur", "Portuguese": "Resposta automática: Projetor",
    "Portuguese, out": "Ausência temporária", "Italian": "Risposta automatica: Proiettore", "Italian, out": "Fuori ufficio: Proiettore", "Dutch": "Automatisch antwoord: Beamer", "Dutch, absence": "Afwezig: vakantie",
    "Swedish": "Autosvar: Projektor", "Norwegian": "Automatisk svar: Projektor", "Danish": "Autosvar: Projektor", "Finnish": "Automaattinen vastaus: Projektori", "Polish": "Odpowiedź automatyczna: Rzutnik",
    "Czech": "Automatická odpověď: Projektor", "Hungarian": "Automatikus válasz: Projektor", "Romanian": "Răspuns automat: Proiector", "Turkish": "Otomatik Yanıt: Projektör", "Russian": "Автоматический ответ: Проектор",
    "Ukrainian": "Автоматична відповідь: Проектор", "Greek": "Αυτόματη απάντηση: Προβολέας", "Vietnamese": "Trả lời tự động: Máy chiếu", "Chinese": "自动回复: 投影仪", "Taiwanese": "自動回覆: 投影機", "Japanese": "自動応答: プロジェクター",
    "Korean": "자동 회신: 프로젝터", "Arabic": "رد تلقائي: جهاز العرض", "Hebrew": "מענה אוטומטי: מקרן", "Haitian Creole": "Repons otomatik: pwojektè", "Tagalog": "Awtomatikong tugon: Projector",
    "Catalan": "Resposta automàtica: Projector", "Croatian": "Automatski odgovor: Projektor", "Slovak": "Automatická odpoveď: Projektor",
}  # fmt: skip
for language, subject in AWAY.items():
    case(f"out of office, {language}", plain("I am back on Monday.", subject=subject), automatic="out of office")
case(
    "out of office, only in its first line",
    plain(
        "I am currently out of the office until Monday, March 9. I will reply when I am back.\r\nTess",
        subject="Re: Projector",
        In_Reply_To="<event.1@cedar.example>",
    ),
    automatic="out of office",
)
case(
    "out of office in Spanish, only in its first line",
    plain(
        "Estoy fuera de la oficina hasta el lunes. Responderé a mi regreso.",
        subject="Re: Proyector",
        In_Reply_To="<e@cedar.example>",
    ),
    automatic="out of office",
)

PEOPLE = {
    "about vacation": ("On vacation next week, who helps my class?", "I leave on Friday."), "about automatic replies": ("How do I set an automatic reply in Outlook?", "I do not find it."),
    "absent students": ("Abwesend: three students, no laptops", None), "out of the office printer": ("Printer out of office paper", "Tray 2 is empty."),
    "about an auto reply in Spanish": ("¿Cómo pongo una respuesta automática?", "No la encuentro."), "who was out of the office": ("Re: Projector", "I was out of the office yesterday. Today it is dark again."),
}  # fmt: skip
for what, (subject, words) in PEOPLE.items():
    if words:
        case(f"a person who writes {what}", plain(words, subject=subject), automatic=None)

DOUBTFUL = {
    "asks how to set it up": ("Out of office: how do I set it up?", "I leave on Friday, please show me."),
    "asks without a question mark": ("Out of office - please help", "Outlook does not let me set my message until Friday."),
    "wants it switched off": ("Automatic reply!", "Mine is still on since June, can you switch it off?"),
    "has a shop class": ("Auto: shop class laptop is dead", "It does not start any more."),
    "has a substitute": ("On vacation - substitute needs a login", "Kim comes on Monday."),
    "asks in Spanish": ("Respuesta automática: ¿cómo se pone?", "Vuelvo en enero. No la encuentro."),
}  # fmt: skip
for what, (subject, words) in DOUBTFUL.items():
    case(
        f"maybe out of office, maybe a person who {what}",
        plain(words, subject=subject),
        automatic=None,
        problems=["may-be-away"],
    )
case(
    "out of office that thanks for the mail",
    plain("Thank you for your email. For urgent matters please call the office.", subject="Out of Office"),
    automatic="out of office",
    problems=[],
)

HEADERS = {
    "Auto-Submitted: auto-generated": "auto-submitted", "Auto-Submitted: Auto-Replied; owner-email=x@y.example": "auto-submitted", "X-Autoreply: yes": "auto-reply header", "X-Autorespond: vacation": "auto-reply header",
    "X-AutoReply-From: tess@cedar.example": "auto-reply header", "X-Auto-Response-Suppress: All": "auto-response-suppress", "X-Auto-Response-Suppress: OOF, AutoReply": "auto-response-suppress", "Precedence: auto_reply": "precedence auto_reply", "Precedence: junk": "precedence junk",
    "Precedence: list": "precedence list", "List-Id: Staff <staff.cedar.example>": "mailing list", "Mailing-List: list staff@cedar.example": "mailing list", "List-Unsubscribe: <mailto:x@y.example>": "newsletter",
    "X-Vacation: yes": "auto-reply header", "X-Zendesk-Autoreply: true": "auto-reply header", "X-FreeScout-Mail-Type: auto.reply": "auto-reply header", "X-OTRS-Loop: x": "auto-reply header", "Return-Path: <>": "empty return path",
    "X-Mailer-Daemon: yes": "auto-reply header", "X-Google-Calendar-Content-Type: text/calendar": "auto-reply header",
}  # fmt: skip
for line, why in HEADERS.items():
    name, _, value = line.partition(": ")
    case(f"machine's header {line}", plain(**{name: value}), automatic=why)
for line in (
    "Auto-Submitted: no",
    "Auto-Submitted: No (a person)",
    "Precedence: normal",
    "Precedence: first-class",
    "X-Auto-Response-Suppress: None",
    "X-Autoreply: no",
    "X-Auto-Response-Suppress: DR, RN, NRN",
    "X-Priority: 1",
    "X-Spam-Flag: NO",
):
    name, _, value = line.partition(": ")
    case(f"a person's header {line}", plain(**{name: value}), automatic=None)
for who in (
    "no-reply",
    "noreply",
    "do_not_reply",
    "donotreply",
    "mailer-daemon",
    "postmaster",
    "bounces+123=x",
    "notifications-noreply",
):
    case(
        f"a machine called {who}",
        plain(sender=f"{who}@vendor.example"),
        automatic=lambda v: v in ("no-reply sender", "mail system"),
    )
case("a teacher called Norma Reply", plain(sender="norma.reply@cedar.example"), automatic=None)
case(
    "a read receipt",
    mixed(
        part("Your message was read."),
        part("Disposition: manual-action/MDN-sent-manually; displayed", "message/disposition-notification"),
        kind="report",
    ).replace(b"multipart/report;", b"multipart/report; report-type=disposition-notification;"),
    automatic="read receipt",
    bounce=None,
)
case(
    "an abuse report",
    mixed(part("A complaint."), part("Feedback-Type: abuse", "message/feedback-report"), kind="report").replace(
        b"multipart/report;", b"multipart/report; report-type=feedback-report;"
    ),
    automatic="report",
    bounce=None,
)


# --- delivery reports ---
def report(
    status,
    subject="Undelivered Mail Returned to Sender",
    words="Sorry.",
    original=True,
    top="report",
    sender="MAILER-DAEMON@mx.example",
    **more,
):
    returned = part(
        "Message-ID: <event.1@cedar.example>\r\nFrom: help@cedar.example\r\nSubject: x\r\n\r\nhi", "message/rfc822"
    )
    raw = mixed(
        part(words),
        part(status, "message/delivery-status"),
        *([returned] if original else []),
        kind=top,
        subject=subject,
        sender=sender,
        **more,
    )
    return raw.replace(b"multipart/report;", b"multipart/report; report-type=delivery-status;")


def dsn(recipient="gone@cedar.example", action="failed", status="5.1.1", more=""):
    return f"Reporting-MTA: dns; mx.example\r\n\r\nFinal-Recipient: rfc822; {recipient}\r\nAction: {action}\r\nStatus: {status}\r\n{more}"


GONE = {"recipient": "gone@cedar.example", "status": "5.1.1", "permanent": True}
case("returned: no such person", report(dsn()), bounce=GONE, automatic="delivery report")
case(
    "returned: mailbox full for now",
    report(dsn(action="delayed", status="4.2.2")),
    bounce=GONE | {"status": "4.2.2", "permanent": False},
)
case(
    "returned: failed after days of trying, with a status of 4",
    report(dsn(status="4.4.7")),
    bounce=GONE | {"status": "4.4.7", "permanent": False},
)
case(
    "returned: delivered after all",
    report(dsn(action="delivered", status="2.0.0")),
    bounce=None,
    automatic="delivery report",
)
case(
    "returned: one of three failed",
    report(
        dsn("ok@cedar.example", "relayed", "2.0.0")
        + "\r\nFinal-Recipient: rfc822; gone@cedar.example\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\nFinal-Recipient: rfc822; late@cedar.example\r\nAction: delayed\r\nStatus: 4.4.1\r\n"
    ),
    bounce=GONE,
)
case(
    "returned: status only in the diagnosis",
    report(dsn(status="", more="Diagnostic-Code: smtp; 550 5.1.1 User unknown\r\n")),
    bounce=GONE,
)
case(
    "returned: the address first asked for",
    report(
        "\r\nOriginal-Recipient: rfc822; gone@cedar.example\r\nFinal-Recipient: rfc822; x@inner.example\r\nAction: failed\r\nStatus: 5.1.1\r\n"
    ),
    bounce=GONE,
)
case(
    "returned: an address in utf-8",
    report("\r\nFinal-Recipient: utf-8; gone@cedar.example\r\nAction: failed\r\nStatus: 5.1.1\r\n"),
    bounce=GONE,
)
case("returned: a report in a plain mixed mail", report(dsn(), top="mixed"), bounce=GONE)
case(
    "a teacher who passes a delivery report on, with a question",
    report(
        dsn(),
        words="Why does my mail come back?",
        top="mixed",
        subject="Fwd: Undeliverable: News",
        sender="tess@cedar.example",
    ),
    bounce=None,
    automatic=None,
    text="Why does my mail come back?",
)
case(
    "the same, from a program that says that a person wrote it",
    report(
        dsn(), words="Why?", top="mixed", subject="Fwd: Undeliverable", sender="tess@cedar.example", Auto_Submitted="no"
    ),
    bounce=None,
    automatic=None,
)
case("out of office, without a word", plain("", subject="Out of office"), automatic="out of office", problems=[])
case(
    "out of office, not there in German",
    plain("Ich bin ab Montag nicht da.", subject="Abwesend"),
    automatic="out of office",
)
for named, about, words in (
    ("named as passed on", {"subject": "Fwd: Undeliverable: News"}, "It could not be delivered. Why?"),
    ("with words above", {"subject": "My mail"}, "Why does my mail to the office come back?"),
    ("with the server's words in the question", {"subject": "My mail"}, "Why could this not be delivered?"),
):
    case(
        f"a teacher who passes a whole delivery report on, {named}",
        report(dsn(), words=words, sender="tess@cedar.example", **about),
        bounce=None, automatic=None, text=words,
    )  # fmt: skip
case(
    "returned: a report under somebody's address that says it is a program's",
    report(dsn(), subject="Fwd: News", sender="tess@cedar.example", Auto_Submitted="auto-replied"),
    bounce=GONE,
)
case("returned: a report under an odd address", report(dsn(), sender="exchange-17@cedar.example"), bounce=GONE)
case(
    "returned: a report in a plain mixed mail from nobody",
    report(dsn(), top="mixed", sender="mx@mx.example", Return_Path="<>"),
    bounce=GONE,
)
case("returned: a report without the mail", report(dsn(), original=False), bounce=GONE)
OLD = {
    "qmail": ("failure notice", "Hi. This is the qmail-send program at mx.example.\r\nI'm afraid I wasn't able to deliver your message to the following addresses.\r\nThis is a permanent error; I've given up. Sorry it didn't work out.\r\n\r\n<gone@cedar.example>:\r\nSorry, no mailbox here by that name. (#5.1.1)\r\n", "5.1.1", True),
    "Exim": ("Mail delivery failed: returning message to sender", "This message was created automatically by mail delivery software.\r\n\r\nA message that you sent could not be delivered to one or more of its\r\nrecipients. This is a permanent error. The following address(es) failed:\r\n\r\n  gone@cedar.example\r\n    Unrouteable address\r\n", "", True),
    "Exim, later": ("Warning: message 1abc delayed 24 hours", "This message was created automatically by mail delivery software.\r\nA message that you sent has not yet been delivered to one or more of its recipients.\r\n\r\n  gone@cedar.example\r\n    Delay reason: connection refused\r\n\r\nNo action is required on your part. Delivery attempts will continue.\r\n", "", False),
    "sendmail": ("Returned mail: see transcript for details", "   ----- The following addresses had permanent fatal errors -----\r\n<gone@cedar.example>\r\n    (reason: 550 5.1.1 <gone@cedar.example>... User unknown)\r\n", "5.1.1", True),
    "Exchange": ("Undeliverable: Projector", "Delivery has failed to these recipients or groups:\r\n\r\ngone@cedar.example\r\nThe email address you entered couldn't be found.\r\n\r\n550 5.1.10 RESOLVER.ADR.RecipientNotFound\r\n", "5.1.10", True),
    "Gmail": ("Delivery Status Notification (Failure)", "** Address not found **\r\n\r\nYour message wasn't delivered to gone@cedar.example because the address couldn't be found.\r\n", "", True),
    "Spanish": ("No se puede entregar: Proyector", "No se pudo entregar el mensaje a gone@cedar.example.\r\n550 5.1.1 usuario desconocido\r\n", "5.1.1", True),
    "German": ("Unzustellbar: Beamer", "Fehler bei der Nachrichtenzustellung an folgende Empfänger:\r\ngone@cedar.example\r\n550 5.1.1 unbekannt\r\n", "5.1.1", True),
    "French": ("Non remis : Projecteur", "Échec de la remise pour ces destinataires :\r\ngone@cedar.example\r\n550 5.1.1\r\n", "5.1.1", True),
    "Portuguese": ("Não é possível entregar: Projetor", "Falha na entrega para gone@cedar.example\r\n550 5.1.1\r\n", "5.1.1", True),
    "Italian": ("Impossibile recapitare: Proiettore", "Recapito non riuscito a gone@cedar.example\r\n550 5.1.1\r\n", "5.1.1", True),
    "Dutch": ("Onbestelbaar: Beamer", "Kan niet worden bezorgd bij gone@cedar.example\r\n550 5.1.1\r\n", "5.1.1", True),
    "full mailbox": ("Undelivered Mail Returned to Sender", "<gone@cedar.example>: host mx said: 452 4.2.2 Mailbox full\r\n", "4.2.2", False),
}  # fmt: skip
for kind, (subject, words, status, permanent) in OLD.items():
    case(
        f"returned the old way: {kind}",
        plain(words, subject=subject, sender="MAILER-DAEMON@mx.example", Return_Path="<>"),
        bounce={"recipient": "gone@cedar.example", "status": status, "permanent": permanent},
    )
case(
    "a teacher who writes about undelivered mail",
    plain("My mail to gone@cedar.example came back: 550 5.1.1 no such user", subject="Undeliverable mail"),
    bounce=None,
    automatic=None,
)
case("a delivery report of 2 MB of nothing", report("x" * 2_000_000), automatic="delivery report")
case(
    "a delivery report with 5,000 recipients",
    report(
        "\r\n"
        + "".join(
            f"\r\nFinal-Recipient: rfc822; p{i}@b.example\r\nAction: failed\r\nStatus: 5.1.1\r\n" for i in range(5000)
        )
    ),
    bounce=lambda v: v["permanent"],
)

# --- calendar and other programs ---
case(
    "a meeting accepted in Outlook",
    mixed(
        part("Tess accepted."),
        part("BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nEND:VCALENDAR", "text/calendar; method=REPLY"),
        kind="alternative",
        subject="Accepted: Visit",
    ),
    text="Tess accepted.",
    attachments=lambda v: v[0]["type"] == "text/calendar",
)
case(
    "a copier's scan",
    mixed(part(""), coded(b"%PDF", 'application/pdf; name="scan.pdf"'), subject="Message from KM_C454"),
    text="",
    attachments=lambda v: v[0]["name"] == "scan.pdf",
    automatic=None,
)
case(
    "a ticket system's receipt",
    html("<p>Your ticket has been received", subject="[Ticket#1] Received", Auto_Submitted="auto-replied"),
    automatic="auto-submitted",
    text=has("ticket has been received"),
)
