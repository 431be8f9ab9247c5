"""What a mailing puts around a letter: ways to leave, reasons for sending it, notices, sponsors.

A paragraph is taken out only where the whole of it is such a line; each goes on record.
"""

from __future__ import annotations

import re

from briefcast.reading.furniture import furniture_reason

#: Longer paragraphs are the letter's own, but for legal notices.
MAX_WORDS = 60
MAX_NOTICE_WORDS = 250
#: A line that leads to the letter on the web is no longer than this.
MAX_LINK_WORDS = 25
#: Paragraphs from the end within which an address may be the sender's, and how long it may be.
NEAR_END = 14
MAX_ADDRESS_WORDS = 30

_THE_LETTER = (
    r"(?:(?:this|it|the|your|our|as|full|whole|e-?mail|newsletter|message|post|issue|version|letter|story)\s+)*"
)
#: The line, or the words of the link, that leads to the letter on the web.
VIEW_ONLINE = re.compile(
    "|".join(
        (
            (
                rf"(?:click here to )?(?:view|read|open|see) {_THE_LETTER}(?:online )?(?:in|on|as) (?:your |an? |the )?"
                r"(?:web ?)?(?:browser|web|app|page)\b.{0,40}"
            ),
            rf"(?:view|read|see|open) {_THE_LETTER}(?:online|(?:web|browser|online) version)[.!]?",
            r"(?:web|online|browser) version|open in app(?: or online)?|read in app|view online",
            r".{0,60}\b(?:trouble|problems?|difficulty) (?:viewing|reading|seeing|displaying)\b.{0,80}",
            r".{0,60}\b(?:not display(?:ing|ed)|can['’]t (?:see|view|read) (?:this|the images))\b.{0,80}",
            r".{0,60}\bim browser (?:an(?:sehen|zeigen|schauen)|öffnen|lesen)\b.{0,20}",
            r".{0,60}nicht (?:richtig|korrekt) (?:dar|an)ge\w+.{0,60}",
            r".{0,60}\b(?:voir|lire|afficher|consulter|visualiser)\b.{0,30}(?:en ligne|navigateur).{0,20}",
            r".{0,40}\b(?:ver|leer|abrir)\b.{0,30} en (?:tu|el|su) navegador.{0,20}",
        )
    ),
    re.I,
)

_LEAVE = re.compile(
    r"\bunsubscrib\w*|\bopt[- ]?out\b|\babmelden|\babbestell\w*|\bdésabonne\w*|\bdésinscri\w*|darse de baja|\bafmelden"
    r"|\buitschrijven",
    re.I,
)
_LEAVE_BESIDE = re.compile(
    r"click|\bhere\b|\blink\b|\blist\b|mail|receiv|prefer|any ?time|instantly|hier|newsletter|cliqu|\bici\b|aquí"
    r"|subscri",
    re.I,
)
#: Some of these words, with strokes or commas between them.
_LISTED = r"(?:{0})(?:[\s|·•/,&]+(?:and )?(?:{0}))*"
_SETTINGS = r"(?:preferences?|subscriptions?|settings|profile)"

#: Reason -> the forms of such a line; each must match the whole of it.
_LINES: tuple[tuple[str, str], ...] = (
    (
        "preferences line",
        rf"(?:.{{0,40}}\b)?(?:manage|update|change|edit|adjust) (?:your|my) (?:[\w-]+ ){{0,3}}{_SETTINGS}\b.{{0,80}}",
    ),
    ("preferences line", rf"(?:manage|update|edit) (?:e-?mail |subscription |newsletter )*{_SETTINGS}[.!]?"),
    ("preferences line", r"(?:e-?mail|subscription|notification) (?:preferences|settings)[.!]?"),
    ("preferences line", r".{0,40}einstellungen (?:ändern|verwalten).{0,40}"),
    (
        "why you receive this",
        (
            r".{0,30}\byou(?:['’]re| are| were| have)? (?:currently )?"
            r"(?:receiv\w+|getting|got|subscribed|signed up|opted)\b.{0,80}\b"
            r"(?:this (?:e-?mail|message|newsletter|letter|issue)|(?:mailing|our|this) list"
            r"|because you (?:subscri|signed|opted|are a|have|regist|asked to rec)).*"
        ),
    ),
    (
        "why you receive this",
        r".{0,40}\bthis (?:e-?mail|message|newsletter) (?:was|is|has been) sent (?:to|by|from)\b.*",
    ),
    ("why you receive this", r"(?:this )?(?:was )?sent to \S+@\S+.*"),
    (
        "why you receive this",
        (
            r".{0,20}\b(?:sie (?:erhalten|bekommen) diese|vous recevez c\w+ (?:e-?mail|message|courriel|lettre)"
            r"|recibes? este)\b.*"
        ),
    ),
    (
        "forwarding line",
        (
            r"(?:(?:was|did|has|someone|somebody|got|received)\b.{0,30}\b)?forward(?:ed)? (?:this|to you|you this|the)?"
            r"[^.!?]{0,40}\?.{0,90}"
        ),
    ),
    ("forwarding line", r".{0,40}\bforwarded\b.{0,60}\b(?:subscribe|sign up)\b.{0,60}"),
    ("forwarding line", r"forward (?:this|it) (?:e-?mail|newsletter|issue|letter|to)\b.{0,60}"),
    ("share line", _LISTED.format("like|comment|restack|share|tweet|post|forward|reply|print|save")),
    (
        "follow line",
        r"(?:follow us(?: on)?:?\s*)?"
        + _LISTED.format(
            "facebook|twitter|x|instagram|linkedin|youtube|tiktok|website|mastodon|bluesky|threads|e-?mail"
        ),
    ),
    (
        "device line",
        (
            r"(?:sent from (?:my|an?)\b|get outlook for\b|von meinem \w+ gesendet|gesendet von\b|envoyé de mon\b"
            r"|enviado desde mi\b).{0,60}"
        ),
    ),
    (
        "sender's policy",
        _LISTED.format(
            r"privacy(?: policy| notice)?|terms(?: of (?:use|service))?|contact us|help|support|advertise(?: with us)?"
            r"|impressum|datenschutz"
        ),
    ),
    ("copyright line", r"(?:©|\(c\)|copyright\b).{0,200}"),
)
_RULES = tuple((reason, re.compile(form, re.I | re.S)) for reason, form in _LINES)

#: Of these, a legal notice has three.
_NOTICE_SIGNS = tuple(
    re.compile(sign, re.I)
    for sign in (
        r"\b(?:this|the) (?:e-?mail|message|communication)\b|\bdiese e-?mail\b|\bce (?:message|courriel)\b",
        r"\bconfidential|\bvertraulich|\bconfidentiel",
        r"\bprivileged\b|\blegally protected\b",
        r"\bintended (?:solely|only|recipient)|\bsolely for\b|\baddressee|\badressat|\bdestinataire",
        r"\breceived (?:this|it)\b.{0,40}\b(?:in error|by mistake)|\birrtümlich|\bpar erreur",
        r"\b(?:delete|destroy) (?:it|this|all|any)\b|\blöschen|\bdétrui",
        r"\bprohibited\b|\bunauthori[sz]ed\b|\bunlawful\b",
    )
)
_ADDRESS = re.compile(
    r"\b(?:P\.?\s?O\.? [Bb]ox|PMB|Postfach)\s*\d+"
    r"|\b\d{1,5}\w?,? (?:[A-Z0-9][\w.'’-]* ){1,4}"
    r"(?:Street|St|Avenue|Ave|Road|Rd|Suite|Ste|Floor|Blvd|Boulevard|Lane|Drive|Way|Square|Place)\b"
    r"|\b[A-Z]{2},? \d{5}(?:-\d{4})?\b|\b[A-Z]{1,2}\d[\dA-Z]? \d[A-Z]{2}\b"
    r"|\w(?:straße|strasse|str\.|gasse|weg|platz) \d{1,4}\b"
)
#: What stands over an advertisement.
SPONSOR = re.compile(
    r"(?:(?:an? )?(?:message|word|note) from (?:our|today['’]s|this week['’]s) (?:sponsors?|partners?)"
    r"|(?:today['’]s |this week['’]s |our )?sponsors?"
    r"|sponsored(?: (?:by|content|post|message|link)\b[^.!?]{0,60})?"
    r"|(?:presented|brought to you|made possible) by\b[^.!?]{0,60}|(?:in partnership|together) with\b[^.!?,]{0,40}"
    r"|advertisements?|advertising|\[?ad\]?|promoted|paid (?:post|partnership|promotion)"
    r"|anzeige|werbung|publicité|publicidad)\s*[:.*!•–—-]*",
    re.I,
)


def mail_reason(text: str, from_end: int) -> str | None:
    """Why this paragraph is no part of the letter, or None if it may be one.

    Args:
        text: the paragraph.
        from_end: how many paragraphs follow it.

    >>> mail_reason("Unsubscribe | Manage preferences", 0), mail_reason("He could not unsubscribe from the war.", 0)
    ('unsubscribe line', None)
    """
    line = text.strip(" |·•*-–—_=")
    words = len(line.split())
    if words <= MAX_NOTICE_WORDS and sum(bool(sign.search(line)) for sign in _NOTICE_SIGNS) >= 3:
        return "confidentiality notice"
    if not line or words > MAX_WORDS:
        return None
    return _mailing_reason(line, words) or _address_reason(line, words, from_end) or furniture_reason(line)


def _mailing_reason(line: str, words: int) -> str | None:
    if words <= MAX_LINK_WORDS and VIEW_ONLINE.fullmatch(line):
        return "view-in-browser line"
    leave = _LEAVE.search(line)
    if leave and (words <= 3 or _LEAVE_BESIDE.search(line.replace(leave[0], "", 1))):
        return "unsubscribe line"
    if SPONSOR.fullmatch(line):
        return "sponsor"
    return next((reason for reason, form in _RULES if form.fullmatch(line)), None)


def _address_reason(line: str, words: int, from_end: int) -> str | None:
    if from_end < NEAR_END and words <= MAX_ADDRESS_WORDS and _ADDRESS.search(line):
        return "postal address"
    return None
