"""OpenStack Swift on 127.0.0.1: object storage as public clouds run it, with its S3 door open."""

from __future__ import annotations

import getpass
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.publishing.targets.hosts import free_port, wait_for

_SHARED = """
[DEFAULT]
bind_ip = 127.0.0.1
bind_port = {port}
workers = 0
user = {user}
swift_dir = {folder}
devices = {folder}
mount_check = false
log_level = ERROR
"""
_STORE = """
[pipeline:main]
pipeline = {kind}-server
[app:{kind}-server]
use = egg:swift#{kind}
"""
_PROXY = """
[pipeline:main]
pipeline = catch_errors cache s3api tempauth bulk slo proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:1
[filter:s3api]
use = egg:swift#s3api
location = us-east-1
[filter:tempauth]
use = egg:swift#tempauth
user_test_tester = testing .admin
user_test_reader = reading
[filter:bulk]
use = egg:swift#bulk
[filter:slo]
use = egg:swift#slo
"""
_HASHES = """
[swift-hash]
swift_hash_path_prefix = before
swift_hash_path_suffix = after
[storage-policy:0]
name = only
default = yes
"""


@dataclass
class S3Server:
    """Where it listens."""

    port: int
    key_id: str = "test:tester"
    secret: str = "testing"  # noqa: S105 - opens nothing but this

    def client(self) -> Any:
        """Somebody's client with all rights."""
        import boto3.session

        return boto3.session.Session().client(
            "s3",
            endpoint_url=f"http://127.0.0.1:{self.port}",
            region_name="us-east-1",
            aws_access_key_id=self.key_id,
            aws_secret_access_key=self.secret,
        )


@contextmanager
def s3_server(folder: Path):
    """Its four servers in a process of their own, with files below ``folder``."""
    (folder / "disk").mkdir()
    (folder / "swift.conf").write_text(_HASHES)
    ports = {kind: free_port() for kind in ("account", "container", "object", "proxy")}
    for kind, port in ports.items():
        text = _SHARED.format(port=port, user=getpass.getuser(), folder=folder)
        (folder / f"{kind}.conf").write_text(text + (_PROXY if kind == "proxy" else _STORE.format(kind=kind)))
    program = Path(__file__).with_name("object_servers.py")
    command = [sys.executable, str(program), str(folder), *(f"{kind}={port}" for kind, port in ports.items())]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        wait_for(ports["proxy"], process)
        yield S3Server(ports["proxy"])
    finally:
        process.kill()
        process.wait(10)
