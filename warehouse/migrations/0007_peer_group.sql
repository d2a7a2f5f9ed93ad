-- Towns that resemble each town, drawn once and kept by version, as town centres are.

CREATE SCHEMA peer;
COMMENT ON SCHEMA peer IS 'Peer groups of towns, frozen once drawn; every version is kept.';

CREATE TABLE peer.town (
    version integer NOT NULL CHECK (version > 0),
    variant text NOT NULL CHECK (variant IN ('all', 'never_in_programme')),
    code_commune text NOT NULL,
    stratum text NOT NULL,
    variables text[] NOT NULL,
    missing_variables text[] NOT NULL,
    candidates integer NOT NULL CHECK (candidates >= 0),
    is_simulated boolean NOT NULL,
    drawn_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (version, variant, code_commune)
);
COMMENT ON TABLE peer.town IS 'Towns whose peers were sought: one row per version of the method and variant.';
COMMENT ON COLUMN peer.town.version IS 'Version of the method (seed peer_variable).';
COMMENT ON COLUMN peer.town.variant IS
'all: among all towns in scope; never_in_programme: among those never in ACV (Action Cœur de Ville) nor PVD.';
COMMENT ON COLUMN peer.town.code_commune IS 'Town, commune code of the reference COG when it was drawn.';
COMMENT ON COLUMN peer.town.stratum IS 'Its peers are of the same stratum: metropolitan, paris or overseas.';
COMMENT ON COLUMN peer.town.variables IS 'Variables on which it is compared, those known of it.';
COMMENT ON COLUMN peer.town.missing_variables IS 'Variables that are not known of it, or of no town.';
COMMENT ON COLUMN peer.town.candidates IS 'Other towns of its stratum of which all these variables are known.';
COMMENT ON COLUMN peer.town.is_simulated IS 'True when a simulated publisher wrote any file the values come from.';
COMMENT ON COLUMN peer.town.drawn_at IS 'When it was drawn.';

CREATE TABLE peer.neighbour (
    version integer NOT NULL,
    variant text NOT NULL,
    code_commune text NOT NULL,
    rank integer NOT NULL CHECK (rank > 0),
    peer_code_commune text NOT NULL,
    distance double precision NOT NULL CHECK (distance >= 0),
    PRIMARY KEY (version, variant, code_commune, rank),
    UNIQUE (version, variant, code_commune, peer_code_commune),
    FOREIGN KEY (version, variant, code_commune) REFERENCES peer.town ON DELETE CASCADE,
    CHECK (peer_code_commune <> code_commune)
);
COMMENT ON TABLE peer.neighbour IS 'The nearest towns of each, nearest first.';
COMMENT ON COLUMN peer.neighbour.version IS 'Version of the method.';
COMMENT ON COLUMN peer.neighbour.variant IS 'Variant, as in peer.town.';
COMMENT ON COLUMN peer.neighbour.code_commune IS 'Town whose peer this is.';
COMMENT ON COLUMN peer.neighbour.rank IS '1 for the nearest.';
COMMENT ON COLUMN peer.neighbour.peer_code_commune IS 'The peer, commune code of the reference COG when it was drawn.';
COMMENT ON COLUMN peer.neighbour.distance IS
'Mahalanobis distance, in standard deviations of the pool; to be compared among towns with the same variables.';
