"""Words that look like somebody's name, to ask about before good news is published. A question, never a verdict.

Rather one question too many than a name overlooked: every word with a capital counts that is no everyday word here.
"""

import re

from hallway.people.models import Campus, Room

WORD = re.compile(r"[^\W\d_][\w’'-]*")
MOST = 12
EVERYDAY = """
i i'm i’m i've i’ve i'll monday tuesday wednesday thursday friday saturday sunday january february march april may june
july august september october november december english spanish math science reading writing art music history google
chromebook chromebooks ipad ipads canvas kahoot slides classroom docs sheets word excel teams zoom mr mrs ms dr sr sra
its ai a an the this that these those it he she we they you my our their his her and but or so then now today yesterday
tomorrow when while where why how what who which after before during because if as at by for from in into of on to with
without about over under again also all almost already always another any anybody anyone are be been both can come could
did do does each early even every everybody everyone everything finally first five four go good great had has have here
instead is just kids last later less let like look many maybe more most much never next nobody no not nothing once one
only other others out people second see seven several six some somebody someone something soon still student students
such teacher teachers ten thank thanks there third though three together too two until up very was well were will would
yes yet class classes children everyone's group groups half lesson number please show el la los las un una unos unas
este esta estos estas ese esa y o pero así entonces ahora hoy ayer mañana cuando mientras donde porque si como después
antes durante con sin sobre para por en de desde hasta al del que quien cada todo toda todos todas también muy más menos
nadie nada nunca siempre otra otro otros otras primero segundo luego gracias alumnos alumnas alumnado estudiantes niños
niñas maestra maestro clase grupo mi nuestra nuestro su sus fue era hay yo ella él ellos lunes martes miércoles jueves
viernes enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
"""
PLAIN = set(EVERYDAY.split())
BEGINS = re.compile(r"(^|[.!?…:;\n“\"«(–—-]\s*)[¡¿]?$")
VERBLIKE = re.compile(r"(ing|ed|ly|tion|ness|ment|ando|iendo|mente|ción)$", re.I)


def names_in(text, but=()):
    """Words in ``text`` with a capital that are no everyday words, without the names of ``but`` (members), campuses and
    rooms, and without what also stands small in the text. At most ``MOST``, in order, each once."""
    known = set(PLAIN)
    for member in but:
        known |= _words(f"{member.name} {member.preferred_name}")
    for place in Campus.objects.values_list("name", flat=True):
        known |= _words(place)
    known |= {word for name in Room.objects.values_list("name", flat=True)[:2000] for word in _words(name)}
    hits = list(WORD.finditer(text))
    known |= {hit.group() for hit in hits if hit.group()[0].islower()}
    said = [(re.sub(r"['’]s$", "", hit.group()), text[: hit.start()]) for hit in hits]
    found = [word for word, before in said if _capital(word) and word.lower() not in known and not _verb(word, before)]
    return list(dict.fromkeys(found))[:MOST]


def _capital(word):
    return len(word) > 1 and word[0].isupper() and not word.isupper()


def _verb(word, before):
    """A sentence that begins with "Walking" names nobody."""
    return bool(VERBLIKE.search(word) and BEGINS.search(before))


def _words(text):
    return {hit.group().lower() for hit in WORD.finditer(text)}
