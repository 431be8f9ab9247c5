"""The target "s3": a bucket at Amazon or at anyone who speaks as it does (Amazon S3 API of 2006-03-01)."""

from __future__ import annotations

import base64
import hashlib
import os
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol

import boto3.session
import botocore.config
import botocore.exceptions

from briefcast.errors import PublishError
from briefcast.publishing.targets.options import Options, checked_options, secret, variable
from briefcast.publishing.targets.sources import pieces
from briefcast.publishing.targets.target import Kept, checked_path

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from briefcast.publishing.public_files import PublicFile
    from briefcast.publishing.targets.target import Sent
    from briefcast.show import TargetSettings

_DEFAULTS: dict[str, str | int] = {
    "bucket": "",
    "endpoint": "",
    "region": "us-east-1",
    "path": "",
    "addressing": "auto",
    "acl": "",
    "timeout": 30,
}
#: A larger file goes up in parts of this size (bytes; 5 MiB is the least), of which 10,000 make 84 GB.
PART_BYTES = 8 << 20


class _Pages(Protocol):
    def paginate(self, **request: object) -> Iterator[dict[str, Any]]: ...


class _S3(Protocol):
    """What we use of boto3's client, whose class is made as it runs."""

    def get_paginator(self, name: str) -> _Pages: ...
    def put_object(self, **request: object) -> dict[str, Any]: ...
    def delete_object(self, **request: object) -> dict[str, Any]: ...
    def create_multipart_upload(self, **request: object) -> dict[str, Any]: ...
    def upload_part(self, **request: object) -> dict[str, Any]: ...
    def complete_multipart_upload(self, **request: object) -> dict[str, Any]: ...
    def close(self) -> None: ...


class S3Target:
    """A bucket, or what lies below a path in it."""

    def __init__(self, settings: TargetSettings, _folder: Path) -> None:
        """Signs in; the first request is made by what comes next."""
        options = checked_options(settings, _DEFAULTS, ("bucket",))
        self._bucket = options.text("bucket")
        path = options.text("path").strip("/")
        self._prefix = f"{checked_path(path)}/" if path else ""
        self._extra = {"ACL": options.text("acl")} if options.text("acl") else {}
        self._where = f"{options.text('endpoint') or 'Amazon S3'}, bucket {self._bucket}"
        self._target = settings.name
        with self._told("the client"):
            self._client = _client(options)

    def listing(self, folders: Collection[str]) -> dict[str, Kept]:
        """See Target."""
        found: dict[str, Kept] = {}
        pages = self._client.get_paginator("list_objects_v2")
        for folder in sorted(folders):
            prefix = f"{self._prefix}{folder}/" if folder else self._prefix
            with self._told(folder or "its files"):
                for page in pages.paginate(Bucket=self._bucket, Prefix=prefix, Delimiter="/"):
                    for entry in page.get("Contents", ()):
                        found[entry["Key"].removeprefix(self._prefix)] = Kept(entry["Size"], entry["ETag"])
        return found

    def put(self, file: PublicFile, _sha256: str, sent: Sent, /) -> Kept:
        """See Target."""
        checked_path(file.path)
        size = file.source.stat().st_size
        with self._told(file.path):
            answer = self._put_in_parts(file, sent) if size > PART_BYTES else self._put_whole(file, sent)
        return Kept(size, str(answer["ETag"]))

    def remove(self, path: str) -> None:
        """See Target."""
        with self._told(path):
            self._client.delete_object(**self._object(checked_path(path)))

    def finish(self) -> None:
        """Each file was visible at once."""

    def close(self) -> None:
        """See Target."""
        self._client.close()

    def _object(self, path: str) -> dict[str, str]:
        return {"Bucket": self._bucket, "Key": self._prefix + path}

    def _put_whole(self, file: PublicFile, sent: Sent) -> dict[str, Any]:
        data = b"".join(pieces(file.source))
        answer = self._client.put_object(
            **self._object(file.path), **_headers(file), **self._extra, Body=data, ContentMD5=_md5(data)
        )
        sent(len(data))
        return answer

    def _put_in_parts(self, file: PublicFile, sent: Sent) -> dict[str, Any]:
        """Sends a large file in parts, of which those that an earlier attempt sent are not sent again."""
        upload, there = self._begun(file)
        parts = []
        for number, data in enumerate(pieces(file.source, size=PART_BYTES), start=1):
            if there.get(number) != _etag(data):
                self._client.upload_part(
                    **self._object(file.path), UploadId=upload, PartNumber=number, Body=data, ContentMD5=_md5(data)
                )
            parts.append({"PartNumber": number, "ETag": _etag(data)})
            sent(len(data))
        return self._client.complete_multipart_upload(
            **self._object(file.path), UploadId=upload, MultipartUpload={"Parts": parts}
        )

    def _begun(self, file: PublicFile) -> tuple[str, dict[int, str]]:
        """An upload of this file: the latest that was begun and not ended, with the parts it has, or a new one."""
        place = self._object(file.path)
        asked = {"Bucket": place["Bucket"], "Prefix": place["Key"]}
        pages = self._client.get_paginator("list_multipart_uploads").paginate(**asked)
        begun = [each for page in pages for each in page.get("Uploads", ()) if each["Key"] == place["Key"]]
        if begun:
            upload = max(begun, key=lambda each: each["Initiated"])["UploadId"]
            pages = self._client.get_paginator("list_parts").paginate(**place, UploadId=upload)
            return upload, {part["PartNumber"]: part["ETag"] for page in pages for part in page.get("Parts", ())}
        new = self._client.create_multipart_upload(**place, **_headers(file), **self._extra)
        return str(new["UploadId"]), {}

    @contextmanager
    def _told(self, path: str) -> Iterator[None]:
        """Turns what fails within the block into one sentence about a path."""
        try:
            yield
        except botocore.exceptions.ClientError as error:
            raise self._refusal(path, error) from error
        except (botocore.exceptions.BotoCoreError, OSError, ValueError) as error:
            raise PublishError(
                f"{path} did not come through to {self._where} ({error}); check the endpoint of the target "
                f"“{self._target}” and publish again: parts that arrived are not sent twice."
            ) from error

    def _refusal(self, path: str, error: botocore.exceptions.ClientError) -> PublishError:
        code = str(error.response.get("Error", {}).get("Code", ""))
        status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
        if code == "NoSuchBucket":
            return PublishError(f"There is no bucket {self._bucket} at {self._where}; create it first.")
        if code in {"InvalidAccessKeyId", "SignatureDoesNotMatch"} or status == 401:
            names = " and ".join(variable(self._target, what) for what in ("KEY_ID", "SECRET"))
            return PublishError(f"{self._where} does not know the key, or it is wrong ({code}); check {names}.")
        if status == 403:
            return PublishError(f"{self._where} does not permit {path} ({code}); give this key the right to do so.")
        if status == 507 or "Quota" in code or "Insufficient" in code:
            return PublishError(f"{self._where} is full ({code}): {path} was not stored; make room and publish again.")
        return PublishError(f"{self._where} refuses {path} ({error}); mend that and publish again.")


def _client(options: Options) -> _S3:
    """A client with the keys of this target."""
    key_id, key, session_token = _keys(options.target)
    timeout = options.number("timeout")
    config = botocore.config.Config(
        connect_timeout=timeout,
        read_timeout=timeout,
        retries={"mode": "standard", "total_max_attempts": 3},
        s3={"addressing_style": options.text("addressing")},
        # Many who speak S3 do not know the newer checksums; each request has an MD5 instead.
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )
    client: _S3 = _session().client(
        "s3",
        region_name=options.text("region"),
        endpoint_url=options.text("endpoint") or None,
        aws_access_key_id=key_id,
        aws_secret_access_key=key,
        aws_session_token=session_token or None,
        config=config,
    )
    return client


@cache
def _session() -> boto3.session.Session:
    """What reads the description of S3, once; it holds no keys."""
    return boto3.session.Session()


def _keys(target: str) -> tuple[str, str, str]:
    """Key, secret and session token: this target's own, or else those Amazon's programs take."""
    key_id, key = secret(target, "KEY_ID"), secret(target, "SECRET")
    if key_id and key:
        return key_id, key, ""
    found = [os.environ.get(f"AWS_{name}", "") for name in ("ACCESS_KEY_ID", "SECRET_ACCESS_KEY", "SESSION_TOKEN")]
    if found[0] and found[1]:
        return found[0], found[1], found[2]
    raise PublishError(
        f"The target “{target}” has no keys; set {variable(target, 'KEY_ID')} and {variable(target, 'SECRET')}."
    )


def _headers(file: PublicFile) -> dict[str, str]:
    return {"ContentType": file.content_type, "CacheControl": file.cache_control}


def _md5(data: bytes) -> str:
    """As the header Content-MD5 has it (RFC 1864)."""
    return base64.b64encode(hashlib.md5(data, usedforsecurity=False).digest()).decode()


def _etag(data: bytes) -> str:
    return f'"{hashlib.md5(data, usedforsecurity=False).hexdigest()}"'
