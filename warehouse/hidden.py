"""Addresses as they may be told: in a log, on a terminal, in `ops`."""

import re

HIDDEN = "***"
_LOGIN = re.compile(r"(?<=://)[^\s/?#@]*@")
_TOKEN = re.compile(r"([?&][\w.-]*(?:token|secret|password|signature|sig|key)=)[^\s&#'\")]+", re.IGNORECASE)


def without_secrets(text: str) -> str:
    """The text with the login of each address in it, and what its query names as a key or a token, as `***`."""
    return _TOKEN.sub(rf"\1{HIDDEN}", _LOGIN.sub(f"{HIDDEN}@", text))
