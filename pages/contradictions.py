"""What sources disagree on: each value beside the others, the one used, and why."""

from simulator.ui import history
from simulator.ui.frame import require_frame

require_frame()
history.disagreements()
