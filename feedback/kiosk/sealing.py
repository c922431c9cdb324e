"""Sealing what waits on a tablet: the tablet closes it with the house's public key and cannot
read it back; only the house opens it.

ECIES as NIST SP 800-56A and RFC 5869 build it: an ephemeral P-256 key agreement, HKDF-SHA-256,
AES-256-GCM; the uuid is authenticated with the content, so that an answer cannot change its id.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CURVE = ec.SECP256R1()
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
INFO = b"vive-voix outbox 1"
MOST_BYTES = 64 * 1024  # of one sealed record


class Broken(Exception):
    """A sealed record cannot be opened: one word says why, for the log and the human."""


@lru_cache(maxsize=4)
def private_key(secret: str) -> ec.EllipticCurvePrivateKey:
    """The house's key, made from a secret of 64 hexadecimal digits."""
    return ec.derive_private_key(int(secret, 16) % (ORDER - 1) + 1, CURVE)


@lru_cache(maxsize=4)
def public_point(secret: str) -> bytes:
    """Its public half as 65 bytes, uncompressed, as WebCrypto imports it."""
    public = private_key(secret).public_key()
    return public.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


@lru_cache(maxsize=4)
def key_name(secret: str) -> str:
    """What tells one key of a house from another."""
    return hashlib.sha256(public_point(secret)).hexdigest()[:12]


def _key(shared: bytes, salt: bytes) -> AESGCM:
    return AESGCM(HKDF(SHA256(), 32, salt, INFO).derive(shared))


def _bytes(record: Mapping[str, Any], name: str) -> bytes:
    try:
        return base64.b64decode(str(record.get(name, "")), validate=True)
    except ValueError as error:
        raise Broken("form") from error


def opened(secret: str, uuid: str, record: Mapping[str, Any]) -> dict[str, Any]:
    """The content of a sealed record, or `Broken`: key, form, seal or content."""
    if record.get("key") != key_name(secret):
        raise Broken("key")
    point, iv, box = (_bytes(record, name) for name in ("point", "iv", "box"))
    if len(iv) != 12:
        raise Broken("form")
    try:
        theirs = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, point)
        shared = private_key(secret).exchange(ec.ECDH(), theirs)
        plain = _key(shared, point).decrypt(iv, box, uuid.encode())
    except (InvalidTag, ValueError) as error:
        raise Broken("seal") from error
    try:
        content = json.loads(plain)
    except (ValueError, RecursionError) as error:
        raise Broken("content") from error
    if not isinstance(content, dict):
        raise Broken("content")
    return content


def sealed(point: bytes, name: str, uuid: str, content: Mapping[str, Any]) -> dict[str, str]:
    """What the tablet does: the content closed for the house whose public key this is."""
    mine = ec.generate_private_key(CURVE)
    shared = mine.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(CURVE, point))
    own = mine.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    iv = os.urandom(12)
    box = _key(shared, own).encrypt(iv, json.dumps(dict(content)).encode(), uuid.encode())
    closed = {"point": own, "iv": iv, "box": box}
    coded = {part: base64.b64encode(value).decode() for part, value in closed.items()}
    return {"uuid": uuid, "key": name, **coded}
