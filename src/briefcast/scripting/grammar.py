"""What is known of noun phrases in a few languages: the words around them and, in English, the verbs."""

from __future__ import annotations

from dataclasses import dataclass

from briefcast.scripting.words import primary_tag


@dataclass(frozen=True, slots=True)
class Grammar:
    """What leads a noun phrase in, what may link two, and what cannot stand in one."""

    #: Words right before a noun phrase.
    leads: frozenset[str]
    #: Words between two noun phrases of one title.
    links: frozenset[str]
    #: Those links that do not belong to a verb further up: "of", "and".
    firm_links: frozenset[str]
    #: Articles that may follow a link.
    articles: frozenset[str]
    #: Content words that are no part of a phrase: adverbs, quantities, verbs without endings.
    outside: frozenset[str] = frozenset()
    #: Verbs in the plain form, whose endings are English.
    verbs: frozenset[str] = frozenset()
    #: Whether nouns are written with a capital, as in German.
    capital_nouns: bool = False


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ENGLISH = Grammar(
    leads=_words(
        "a an the of in on for with by at from over about between against under after before during into through "
        "behind across along among near within without per toward towards despite inside outside beyond above below "
        "onto upon amid around until his her its their our my your this that these those and or some any each every "
        "all both few several other another such no more most many as than like including via using"
    ),
    firm_links=_words("of and"),
    links=_words("of for in on and with from to between against at over under without by"),
    articles=_words("a an the their its his her our your this these"),
    outside=_words(
        "terms behalf sake spite addition ago away back soon later earlier almost nearly quite rather really simply "
        "together perhaps maybe instead else today yesterday tomorrow tonight lot lots bit kind sort way ways thing "
        "things something anything nothing everything someone anyone everyone nobody according due able unable likely "
        "unlikely available aware sure good great big bad better best next last able worth enough far long further "
        "forward usually sometimes thus hence therefore moreover generally finally currently recently especially "
        "particularly probably actually certainly clearly directly quickly easily only example examples instance "
        "times time day days year years month months week weeks number case part fact hundred thousand million "
        "billion percent per cent three four five six seven eight nine ten dozen half mr mrs ms following dr etc "
        "please yes okay ok thanks thank hi hello whether either neither among upon unless whose became begun done "
        "gone given taken known shown seen written called named based located various certain different similar "
        "including"
    ),
    verbs=_words(
        "be have do say go get make know think take see come want look give find tell become leave feel put bring "
        "begin keep hold write stand hear let mean set meet run pay sit speak lie lead read grow lose fall send build "
        "understand draw break spend cut rise drive buy wear choose seem ask need try call move believe allow include "
        "continue follow stop create provide require consider appear serve expect decide develop remain suggest raise "
        "pass sell pull explain hope agree carry describe receive produce argue publish announce warn add happen "
        "learn live die kill win teach catch throw fight seek deal eat sing swim sleep wake shake forget forgive "
        "freeze hide bite ride ring sink spring steal swear tear weave blow fly know lay lend bend bind feed flee "
        "forbid hang hit hurt kneel mislead overcome prove quit rid shed shoot shrink shut slide spin spread stick "
        "strike swing sweep undertake uphold withdraw wind accept achieve acquire adapt adopt advise affect aim "
        "allege alter apply appoint approach approve arise arrange arrive assess assist assume assure attach attack "
        "attempt attend attract avoid ban base bear beat behave belong blame borrow bother bury cancel cease "
        "celebrate cite claim clear climb close collect combine comment commit compare compete complain complete "
        "comprise concede conclude condemn conduct confirm connect consist consult contact contain contribute control "
        "convert convince cooperate cope correct cover cross declare decline defeat defend define delay deliver "
        "demand deny depart depend derive deserve destroy determine disappear discover discuss dismiss display divide "
        "dominate dress drop earn elect emerge emphasize employ enable encourage end engage enjoy ensure enter escape "
        "establish evolve examine exclude exist expand explore express extend face fail fear fill finish fire fit fix "
        "flow focus force form gain gather generate grab grant greet guarantee guess handle hate head help highlight "
        "hire identify ignore illustrate imagine implement imply impose improve increase indicate influence inform "
        "insist install intend introduce invest investigate invite involve issue join jump justify launch lean lift "
        "limit link listen lock love maintain manage mark marry matter measure mention mind miss modify monitor name "
        "note notice observe obtain occupy occur offer open operate oppose order organise organize originate own "
        "participate perform permit persuade pick place plan play point pose possess pour praise predict prefer "
        "prepare present preserve press prevent proceed promise promote propose protect protest pursue push qualify "
        "question quote reach react realise realize recall recognise recognize recommend recover reduce refer reflect "
        "refuse regard regulate reject relate release rely remember remind remove rename repeat replace reply report "
        "represent request rescue resign resist resolve respond rest restore restrict result retain retire return "
        "reveal review revolve reward rewrite save score search secure select separate settle share shift shout show "
        "sign smile solve sound spell stare start state stay step strengthen stretch struggle study submit succeed "
        "suffer supply support suppose survive suspect switch talk target tend test thank threaten touch trace track "
        "train transfer transform translate travel treat trigger trust turn undergo undermine unite urge use cause "
        "challenge afford host vary view visit envision upload download rename attend vote vow wait walk wash watch "
        "welcome wish wonder work worry yield"
    ),
)
#: Forms of irregular verbs that no ending gives away.
IRREGULAR_VERBS = _words(
    "sold bought stood slept sued shone sewed spilt dreamt burnt was were had did said went got made knew thought "
    "took saw came gave found told became left felt put brought began kept held wrote stood heard let meant met ran "
    "paid sat spoke lay led grew lost fell sent built understood drew broke spent cut rose drove bought wore chose "
    "won taught caught threw fought sought dealt ate sang swam slept woke shook forgot forgave froze hid bit rode "
    "rang sank sprang stole swore tore wove blew flew laid lent bent bound fed fled forbade hung hit hurt knelt "
    "misled overcame quit shed shot shrank shut slid spun spread stuck struck swung swept undertook upheld withdrew "
    "wound bore beat underwent has does goes says gets makes is are am be been being having doing going getting "
    "making taking coming seeing trying giving saying putting letting"
)
#: Verbs in -s that are as often nouns: these do not end a phrase.
NOUNS_TOO = _words(
    "cause challenge host set run pay cut rise drive buy wear move stop pull hope call need look fight deal sleep "
    "ride ring spring tear fly feed hit aim approach attack attempt ban base beat claim collect comment contact "
    "control cover cross decline defeat delay demand display divide drop end escape exclude experience face fear fill "
    "fire fit fix flow focus force form gain grant guarantee guess handle head help highlight increase influence "
    "issue join jump launch lift limit link lock love mark matter measure mention mind name note notice offer open "
    "order park place plan play point pose praise present press promise protest push question quote reach release "
    "report request rescue rest result return review reward score search share shift shout show sign smile sound "
    "start state stay step stretch struggle study supply support suspect switch talk target test touch trace track "
    "train transfer travel treat trust turn use view visit vote vow wait walk wash watch wish wonder work worry yield "
    "stand stick strike swing sweep spin spread slide shoot wind lead hold find feel try win catch throw draw break "
    "read dress arrange spell border trigger"
)

#: Words that lead verbs in as readily as nouns.
LEADS_OF_VERBS = _words("and or that who as no than more most")
CALENDAR = _words(
    "january february march april june july august september october november december monday tuesday wednesday "
    "thursday friday saturday sunday"
)

_BY_LANGUAGE = {
    "en": _ENGLISH,
    "de": Grammar(
        leads=_words(
            "der die das den dem des ein eine einen einem einer eines im in am an auf aus bei mit nach von vom zu zum "
            "zur über unter vor hinter zwischen für gegen ohne um durch seit und oder kein keine ihre ihr sein seine "
            "unsere diese dieser dieses diesem diesen jede jeder"
        ),
        firm_links=_words("der des von vom und"),
        links=_words("der des von vom für in im und am an auf mit zum zur zwischen gegen ohne"),
        articles=_words("der die das den dem des ein eine einen einem einer"),
        capital_nouns=True,
    ),
    "fr": Grammar(
        leads=_words(
            "le la les l un une des du de d au aux en dans sur sous par pour avec sans son sa ses leur leurs ce cet "
            "cette ces et ou"
        ),
        firm_links=_words("de du des d et"),
        links=_words("de du des d au aux à en et pour sur dans contre entre sans"),
        articles=_words("le la les l un une"),
    ),
    "es": Grammar(
        leads=_words(
            "el la los las un una unos unas del de al en con por para sin sobre entre su sus este esta estos estas y o"
        ),
        firm_links=_words("de del y"),
        links=_words("de del y en para por con a al sin contra entre sobre"),
        articles=_words("el la los las un una"),
    ),
    "it": Grammar(
        leads=_words(
            "il lo la i gli le l un uno una del dello della dei degli delle dell di al allo alla ai agli alle nel "
            "nella nei nelle con per senza su sul sulla tra fra suo sua suoi sue questo questa e o"
        ),
        firm_links=_words("di del dello della dei degli delle dell e"),
        links=_words("di del dello della dei degli delle dell e in nel nella per con a al alla contro tra fra senza"),
        articles=_words("il lo la i gli le l un una"),
    ),
    "pt": Grammar(
        leads=_words(
            "o a os as um uma uns umas do da dos das de no na nos nas em com por para pelo pela sem sobre entre seu "
            "sua seus suas este esta e ou"
        ),
        firm_links=_words("de do da dos das e"),
        links=_words("de do da dos das e em no na para por com contra entre sem sobre"),
        articles=_words("o a os as um uma"),
    ),
    "nl": Grammar(
        leads=_words(
            "de het een van in op met voor door naar uit bij over onder tussen tegen zonder zijn haar hun deze dit "
            "die dat en of"
        ),
        firm_links=_words("van en"),
        links=_words("van in op voor en met tussen tegen zonder over"),
        articles=_words("de het een"),
    ),
}


def grammar_of(language: str) -> Grammar | None:
    """What is known of noun phrases in a language, or None."""
    return _BY_LANGUAGE.get(primary_tag(language))
