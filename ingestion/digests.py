"""What publishers tell of a file's bytes: headers, catalogues, a mirror's manifest. The whole file's hash decides."""

import base64
import binascii
import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from ingestion.errors import Incomplete

_ALGORITHMS = {
    "md5": "md5",
    "sha": "sha1",
    "sha1": "sha1",
    "sha-1": "sha1",
    "sha256": "sha256",
    "sha-256": "sha256",
    "sha512": "sha512",
    "sha-512": "sha512",
}
_ENTRY = re.compile(r"\s*([A-Za-z0-9-]+)=:?([A-Za-z0-9+/=]+?):?\s*")
_MD5_ETAG = re.compile(r'"([0-9a-f]{32})"')


def compare(path: Path, headers: Mapping[str, str], catalogue: str | None) -> str:
    """SHA-256 of a file, in hexadecimal. Raises Incomplete when it is not what was told of it."""
    told = list(_told(headers, catalogue))
    found = {algorithm: _of(path, algorithm) for algorithm in {"sha256", *(name for name, _ in told)}}
    for algorithm, expected in told:
        if found[algorithm] != expected:
            raise Incomplete(
                f"{path.name}: {algorithm.upper()} {found[algorithm]}, {expected} told by the publisher or the mirror's "
                "manifest: damaged on the way, or changed since. Fetch it again; correct a mirror's manifest.csv."
            )
    return found["sha256"]


def repr_digest(sha256: str) -> str:
    """A hexadecimal SHA-256 as the header Repr-Digest tells it. Raises ValueError for what is none."""
    return f"sha-256=:{base64.b64encode(bytes.fromhex(sha256)).decode()}:"


def of_catalogue(kind: str, value: str) -> str | None:
    """A catalogue's checksum as `File.digest` holds it, or None for a kind that nobody knows."""
    algorithm = _ALGORITHMS.get(kind.lower())
    return f"{algorithm}:{value.lower()}" if algorithm else None


def _told(headers: Mapping[str, str], catalogue: str | None) -> Iterator[tuple[str, str]]:
    """Algorithms and hexadecimal digests of the file itself: of a body packed for the way, headers tell another."""
    if catalogue:
        algorithm, _, value = catalogue.partition(":")
        yield algorithm, value
    if headers.get("Content-Encoding", "identity").lower() != "identity":
        return
    for name in ("Repr-Digest", "Content-Digest", "Digest"):
        for entry in headers.get(name, "").split(","):
            found = _ENTRY.fullmatch(entry)
            if found and (known := _ALGORITHMS.get(found[1].lower())):
                yield from _hexadecimal(known, found[2])
    yield from _hexadecimal("md5", headers.get("Content-MD5", ""))
    if _is_of_s3(headers) and (etag := _MD5_ETAG.fullmatch(headers.get("ETag", ""))):
        yield "md5", etag[1]


def _is_of_s3(headers: Mapping[str, str]) -> bool:
    """Whether an ETag of 32 digits is the MD5 of the bytes: on such stores, unless encrypted or sent in parts."""
    is_encrypted = "kms" in headers.get("x-amz-server-side-encryption", "") or any(
        name.lower().startswith("x-amz-server-side-encryption-customer") for name in headers
    )
    return "x-amz-request-id" in headers and not is_encrypted


def _hexadecimal(algorithm: str, encoded: str) -> Iterator[tuple[str, str]]:
    """Nothing for what is no digest of that algorithm."""
    try:
        digest = base64.b64decode(encoded, validate=True)
    except binascii.Error:
        return
    if len(digest) == hashlib.new(algorithm, usedforsecurity=False).digest_size:
        yield algorithm, digest.hex()


def _of(path: Path, algorithm: str) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, lambda: hashlib.new(algorithm, usedforsecurity=False)).hexdigest()
