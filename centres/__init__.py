"""Town-centre perimeters: drawn once from storefronts or given by users, kept by version, exported."""
