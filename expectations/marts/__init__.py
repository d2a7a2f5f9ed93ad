"""What readers are promised of the marts: a function per mart, found by its name. Run before a release.

Not claimed again: what the database refuses while dbt builds (columns `not_null` by contract, keys with a unique
index). What a mart shows by itself is claimed here, in sentences a person can act upon, and what needs seeds,
staging or intermediate is a dbt test.
"""
