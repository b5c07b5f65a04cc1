"""No page is longer than three desk screens, whatever it shows, whichever of its tabs is open."""

import pytest

from simulator.cases.comparison import Comparison
from simulator.cases.scenario import read
from simulator.network.shipped import shipped
from simulator.schemes import SCHEMES
from simulator.stories.ready_cases import examples, scenarios

from .reading import PAGES, opened, rested

pytestmark = pytest.mark.browser
DESK = (1440, 900)
MOST = 3 * DESK[1]
HEIGHT = "document.querySelector('.stMain').scrollHeight"
COMPARED = Comparison(cas=tuple(scenarios().values())[:6]).to_link()
STATES = [
    *PAGES,
    *(f"simuler?s={read({'dispositif': key}).to_link()}" for key in SCHEMES),
    *(f"simuler?s={case.to_link()}" for case in scenarios().values()),
    *(f"mecene?exemple={name}" for name in examples()),
    *(f"portrait?territoire={one.id}" for one in shipped().territoires),
    f"comparer?c={COMPARED}",
    "sources?loi=mecenat.plafond_forfaitaire",
]


@pytest.mark.parametrize("state", STATES, ids=lambda state: state[:60])
def test_a_page_holds_on_three_screens(shared_server, chromium, state):
    page = opened(chromium, f"{shared_server}/{state}", size=DESK)
    heights = {"": page.evaluate(HEIGHT)}
    for tab in page.get_by_role("tab").all():
        if tab.is_visible():
            tab.click()
            rested(page)
            heights[tab.inner_text()] = page.evaluate(HEIGHT)
    page.close()
    assert {tab: height for tab, height in heights.items() if height > MOST} == {}
