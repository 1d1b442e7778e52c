"""Parts of the benchmarks with many visitors: connections, processes, witnesses of a run, rude guests, garbage."""
