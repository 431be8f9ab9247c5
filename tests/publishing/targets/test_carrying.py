"""What is carried to a target and what is left: shown on a folder, the plainest of them."""

from __future__ import annotations

import json
import os

import pytest
from tests.publishing.targets.conftest import contents, settings
from tests.publishing.targets.same_for_folders import WritesIntoAFolder

from briefcast.errors import PublishError, ShowError
from briefcast.publishing.public_files import PublicFile, Turn
from briefcast.publishing.targets import open_target
from briefcast.publishing.targets.target import checked_path


@pytest.fixture
def web(tmp_path):
    return tmp_path / "web"


@pytest.fixture
def send(site, web):
    """Sends files to the folder."""
    return lambda files, **how: site.send({"path": str(web)}, "folder", files, **how)


class TestFirstTime:
    def test_all_files_arrive_with_their_bytes(self, site, web, send):
        files = site.files()
        send(files)
        assert contents(web) == {file.path: file.source.read_bytes() for file in files}

    def test_what_the_feed_names_is_there_before_the_feed(self, site, send):
        assert send(site.files()).sent == (
            "e/one-0123.mp3",
            "cover-0011.jpg",
            "e/one-0123.chapters.json",
            "index.html",
            "feed.xml",
        )

    def test_progress_tells_the_bytes_of_all_files_and_ends_at_all(self, site, send):
        told = []
        carried = send(site.files(), progress=lambda *how_far: told.append(how_far))
        assert told[-1] == ("feed.xml", carried.sent_bytes, carried.sent_bytes)
        assert [done for _, done, _ in told] == sorted(done for _, done, _ in told)

    def test_a_failure_in_the_media_leaves_the_old_feed(self, site, web, send):
        send(site.files())
        site.write("feed.xml", b"<rss>two</rss>", Turn.FEED)
        lost = PublicFile(Turn.MEDIA, "e/two-4567.mp3", site.folder / "gone.mp3", lasting=True)
        with pytest.raises(PublishError, match=r"gone\.mp3 cannot be read"):
            send([*site.files(), lost])
        assert (web / "feed.xml").read_bytes() == b"<rss>one</rss>"


class TestAgain:
    def test_nothing_is_sent_when_nothing_changed(self, site, send):
        files = site.files()
        send(files)
        assert send(files).sent == ()

    def test_the_same_bytes_written_again_are_not_sent(self, site, send):
        send(site.files())
        for file in site.files():
            os.utime(file.source, (1, 1))
        assert send(site.files()).sent == ()

    def test_other_bytes_of_the_same_size_are_sent(self, site, web, send):
        files = site.files()
        send(files)
        site.write("index.html", b"<h1>Shop</h1>", Turn.PAGE)
        assert send(files).sent == ("index.html",)
        assert (web / "index.html").read_bytes() == b"<h1>Shop</h1>"

    def test_a_file_that_was_lost_or_altered_there_is_sent_again(self, site, web, send):
        files = site.files()
        send(files)
        (web / "e/one-0123.mp3").unlink()
        (web / "index.html").write_bytes(b"<h1>Shut</h1>")
        assert send(files).sent == ("e/one-0123.mp3", "index.html")

    def test_on_a_new_machine_lasting_files_are_known_by_name_and_size(self, site, send):
        files = site.files()
        send(files)
        (site.folder / ".targets/home.json").unlink()
        assert send(files).sent == ("index.html", "feed.xml")

    @pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"format": 99}', b'{"format": 1, "files": {"../x": 3}}'])
    def test_a_damaged_memory_only_costs_sending_again(self, site, send, damage):
        files = site.files()
        send(files)
        (site.folder / ".targets/home.json").write_bytes(damage)
        assert send(files).sent == ("index.html", "feed.xml")

    def test_what_arrived_before_a_failure_is_not_sent_again(self, site, web, send):
        files = site.files()
        (web / "feed.xml").mkdir(parents=True)
        with pytest.raises(PublishError, match="a folder where the file should be"):
            send(files)
        (web / "feed.xml").rmdir()
        assert send(files).sent == ("feed.xml",)


class TestPruning:
    @pytest.fixture
    def shorter(self, site, send):
        """What is published once the episode has gone."""
        files = site.files()
        send(files)
        return [file for file in files if not file.path.startswith("e/")]

    def test_nothing_is_removed_unasked(self, shorter, web, send):
        carried = send(shorter)
        assert carried.left == ("e/one-0123.chapters.json", "e/one-0123.mp3")
        assert carried.removed == ()
        assert (web / "e/one-0123.mp3").exists()

    def test_asked_to_it_removes_what_is_published_no_more_and_the_empty_folder(self, shorter, web, send):
        assert send(shorter, prune=True).removed == ("e/one-0123.chapters.json", "e/one-0123.mp3")
        assert sorted(contents(web)) == ["cover-0011.jpg", "feed.xml", "index.html"]
        assert not (web / "e").exists()

    def test_what_others_put_there_or_changed_stays(self, shorter, web, send):
        (web / "e/theirs.mp3").write_bytes(b"theirs")
        (web / "e/one-0123.mp3").write_bytes(b"changed")
        send(shorter, prune=True)
        assert sorted(path for path in contents(web) if path.startswith("e/")) == ["e/one-0123.mp3", "e/theirs.mp3"]

    def test_what_a_killed_run_left_on_its_way_is_removed(self, shorter, web, send):
        (web / "e/.two.mp3.0123456789ab.part").write_bytes(b"half")
        send(shorter, prune=True)
        assert not (web / "e").exists()

    def test_a_forged_memory_removes_nothing_outside(self, shorter, site, web, send):
        outside = web.parent / "outside.txt"
        outside.write_text("mine")
        memory = site.folder / ".targets/home.json"
        content = json.loads(memory.read_bytes())
        content["files"]["../outside.txt"] = [str(outside.stat().st_mtime_ns), "0", 4, 0]
        memory.write_text(json.dumps(content))
        send(shorter, prune=True)
        assert outside.read_text() == "mine"


class TestFolder(WritesIntoAFolder):
    def test_a_relative_path_is_in_the_shows_folder(self, site):
        site.send({"path": "out"}, "folder", site.files())
        assert (site.folder / "out/feed.xml").exists()

    @pytest.mark.parametrize("path", [".", "public", "public/x", "episodes"])
    def test_the_folders_briefcast_fills_itself_are_refused(self, site, path):
        with pytest.raises(ShowError, match="Briefcast itself fills"):
            open_target(settings("folder", {"path": path}), site.folder)

    def test_a_folder_below_a_file_is_refused_in_a_sentence(self, site, web):
        web.write_text("a file")
        with pytest.raises(PublishError, match="a file is where a folder should be"):
            site.send({"path": str(web / "below")}, "folder", site.files())

    def test_a_folder_that_cannot_be_written_is_told(self, site):
        with pytest.raises(PublishError, match="/proc/nowhere cannot be written"):
            site.send({"path": "/proc/nowhere"}, "folder", site.files())

    def test_a_link_in_place_of_a_file_is_replaced_and_not_written_through(self, site, web, send, tmp_path):
        elsewhere = tmp_path / "elsewhere.xml"
        elsewhere.write_text("theirs")
        web.mkdir()
        (web / "feed.xml").symlink_to(elsewhere)
        send(site.files())
        assert elsewhere.read_text() == "theirs"
        assert (web / "feed.xml").read_bytes() == b"<rss>one</rss>"

    def test_a_link_among_the_shows_own_files_is_not_published(self, site, send, tmp_path):
        (tmp_path / "secret.txt").write_text("secret")
        files = site.files()
        files[1].source.unlink()
        files[1].source.symlink_to(tmp_path / "secret.txt")
        with pytest.raises(PublishError, match="is a link or no file"):
            send(files)

    def test_a_full_disk_is_told_and_leaves_nothing_half_there(self, site, web, send):
        """A limit on the size of files stands in for the disk: the system refuses in the same place."""
        import resource
        import signal

        files = site.files(audio=3_000_000)
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        try:
            resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, before[1]))
            with pytest.raises(PublishError, match="the disk is full; free some space"):
                send(files)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
            signal.signal(signal.SIGXFSZ, ignored)
        assert contents(web) == {}


class TestSettings:
    @pytest.mark.parametrize(
        ("kind", "options", "sentence"),
        [
            ("ftp", {}, "is none of: folder, git, s3, sftp"),
            ("folder", {}, "has no “path”"),
            ("folder", {"pth": "x"}, "unknown key “pth”; did you mean “path”"),
            ("folder", {"zzz": "x"}, "unknown key “zzz”; there are: path"),
            ("folder", {"path": 3}, "path = 3, which must be text"),
            ("sftp", {"host": "h", "path": "p", "port": "22"}, "port = '22', which must be a whole number"),
            ("sftp", {"host": "h", "path": "p", "port": 0}, "must be above zero"),
            ("sftp", {"host": "h", "path": "p", "password": "x"}, "a secret must not lie .* BRIEFCAST_HOME_PASSWORD"),
            ("s3", {"bucket": "b", "secret_key": "x"}, "a secret must not lie"),
        ],
    )
    def test_a_wrong_setting_is_told_with_what_is_allowed(self, site, kind, options, sentence):
        with pytest.raises(ShowError, match=sentence):
            open_target(settings(kind, options), site.folder)

    @pytest.mark.parametrize("path", ["", "/etc/x", "../x", "a/../x", "a//b", "./a", "a\\b", "a\0"])
    def test_a_path_that_would_leave_the_target_is_a_mistake_of_ours(self, path):
        with pytest.raises(ValueError, match="would leave"):
            checked_path(path)


def test_a_file_whose_size_and_time_did_not_change_is_not_even_read(site, send):
    """So that a show of thousands of episodes is compared in a moment."""
    files = site.files()
    send(files)
    status = files[0].source.stat()
    files[0].source.write_bytes(b"<rss>two</rss>")
    os.utime(files[0].source, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert send(files).sent == ()
