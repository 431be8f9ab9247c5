"""Which language an article is in: as it says, unless its words say otherwise."""

from __future__ import annotations

import subprocess
import sys

import pytest

from briefcast.model import Article, Block, BlockKind
from briefcast.reading.language import with_language

TEXTS = {
    "en": (
        "The ferry was late that day, and the people on the quay had to wait for it in the rain until the "
        "harbour master came and told them that it was not on its way at all."
    ),
    "de": (
        "Die Fähre war an diesem Tag zu spät, und die Leute auf dem Kai mussten im Regen auf sie warten, "
        "bis der Hafenmeister kam und sagte, dass sie gar nicht unterwegs ist."
    ),
    "fr": (
        "Le bac était en retard ce jour-là, et les gens sur le quai ont dû attendre sous la pluie que le "
        "maître du port vienne leur dire que le bateau ne serait pas là avant le soir."
    ),
    "es": (
        "El barco llegó tarde ese día, y la gente en el muelle tuvo que esperar bajo la lluvia hasta que "
        "el jefe del puerto les dijo que no había salido de la isla y que no lo haría en todo el día."
    ),
    "it": (
        "Il traghetto era in ritardo quel giorno, e la gente sul molo ha dovuto aspettare sotto la "
        "pioggia che il capo del porto venisse a dire che non era ancora partito dalla città e che non si "
        "sa quando parte."
    ),
    "pt": (
        "O barco estava atrasado nesse dia, e as pessoas no cais tiveram de esperar à chuva até que o "
        "chefe do porto veio dizer que não tinha saído da ilha e que não ia sair mais nesse dia."
    ),
    "nl": (
        "De veerboot was die dag te laat, en de mensen op de kade moesten in de regen wachten tot de "
        "havenmeester kwam vertellen dat hij niet van het eiland was vertrokken en dat het nog een dag "
        "zou duren."
    ),
}
BY_THEIR_LETTERS = {
    "pl": (
        "Prom spóźnił się tego dnia, a ludzie na nabrzeżu musieli czekać w deszczu, aż kapitan portu "
        "przyszedł i powiedział, że statek jeszcze nie wypłynął z wyspy."
    ),
    "sv": (
        "Färjan var sen den dagen, och folket på kajen fick vänta i regnet tills hamnkaptenen kom och "
        "berättade att den ännu inte hade lämnat ön och att ingen visste när den skulle göra det."
    ),
    "ja": (
        "その日フェリーは遅れていて、"
        "岸壁の人びとは雨の中で待たなければならなかった。"
        "やがて港長がやって来て、船はまだ島を出ていないと告げた。"
    )
    * 3,
    "ar": (
        "تأخرت العبارة في ذلك اليوم، واضطر الناس على الرصيف إلى الانتظار تحت المطر حتى جاء مدير الميناء "
        "وأخبرهم أن السفينة لم تغادر الجزيرة بعد، وأن أحدا لا يعرف متى ستغادر."
    ),
    "ru": (
        "В тот день паром опоздал, и людям на причале пришлось ждать под дождём, пока не пришёл начальник "
        "порта и не сказал, что судно ещё не вышло с острова. Пассажиры долго молчали, а потом стали "
        "рассказывать друг другу, как раньше ходили паромы и кто ими управлял."
    ),
}


def article(text: str, language: str, kind: BlockKind = BlockKind.PARAGRAPH) -> Article:
    return Article(title="Ferry", language=language, blocks=(Block(kind, text),))


def told(text: str, claimed: str = "xx") -> str:
    return with_language(article(text, claimed)).language


@pytest.mark.parametrize(("language", "text"), TEXTS.items())
def test_seven_languages_are_told_by_their_small_words(language, text):
    assert told(text) == language


@pytest.mark.parametrize(("language", "text"), BY_THEIR_LETTERS.items())
def test_other_languages_are_told_by_their_letters(language, text):
    assert told(text) == language


def test_a_page_that_calls_itself_english_and_is_german_is_german():
    assert told(TEXTS["de"], "en-gb") == "de"


@pytest.mark.parametrize("claimed", ["de", "de-at", "DE-CH"])
def test_what_an_article_says_of_its_language_stays_where_its_words_agree(claimed):
    assert told(TEXTS["de"], claimed) == claimed


@pytest.mark.parametrize("text", ["", "Ja.", "Die Fähre war an diesem Tag zu spät.", "1 2 3 " * 100])
def test_a_short_text_keeps_what_it_says_of_itself(text):
    assert told(text, "en") == "en"


def test_a_few_foreign_sentences_do_not_change_the_language():
    assert told(" ".join([TEXTS["en"]] * 4 + [TEXTS["fr"]]), "en") == "en"


def test_only_what_is_read_tells_the_language():
    blocks = (
        Block(BlockKind.CODE, TEXTS["de"]),
        Block(BlockKind.HEADING, TEXTS["de"]),
        Block(BlockKind.QUOTE, TEXTS["fr"]),
    )
    assert with_language(Article(title="Ferry", language="en", blocks=blocks)).language == "fr"


def test_nothing_but_the_language_is_changed():
    before = article(TEXTS["de"], "en")
    after = with_language(before)
    assert (after.title, after.blocks, after.omissions) == (before.title, before.blocks, before.omissions)


def test_no_model_is_loaded_for_a_language_with_small_words():
    script = (
        "import sys; from briefcast.model import *; from briefcast.reading.language import with_language;"
        f"with_language(Article(title='', blocks=(Block(BlockKind.PARAGRAPH, {TEXTS['de']!a}),)));"
        "print('py3langid' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, check=True).stdout == b"False\n"
