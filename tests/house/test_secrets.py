"""No secret stands in the repository: detect-secrets over every tracked file, each lookalike named."""

from __future__ import annotations

from collections import Counter

from detect_secrets.core.scan import scan_line
from detect_secrets.core.secrets_collection import SecretsCollection
from detect_secrets.settings import default_settings

from tests.house.test_shape import ROOT, tracked

HARMLESS = {
    ("docs/hosting.md", "Secret Keyword"): "the example of a set-up, its values are words",
    ("pipelines/results.json", "Hex High Entropy String"): "the hash of a corpus",
    ("tests/extract/quality.toml", "Hex High Entropy String"): "hashes of corpora",
    ("tests/house/test_seeds.py", "Hex High Entropy String"): "hashes of the seed articles",
    ("tests/dashboard/test_fetch.py", "Basic Auth Credentials"): "a link that must be refused",
    ("tests/dashboard/test_hostile.py", "Basic Auth Credentials"): "a link that must be refused",
    ("tests/dashboard/test_operations.py", "Secret Keyword"): "a sentence that must not be logged",
    ("tests/dashboard/test_pdf.py", "Secret Keyword"): "the password of a made-up file",
    (
        "tests/dashboard/test_sign_in.py",
        "Hex High Entropy String",
    ): "the key of a server that lives for one test",
    ("tests/dashboard/test_sign_in.py", "Secret Keyword"): "the same",
}
"""What looks like a secret and is none, with the reason; a row that nothing needs any more fails too."""


def test_no_secret_is_in_the_repository() -> None:
    found: Counter[tuple[str, str]] = Counter()
    scanned = SecretsCollection(root=str(ROOT))
    with default_settings():
        for path in tracked():
            scanned.scan_file(str(path))
    for name, secret in scanned:
        found[name, secret.type] += 1
    assert set(found) == set(HARMLESS)


def test_a_secret_would_be_found() -> None:
    with default_settings():
        assert list(scan_line("aws_key = 'AKIA" + "IOSFODNN7EXAMPL1'"))
