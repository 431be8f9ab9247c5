"""The ways into podcast apps: the form of each link, and which apps a home network shuts out."""

from __future__ import annotations

import pytest
import segno

from briefcast.publishing.site.subscribing import apps_for, in_home_network, qr_svg, unreached


def test_each_app_gets_the_form_it_knows():
    links = {app.name: app.link for app in apps_for("https://quay.example/a b/feed.xml?x=1&y=é")}
    assert links["Apple Podcasts"] == "podcast://quay.example/a b/feed.xml?x=1&y=é"
    assert links["Overcast"].endswith("?url=https%3A%2F%2Fquay.example%2Fa%20b%2Ffeed.xml%3Fx%3D1%26y%3D%C3%A9")
    assert links["Pocket Casts"].startswith("pktc://subscribehttps/quay.example/")


def test_pocket_casts_is_told_when_the_feed_is_not_encrypted():
    links = {app.name: app.link for app in apps_for("http://quay.example/feed.xml")}
    assert links["Pocket Casts"] == "pktc://subscribe/quay.example/feed.xml"


@pytest.mark.parametrize(
    "host",
    (
        "192.168.1.5:8000 10.0.0.7 172.16.3.4 169.254.1.1 127.0.0.1 [::1]:8000 [fd00::5] [fe80::1] "
        "kitchen.local KITCHEN.LOCAL nas.lan nas.home.arpa nas localhost"
    ).split(),
)
def test_a_home_network_shuts_out_apps_that_fetch_from_their_servers(host):
    sentence = unreached(f"http://{host}/feed.xml")
    assert "Overcast" in sentence
    assert "AntennaPod" in sentence


@pytest.mark.parametrize(
    "host", ["quay.example", "8.8.8.8", "[2001:4860:4860::8888]", "local.example", "a.lan.example"]
)
def test_an_address_on_the_internet_shuts_nobody_out(host):
    assert not in_home_network(f"https://{host}/feed.xml")
    assert unreached(f"https://{host}/feed.xml") == ""


def test_the_code_is_a_picture_with_a_quiet_zone():
    svg = qr_svg("https://quay.example/?a=1&b=<2>").decode()
    modules = segno.make_qr("https://quay.example/?a=1&b=<2>", error="m").symbol_size(border=4)[0]
    assert f'viewBox="0 0 {modules * 4} {modules * 4}"' in svg or f'viewBox="0 0 {modules} {modules}"' in svg
    assert 'xmlns="http://www.w3.org/2000/svg"' in svg
    assert "<2>" not in svg
