-- Parts of every perimeter ever drawn: `point(x, y) <@ part` tells the inside. Parts share edges, so a point on one
-- lies in two parts: ask whether a part exists, do not join.
select
    perimeter_id,
    part
from {{ source("centre", "perimeter_part") }}
