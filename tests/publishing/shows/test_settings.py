"""show.toml: what it may say, and how it is told what is wrong: file, line, and what is allowed."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
import tomlkit
from hypothesis import given
from hypothesis import strategies as st

from briefcast.errors import ShowError
from briefcast.publishing.shows.categories import CATEGORIES
from briefcast.publishing.shows.key_lines import key_lines
from briefcast.publishing.shows.settings import RETENTION, SETTINGS
from briefcast.publishing.shows.settings_editing import add_sources, set_cover
from briefcast.publishing.shows.settings_file import load_show, show_from
from briefcast.publishing.shows.settings_template import settings_text
from briefcast.show import Rerender, Retention, Show, ShowType, TargetSettings

PATH = Path("night/show.toml")
LEAST = 'title = "Night trains"\nauthor = "Anna Lindt"\ndescription = "Trains, at night."\n'


def show_with(line: str) -> Show:
    return show_from(LEAST + line, PATH)


def refusal(line: str) -> str:
    """What a settings file is refused with, in which this stands from line 4 on."""
    with pytest.raises(ShowError) as caught:
        show_with(line)
    sentence = str(caught.value)
    assert "\n" not in sentence
    assert sentence.endswith((".", "?"))
    return sentence


def test_three_lines_are_enough_and_the_show_is_private():
    show = show_with("")
    assert show == Show(title="Night trains", author="Anna Lindt", description="Trains, at night.")
    assert not show.public


def test_every_key_reaches_the_show(tmp_path):
    (tmp_path / "bell.wav").touch()
    (tmp_path / "show.toml").write_text(
        LEAST
        + """
email = "anna@example.org"
link = "https://example.org/night"
language = "pt-BR"
category = ["News", "Daily News"]
explicit = true
type = "serial"
copyright = "2026 Anna Lindt"
licence = "cc-by-sa-4.0"
cover = "art/front.png"
public = true
rights = "own"
base_url = "https://example.org/night"
voices = ["narrator=heart", "quote=system"]
theme = "bell.wav"
sources = [
    "https://example.org/feed.xml", # the paper
    "drafts",
]
newest = 3
rerender = "bump"
grace_days = 0
feed_items = 50
frequency = "daily"

[retention]
days = 30
episodes = 9
megabytes = 2

[targets.web-2]
kind = "sftp"
host = "example.org"
port = 2222
key_file = "~/.ssh/id"
compress = false
""",
        encoding="utf-8",
    )
    assert load_show(tmp_path) == Show(
        title="Night trains",
        author="Anna Lindt",
        description="Trains, at night.",
        email="anna@example.org",
        link="https://example.org/night",
        language="pt-BR",
        category=("News", "Daily News"),
        explicit=True,
        type=ShowType.SERIAL,
        copyright="2026 Anna Lindt",
        licence="CC-BY-SA-4.0",
        cover="art/front.png",
        public=True,
        rights="own",
        base_url="https://example.org/night/",
        voices=("narrator=heart", "quote=system"),
        theme=str(tmp_path / "bell.wav"),
        sources=("https://example.org/feed.xml", str(tmp_path / "drafts")),
        newest=3,
        retention=Retention(days=30, episodes=9, total_bytes=2_000_000),
        rerender=Rerender.BUMP,
        grace_days=0,
        feed_items=50,
        frequency="daily",
        targets=(
            TargetSettings(
                "web-2",
                "sftp",
                (("host", "example.org"), ("port", 2222), ("key_file", "~/.ssh/id"), ("compress", False)),
            ),
        ),
    )


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('catgory = "News"', "line 4: “catgory” is not a key of a show; did you mean “category”?"),
        ('category = "newz"', "did you mean “News”?"),
        ('category = "Daily News"', 'write ["News", "Daily News"].'),
        ('category = ["News", "Tehc News"]', "did you mean “Tech News”?"),
        ('category = ["Technology", "Robots"]', "below “Technology” there is nothing."),
        ('category = ["Religion & Spirituality", "Judaism", "x"]', "“category” must be one of Apple's categories"),
        ('language = "English"', "for English write “en”."),
        ('language = "xx"', "“language” must be a language tag such as en, en-GB"),
        ('explicit = "no"', "“explicit” must be true or false."),
        ('explicit = "true"', "write true without quotation marks."),
        ('type = "serail"', "did you mean “serial”?"),
        ('email = "anna"', "“email” must be an e-mail address such as you@example.org, or empty."),
        ('link = "example.org"', "“example.org” has no https:// before it."),
        ('licence = "cc by 4.0"', "did you mean “CC-BY-4.0”?"),
        ('cover = "../cover.jpg"', "it must lie in the show's folder."),
        ('cover = "cover.gif"', "the path of a .jpg or .png in the show's folder."),
        ('voices = ["hart"]', "did you mean “heart”?"),
        ('voices = ["quoter=heart"]', "“quoter” is not a role; did you mean “quote”?"),
        ('theme = "harbor"', "did you mean “harbour”?"),
        ('sources = "feed.xml"', "put it in square brackets."),
        ("newest = true", "“newest” must be a number from 1 to 1000."),
        ('rerender = "bmup"', "did you mean “bump”?"),
        ('frequency = "dayly"', "did you mean “daily”?"),
        ('copyright = "a\\nb"', "“copyright” must be a text on one line"),
        ('copyright = "a\\u0007b"', "there is a control character in it."),
        ("[retention]\ndays = 0", "line 5: “days” must be a number from 1 to 36500."),
        ("[retention]\ndais = 1", "line 5: “dais” is not a key of a show; did you mean “days”?"),
        ("retention = 3", "“retention” must be a table, [retention], with days, episodes, megabytes."),
        ("targets = 3", "“targets” must hold a table for each target, such as [targets.web]."),
        ('[targets.web]\nhost = "x"', "line 4: the target “web” needs a “kind”: folder, git, s3 or sftp."),
        ('[targets.web]\nkind = "stfp"', "line 5: “kind” must be folder, git, s3 or sftp; did you mean “sftp”?"),
        ('[targets."My web"]\nkind = "s3"', "must be named in small letters, digits and single “-”."),
        ('[targets.web]\nkind = "s3"\nbucket = 1.5', "line 6: “bucket” must be a text in quotation marks"),
    ],
)
def test_what_is_not_allowed_is_told_with_its_line_and_what_is_meant(line, told):
    sentence = refusal(line)
    assert sentence.startswith(f"{PATH}, line ")
    assert told in sentence


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("example.org/night", "has no https:// before it"),
        ("/night/", "has no https:// before it"),
        ("ftp://example.org/", "must be an address that begins with https://"),
        ("https://", "must be an address that begins with https://"),
        ("https://exa mple.org/", "spell it in ASCII"),
        ("https://müller.example/", "spell it in ASCII"),
        ("https://example.org/?show=1", "leave out what follows “?” or “#”"),
        ("https://example.org/feed.xml", "give the folder, without the name of the feed"),
        ("https://example.org:port/", "must be an address that begins with https://"),
        ("https://anna@example.org/", "leave out the name and password"),
    ],
)
def test_a_base_url_is_a_whole_address_of_a_folder(url, told):
    assert "line 4: “base_url” must be an address that begins with https:// (or http://)" in refusal(
        f'base_url = "{url}"'
    )
    assert told in refusal(f'base_url = "{url}"')


@pytest.mark.parametrize("url", ["https://example.org", "http://192.168.1.4:8000/a/b", "https://[::1]:8080/x/"])
def test_a_base_url_ends_in_a_slash(url):
    assert show_with(f'base_url = "{url}"').base_url == f"{url.rstrip('/')}/"


@pytest.mark.parametrize("missing", ["title", "author", "description"])
def test_a_show_needs_a_title_an_author_and_a_description(missing):
    text = "".join(line for line in LEAST.splitlines(keepends=True) if not line.startswith(missing))
    with pytest.raises(ShowError, match=f"“{missing}” is missing; a show needs title, author, description"):
        show_from(text, PATH)
    with pytest.raises(ShowError, match=f"“{missing}” must be a text"):
        show_from(f'{text}{missing} = " "', PATH)


def test_a_public_show_says_why_it_may_give_these_words_away():
    assert "line 4: a public show gives its words to everyone; say in “rights” why you may" in refusal("public = true")
    assert show_with('public = true\nrights = "licensed"').rights == "licensed"


@pytest.mark.parametrize("key", ["password", "secret_access_key", "token", "passphrase", "apiKey", "access_key"])
@pytest.mark.parametrize(
    ("kind", "variables"),
    [("sftp", "BRIEFCAST_MY_WEB_PASSWORD"), ("s3", "BRIEFCAST_MY_WEB_KEY_ID and BRIEFCAST_MY_WEB_SECRET")],
)
def test_a_secret_is_refused_with_a_better_place_for_it(key, kind, variables):
    sentence = refusal(f'[targets.my-web]\nkind = "{kind}"\n{key} = "hunter2"')
    assert f"line 6: “{key}” is a secret, and show.toml is no place for one" in sentence
    assert sentence.endswith(f"; take it out, and set {variables} or keep it in the keyring.")
    assert "hunter2" not in sentence


def test_a_password_in_an_address_is_refused():
    sentence = refusal('sources = ["https://anna:hunter2@example.org/feed"]')
    assert "line 4: there is a password in the address of “sources”" in sentence
    assert "hunter2" not in sentence


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"title = \n", "is not valid TOML: Invalid value (at line 1, column 9)"),
        (b'title = "a"\ntitle = "b"\n', "is not valid TOML: Cannot overwrite a value (at line 2, column 12)"),
        (b'title = "\xff"', "is not UTF-8"),
        (b"#" * 200_001, "has more than 200,000 bytes"),
        (b"title = " + b"[" * 5_000, "is not valid TOML"),
    ],
)
def test_what_is_no_settings_file_is_told_in_one_sentence(tmp_path, content, told):
    (tmp_path / "show.toml").write_bytes(content)
    with pytest.raises(ShowError) as caught:
        load_show(tmp_path)
    assert told in str(caught.value)
    assert str(tmp_path / "show.toml") in str(caught.value)


def test_a_folder_without_a_show_is_told_how_to_make_one(tmp_path):
    with pytest.raises(ShowError, match="make one with “briefcast show new"):
        load_show(tmp_path)


def test_lines_are_told_whatever_stands_above():
    text = '''# a comment
title = """
author = "not a key"
[nor.a.table]
"""
sources = [
  "a",  # [b]
]
"theme" = 'x'
[retention]
days = 3

[targets."a b"]
kind = { x = 1,  y = 2 }
[[more]]
z = 1
'''
    found = key_lines(text)
    assert found == {
        ("title",): 2,
        ("sources",): 6,
        ("theme",): 9,
        ("retention",): 10,
        ("retention", "days"): 11,
        ("targets",): 13,
        ("targets", "a b"): 13,
        ("targets", "a b", "kind"): 14,
        ("targets", "a b", "kind", "x"): 14,
        ("targets", "a b", "kind", "y"): 14,
        ("more",): 15,
        ("more", "z"): 16,
    }
    assert key_lines(text.replace("\n", "\r\n")) == found


def test_a_template_names_every_key_and_holds_when_all_of_it_is_set():
    text = settings_text({"title": "A", "author": "B", "description": "C"})
    assert show_from(text, PATH) == Show(title="A", author="B", description="C")
    for setting in SETTINGS:
        assert f"\n{setting.key} = " in text.replace("\n# ", "\n")
    whole = "".join(
        line.removeprefix("# ") if " = " in line or line.startswith("# [") else line
        for line in text.splitlines(keepends=True)
    )
    show = show_from(whole, PATH)
    assert show.retention == Retention(days=365, episodes=200, total_bytes=5_000_000_000)
    assert [target.kind for target in show.targets] == ["sftp"]


@given(st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), min_size=1).filter(lambda text: text.strip()))
def test_any_text_comes_back_from_a_template(text):
    description = tomllib.loads(settings_text({"description": text}))["description"]
    assert description == text


def test_apple_has_nineteen_categories_and_no_subcategory_twice():
    below = [name for names in CATEGORIES.values() for name in names]
    assert len(CATEGORIES) == 19
    assert len(set(below)) == len(below) == 91


def test_sources_are_added_and_all_else_stays_as_it_was_written(tmp_path):
    path = tmp_path / "show.toml"
    path.write_text(LEAST + '# mine\nsources = ["https://a.example/x"] # and more\nnewest = 3\n', encoding="utf-8")
    assert add_sources(tmp_path, ["https://a.example/x", "https://b.example/y"]) == ("https://b.example/y",)
    assert load_show(tmp_path).sources == ("https://a.example/x", "https://b.example/y")
    text = path.read_text(encoding="utf-8")
    assert text.startswith(LEAST + "# mine\nsources = [")
    assert text.endswith("] # and more\nnewest = 3\n")


def test_sources_are_set_where_the_template_has_them(tmp_path):
    before = settings_text({"title": "A", "author": "B", "description": "C"}) + '\n[targets.web]\nkind = "folder"\n'
    (tmp_path / "show.toml").write_text(before, encoding="utf-8")
    add_sources(tmp_path, ["https://a.example/x"])
    set_cover(tmp_path, "mine.jpg")
    after = (tmp_path / "show.toml").read_text(encoding="utf-8")
    assert load_show(tmp_path).sources == ("https://a.example/x",)
    assert load_show(tmp_path).cover == "mine.jpg"
    assert after == before.replace("# sources = []", 'sources = [\n    "https://a.example/x",\n]').replace(
        '# cover = "cover.jpg"', 'cover = "mine.jpg"'
    )


def test_what_would_spoil_the_settings_is_not_written(tmp_path):
    (tmp_path / "show.toml").write_text(LEAST, encoding="utf-8")
    with pytest.raises(ShowError, match="there is a password in the address"):
        add_sources(tmp_path, ["https://a:b@c.example/"])
    assert (tmp_path / "show.toml").read_text(encoding="utf-8") == LEAST


def test_the_documentation_has_every_key_and_category_as_the_code_has_it():
    page = (Path(__file__).parents[3] / "docs/shows.md").read_text(encoding="utf-8")
    for setting in (*SETTINGS, *RETENTION):
        about, allowed = (" ".join(text.split()) for text in (setting.about, setting.allowed))
        assert f"| `{setting.key}` | {about} | {allowed} | `{setting.unset}` |\n" in page
    for category, below in CATEGORIES.items():
        assert f"| {category} | {', '.join(below)} |\n" in page


ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.dates()
    | st.sampled_from(["~x", "https://["]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=5,
)
KEYS = [setting.key for setting in SETTINGS]


@given(st.dictionaries(st.sampled_from([*KEYS, "retention", "targets"]) | st.text(max_size=9), ANYTHING, max_size=3))
def test_whatever_stands_in_a_settings_file_it_is_a_show_or_told(values):
    known = {"title": "A", "author": "B", "description": "C"}
    document = tomlkit.document()
    for key, value in {**known, **values}.items():
        if value is not None:
            try:
                document[key] = value
            except ValueError:  # what TOML cannot hold, such as None within a list
                return
    try:
        show_from(document.as_string(), PATH)
    except ShowError as error:
        assert str(PATH) in str(error)


def test_the_targets_that_are_documented_are_allowed():
    page = (Path(__file__).parents[3] / "docs/targets.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    assert {target.kind for block in blocks for target in show_with(block).targets} >= {"folder", "sftp", "s3", "git"}
