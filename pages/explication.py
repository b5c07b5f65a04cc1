"""Where one figure comes from: its account to the cent, each line open down to its text of law."""

from simulator.ui import explaining, glossary
from simulator.ui.frame import require_frame

require_frame()
explaining.show()
glossary.foot("explication")
