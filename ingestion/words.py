"""Words of a source for French readers."""

from dataclasses import dataclass


@dataclass(frozen=True)
class French:
    """Title, producer, frequency and licence in French; an empty licence is told as the declaration words it."""

    title: str
    producer: str
    frequency: str
    licence: str = ""
