"""Pictures of the runs of a step, side by side: before the try the data, after it what each network says about them.

panels.py      the row of them, each beside the name of its run
outputs.py     the outputs of runs, worked out once
run_picture.py one of them as SVG
shades.py      the colours of an output
contour.py     the line between two classes
png.py         a picture of a few colours
tries.py       the held-out cost of each try at a goal
"""
