"""The page of a programme in a real browser: typed as people type, short, wide and narrow."""

import pytest

from .test_screens import NARROW, WIDE, visit

pytestmark = pytest.mark.browser
SCREENS = 3
HEIGHT = "() => document.querySelector('[data-testid=stMain]').scrollHeight"


@pytest.mark.parametrize("size", [WIDE, NARROW, (320, 700)], ids=["1440", "390", "320"])
def test_nothing_is_cut_sideways(shared_server, chromium, size):
    page = visit(chromium, f"{shared_server}/programme", size)
    page.wait_for_timeout(2500)
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    assert page.outside == []
    page.close()


def test_a_french_number_moves_the_answer_within_three_screens(shared_server, chromium):
    page = visit(chromium, f"{shared_server}/programme")
    page.wait_for_timeout(2500)
    before = page.locator(".p-answer").first.inner_text()
    cell = page.get_by_label("PME en 2027, ligne 1")
    cell.fill("1 200")
    cell.press("Enter")
    page.wait_for_timeout(2500)
    after = page.locator(".p-answer").first.inner_text()
    assert after != before
    assert "1\u202f241" in after
    cell.fill("douze")
    cell.press("Enter")
    page.wait_for_selector(".p-fault", timeout=20_000)
    assert page.get_by_label("PME en 2027, ligne 1").input_value() == "douze"
    assert page.locator(".p-answer").first.inner_text() == after
    assert page.evaluate(HEIGHT) <= SCREENS * WIDE[1]
    assert page.faults == []
    page.close()
