"""Arrow arrays without nulls as numpy's; `to_numpy` would import pandas, which takes a second."""

import numpy as np
import pyarrow as pa


def mask(array: pa.Array) -> np.ndarray:
    """A boolean array."""
    return np.frombuffer(array.cast(pa.uint8()).buffers()[1], np.uint8, len(array), array.offset).astype(bool)


def whole(array: pa.Array) -> np.ndarray:
    """An int64 array."""
    return np.frombuffer(array.buffers()[1], np.int64, len(array), array.offset * 8).copy()
