"""Sample e-mails: newsletters, replies and forwarded letters as mail programs save them, in our own words."""

from __future__ import annotations

FIRST = (
    "The lock keeper at Velden has written down the height of the river every morning since 1974, in pencil, in a row"
    " of school exercise books that fill two shelves of his kitchen."
)
SECOND = (
    "Last month a student asked whether she might photograph them. It took her nine days, and on the tenth she drew a"
    " curve that nobody at the ministry had ever seen."
)
THIRD = (
    "The curve shows that the spring flood now comes eleven days earlier than it did when he bought his first pencil."
)

HEAD = """\
Return-Path: <bounce-77@mail.example.org>
Received: from mail.example.org (mail.example.org [192.0.2.7])
\tby in.example.net with ESMTPS id x7 for <reader@example.net>;
\tMon, 4 Mar 2024 07:31:12 +0100
From: {sender}
To: reader@example.net
Subject: {subject}
Date: Mon, 4 Mar 2024 07:30:00 +0100
Message-ID: <77@mail.example.org>
MIME-Version: 1.0
"""

PAGE = f"""\
<!DOCTYPE html><html lang="en"><head><title>The River Letter</title><style>.x{{color:red}}</style></head><body>
<div style="display:none;max-height:0;overflow:hidden">Fifty years in pencil &#847;&zwnj;&nbsp;&#847;&zwnj;&nbsp;</div>
<table width="600" role="presentation"><tr><td>
 <table><tr><td align="right"><a href="https://letters.example.org/p/77?utm=mail">View in browser</a></td></tr></table>
 <table><tr><td><img src="https://letters.example.org/logo.png" alt="" width="120" height="40"></td></tr></table>
 <table><tr><td>
  <h1>Fifty years in pencil</h1>
  <p>{FIRST}</p>
  <table class="ad"><tr><td><p><b>Sponsored by</b></p><p>Harbour Boots keep your feet dry in any flood.
   Order before Friday and get a pair of socks.</p></td></tr></table>
  <h2>What the curve shows</h2>
  <p>{SECOND}</p>
  <table><tr><td>Year</td><td>First flood</td></tr><tr><td>1974</td><td>28 March</td></tr>
   <tr><td>1999</td><td>22 March</td></tr><tr><td>2024</td><td>17 March</td></tr></table>
  <p>{THIRD}</p>
 </td></tr></table>
 <table><tr><td><a href="#">Share</a></td><td><a href="#">Like</a></td><td><a href="#">Comment</a></td></tr></table>
 <table><tr><td>
  <p>Was this forwarded to you? <a href="#">Sign up here</a></p>
  <p>You are receiving this email because you signed up at letters.example.org.</p>
  <p>The River Letter, 14 Weir Street, Velden</p>
  <p><a href="#">Unsubscribe</a> | <a href="#">Manage preferences</a></p>
  <p>© 2024 The River Letter</p>
 </td></tr></table>
 <img src="https://letters.example.org/open.gif?u=9" width="1" height="1" alt="">
</td></tr></table></body></html>
"""

PLAIN = f"""\
View this email in your browser: https://letters.example.org/p/77

Fifty years in pencil

{FIRST}

{SECOND} ( https://letters.example.org/curve )

ADVERTISEMENT
Harbour Boots keep your feet dry in any flood.
Order before Friday.

{THIRD}

You are receiving this email because you subscribed to The River Letter.
Unsubscribe: https://letters.example.org/u/9
"""


def letter(
    *parts: str, sender: str = "The River Letter <letters@example.org>", subject: str = "Fifty years in pencil"
) -> bytes:
    """A message: the parts of its body follow its head."""
    return (HEAD.format(sender=sender, subject=subject) + "".join(parts)).encode("utf-8", "surrogateescape")


def text_part(text: str, kind: str = "plain", more: str = "") -> str:
    """A body that is one text."""
    return f"Content-Type: text/{kind}; charset=utf-8{more}\nContent-Transfer-Encoding: 8bit\n\n{text}"


def several(kind: str, *parts: str, boundary: str = "b1") -> str:
    """A body of several parts."""
    inner = "".join(f"--{boundary}\n{part}\n" for part in parts)
    return f'Content-Type: multipart/{kind}; boundary="{boundary}"\n\nThis is MIME.\n{inner}--{boundary}--\n'


def newsletter() -> bytes:
    """A newsletter in HTML with its plain text beside it."""
    return letter(several("alternative", text_part(PLAIN), text_part(PAGE, "html")))
