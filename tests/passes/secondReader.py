"""Reads compact passes by docs/formats/compact-pass.md alone: python3 secondReader.py compact-pass.md < nothing; prints what it read as JSON."""
import base64, datetime, json, re, struct, sys, unicodedata
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

KINDS = {1: "card", 2: "badge", 3: "event"}
day = lambda n: None if n == 65535 else (datetime.date(2020, 1, 1) + datetime.timedelta(days=n)).isoformat()


def text(data, at):
    size, utf8 = data[at] & 0x7F, data[at] & 0x80
    body = data[at + 1 : at + 1 + size]
    assert len(body) == size <= 32
    if utf8:
        said = body.decode("utf-8")
    else:
        said = "".join({1: "\u200c", 2: "\u200d"}.get(b) or (chr(0x900 + b - 0x80) if b >= 0x80 else chr(b)) for b in body)
    assert unicodedata.normalize("NFC", said) == said
    return said, at + 1 + size


def signed(public_key, prefix, data):
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(data[-64:], prefix + data[:-64])
    except InvalidSignature:
        raise SystemExit("forged")


def read_pass(data, public_key):
    head, key, serial, about, start, end = struct.unpack(">B4sIIHH", data[:17])
    assert head >> 4 == 1 and key == public_key[:4] and start <= end
    name, at = text(data, 17)
    words, at = text(data, at)
    assert at == len(data) - 64
    signed(public_key, b"karyakarta-pass-1\0", data)
    return dict(kind=KINDS[head & 15], serial=serial, about=about, **{"from": day(start)}, until=day(end), name=name, words=words)


def read_list(data, public_key):
    head, key, about, made, count = struct.unpack(">B4sIII", data[:17])
    signed(public_key, b"karyakarta-list-1\0", data)
    serials, last, step, shift = [], 0, 0, 0
    for byte in data[17:-64]:
        step |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            last, step, shift = last + step, 0, 0
            serials.append(last)
    assert len(serials) == count
    at = datetime.datetime(2020, 1, 1) + datetime.timedelta(seconds=made)
    return dict(kind=KINDS[(head & 15) - 8], about=about, madeAt=at.isoformat() + "Z", serials=serials)


vectors = json.loads(re.search(r"```json\n(.*?)```", open(sys.argv[1], encoding="utf-8").read(), re.S)[1])
key = bytes.fromhex(vectors["publicKey"])
pad = lambda letters: letters + "=" * (-len(letters) % 8)
print(json.dumps({
    "passes": [read_pass(base64.b32decode(pad(one["text"])), key) for one in vectors["passes"]],
    "list": read_list(bytes.fromhex(vectors["list"]["bytes"]), key),
}))
