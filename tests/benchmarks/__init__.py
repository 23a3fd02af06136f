"""Benchmarks: programs that measure, started by `make bench-…`; no test of the suite."""
