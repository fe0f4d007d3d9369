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
    bendiciones abrazo abrazos dios bendiga bunch saved save coming by taking care kids students class children
    everyone's back running u job fixing getting there making solving sorting sort sorted out came tip tips idea ideas
    quedo sirve pude entrar apoyo atencion venir ustedes usted rapidisimo maravilla clase alumnos ninos pronto ti consejo consejos
    doing you're youre mucho fix projector printer computer laptop screen sound internet wifi chromebook chromebooks ipad board
    smartboard camera mouse keyboard charger account login proyector impresora computadora pantalla sonido cuenta
    """
)
ASKS = _words(
    """
    but however still not never no dont don't doesnt doesn't didnt didn't isnt isn't wont won't cant can't cannot
    couldnt couldn't wasnt wasn't broken broke fails failing failed error wrong except although though unfortunately
    yet stopped stops instead until unless can could would please need needs want when where why how what which who
    another also one more if should will pero aun todavia sigue siguen nunca falla fallo error excepto aunque puede
    pueden podria podrian puedes necesito necesitamos quiero cuando donde como cual quien otro otra tambien favor
    mas si hasta desgraciadamente lamentablemente persist persists same minute minutes only attached advance sometimes
    yesterday tomorrow later try trying pending wait waiting looking almost partly mostly until missing gone
    tampoco veces ayer manana falta faltan faltaba antemano pendiente atenta atento pruebo aviso igual solo casi
    agradeceria agradeceriamos adjunto espero esperando vuelve volvio
    """
) - {"one", "otra", "si", "when", "mas", "como"}
CALM = re.compile(
    r"\bno (?:more )?(?:problems?|issues?|worries)\b|\bno hay (?:m[aá]s )?problemas?\b|\bsin problemas?\b|\botra vez\b|\bno need\b",
    re.IGNORECASE,
)
GOOD = re.compile(
    r"\ball (?:is |looks |set and )?(?:good|well|set)\b|\btodo (?:est[aá] )?bien\b|\bya qued[oó]\b", re.IGNORECASE
)
HALF = re.compile(r"\bkind of\b|\bsort of\b|\bm[aá]s o menos\b|\bin advance\b", re.IGNORECASE)
SIGNS = set("👍🙏❤💙💚💛🧡💜😊☺🙂😀😁😃😄😍🥰🤩🥳🎉👏🙌👌💯✅✔⭐🌟💪")
TONES = re.compile("[\U0001f3fb-\U0001f3ff\ufe0e\ufe0f\u200d\\s!.]")  # how a sign is drawn, and what stands around it
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+", re.UNICODE)
BEFORE_NAMES = _words(
    "thanks thank you thx gracias mr mrs ms miss dr sr sra srta hi hello hey dear hola profe maestra maestro senor senora ty"
)


def is_short_thanks(text):
    """Whether ``text`` only says thank you or "it works now", and asks nothing."""
    text = (text or "").strip()
    if not text or len(text) > 600 or "?" in text or "¿" in text or "http" in text.lower() or HALF.search(text):
        return False
    if (signs := TONES.sub("", text)) and SIGNS.issuperset(signs):
        return True
    good = bool(GOOD.search(text))
    lines = [_line(line) for line in CALM.sub(" ", text).split("\n")]
    lines = [line for line in lines if line]
    glad = next((i for i, line in enumerate(lines) if good or {word for word, _name in line} & GLAD), None)
    if glad is None or any(word in ASKS for line in lines for word, _name in line):
        return False
    # Below the thanks a few short lines may follow: a name, a room, "Sent from my phone".
    said = [pair for line in lines[: glad + 1] for pair in line]
    below = lines[glad + 1 :]
    if len(said) > 30 or len(below) > 6:
        return False
    strange = [pair for pair in said if pair[0] not in FINE]
    loose = [line for line in below if len(line) > 6 and sum(word not in FINE for word, _name in line) > 2]
    return len(strange) <= 3 and all(name for _word, name in strange) and not loose


def _line(line):
    """``[(word without accents, whether it stands where a name stands)]`` of a line."""
    found = list(WORD.finditer(line))
    words = [fold(each[0]).replace("’", "'") for each in found]
    pairs = []
    for at, each in enumerate(found):
        before = words[at - 1] if at else ""
        ends = not line[each.end() :].strip(" .!,;:)~-*_") or len(found) - at <= 2
        begun = not at or line[: each.start()].rstrip()[-1:] in ".!"
        called = line[each.end() : each.end() + 1] == "," and not at
        upper = each[0][0].isupper()
        name = (
            before in BEFORE_NAMES
            or (at > 1 and words[at - 2] in BEFORE_NAMES and upper)
            or (upper and (ends or not begun))
            or called
        )
        pairs.append((words[at], name and not each[0].isdigit()))
    return pairs
