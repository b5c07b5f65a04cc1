"""What sources count, year by year; totals since the start, advances, places, a typical year."""

from simulator.ui import history
from simulator.ui.frame import require_frame

require_frame()
history.years()
