"""Fault planting: small faults are put into the rules, and the tests must see each of them."""
