-- Jobseekers of the fourth quarter; an absent commune is not known and has no row.
{{ carried(ref("int_figure_dares")) }}
