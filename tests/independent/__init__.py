"""The core indicators of a town worked out a second time, from publishers' files and the seeds' definitions alone.

Nothing here reads a dbt model or a table of the warehouse, but for the perimeters of town centres, which are
drawn once and given.
"""
