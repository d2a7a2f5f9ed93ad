{{ flores_figures("insee_flores_a5") }}
