"""The target "s3" against OpenStack Swift, which speaks S3 as many hosts' storage does."""

from __future__ import annotations

from itertools import count

import pytest
from tests.publishing.targets.conftest import settings
from tests.publishing.targets.hosts import Line, free_port
from tests.publishing.targets.object_storage import s3_server

from briefcast.errors import PublishError
from briefcast.publishing.public_files import Turn
from briefcast.publishing.targets import open_target

_NUMBERS = count()


@pytest.fixture(scope="module")
def s3(tmp_path_factory):
    with s3_server(tmp_path_factory.mktemp("swift")) as server:
        yield server


@pytest.fixture(scope="module")
def client(s3):
    client = s3.client()
    yield client
    client.close()


@pytest.fixture
def bucket(s3, client, monkeypatch):
    """An empty bucket, and the keys to it."""
    monkeypatch.setenv("BRIEFCAST_HOME_KEY_ID", s3.key_id)
    monkeypatch.setenv("BRIEFCAST_HOME_SECRET", s3.secret)
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    name = f"show-{next(_NUMBERS)}"
    client.create_bucket(Bucket=name)
    return name


@pytest.fixture
def options(s3, bucket):
    return {"bucket": bucket, "endpoint": f"http://127.0.0.1:{s3.port}", "addressing": "path", "timeout": 5}


@pytest.fixture
def send(site, options):
    """Sends files to the bucket."""
    return lambda files, **how: site.send(options | how.pop("options", {}), "s3", files, **how)


def in_bucket(client, bucket) -> dict[str, bytes]:
    listed = client.list_objects_v2(Bucket=bucket).get("Contents", ())
    return {each["Key"]: client.get_object(Bucket=bucket, Key=each["Key"])["Body"].read() for each in listed}


class TestCarrying:
    def test_all_files_arrive_with_their_bytes_media_first(self, site, client, bucket, send):
        files = site.files()
        carried = send(files)
        assert in_bucket(client, bucket) == {file.path: file.source.read_bytes() for file in files}
        assert (carried.sent[0], carried.sent[-1]) == ("e/one-0123.mp3", "feed.xml")

    @pytest.mark.parametrize("audio", [50_000, 9_000_000])
    def test_each_is_served_with_its_type_and_for_how_long_it_may_be_kept(self, site, client, bucket, send, audio):
        files = site.files(audio)
        send(files)
        for file in files:
            headers = client.head_object(Bucket=bucket, Key=file.path)["ResponseMetadata"]["HTTPHeaders"]
            assert headers["content-type"] == file.content_type
            assert headers["cache-control"] == file.cache_control

    def test_only_what_changed_is_sent(self, site, send):
        files = site.files(audio=9_000_000)
        send(files)
        site.write("index.html", b"<h1>Shop</h1>", Turn.PAGE)
        assert send(files).sent == ("index.html",)
        assert send(files).sent == ()

    def test_what_is_published_no_more_goes_only_when_asked_to_and_others_files_stay(self, site, client, bucket, send):
        files = site.files()
        send(files)
        client.put_object(Bucket=bucket, Key="e/theirs.mp3", Body=b"theirs")
        fewer = [file for file in files if not file.path.startswith("e/")]
        assert send(fewer).left == ("e/one-0123.chapters.json", "e/one-0123.mp3")
        assert "e/one-0123.mp3" in in_bucket(client, bucket)
        send(fewer, prune=True)
        assert sorted(in_bucket(client, bucket)) == ["cover-0011.jpg", "e/theirs.mp3", "feed.xml", "index.html"]

    def test_a_path_in_the_bucket_can_be_chosen_and_nothing_outside_it_is_touched(self, site, client, bucket, send):
        client.put_object(Bucket=bucket, Key="feed.xml", Body=b"another show")
        files = site.files()
        send(files, options={"path": "shows/mine"})
        send(files[:1], options={"path": "shows/mine"}, prune=True)
        assert sorted(in_bucket(client, bucket)) == ["feed.xml", "shows/mine/feed.xml"]
        assert in_bucket(client, bucket)["feed.xml"] == b"another show"

    def test_a_folder_of_more_files_than_one_answer_lists_is_listed_whole(self, client, bucket, site, options):
        for number in range(7):
            client.put_object(Bucket=bucket, Key=f"e/{number}", Body=b"x")
        with open_target(settings("s3", options), site.folder) as target:
            assert len(target.place.listing(["e"])) == 7
            assert target.place.listing([""]) == {}


class TestInterruption:
    AUDIO = 26_000_000

    @pytest.fixture
    def cut(self, s3, site, send):
        """An upload whose line is cut after two of its four parts."""
        files = site.files(self.AUDIO)
        told = pytest.raises(PublishError, match=r"e/one-0123\.mp3 did not come through .* not sent twice")
        with Line(s3.port, cut_after=18_500_000) as line, told:
            send(files, options={"endpoint": f"http://127.0.0.1:{line.port}", "timeout": 1})
        return files

    def test_the_next_run_sends_only_the_rest_and_then_the_feed(self, cut, s3, client, bucket, send):
        assert in_bucket(client, bucket) == {}
        with Line(s3.port) as line:
            send(cut, options={"endpoint": f"http://127.0.0.1:{line.port}"})
            assert line.sent < 11_000_000
        assert in_bucket(client, bucket) == {file.path: file.source.read_bytes() for file in cut}

    @pytest.mark.usefixtures("cut")
    def test_parts_of_other_bytes_are_sent_again(self, site, client, bucket, send):
        other = site.write("e/one-0123.mp3", bytes(20_000_000), Turn.MEDIA, lasting=True)
        send([other])
        assert in_bucket(client, bucket)["e/one-0123.mp3"] == bytes(20_000_000)


class TestRefusal:
    def test_a_wrong_key_is_told(self, site, send, monkeypatch):
        monkeypatch.setenv("BRIEFCAST_HOME_SECRET", "wrong")
        with pytest.raises(
            PublishError, match=r"or it is wrong .*; check BRIEFCAST_HOME_KEY_ID and BRIEFCAST_HOME_SECRET"
        ):
            send(site.files())

    def test_no_key_is_told(self, site, send, monkeypatch):
        for name in ("BRIEFCAST_HOME_SECRET", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
            monkeypatch.delenv(name, raising=False)
        with pytest.raises(PublishError, match="has no keys; set BRIEFCAST_HOME_KEY_ID and BRIEFCAST_HOME_SECRET"):
            send(site.files())

    def test_amazons_own_variables_are_taken_too(self, s3, site, send, monkeypatch):
        for ours, theirs in (("KEY_ID", "ACCESS_KEY_ID"), ("SECRET", "SECRET_ACCESS_KEY")):
            monkeypatch.delenv(f"BRIEFCAST_HOME_{ours}")
            monkeypatch.setenv(f"AWS_{theirs}", {"KEY_ID": s3.key_id, "SECRET": s3.secret}[ours])
        assert send(site.files()).sent

    def test_a_key_without_the_right_is_told(self, site, send, monkeypatch):
        monkeypatch.setenv("BRIEFCAST_HOME_KEY_ID", "test:reader")
        monkeypatch.setenv("BRIEFCAST_HOME_SECRET", "reading")
        with pytest.raises(PublishError, match=r"does not permit .* give this key the right"):
            send(site.files())

    def test_a_bucket_that_is_not_there_is_told(self, site, send):
        with pytest.raises(PublishError, match="There is no bucket nowhere at"):
            send(site.files(), options={"bucket": "nowhere"})

    @pytest.mark.parametrize(
        ("endpoint", "sentence"),
        [("http://127.0.0.1:{port}", "did not come through .* check the endpoint"), ("nowhere", "Invalid endpoint")],
    )
    def test_an_endpoint_that_does_not_answer_is_told(self, site, send, endpoint, sentence):
        with pytest.raises(PublishError, match=sentence):
            send(site.files(), options={"endpoint": endpoint.format(port=free_port()), "timeout": 1})
