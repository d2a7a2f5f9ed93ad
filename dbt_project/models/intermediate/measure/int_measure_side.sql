-- Stock and creations of establishments; a commune that no file holds is not known and has no row.
{{ carried(ref("int_figure_side")) }}
