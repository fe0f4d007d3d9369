"""A thank-you is told from a question, in English and Spanish; when in doubt it is a question."""

import pytest

from hallway.inbox.thanks import is_short_thanks

THANKS = [
    "Thanks!", "thank you", "Thank you so much, Ivan!", "It works now, thank you", "it works", "Works great, thanks a lot",
    "Perfect, thanks!", "All good now. Thanks for the quick help!", "That fixed it!", "That did the trick, thank you!",
    "You're the best, thank you so much", "Thx", "THANKS!!!! \U0001f600", "Thanks Mr. Patel!", "Thank you, no more problems.",
    "No worries, thanks", "Fixed, thanks again", "Awesome. Thanks for your help today", "Gracias", "¡Muchas gracias!",
    "Mil gracias por tu ayuda", "Ya funciona, gracias", "Funciona perfecto, muchas gracias", "Gracias Iván, ya está funcionando",
    "Hola, ya funciona todo. ¡Gracias por la rápida respuesta!", "Te lo agradezco mucho", "Perfecto, gracias",
    "Thanks!\n\nTess Tanaka\nRoom 12\nOak Elementary", "Hi Ivan,\n\nIt works now, thank you so much!\n\nBest,\nTess",
]  # fmt: skip
NO_THANKS = [
    "Thanks, but the sound is still missing", "Thanks! Can you also look at the printer?", "Thank you. The printer in 204 is broken now",
    "It doesn't work", "It does not work, thanks", "Thanks for coming, it stopped again", "Still dark, thanks",
    "Could you come back please? Thanks", "Thanks in advance for fixing the whiteboard in the library",
    "The projector works but the remote is gone", "When will you be here, thanks", "Gracias, pero sigue sin sonido",
    "Gracias. ¿Puede venir mañana?", "No funciona, gracias", "Ya no funciona", "Necesito otra cosa, gracias",
    "Muchas gracias, todavía falla", "Hello", "?", "", "Room 12", "not fixed", "thanks for nothing, it is broken",
    "Thanks!\n\nOne more thing: the cart in the library has no power and we need it for the test on Friday",
    "Thanks, I wrote it all down at https://example.org/x", "Thanks. Please close the blinds next time",
    "Thanks!\nIs tomorrow fine?", "It works again sometimes, then it goes dark", "thanks " * 100,
]  # fmt: skip


@pytest.mark.parametrize("text", THANKS)
def test_thanks(text):
    assert is_short_thanks(text)


@pytest.mark.parametrize("text", NO_THANKS)
def test_no_thanks(text):
    assert not is_short_thanks(text)
