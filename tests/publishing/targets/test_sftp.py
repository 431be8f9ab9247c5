"""The target "sftp" against OpenSSH's own server; only passwords are tried on another, which needs no account."""

from __future__ import annotations

import asyncio
import getpass
import subprocess
import threading
import time

import asyncssh
import keyring
import keyring.backend
import pytest
from tests.publishing.targets.conftest import contents, settings
from tests.publishing.targets.hosts import Line, free_port, ssh_server
from tests.publishing.targets.same_for_folders import WritesIntoAFolder

from briefcast.errors import PublishError
from briefcast.publishing.public_files import Turn
from briefcast.publishing.targets import open_target


@pytest.fixture
def web(tmp_path):
    return tmp_path / "web"


@pytest.fixture
def send(site, web, ssh):
    """Sends files to the folder on the server."""
    return lambda files, **how: site.send(ssh.options(web), "sftp", files, **how)


class TestCarrying(WritesIntoAFolder):
    def test_all_files_arrive_with_their_bytes_media_first(self, site, web, send):
        files = site.files()
        carried = send(files)
        assert contents(web) == {file.path: file.source.read_bytes() for file in files}
        assert carried.sent[0] == "e/one-0123.mp3"
        assert carried.sent[-1] == "feed.xml"

    def test_only_what_changed_is_sent(self, site, send):
        files = site.files()
        send(files)
        site.write("index.html", b"<h1>Shop</h1>", Turn.PAGE)
        assert send(files).sent == ("index.html",)
        assert send(files).sent == ()

    def test_what_is_published_no_more_goes_only_when_asked_to(self, site, web, send):
        files = site.files()
        send(files)
        fewer = [file for file in files if not file.path.startswith("e/")]
        assert send(fewer).left == ("e/one-0123.chapters.json", "e/one-0123.mp3")
        assert (web / "e/one-0123.mp3").exists()
        send(fewer, prune=True)
        assert sorted(contents(web)) == ["cover-0011.jpg", "feed.xml", "index.html"]
        assert not (web / "e").exists()

    def test_an_empty_file_arrives(self, site, web, send):
        send([site.write("empty.txt", b"", Turn.PAGE)])
        assert contents(web) == {"empty.txt": b""}


def wait_until_still(web) -> None:
    """Until the server has written what had come through before the cut."""
    size = -1
    while size != (size := sum(map(len, contents(web).values()))):
        time.sleep(0.2)


class TestInterruption:
    AUDIO = 9_000_000

    @pytest.fixture
    def cut(self, site, web, ssh):
        """An upload whose line is cut after two thirds of the audio; OpenSSH drops up to 2 MB it has not written."""
        files = site.files(self.AUDIO)
        with Line(ssh.port, cut_after=self.AUDIO * 2 // 3) as line:
            ssh.know(line.port)
            with pytest.raises(PublishError, match=r"The connection broke at e/one-0123.mp3 .*goes on from there"):
                site.send(ssh.options(web, port=line.port), "sftp", files)
        wait_until_still(web)
        ssh.know()
        return files

    @pytest.mark.usefixtures("cut")
    def test_what_was_cut_lies_under_another_name_and_no_feed_names_it(self, web):
        names = sorted(contents(web))
        assert len(names) == 1
        assert names[0].startswith("e/.one-0123.mp3.")

    def test_the_next_run_sends_only_the_rest(self, cut, site, web, ssh):
        (part,) = contents(web).values()
        assert self.AUDIO // 4 < len(part) < self.AUDIO * 2 // 3
        with Line(ssh.port) as line:
            ssh.know(line.port)
            site.send(ssh.options(web, port=line.port), "sftp", cut)
            assert line.sent < self.AUDIO - len(part) + 100_000
        assert contents(web) == {file.path: file.source.read_bytes() for file in cut}

    def test_a_part_with_other_bytes_is_not_gone_on_from(self, cut, web, send):
        (part,) = web.rglob("*.part")
        part.write_bytes(bytes(part.stat().st_size))
        send(cut)
        assert (web / "e/one-0123.mp3").read_bytes() == cut[-1].source.read_bytes()

    def test_a_part_that_is_a_link_is_not_written_through(self, cut, web, send, tmp_path):
        (part,) = web.rglob("*.part")
        theirs = tmp_path / "theirs"
        theirs.write_bytes(cut[-1].source.read_bytes()[:1000])
        part.unlink()
        part.symlink_to(theirs)
        send(cut)
        assert theirs.stat().st_size == 1000
        assert not (web / "e/one-0123.mp3").is_symlink()

    def test_a_server_that_falls_silent_is_given_up(self, site, web, ssh):
        with Line(ssh.port, cut_after=self.AUDIO // 3, silently=True) as line:
            ssh.know(line.port)
            with pytest.raises(PublishError, match=r"has not answered for 1 s at e/one-0123.mp3"):
                site.send(ssh.options(web, port=line.port, timeout=1), "sftp", site.files(self.AUDIO))


class TestRefusal:
    def test_a_changed_host_key_is_refused_with_both_fingerprints(self, site, web, ssh):
        ssh.know(key="other_key")
        with pytest.raises(PublishError) as caught:
            site.send(ssh.options(web), "sftp", site.files())
        for name in ("host_key", "other_key"):
            listed = subprocess.run(["ssh-keygen", "-lf", ssh.folder / f"{name}.pub"], capture_output=True, check=True)
            assert listed.stdout.decode().split()[1] in str(caught.value)
        assert "has changed" in str(caught.value)
        assert f"ssh-keygen -f {ssh.known_hosts} -R [127.0.0.1]:{ssh.port}" in str(caught.value)
        assert not web.exists()

    def test_an_unknown_host_is_refused_with_its_fingerprint_and_how_to_accept_it(self, site, web, ssh):
        ssh.known_hosts.unlink()
        with pytest.raises(PublishError, match=rf"SHA256:.*ssh-keyscan -p {ssh.port} 127\.0\.0\.1 >> "):
            site.send(ssh.options(web), "sftp", site.files())
        assert not web.exists()

    def test_a_wrong_password_is_told(self, site, web, ssh, monkeypatch):
        monkeypatch.setenv("BRIEFCAST_HOME_PASSWORD", "wrong")
        with pytest.raises(PublishError, match=r"does not let .* in: the password in BRIEFCAST_HOME_PASSWORD .* wrong"):
            site.send(ssh.options(web, key_file=str(ssh.folder / "other_key")), "sftp", site.files())

    def test_a_key_that_does_not_fit_is_told(self, site, web, ssh):
        with pytest.raises(PublishError, match="no key fits, and BRIEFCAST_HOME_PASSWORD is not set"):
            site.send(ssh.options(web, key_file=str(ssh.folder / "other_key")), "sftp", site.files())

    def test_an_encrypted_key_without_its_password_is_told(self, site, web, ssh, tmp_path):
        key = tmp_path / "locked"
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "open it", "-f", key], check=True)
        with pytest.raises(PublishError, match="is encrypted; set BRIEFCAST_HOME_PASSWORD"):
            site.send(ssh.options(web, key_file=str(key)), "sftp", site.files())

    @pytest.mark.parametrize(
        ("others", "sentence"),
        [
            ({"port": "closed"}, "cannot be reached .*Connection refused"),
            ({"host": "nowhere.invalid"}, "nowhere.invalid:.* cannot be reached"),
            ({"key_file": "/nowhere/key"}, "There is no key /nowhere/key"),
            ({"path": "/nowhere/deeper"}, "/nowhere/deeper .*the folder it lies in is missing"),
            ({"path": "/etc/hostname"}, "/etc/hostname .* cannot be written: the server says “it is a file”"),
        ],
    )
    def test_a_place_that_is_not_there_is_told(self, site, web, ssh, others, sentence):
        if others.get("port") == "closed":
            others = {"port": free_port()}
        with pytest.raises(PublishError, match=sentence):
            open_target(settings("sftp", ssh.options(**({"path": web} | others))), site.folder)

    def test_something_that_is_no_ssh_server_is_told(self, site, web, ssh):
        import http.server

        with http.server.HTTPServer(("127.0.0.1", 0), http.server.BaseHTTPRequestHandler) as server:
            threading.Thread(target=server.handle_request, daemon=True).start()
            with pytest.raises(PublishError, match="does not complete the connection"):
                open_target(settings("sftp", ssh.options(web, port=server.server_port, timeout=2)), site.folder)

    def test_a_server_that_may_not_be_written_to_is_told(self, site, web, tmp_path):
        web.mkdir()
        home = tmp_path / "read-only"
        home.mkdir()
        told = pytest.raises(PublishError, match="cannot be written: no permission for")
        with ssh_server(home, "internal-sftp -R") as server, told:
            site.send(server.options(web), "sftp", site.files())

    def test_a_full_disk_there_is_told_and_the_feed_stays_old(self, site, web, tmp_path):
        """A limit on the size of files stands in for the disk: the server fails in the same place."""
        home = tmp_path / "full"
        home.mkdir()
        program = home / "limited"
        program.write_text("#!/bin/sh\ntrap '' XFSZ\nulimit -f 1000\nexec /usr/lib/openssh/sftp-server\n")
        program.chmod(0o755)
        with (
            ssh_server(home, str(program)) as server,
            pytest.raises(
                PublishError, match=r"e/one-0123.mp3 .*the server says “Failure”; see whether its disk is full"
            ),
        ):
            site.send(server.options(web), "sftp", site.files(audio=3_000_000))
        assert "feed.xml" not in contents(web)
        assert "e/one-0123.mp3" not in contents(web)


class _Account(asyncssh.SSHServer):
    """Lets one password in."""

    def begin_auth(self, username):  # noqa: ARG002
        return True

    def password_auth_supported(self):
        return True

    def validate_password(self, username, password):
        return (username, password) == (getpass.getuser(), "right")


class _Ring(keyring.backend.KeyringBackend):
    """A keyring that holds one password."""

    priority = 1

    def get_password(self, service, username):
        return {("briefcast", "home.password"): "right"}.get((service, username))

    def set_password(self, service, username, password):
        raise NotImplementedError

    def delete_password(self, service, username):
        raise NotImplementedError


@pytest.fixture
def by_password(ssh):
    """A server that asks for a password; gives its port. It has OpenSSH's host key."""
    ready = threading.Event()
    loop = asyncio.new_event_loop()
    done = asyncio.Event()
    port = free_port()

    async def serve() -> None:
        key = str(ssh.folder / "host_key")
        options = {"server_factory": _Account, "server_host_keys": [key], "sftp_factory": True}
        async with asyncssh.listen("127.0.0.1", port, **options):
            ready.set()
            await done.wait()
        await asyncio.sleep(0.1)  # until the connections have ended too

    def run() -> None:
        with asyncio.Runner(loop_factory=lambda: loop) as runner:
            runner.run(serve())

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    assert ready.wait(10)
    ssh.know(port)
    yield port
    loop.call_soon_threadsafe(done.set)
    thread.join(10)


class TestPassword:
    def test_a_password_from_the_environment_lets_in(self, site, web, ssh, by_password, monkeypatch):
        monkeypatch.setenv("BRIEFCAST_HOME_PASSWORD", "right")
        site.send(ssh.options(web, port=by_password, key_file=""), "sftp", site.files())
        assert "feed.xml" in contents(web)

    def test_a_password_from_the_keyring_lets_in(self, site, web, ssh, by_password):
        before = keyring.get_keyring()
        keyring.set_keyring(_Ring())
        try:
            site.send(ssh.options(web, port=by_password, key_file=""), "sftp", site.files())
        finally:
            keyring.set_keyring(before)
        assert "feed.xml" in contents(web)

    def test_a_wrong_password_does_not(self, site, web, ssh, by_password, monkeypatch):
        monkeypatch.setenv("BRIEFCAST_HOME_PASSWORD", "wrong")
        with pytest.raises(PublishError, match="the password in BRIEFCAST_HOME_PASSWORD or the keyring is wrong"):
            site.send(ssh.options(web, port=by_password, key_file=""), "sftp", site.files())
