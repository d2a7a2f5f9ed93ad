-- Homes of each year as published. The total of the last year comes with the next file.
{{ carried(ref("int_figure_lovac")) }}
