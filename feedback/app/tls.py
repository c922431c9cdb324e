"""TLS on a local network: an authority made here, trusted by hand on the tablet."""

from __future__ import annotations

from pathlib import Path


def authority_of(folder: Path) -> Path:
    """Where the authority's certificate is kept: what a tablet is given to trust."""
    return folder / "tls" / "authority.pem"


def certificate(folder: Path, address: str) -> tuple[Path, Path]:
    """Paths of the server's certificate and key for an address.

    The authority is made once, so that a tablet trusts it once; the server's certificate is
    made afresh at each start, for the address of the day.
    """
    import trustme  # 10 MiB that only a house on its own network loads

    public = authority_of(folder)
    home, private = public.parent, public.with_suffix(".key")
    home.mkdir(mode=0o700, exist_ok=True)
    if public.exists() and private.exists():
        authority = trustme.CA.from_pem(public.read_bytes(), private.read_bytes())
    else:
        authority = trustme.CA(organization_name="Vive Voix local")
        private.touch(mode=0o600)
        private.write_bytes(authority.private_key_pem.bytes())
        public.write_bytes(authority.cert_pem.bytes())
    server = authority.issue_cert(address, "localhost", "127.0.0.1")
    cert, key = home / "server.pem", home / "server.key"
    key.touch(mode=0o600)
    key.write_bytes(server.private_key_pem.bytes())
    cert.write_bytes(b"".join(part.bytes() for part in server.cert_chain_pems))
    return cert, key
