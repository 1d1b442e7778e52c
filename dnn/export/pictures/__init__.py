"""Pictures of a run: its cost curve, as SVG and as pixels, and its network.

cost_chart.py    the lines and words of the chart, in pixels; svg.py and png.py draw them
network.py       circles and weights as SVG
"""
