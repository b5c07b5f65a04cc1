"""Territories, their activity and their skills: the shipped network, or the user's own."""
