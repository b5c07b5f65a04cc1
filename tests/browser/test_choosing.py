"""Typing a name and Enter takes that name alone, and nothing offers to take several at once."""

import pytest
from playwright.sync_api import expect

from simulator.text import LANGUAGES, say, speaking

from .reading import opened

pytestmark = pytest.mark.browser
SEVERAL = 2


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("label", "typed", "taken", "others"),
    [
        ("bassin_departements", "Meuse", "Meuse (55)", "Meurthe-et-Moselle (54)"),
        ("bassin_departements", "Loire", "Loire (42)", "Haute-Loire (43)"),
    ],
)
def test_enter_takes_the_one_name_that_was_typed(
    shared_server, chromium, lang, label, typed, taken, others
):
    page = opened(chromium, f"{shared_server}/portrait?lang={lang}")
    with speaking(lang):
        fold, field = say("portrait.bassin"), say(f"portrait.{label}")
    page.get_by_text(fold, exact=True).click()
    box = page.get_by_role("combobox", name=field)
    box.click()
    box.fill(typed)
    options = page.get_by_role("option")
    expect(options.first).to_have_text(taken)
    expect(options.filter(has_text=others)).to_be_visible()
    assert options.count() >= SEVERAL
    for text in options.all_inner_texts():
        assert "(" in text, text  # a place and its code, never « Select 8 matches »
    box.press("Enter")
    choice = page.locator(".stMultiSelect").filter(has=page.get_by_role("combobox", name=field))
    expect(choice).to_contain_text(taken)
    expect(choice.get_by_text("(")).to_have_count(1)
    page.close()
