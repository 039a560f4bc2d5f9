"""Sealed values open for their own purpose under their own key, and for nothing else."""

import base64

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes

from jishi.base import crypto
from jishi.config.keys import keys

# RFC 8998, appendix A.1
KEY = bytes.fromhex("0123456789ABCDEFFEDCBA9876543210")
NONCE = bytes.fromhex("00001234567800000000ABCD")
BOUND = bytes.fromhex("FEEDFACEDEADBEEFFEEDFACEDEADBEEFABADDAD2")
CLEAR = bytes.fromhex("".join(c * 16 for c in "ABCDEFEA"))
SEALED = bytes.fromhex(
    "17F399F08C67D5EE19D0DC9969C4BB7D5FD46FD3756489069157B282BB200735"
    "D82710CA5C22F0CCFA7CBF93D496AC15A56834CBCF98C397B4024A2691233B8D"
    "83DE3541E4C2B58177E065A9BF7B62EC"
)


def test_sm4_gcm_gives_the_bytes_of_rfc_8998():
    assert crypto.encrypt(KEY, NONCE, CLEAR, BOUND) == SEALED
    assert crypto.decrypt(KEY, NONCE, SEALED, BOUND) == CLEAR


def test_sm4_gcm_refuses_every_flipped_byte_of_the_vector():
    for place in range(len(SEALED)):
        broken = bytearray(SEALED)
        broken[place] ^= 1
        with pytest.raises(InvalidTag):
            crypto.decrypt(KEY, NONCE, bytes(broken), BOUND)


def test_sm3_gives_the_digest_of_the_standard():
    digest = hashes.Hash(hashes.SM3())
    digest.update(b"abc")
    expected = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    assert digest.finalize().hex() == expected


def test_a_sealed_value_opens_for_its_purpose_only():
    sealed = crypto.seal("13812345678", "person.phone")
    assert sealed.startswith(f"v1.{keys().current}.")
    assert "13812345678" not in sealed
    assert crypto.unseal(sealed, "person.phone") == "13812345678"
    with pytest.raises(crypto.CannotOpen):
        crypto.unseal(sealed, "person.identity")


def test_the_same_value_is_never_sealed_the_same_twice():
    assert crypto.seal("甲", "x.y") != crypto.seal("甲", "x.y")


def test_an_altered_truncated_or_foreign_value_does_not_open():
    sealed = crypto.seal("13812345678", "x.y")
    head, body = sealed.rsplit(".", 1)
    raw = bytearray(base64.b64decode(body))
    raw[20] ^= 1
    for wrong in (
        sealed[:-8],
        f"{head}.{base64.b64encode(raw).decode()}",
        "13812345678",
        "",
        "v1.",
    ):
        with pytest.raises(crypto.CannotOpen):
            crypto.unseal(wrong, "x.y")


def test_a_missing_key_is_named_and_the_value_is_not():
    sealed = crypto.seal("13812345678", "x.y").replace("v1.1.", "v1.77.")
    with pytest.raises(crypto.MissingKey, match="第 77 号") as raised:
        crypto.unseal(sealed, "x.y")
    assert "138" not in str(raised.value)


def test_a_key_number_cannot_be_swapped():
    """The number is bound in: a value relabelled to a key of equal bytes does not open."""
    ring = keys()
    ring.fields[2] = ring.fields[1]
    try:
        sealed = crypto.seal("甲", "x.y")
        assert sealed.startswith("v1.2.")
        with pytest.raises(crypto.CannotOpen):
            crypto.unseal(sealed.replace("v1.2.", "v1.1."), "x.y")
    finally:
        del ring.fields[2]


def test_bytes_are_sealed_likewise():
    sealed = crypto.seal_bytes(b"PK\x03\x04 rows", "file.body")
    assert b"rows" not in sealed
    assert crypto.unseal_bytes(sealed, "file.body") == b"PK\x03\x04 rows"
    with pytest.raises(crypto.CannotOpen):
        crypto.unseal_bytes(sealed[:-1], "file.body")
    with pytest.raises(crypto.CannotOpen):
        crypto.unseal_bytes(b"PK\x03\x04 rows", "file.body")


def test_a_blind_index_finds_what_people_mean_and_tells_kinds_apart():
    index = crypto.blind_index("identity", "99000019900101002x")
    assert crypto.blind_index("identity", " ９９００００ 19900101-002X") == index
    assert crypto.blind_index("phone", "99000019900101002X") != index
    assert crypto.blind_index("identity", "990000199001010021") != index
    assert crypto.blind_index("identity", "  ") == ""


def test_without_the_purpose_bound_in_a_value_could_change_its_column(monkeypatch):
    """The seeded fault behind the tests above."""
    monkeypatch.setattr(crypto, "_bound", lambda number, purpose: b"")
    sealed = crypto.seal("13812345678", "person.phone")
    assert crypto.unseal(sealed, "person.identity") == "13812345678"
