"""What comes back from a check, and the errors it may raise."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Outcome:
    """`success` is False only when a critical claim failed. Sentences are ready to be read by a person."""

    success: bool
    critical: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


class MartsPromiseBroken(RuntimeError):
    """A critical claim on a mart does not hold: what is released stays as it was."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(f"marts: {len(reasons)} broken promise(s)\n- " + "\n- ".join(reasons))
        self.reasons = reasons


class NotEvaluated(RuntimeError):
    """A claim could not be evaluated (a missing column, a server away): neither kept nor broken."""
