"""A workbook with live formulas: its cells are the engine's own rules, traced and written again."""

from simulator.exports.workbook.made import workbook

__all__ = ["workbook"]
