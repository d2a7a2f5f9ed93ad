"""What a library said, as a message can hold it."""

_MOST_SAID = 300  # characters


def reason(error: BaseException) -> str:
    """Kind and first line of what a library said."""
    said = first_line(error)
    return f"{type(error).__name__}: {said}" if said else type(error).__name__


def first_line(error: BaseException) -> str:
    """The beginning of what it said: libraries tell whole headers, and documentation behind them."""
    return (str(error).strip().splitlines() or [""])[0][:_MOST_SAID]
