"""What a notebook full of runs costs."""
