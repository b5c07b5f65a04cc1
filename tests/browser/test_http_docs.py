"""The documentation of the HTTP interface in a real browser: it starts, and asks nobody else."""

import pytest

from simulator.api.verbs import VERBS

pytestmark = pytest.mark.browser


def test_the_documentation_lists_the_questions_and_asks_nothing_outside(shared_server, chromium):
    page, asked, said = chromium.new_page(), [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{shared_server}/api/docs")
    page.wait_for_selector(".opblock", timeout=30_000)
    paths = page.locator(".opblock-summary-path").all_inner_texts()
    told = {path.replace("\u200b", "").strip("/") for path in paths}
    assert told == {*VERBS, "exporter", "loi", "formats"}
    page.locator(".opblock-post .opblock-summary-control").first.click()
    page.get_by_role("button", name="Try it out").click()
    page.get_by_role("button", name="Execute").click()
    page.wait_for_selector(".live-responses-table tbody .response-col_status")
    assert (
        "200" in page.locator(".live-responses-table tbody .response-col_status").first.inner_text()
    )
    assert [url for url in asked if not url.startswith((shared_server, "data:"))] == []
    assert [text for text in said if "Content Security Policy" in text] == []
    page.close()
