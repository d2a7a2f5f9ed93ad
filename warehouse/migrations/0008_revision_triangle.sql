-- What past releases did to figures: one row per release and group of figures published together (indicator, level,
-- zone and year), with sums over the group's values against the first figure of each. A release adds its own rows.

CREATE TABLE ops.revision_triangle (
    release_id bigint NOT NULL REFERENCES ops.release ON DELETE CASCADE,
    indicator_code text NOT NULL,
    territory_level text NOT NULL,
    zone text NOT NULL,
    period integer NOT NULL,
    first_release_id bigint NOT NULL REFERENCES ops.release ON DELETE CASCADE,
    releases_since integer NOT NULL,
    is_simulated boolean NOT NULL,
    published bigint NOT NULL,
    revised bigint NOT NULL,
    withdrawn bigint NOT NULL,
    status_changed bigint NOT NULL,
    sum_revision double precision NOT NULL,
    sum_absolute double precision NOT NULL,
    sum_relative double precision NOT NULL,
    no_relative bigint NOT NULL,
    PRIMARY KEY (indicator_code, territory_level, zone, period, release_id)
);
CREATE INDEX revision_triangle_release ON ops.revision_triangle (release_id);
COMMENT ON TABLE ops.revision_triangle IS 'Sums of revisions since the first figure, by group of figures and release.';
COMMENT ON COLUMN ops.revision_triangle.release_id IS 'Change of what readers see.';
COMMENT ON COLUMN ops.revision_triangle.indicator_code IS 'Indicator.';
COMMENT ON COLUMN ops.revision_triangle.territory_level IS 'Level of the territories.';
COMMENT ON COLUMN ops.revision_triangle.zone IS 'all, centre or rest.';
COMMENT ON COLUMN ops.revision_triangle.period IS 'Year of the figures.';
COMMENT ON COLUMN ops.revision_triangle.first_release_id IS
'Release that first gave the group a value, of those counted: releases older than version 12 of the database are not.';
COMMENT ON COLUMN ops.revision_triangle.releases_since IS 'Releases since that one, rollbacks not counted: the age.';
COMMENT ON COLUMN ops.revision_triangle.is_simulated IS 'A simulated file stands behind a value of the group: no fact.';
COMMENT ON COLUMN ops.revision_triangle.published IS 'Values that the release publishes.';
COMMENT ON COLUMN ops.revision_triangle.revised IS 'Of these, values that differ from their first figure.';
COMMENT ON COLUMN ops.revision_triangle.withdrawn IS 'Values published once and missing now.';
COMMENT ON COLUMN ops.revision_triangle.status_changed IS
'Values whose status differs from that of their first figure.';
COMMENT ON COLUMN ops.revision_triangle.sum_revision IS 'Sum of value less first figure, unit of the indicator.';
COMMENT ON COLUMN ops.revision_triangle.sum_absolute IS 'Sum of its absolute values.';
COMMENT ON COLUMN ops.revision_triangle.sum_relative IS
'Sum of absolute revisions over absolute first figures, as shares.';
COMMENT ON COLUMN ops.revision_triangle.no_relative IS
'Values revised from a first figure of zero: in no relative mean.';
