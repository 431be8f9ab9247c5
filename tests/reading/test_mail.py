"""Saved e-mails: the letter is read, and what the mailing put around it is on record."""

from __future__ import annotations

import base64
import contextlib
import quopri
import time
from datetime import date
from email.header import Header

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.reading.letters import FIRST, HEAD, PAGE, PLAIN, SECOND, THIRD, letter, newsletter, several, text_part

from briefcast.errors import SourceError
from briefcast.model import Article, BlockKind
from briefcast.reading.mail import looks_like_mail, parse_mail
from briefcast.reading.mail.furniture import mail_reason
from briefcast.reading.mail.letter import plain_subject
from briefcast.reading.mail.plain import unflowed


def parsed(data: bytes, **options) -> Article:
    return parse_mail(data, name="letter.eml", fallback_title="File name", **options)


def texts(article: Article) -> list[str]:
    return [block.text for block in article.blocks if block.kind in {BlockKind.PARAGRAPH, BlockKind.QUOTE}]


def reasons(article: Article) -> dict[str, str]:
    return {omission.reason: omission.text for omission in article.omissions}


def test_the_newsletter_is_read_from_its_html():
    article = parsed(newsletter())
    assert texts(article) == [FIRST, SECOND, THIRD]
    assert [b.text for b in article.blocks if b.kind is BlockKind.HEADING] == ["What the curve shows"]
    assert article.title == "Fifty years in pencil"


def test_what_the_mailing_put_around_it_is_on_record_with_its_reason():
    found = reasons(parsed(newsletter()))
    assert found["view-in-browser line"] == "View in browser"
    assert found["unsubscribe line"] == "Unsubscribe | Manage preferences"
    assert found["why you receive this"].startswith("You are receiving this email")
    assert found["forwarding line"] == "Was this forwarded to you? Sign up here"
    assert found["postal address"] == "The River Letter, 14 Weir Street, Velden"
    assert found["copyright line"] == "© 2024 The River Letter"
    assert "Harbour Boots" in found["sponsor"]
    assert "Fifty years in pencil" in found["hidden on the page"]


def test_keep_all_reads_the_furniture_too():
    kept = " ".join(block.text for block in parsed(newsletter(), keep_all=True).blocks)
    assert "Unsubscribe" in kept
    assert "Harbour Boots" in kept


def test_a_table_of_figures_is_a_table_and_tables_that_place_things_are_not():
    article = parsed(newsletter())
    assert [b.kind for b in article.blocks].count(BlockKind.TABLE) == 1
    assert "1999 | 22 March" in reasons(article)["table: not read out"]


def test_date_publication_and_link_come_from_the_message():
    article = parsed(newsletter())
    assert article.published == date(2024, 3, 4)
    assert article.dateline == "4 March 2024"
    assert (article.site, article.byline) == ("The River Letter", "")
    assert article.link == "https://letters.example.org/p/77?utm=mail"


@pytest.mark.parametrize(
    ("sender", "byline", "site"),
    [
        ("Ada Quill <ada@example.org>", "By Ada Quill", ""),
        ('"Quill, Ada" <ada@example.org>', "By Ada Quill", ""),
        ("Ada Quill from The River Letter <ada@example.org>", "By Ada Quill", "The River Letter"),
        ("=?utf-8?q?J=C3=BCrgen_Fluss?= <j@example.org>", "By Jürgen Fluss", ""),
        ("The Velden Weekly <news@example.org>", "", "The Velden Weekly"),
        ("news@example.org", "", ""),
    ],
)
def test_a_person_writes_and_anything_else_publishes(sender, byline, site):
    article = parsed(letter(text_part(FIRST), sender=sender))
    assert (article.byline, article.site) == (byline, site)


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        ("Fwd: Re: [rivers] Fifty years", "Fifty years"),
        ("AW: WG: Fifty years", "Fifty years"),
        ("Re[2]: Fifty years", "Fifty years"),
        ("[rivers] [rivers] Fifty years", "Fifty years"),
        ("Reading the river", "Reading the river"),
        ("[Quarterly]", "[Quarterly]"),
    ],
)
def test_a_subject_loses_what_answering_and_lists_put_before_it(subject, title):
    assert plain_subject(subject) == title


def test_encoded_words_in_the_subject_are_read():
    subject = Header("Fünfzig Jahre mit dem Bleistift – eine Bilanz", "utf-8").encode()
    assert parsed(letter(text_part(FIRST), subject=subject)).title == "Fünfzig Jahre mit dem Bleistift – eine Bilanz"


def test_without_a_subject_the_name_of_the_file_serves():
    assert parsed(letter(text_part(FIRST), subject="")).title == "File name"


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "windows-1252"])
@pytest.mark.parametrize("coding", ["quoted-printable", "base64"])
def test_bodies_in_any_coding_are_read(charset, coding):
    data = "Der Fluss stieg über Nacht um einen Meter, sagte Jörg.".encode(charset)
    body = quopri.encodestring(data) if coding == "quoted-printable" else base64.encodebytes(data)
    head = f"Content-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: {coding}\n\n"
    article = parsed(letter(head + body.decode("ascii")))
    assert texts(article) == ["Der Fluss stieg über Nacht um einen Meter, sagte Jörg."]


@pytest.mark.parametrize("declared", ["; charset=us-ascii", "; charset=no-such-thing", ""])
def test_a_charset_that_is_wrong_or_missing_is_not_believed(declared):
    head = f"Content-Type: text/plain{declared}\nContent-Transfer-Encoding: 8bit\n\n"
    assert texts(parsed(letter(head + "Jörg sah den Fluss über die Ufer treten."))) == [
        "Jörg sah den Fluss über die Ufer treten."
    ]


def test_soft_line_ends_are_joined_and_hard_ones_are_not():
    flowed = "The river \nrose in the \nnight.\nNobody slept.\n> she had \n> said so\n-- \nAda"
    assert unflowed(flowed, deleting_spaces=False) == (
        "The river rose in the night.\nNobody slept.\n> she had said so\n-- \nAda"
    )
    assert unflowed("Fluss \nufer", deleting_spaces=True) == "Flussufer"


def test_plain_text_is_read_without_its_furniture():
    article = parsed(letter(text_part(PLAIN)))
    assert texts(article) == [FIRST, SECOND, THIRD]
    assert article.link == "https://letters.example.org/p/77"
    found = reasons(article)
    assert found["sponsor"].startswith("ADVERTISEMENT\nHarbour Boots")
    assert found["address of a link"] == "https://letters.example.org/curve"


def test_plain_text_is_taken_where_it_is_clearly_fuller():
    stub = "<html><body><p>Your program cannot show this letter.</p></body></html>"
    article = parsed(letter(several("alternative", text_part(PLAIN), text_part(stub, "html"))))
    assert texts(article) == [FIRST, SECOND, THIRD]


def test_signature_and_quoted_tail_are_left_out_of_a_reply():
    over = "On Mon, 4 Mar 2024 at 07:30, Ada Quill <ada@example.org>\nwrote:"
    body = f"{FIRST}\n\n{over}\n\n> {SECOND}\n>\n> Ada\n"
    article = parsed(letter(text_part(body)))
    assert texts(article) == [FIRST]
    assert SECOND in reasons(article)["quoted message"]
    article = parsed(letter(text_part(f"{FIRST}\n\n-- \nAda Quill\nLock keeper, Velden\n")))
    assert texts(article) == [FIRST]
    assert reasons(article)["signature"] == "Ada Quill\nLock keeper, Velden"


def test_a_quotation_in_the_middle_is_read_as_one():
    article = parsed(letter(text_part(f"{FIRST}\n\n> {SECOND}\n\n{THIRD}\n")))
    assert [block.kind for block in article.blocks] == [BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.PARAGRAPH]


def test_a_quoted_tail_in_html_is_left_out():
    page = (
        f"<div><p>{FIRST}</p></div><div class='gmail_quote'><div class='gmail_attr'>On Mon Ada wrote:</div>"
        f"<blockquote class='gmail_quote'><p>{SECOND}</p></blockquote></div>"
    )
    article = parsed(letter(text_part(page, "html")))
    assert texts(article) == [FIRST]
    assert SECOND in reasons(article)["quoted message"]


def test_of_a_forwarded_message_the_inner_one_is_read():
    inner = newsletter().decode()
    outer = several(
        "mixed",
        text_part("You will like this one."),
        f"Content-Type: message/rfc822\nContent-Disposition: attachment\n\n{inner}",
        boundary="outer",
    )
    article = parsed(letter(outer, sender="Bo Lind <bo@example.net>", subject="Fwd: look"))
    assert article.title == "Fifty years in pencil"
    assert article.site == "The River Letter"
    assert texts(article) == [FIRST, SECOND, THIRD]
    assert reasons(article)["covering note"] == "You will like this one."


def test_a_letter_forwarded_in_line_is_credited_to_who_wrote_it():
    body = (
        "---------- Forwarded message ---------\nFrom: Ada Quill <ada@example.org>\n"
        "Date: Sun, 3 Mar 2024 at 18:02\nSubject: Fifty years in pencil\nTo: <bo@example.net>\n\n\n"
        f"{FIRST}\n\n{SECOND}\n"
    )
    article = parsed(letter(text_part(body), sender="Bo Lind <bo@example.net>", subject="Fwd: look"))
    assert (article.title, article.byline) == ("Fifty years in pencil", "By Ada Quill")
    assert texts(article) == [FIRST, SECOND]


GMAIL = f"""<div dir="ltr">Look at this.<br><div class="gmail_quote"><div class="gmail_attr">
---------- Forwarded message ---------<br>From: <b>Ada Quill</b> &lt;<a href="x">a@b</a>&gt;<br>Date: 3 March 2024<br>
Subject: Fifty years in pencil<br>To: &lt;bo@c&gt;<br></div><br><br><p>{FIRST}</p><p>{SECOND}</p></div></div>"""
APPLE = f"""<body>Look at this.<br><div><blockquote type="cite"><div>Begin forwarded message:</div><br>
<div><b>From: </b>Ada Quill &lt;a@b&gt;<br></div><div><b>Subject: </b><b>Fifty years in pencil</b></div>
<div><b>Date: </b>3 March 2024</div><br><div><p>{FIRST}</p><p>{SECOND}</p></div></blockquote></div></body>"""


@pytest.mark.parametrize("page", [GMAIL, APPLE], ids=["gmail", "apple"])
def test_a_letter_forwarded_in_html_is_read_as_the_letter_it_was(page):
    article = parsed(letter(text_part(page, "html"), sender="Bo Lind <bo@example.net>", subject="Fwd: look"))
    assert (article.title, article.byline) == ("Fifty years in pencil", "By Ada Quill")
    assert [(b.kind, b.text) for b in article.blocks] == [(BlockKind.PARAGRAPH, FIRST), (BlockKind.PARAGRAPH, SECOND)]
    assert "Look at this." in reasons(article)["head of a forwarded letter"]


def test_attachments_are_on_record():
    pdf = 'Content-Type: application/pdf\nContent-Disposition: attachment; filename="curve.pdf"\n\nJVBERi0='
    article = parsed(letter(several("mixed", text_part(FIRST), pdf)))
    assert reasons(article)["attachment"] == "curve.pdf"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("View this email in your browser", "view-in-browser line"),
        ("Having trouble viewing this email? View it online", "view-in-browser line"),
        ("Read online", "view-in-browser line"),
        ("Im Browser ansehen", "view-in-browser line"),
        ("Click here to unsubscribe from this list.", "unsubscribe line"),
        ("Vom Newsletter abmelden", "unsubscribe line"),
        ("Update your email preferences", "preferences line"),
        ("This email was sent to reader@example.net", "why you receive this"),
        ("Forwarded this email? Subscribe here for more", "forwarding line"),
        ("548 Market Street PMB 72296, San Francisco, CA 94104", "postal address"),
        ("Share  |  Tweet  |  Forward", "share line"),
        ("Sent from my iPhone", "device line"),
        ("A word from our sponsor", "sponsor"),
        (
            "This e-mail is confidential, solely for the addressee. If you have received it in error, delete it.",
            "confidentiality notice",
        ),
    ],
)
def test_lines_of_a_mailing_are_known(line, reason):
    assert mail_reason(line, 0) == reason


@pytest.mark.parametrize(
    "line",
    [
        "He could not unsubscribe from the war.",
        "The message was confidential, the minister said.",
        "You received a letter from the widow, she told him.",
        "They had trouble with the weir all summer.",
        "She forwarded it to the ministry.",
        "They want to change the settings of the gate.",
        "Together with her brother, she built the mill.",
        "In 1974 12 people drowned on the way to the weir.",
        "It costs 12000 a year, of 10000 that were promised.",
        "See how the salmon travel.",
    ],
)
def test_sentences_of_a_letter_stay(line):
    assert mail_reason(line, 0) is None


@pytest.mark.parametrize(
    ("data", "is_mail"),
    [
        (newsletter(), True),
        (b"From bo Mon Mar  4 07:30:00 2024\n" + newsletter(), True),
        (b"\xef\xbb\xbf" + newsletter(), True),
        (b"From: a@example.org\nDate: Mon, 4 Mar 2024 07:30:00 +0100\nSubject: x\n\ntext", True),
        (b"---\ntitle: A\nfrom: b\ndate: 2024-03-04\n---\ntext", False),
        (b"From: Ada Quill\nDate: Monday\nSubject: the flood\n\nIt rose.", False),
        (b"Subject: the flood\n\nIt rose.", False),
        (b"From: here\nthe river runs north.\nMIME-Version: 1.0\n", False),
        (b"# From: a heading\n\nText", False),
        (b"", False),
    ],
)
def test_mail_is_known_by_its_head(data, is_mail):
    assert looks_like_mail(data) is is_mail


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"The river rose.\n\nNobody slept.", "is not an e-mail message"),
        (b"", "is not an e-mail message"),
        (letter("Content-Type: image/png\n\niVBOR"), "has no text in it"),
        (letter("Content-Type: application/pkcs7-mime; smime-type=enveloped-data\n\nMIAG"), "is encrypted"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(data, sentence):
    with pytest.raises(SourceError, match=sentence) as caught:
        parsed(data)
    assert str(caught.value).startswith("letter.eml ")


def test_ten_thousand_parts_and_parts_without_end_are_limited():
    began = time.perf_counter()
    many = letter(several("mixed", *[text_part(f"{FIRST} {number}") for number in range(10_000)]))
    assert texts(parsed(many))
    deep = text_part(FIRST)
    for number in range(2_000):
        deep = several("mixed", deep, boundary=f"b{number}")
    with pytest.raises(SourceError, match="parts within parts"):
        parsed(letter(deep))
    assert time.perf_counter() - began < 10


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 20_000 + FIRST,
        "<table><tr><td>" * 3_000 + FIRST,
        "<blockquote type=cite>x" * 3_000 + FIRST,
        f"<a href='https://e.org'>View it</a><p>{FIRST}</p>" * 2_000,
        "<div><b>Sponsored</b>" * 1_000 + FIRST,
    ],
    ids=["divs", "tables", "quotations", "links", "sponsors"],
)
def test_hostile_mark_up_is_read_in_seconds(page):
    began = time.perf_counter()
    with contextlib.suppress(SourceError):
        parsed(letter(text_part(page, "html")))
    assert time.perf_counter() - began < 10


def test_a_long_header_is_read_in_linear_time():
    began = time.perf_counter()
    parsed(letter(text_part(FIRST), subject="=?utf-8?q?" + "=?utf-8?q?" * 50_000))
    parsed(letter(text_part(FIRST), sender="(" * 100_000))
    assert time.perf_counter() - began < 2


def test_a_parameter_given_whole_and_in_pieces_is_passed_over():
    """Python's own parser raises a TypeError on such a header."""
    article = parsed(b"Subject: Calm\nContent-Type: text/plain; name*1=a; name*=b\n\n" + FIRST.encode())
    assert isinstance(article, Article)


def test_a_boundary_given_whole_and_in_pieces_is_told():
    with pytest.raises(SourceError, match="boundary twice"):
        parsed(b"Content-Type: multipart/mixed; boundary*0=a; boundary*=b\n\n--ab\n\nx\n--ab--\n")


@settings(max_examples=150, deadline=10_000, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_a_damaged_message_is_read_or_refused(data):
    whole = data.draw(st.sampled_from(_WHOLE))
    damaged = bytearray(whole)
    for _ in range(data.draw(st.integers(0, 12))):
        damaged[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    start = data.draw(st.integers(0, len(whole)))
    del damaged[start : start + data.draw(st.sampled_from([0, 0, 1, 40, 400]))]
    with contextlib.suppress(SourceError):
        assert isinstance(parsed(bytes(damaged)), Article)


_WHOLE = [
    newsletter(),
    letter(text_part(PLAIN, more="; format=flowed"), subject="=?utf-8?b?RmlmdHk=?="),
    letter(
        several(
            "mixed", text_part(PAGE, "html"), f"Content-Type: message/rfc822\n\n{newsletter().decode()}", boundary="q"
        )
    ),
    HEAD.format(sender="a", subject="b").encode() + b"Content-Type: text/plain; charset*0=ut; charset*1=f-8\n\nText.",
]
