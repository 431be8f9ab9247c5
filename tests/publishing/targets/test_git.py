"""The target "git" against real repositories: in a folder, by SSH, and by HTTP with a password."""

from __future__ import annotations

import base64
import getpass
import os
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from tests.publishing.targets.conftest import settings
from tests.publishing.targets.hosts import free_port

from briefcast.errors import PublishError, ShowError
from briefcast.publishing.public_files import Turn
from briefcast.publishing.targets import open_target


def git(folder, *arguments: str) -> str:
    """What git prints, run as nobody's."""
    environment = {name: value for name, value in os.environ.items() if name != "GIT_DIR"}
    environment |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_AUTHOR_NAME": "x", "GIT_AUTHOR_EMAIL": "x"}
    environment |= {"GIT_COMMITTER_NAME": "y", "GIT_COMMITTER_EMAIL": "y"}
    done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, check=True, env=environment)
    return done.stdout.decode(errors="replace").strip()


@pytest.fixture
def remote(tmp_path):
    """A bare repository that gives trees without files when asked to, as the large hosts do."""
    folder = tmp_path / "remote.git"
    folder.mkdir()
    git(folder, "init", "--bare", "--quiet")
    for name in ("uploadpack.allowFilter", "uploadpack.allowAnySHA1InWant", "http.receivepack"):
        git(folder, "config", name, "true")
    return folder


@pytest.fixture
def send(site, remote):
    """Sends files to the branch."""
    return lambda files, **how: site.send({"remote": remote.as_uri()} | how.pop("options", {}), "git", files, **how)


def in_branch(remote, branch: str = "gh-pages") -> dict[str, bytes]:
    names = git(remote, "ls-tree", "-r", "--name-only", branch).splitlines()
    show = lambda name: subprocess.run(["git", "show", f"{branch}:{name}"], cwd=remote, capture_output=True, check=True)  # noqa: E731
    return {name: show(name).stdout for name in names}


class TestCarrying:
    def test_the_first_time_makes_the_branch_with_one_commit_of_all_files(self, site, remote, send):
        files = site.files()
        send(files)
        assert in_branch(remote) == {file.path: file.source.read_bytes() for file in files}
        assert git(remote, "rev-list", "--count", "gh-pages") == "1"

    def test_only_what_changed_is_stored_and_nothing_is_pushed_when_nothing_did(self, site, remote, send):
        files = site.files()
        send(files)
        site.write("index.html", b"<h1>Shop</h1>", Turn.PAGE)
        assert send(files).sent == ("index.html",)
        assert send(files).sent == ()
        assert git(remote, "diff", "--name-only", "gh-pages~", "gh-pages") == "index.html"
        assert git(remote, "rev-list", "--count", "gh-pages") == "2"

    def test_what_others_have_in_the_branch_stays(self, site, remote, send, tmp_path):
        clone = tmp_path / "clone"
        git(tmp_path, "clone", "--quiet", str(remote), str(clone))
        (clone / "CNAME").write_text("show.example")
        git(clone, "checkout", "--quiet", "--orphan", "gh-pages")
        git(clone, "add", "CNAME")
        git(clone, "commit", "--quiet", "-m", "theirs")
        git(clone, "push", "--quiet", "origin", "gh-pages")
        send(site.files(), prune=True)
        assert "CNAME" in in_branch(remote)
        assert "feed.xml" in in_branch(remote)

    def test_what_is_published_no_more_goes_only_when_asked_to(self, site, remote, send):
        files = site.files()
        send(files)
        fewer = [file for file in files if not file.path.startswith("e/")]
        send(fewer)
        assert "e/one-0123.mp3" in in_branch(remote)
        assert send(fewer, prune=True).removed == ("e/one-0123.chapters.json", "e/one-0123.mp3")
        assert sorted(in_branch(remote)) == ["cover-0011.jpg", "feed.xml", "index.html"]

    def test_a_path_in_the_branch_and_another_branch_can_be_chosen(self, site, remote, send):
        send(site.files(), options={"branch": "web", "path": "docs"})
        assert min(in_branch(remote, "web")) == "docs/cover-0011.jpg"

    def test_of_a_large_branch_no_file_is_fetched(self, site, remote, send):
        send(site.files(audio=2_000_000))
        with open_target(settings("git", {"remote": remote.as_uri()}), site.folder):
            (fetched,) = (site.folder / ".targets").glob("*.git")
            assert sum(path.stat().st_size for path in (fetched / "objects").rglob("*")) < 200_000
        assert not list((site.folder / ".targets").glob("*.git"))

    def test_a_host_that_cannot_leave_files_out_is_served_too(self, site, remote, send):
        files = site.files()
        send(files)
        git(remote, "config", "uploadpack.allowFilter", "false")
        site.write("index.html", b"<h1>Shop</h1>", Turn.PAGE)
        assert send(files).sent == ("index.html",)

    def test_a_hook_or_a_setting_of_this_machine_has_no_say(self, site, remote, send, tmp_path, monkeypatch):
        hooks = tmp_path / "hooks"
        hooks.mkdir()
        (hooks / "pre-push").write_text("#!/bin/sh\nexit 1\n")
        (hooks / "pre-push").chmod(0o755)
        (tmp_path / "config").write_text(f"[core]\n\thooksPath = {hooks}\n\tautocrlf = true\n")
        monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "config"))
        monkeypatch.setenv("GIT_DIR", "/nowhere")
        send([site.write("notes.txt", b"one\r\ntwo\r\n", Turn.PAGE)])
        assert int(git(remote, "cat-file", "-s", "gh-pages:notes.txt")) == len(b"one\r\ntwo\r\n")


class TestRefusal:
    def test_a_push_of_somebody_else_in_between_is_told_and_not_overwritten(self, site, remote, send):
        send(site.files())
        with open_target(settings("git", {"remote": remote.as_uri()}), site.folder) as target:
            site.write("index.html", b"<h1>Theirs</h1>", Turn.PAGE)
            send([site.write("index.html", b"<h1>Theirs</h1>", Turn.PAGE)])
            target.place.put(site.write("other.html", b"ours", Turn.PAGE), "", lambda _: None)
            with pytest.raises(PublishError, match="somebody else has pushed to gh-pages meanwhile; publish again"):
                target.place.finish()
        assert in_branch(remote)["index.html"] == b"<h1>Theirs</h1>"

    def test_a_remote_that_is_not_there_is_told(self, site, tmp_path):
        with pytest.raises(PublishError, match="there is no repository"):
            open_target(settings("git", {"remote": str(tmp_path / "nowhere.git")}), site.folder)

    def test_a_remote_that_does_not_listen_is_told(self, site):
        with pytest.raises(PublishError, match="cannot be reached"):
            open_target(settings("git", {"remote": f"http://127.0.0.1:{free_port()}/x.git"}), site.folder)

    @pytest.mark.parametrize("options", [{"remote": "--upload-pack=x"}, {"remote": "x", "branch": "--force"}])
    def test_what_git_would_take_for_an_option_is_refused(self, site, options):
        with pytest.raises(ShowError, match="starts with “-”"):
            open_target(settings("git", options), site.folder)

    def test_a_command_as_remote_is_refused(self, site, tmp_path):
        with pytest.raises(PublishError, match=r"git ls-remote.* failed"):
            open_target(settings("git", {"remote": f"ext::touch {tmp_path / 'made'}"}), site.folder)
        assert not (tmp_path / "made").exists()

    def test_a_link_where_a_folder_should_be_is_refused(self, site, remote, send, tmp_path):
        clone = tmp_path / "clone"
        git(tmp_path, "clone", "--quiet", str(remote), str(clone))
        (clone / "e").symlink_to("/etc")
        git(clone, "checkout", "--quiet", "--orphan", "gh-pages")
        git(clone, "add", "e")
        git(clone, "commit", "--quiet", "-m", "theirs")
        git(clone, "push", "--quiet", "origin", "gh-pages")
        with pytest.raises(PublishError, match=r"e in the branch gh-pages .* is no folder"):
            send(site.files())

    def test_a_host_that_refuses_the_push_leaves_the_branch_and_is_quoted(self, site, remote, send):
        send(site.files())
        hook = remote / "hooks/pre-receive"
        hook.parent.mkdir(exist_ok=True)
        hook.write_text("#!/bin/sh\necho closed for today >&2\nexit 1\n")
        hook.chmod(0o755)
        with pytest.raises(PublishError, match="closed for today"):
            send([site.write("index.html", b"<h1>Shop</h1>", Turn.PAGE)])
        assert in_branch(remote)["index.html"] == b"<h1>Show</h1>"


class TestBySsh:
    @pytest.fixture
    def address(self, remote, ssh, monkeypatch):
        """The repository by SSH, with the key that its server knows."""
        known = f"-oUserKnownHostsFile={ssh.known_hosts} -oIdentitiesOnly=yes -F none"
        monkeypatch.setenv("GIT_SSH_COMMAND", f"ssh -i {ssh.key} {known}")
        return f"ssh://{getpass.getuser()}@127.0.0.1:{ssh.port}{remote}"

    def test_it_pushes(self, site, remote, address):
        site.send({"remote": address}, "git", site.files())
        assert "feed.xml" in in_branch(remote)

    def test_a_changed_host_key_is_refused(self, site, remote, address, ssh):
        ssh.know(key="other_key")
        with pytest.raises(PublishError, match=r"the host key of ssh:.* has changed, so nothing was sent"):
            site.send({"remote": address}, "git", site.files())
        assert git(remote, "branch", "--list") == ""

    def test_an_unknown_host_is_refused(self, site, address, ssh):
        ssh.known_hosts.write_text("")
        with pytest.raises(PublishError, match="is not in known_hosts; connect once by “ssh”"):
            site.send({"remote": address}, "git", site.files())

    def test_a_key_that_does_not_fit_is_told(self, site, address, monkeypatch):
        command = os.environ["GIT_SSH_COMMAND"].replace("user_key", "other_key")
        monkeypatch.setenv("GIT_SSH_COMMAND", command)
        with pytest.raises(PublishError, match="does not let us in; add a key"):
            site.send({"remote": address}, "git", site.files())


class _GitOverHttp(BaseHTTPRequestHandler):
    """Git's own program behind a password, as CGI (RFC 3875)."""

    def do_GET(self):
        if self.headers.get("Authorization") != "Basic " + base64.b64encode(b"ada:token").decode():
            self.send_response(401)
            self.send_header("WWW-Authenticate", 'Basic realm="pages"')
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        path, _, query = self.path.partition("?")
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        environment = os.environ | {
            "GIT_PROJECT_ROOT": str(self.server.root), "GIT_HTTP_EXPORT_ALL": "1",
            "PATH_INFO": path, "QUERY_STRING": query,
            "REQUEST_METHOD": self.command, "CONTENT_TYPE": self.headers.get("Content-Type", ""), "REMOTE_USER": "ada",
            "CONTENT_LENGTH": str(len(body)), "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding", ""),
            "GIT_PROTOCOL": self.headers.get("Git-Protocol", ""),
        }  # fmt: skip
        done = subprocess.run(["git", "http-backend"], input=body, env=environment, capture_output=True, check=True)
        head, _, content = done.stdout.partition(b"\r\n\r\n")
        fields = dict(line.split(": ", 1) for line in head.decode().split("\r\n"))
        self.send_response(int(fields.pop("Status", "200").split()[0]))
        for name, value in fields.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_POST = do_GET  # noqa: N815

    def log_message(self, *_):
        pass


class TestByHttp:
    @pytest.fixture
    def address(self, remote, monkeypatch):
        monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
        monkeypatch.setenv("no_proxy", "127.0.0.1")
        with ThreadingHTTPServer(("127.0.0.1", 0), _GitOverHttp) as server:
            server.root = remote.parent
            threading.Thread(target=server.serve_forever, daemon=True).start()
            yield f"http://127.0.0.1:{server.server_port}/{remote.name}"
            server.shutdown()

    def test_a_token_from_the_environment_lets_in(self, site, remote, address, monkeypatch):
        monkeypatch.setenv("BRIEFCAST_HOME_PASSWORD", "token")
        site.send({"remote": address, "user": "ada"}, "git", site.files())
        assert "feed.xml" in in_branch(remote)

    @pytest.mark.parametrize("password", ["", "wrong"])
    def test_without_it_or_with_a_wrong_one_it_says_what_to_set(self, site, address, monkeypatch, password):
        monkeypatch.setenv("BRIEFCAST_HOME_PASSWORD", password)
        with pytest.raises(PublishError, match="does not let us in; set BRIEFCAST_HOME_PASSWORD to a token"):
            site.send({"remote": address, "user": "ada"}, "git", site.files())
