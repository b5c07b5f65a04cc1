"""Twenty years of the network in one picture, and where its sources disagree."""

from simulator.ui import history
from simulator.ui.frame import require_frame

require_frame()
history.twenty_years()
