"""Is this nothing but a thank-you? English and Spanish. It confirms a solved request and never reopens one.

Careful on purpose: a thank-you taken for a question costs a look, a question taken for a thank-you costs a teacher.
Every word must be known as thanking, working, greeting; at most two others (a name) are let pass.
"""

import re

from hallway.core.text import fold


def _words(text):
    return set(text.split())


GLAD = _words(
    """
    thanks thank thankyou thx tks ty tysm appreciate appreciated grateful gracias agradezco agradecida agradecido
    works working worked fixed solved resolved perfect funciona funciono funcionando arreglado resuelto solucionado
    perfecto listo
    """
)
FINE = GLAD | _words(
    """
    you your yours u so very much many a an lot lots ton million again all for the this that it its it's is are was
    were be been now good great awesome amazing wonderful excellent fantastic super nice cool brilliant best lovely
    yay yes yep ok okay alright sure got everything problem issue trick did do done has have had just i im i'm we
    we're me my our us am really truly being such quick quickly fast response reply respond responding reply's help
    helped helping helpful support assistance time today morning and oh wow like charm fine hi hello hey dear team
    everyone mr mrs ms miss dr sir have day weekend week evening afternoon night one of to in on at up as with from
    love life saver lifesaver rock rocks star hero confirmed confirm confirming happy glad sincerely regards cheers
    kindly warm kind bye bless god wishes welcome work always ever way perfectly muchas muchisimas mil por tu su la
    el lo los las ayuda y todo toda todos ya esta bien muy excelente genial super buen buena buenos buenas dia dias
    tarde tardes noche noches hola estimado estimada equipo de nuevo ahora otra vez si vale ok problema rapido
    rapida rapidez respuesta saludos saludo cordiales cordial atentamente te le les se que me mi nos agradecemos
    gusto feliz fin semana un una con ayudar ayudarme ayudarnos amable amabilidad tiempo es eres son sos lo mejor
    bendiciones abrazo abrazos dios bendiga
    """
)
ASKS = _words(
    """
    but however still not never no dont don't doesnt doesn't didnt didn't isnt isn't wont won't cant can't cannot
    couldnt couldn't wasnt wasn't broken broke fails failing failed error wrong except although though unfortunately
    yet stopped stops instead until unless can could would please need needs want when where why how what which who
    another also one more if should will pero aun todavia sigue siguen nunca falla fallo error excepto aunque puede
    pueden podria podrian puedes necesito necesitamos quiero cuando donde como cual quien otro otra tambien favor
    mas si hasta desgraciadamente lamentablemente
    """
) - {"one", "otra", "si", "when", "mas", "como"}
CALM = re.compile(
    r"\bno (?:more )?(?:problems?|issues?|worries)\b|\bno hay (?:mas )?problemas?\b|\bsin problemas?\b|\botra vez\b|\bno need\b",
    re.IGNORECASE,
)
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+", re.UNICODE)


def is_short_thanks(text):
    """Whether ``text`` only says thank you or "it works now", and asks nothing."""
    text = (text or "").strip()
    if not text or len(text) > 600 or "?" in text or "¿" in text or "http" in text.lower():
        return False
    body = CALM.sub(" ", fold(text).replace("’", "'"))
    lines = [WORD.findall(line) for line in body.split("\n")]
    lines = [line for line in lines if line]
    glad = next((i for i, line in enumerate(lines) if set(line) & GLAD), None)
    if glad is None or any(word in ASKS for line in lines for word in line):
        return False
    # Below the thanks a few short lines may follow: a name, a room, "Sent from my phone".
    said = [word for line in lines[: glad + 1] for word in line]
    below = lines[glad + 1 :]
    if len(said) > 30 or len(below) > 6:
        return False
    strange = [word for word in said if word not in FINE]
    loose = [line for line in below if len(line) > 6 and sum(word not in FINE for word in line) > 2]
    return len(strange) <= 2 and not any(word.isdigit() for word in strange) and not loose
