"""True and false, in a publisher's words."""

import pyarrow as pa
import pyarrow.compute as pc

from ingestion.cells.rule import Rule, matching

_TRUE = pa.array(["true", "t", "1", "1.0", "oui", "vrai", "o"])
_FALSE = pa.array(["false", "f", "0", "0.0", "non", "faux", "n"])


def _mend(text: pa.Array) -> pa.Array:
    low = pc.utf8_lower(text)
    return pc.if_else(pc.is_in(low, _TRUE), "true", pc.if_else(pc.is_in(low, _FALSE), "false", None))


BOOLEAN = Rule(matching("true|false"), _mend)
