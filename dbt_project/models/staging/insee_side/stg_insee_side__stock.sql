{{ side_figures("insee_side_stock") }}
