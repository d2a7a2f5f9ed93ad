select code_commune, version, method, source_sha256, geometry
from centre.perimeter
where is_current
