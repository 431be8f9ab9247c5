"""Page furniture: what is surely none of the article's."""

from __future__ import annotations

import pytest

from briefcast.reading.furniture import furniture_reason, is_comment_header, is_heading_of_comments


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Follow Harbour Wire on Facebook and X.", "follow line"),
        ("Like us on Facebook", "follow line"),
        ("Share this article", "share line"),
        ("Share this on Facebook, X, email", "share line"),
        ("Sign up for our daily newsletter.", "newsletter prompt"),
        ("Subscribe now", "subscription prompt"),
        ("Read more: Ten trains worth a detour", "read-more line"),
        ("Continue reading...", "read-more line"),
        ("ADVERTISEMENT", "advertisement label"),
        ("148 comments", "comment count"),
        ("© 2024 The Harbour Wire. All rights reserved.", "copyright line"),
        ("https://example.org/story?id=4", "bare link"),
    ],
)
def test_furniture_is_named(line, reason):
    assert furniture_reason(line) == reason


@pytest.mark.parametrize(
    "line",
    [
        "He asked his readers to subscribe.",
        "They share this view.",
        "Follow the river to the weir.",
        "She read more than a hundred books that year.",
        "The advertisement was taken down on Monday.",
        "Sign up to the army and see the world, the posters said, and thousands of young men from the valley did.",
        "Share prices fell.",
    ],
)
def test_sentences_of_an_article_stay(line):
    assert furniture_reason(line) is None


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Folgen Sie uns auf Facebook", "follow line"),
        ("Suivez Le Courrier sur Instagram", "follow line"),
        ("Síguenos en X", "follow line"),
        ("Artikel teilen", "share line"),
        ("Partager cet article", "share line"),
        ("Condividi su WhatsApp", "share line"),
        ("Abonnieren Sie unseren Newsletter.", "newsletter prompt"),
        ("Inscrivez-vous à notre newsletter", "newsletter prompt"),
        ("Iscriviti alla newsletter", "newsletter prompt"),
        ("Was this email forwarded to you? Sign up here.", "newsletter prompt"),
        ("Wurde Ihnen dieser Brief weitergeleitet? Hier anmelden.", "newsletter prompt"),
        ("¿Te han reenviado este correo? Apúntate aquí.", "newsletter prompt"),
        ("By signing up you agree to our terms of use.", "newsletter prompt"),
        ("En vous inscrivant, vous acceptez nos conditions.", "newsletter prompt"),
        ("Al suscribirte aceptas nuestras condiciones.", "newsletter prompt"),
        ("Bereits Abonnent? Hier anmelden", "subscription prompt"),
        ("You have reached your limit of free articles.", "subscription prompt"),
        ("Vous avez atteint votre limite d’articles", "subscription prompt"),
        ("Has alcanzado el límite de artículos", "subscription prompt"),
        ("Weiterlesen ohne Grenzen", "subscription prompt"),
        ("Lesen Sie auch: Die letzte Fähre", "read-more line"),
        ("À lire aussi : Le dernier bac", "read-more line"),
        ("Te puede interesar", "read-more line"),
        ("Potrebbe interessarti anche", "read-more line"),
        ("Anzeige", "advertisement label"),
        ("Publicité", "advertisement label"),
        ("Pubblicità - continua sotto", "advertisement label"),
        ("14 Kommentare", "comment count"),
        ("3 commentaires", "comment count"),
        ("Deja un comentario", "comment count"),
        ("© 2024 Hafenbote. Alle Rechte vorbehalten.", "copyright line"),
        ("Tous droits réservés", "copyright line"),
        ("© 2024 El Muelle. Todos los derechos reservados", "copyright line"),
        ("Photo: Ada Moss", "image credit"),
        ("Foto: Ada Moss/dpa", "image credit"),
        ("Crédit photo : Jean Petit", "image credit"),
        ("A boat at the quay (Jan Vos/Getty Images)", "image credit"),
        ("4 min read", "reading time"),
        ("Lesezeit: 4 Minuten", "reading time"),
        ("5 min de lecture", "reading time"),
        ("Tiempo de lectura: 3 min", "reading time"),
        ("Listen to this article (6 min)", "player label"),
        ("Artikel anhören", "player label"),
        ("Écouter l’article", "player label"),
        ("Escuchar este artículo", "player label"),
        ("Skip to main content", "page control"),
        ("Zum Inhalt springen", "page control"),
        ("Retour en haut", "page control"),
        ("Volver arriba", "page control"),
        ("Tags: quay, ferry, crane", "label of topics"),
        ("Schlagwörter: Kai, Fähre", "label of topics"),
        ("Mots-clés : quai, bac", "label of topics"),
        ("We may earn a small commission from links on this page.", "affiliate note"),
        ("Si compras a través de nuestros enlaces, recibimos una comisión.", "affiliate note"),
        ("Nous pouvons percevoir une commission sur vos achats.", "affiliate note"),
        ("We use cookies to improve your visit.", "consent notice"),
        ("Wir verwenden Cookies, um die Seite zu verbessern.", "consent notice"),
        ("Utilizamos cookies propias y de terceros.", "consent notice"),
        ("If you can, make a donation to keep the lights on.", "appeal for support"),
        ("Unterstützen Sie unsere Arbeit mit einer Spende.", "appeal for support"),
        ("Soutenez notre rédaction", "appeal for support"),
        ("1,204 people have voted", "vote"),
        ("1.204 haben abgestimmt", "vote"),
        ("312 ont voté", "vote"),
        ("The quay at dawn (Photo: Ada Moss)", "image caption"),
        ("Der Kai am Morgen (Foto: Ada Moss)", "image caption"),
        ("Le quai au matin. Photo : Jean Petit", "image caption"),
        ("Press office: +49 40 123 456 press@example.org", "contact line"),
    ],
)
def test_furniture_is_named_in_several_languages(line, reason):
    assert furniture_reason(line) == reason


@pytest.mark.parametrize(
    "line",
    [
        # Each has the words of a form above, in a sentence of an article.
        "Follow the money, she said, and you will find the harbour master at the end of it.",
        "Folgen Sie dem Fluss bis zum Wehr, dort steht die alte Fähre.",
        "Il partage cet avis depuis longtemps.",
        "Compartir una barca es compartir el riesgo.",
        "The newsletter of the rowing club has been printed on the same press since 1931.",
        "Der Verein verschickt seit Jahren einen Newsletter an seine Mitglieder.",
        "La lettre d’information du club existe depuis 1931.",
        "By registering the boat in Panama the owners have saved a good deal of money.",
        "You have reached the age of wisdom, his father told him on the quay.",
        "The limit for herring has been reached in every year since the war.",
        "Read more slowly, the teacher said, and the class fell silent.",
        "Lire la suite des événements demande de la patience.",
        "Die Anzeige gegen den Hafenmeister wurde am Montag zurückgezogen.",
        "La publicité pour le tabac est interdite sur les quais.",
        "There were comments from the gallery when the mayor rose.",
        "Die Kommentare der Fischer waren deutlich.",
        "He holds the copyright and will not sell it.",
        "The photo shows a boy on the crane, and nobody knows his name.",
        "Das Foto zeigt einen Jungen auf dem Kran.",
        "La foto muestra a un niño en la grúa.",
        "The crossing takes four minutes, and the wait for it forty.",
        "Die Überfahrt dauert vier Minuten.",
        "La traversée dure quatre minutes.",
        "Listen to the wind, she said, and went back to bed.",
        "The menu had herring in eleven forms.",
        "Zum Inhalt der Kiste wollte niemand etwas sagen.",
        "The topics were the quay, the ferry and the money.",
        "The auctioneer earns a commission of four per cent.",
        "Para comprar el barco pidieron una comisión.",
        "Wir haben Kekse für die Mannschaft gebacken.",
        "They support the plan, and the unions support them.",
        "Soutenez le mât pendant que je serre la corde, dit-il.",
        "The council voted nine to two for the new quay.",
        "Der Rat hat mit neun zu zwei Stimmen für den Kai gestimmt.",
        "Call the harbour before you sail.",
        "“Subscribe?” he said. “I would rather swim.”",
    ],
)
def test_sentences_with_the_same_words_stay(line):
    assert furniture_reason(line) is None


def test_a_long_paragraph_is_never_furniture():
    assert furniture_reason("We use cookies " + "and tell you so, at length, " * 10) is None


@pytest.mark.parametrize(
    "line",
    ["12 comments", "Comments (3)", "Kommentare", "Commentaires :", "Comentarios (14)", "Commenti", "Leave a reply"],
)
def test_headings_of_comments_are_known(line):
    assert is_heading_of_comments(line)


@pytest.mark.parametrize("line", ["Comments on a comment", "No comment", "Der Kommentar", "What readers made of it"])
def test_headings_of_articles_are_none_of_comments(line):
    assert not is_heading_of_comments(line)


@pytest.mark.parametrize(
    "line", ["Posted by: Ann, 3 May 2011 | 18:53", "Dockside Dan says:", "Margit schrieb:", "3 days ago", "Reply"]
)
def test_headers_of_comments_are_known(line):
    assert is_comment_header(line)


@pytest.mark.parametrize("line", ["He says little.", "The letter was posted on Monday.", "It happened long ago."])
def test_sentences_are_no_headers_of_comments(line):
    assert not is_comment_header(line)
