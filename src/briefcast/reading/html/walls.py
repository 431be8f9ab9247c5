"""Pages that stand where an article should be: paywalls, consent walls, error pages, empty shells."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefcast.reading.html.statements import Statements

#: A text with more words than this is an article, whatever stands around it.
_WHOLE = 250
_SHORT = 120
#: Few words beside an error, a question or a request are all that there is.
_FEW = 50
_BY_HAND = "open it in a browser, save the whole page, and give the file"

_PAYWALL = re.compile(
    r"subscribe (?:now )?to (?:continue|keep|read|unlock)|(?:this|the full) (?:article|story|content) is (?:only )?"
    r"(?:for|available to|reserved for|exclusive to) (?:\w+ )?(?:subscribers|members)|(?:for|to) subscribers only|"
    r"subscriber[- ](?:only|exclusive)|to (?:continue|keep) reading|read the (?:full|rest of the) (?:story|article)|"
    r"already a (?:subscriber|member)|unlock (?:this|the) (?:article|story)|log ?in or subscribe|"
    r"you(?:'|’)?ve (?:reached|read) your|free articles? (?:left|remaining)|"
    r"(?:nur|exklusiv) für abonnent|jetzt weiterlesen|weiterlesen mit|artikel ist (?:nur )?für abonnenten|"
    r"bereits abonnent|réservé (?:à nos|aux) abonnés|il vous reste \d+|pour lire la suite|déjà abonné|"
    r"(?:exclusivo|solo) para suscriptores|suscríbete para (?:seguir|continuar)|ya eres suscriptor|"
    r"riservat[oa] agli abbonati|abbonati per (?:continuare|leggere)|sei già abbonato|alleen voor abonnees|"
    r"exclusivo para assinantes",
    re.I,
)
_SCRIPTS = re.compile(
    r"(?:enable|turn on|requires?|need|activate) (?:the use of )?java ?script|"
    r"java ?script (?:is|has been|to be) (?:disabled|required|not enabled|off)|"
    r"java ?script (?:aktivieren|ist deaktiviert)|(?:activer|activez) (?:le )?java ?script|"
    r"(?:habilit|activ)(?:a|ar|e) (?:el )?java ?script|(?:attiva|abilita)(?:re)? java ?script|without javascript",
    re.I,
)
_CONSENT = re.compile(
    r"before you continue|we (?:value|care about) your privacy|"
    r"your (?:privacy|cookie) (?:choices|settings|preferences)|"
    r"accept (?:all )?(?:cookies )?(?:to|and) continue|consent to (?:the use of )?(?:cookies|continue)|"
    r"with (?:ads|advertising) and tracking|bevor (?:sie|du) (?:fortf|weiter)|"
    r"mit werbung (?:und tracking )?(?:lesen|weiterlesen|nutzen)|datenschutz ?einstellungen|"
    r"accepter et continuer|continuer sans accepter|aceptar y continuar|accetta e continua",
    re.I,
)
_ERROR_TITLE = re.compile(
    r"\b(?:404|410|403|500|502|503)\b.{0,30}(?:error|not found|forbidden)|"
    r"page (?:you requested )?(?:was )?(?:not|can(?:no|')t be) found|(?:page|file|article) not found|"
    r"seite (?:wurde )?nicht gefunden|page (?:introuvable|non trouvée)|página no encontrada|pagina non trovata|"
    r"pagina niet gevonden|internal server error",
    re.I,
)
#: What titles of error pages say, and headlines of short articles may.
_ERROR_WORDS = re.compile(
    r"^(?:error\s*)?(?:4\d\d|5\d\d)\b|access (?:to this page has been )?denied|forbidden|service unavailable|"
    r"bad gateway|too many requests|gone$",
    re.I,
)
_ROBOT = re.compile(
    r"just a moment|attention required|are you a (?:robot|human)|verify (?:that )?you are (?:a )?human|captcha|"
    r"checking your browser|unusual traffic|bot (?:detection|verification)|pardon our interruption|security check",
    re.I,
)


def wall_in(title: str, text: str, everything: str, words: int, said: Statements) -> str:
    """What stands in the way of an article, as the middle of a sentence; empty if nothing does.

    Args:
        title: the page's title.
        text: what would be read out.
        everything: all text of the page, hidden parts and the part for browsers without scripts too.
        words: number of words in ``text``.
        said: what the page says of itself.
    """
    if words < _SHORT and (wall := _wall_instead(title, text, everything, words)):
        return wall
    paid_for = words < _WHOLE and (not said.is_free or words < _SHORT) and bool(_PAYWALL.search(everything))
    if paid_for or (not said.is_free and words < _SHORT):
        return f"only the beginning of the article is there, the rest is for subscribers; {_BY_HAND}"
    return ""


def _wall_instead(title: str, text: str, everything: str, words: int) -> str:
    """What stands in the place of an article, none of which is there."""
    few = words < _FEW
    tests = (
        (
            _ROBOT.match(title) or (few and _ROBOT.search(title + everything[:3000])),
            f"it asks for proof that a person is reading; {_BY_HAND}",
        ),
        (
            any(_ERROR_TITLE.search(top) or (few and _ERROR_WORDS.search(top)) for top in (title, text[:80])),
            f"it is an error page (“{(title or text)[:80]}”); check the address",
        ),
        (
            few and _SCRIPTS.search(everything),
            f"it shows its text only with JavaScript; {_BY_HAND}",
        ),
        (
            _CONSENT.match(title) or _CONSENT.search(text),
            f"it asks for consent before it shows the article; {_BY_HAND}",
        ),
    )
    return next((sentence for found, sentence in tests if found), "")
