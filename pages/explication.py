"""Where one figure comes from: its account to the cent, each line open down to its text of law."""

from simulator.ui import explaining
from simulator.ui.frame import require_frame

require_frame()
explaining.show()
