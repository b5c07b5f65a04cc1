"""A click on a file brings it, in a real browser under the headers of the server."""

import pytest


def opened(chromium, address):
    page = chromium.new_page(accept_downloads=True)
    page.goto(address)
    page.wait_for_selector("h1", timeout=60_000)
    return page


@pytest.mark.browser
def test_a_click_brings_the_file_and_only_our_fonts_are_told_the_address(shared_server, chromium):
    page = opened(chromium, f"{shared_server}/territoires?territoire=alize.meuse")
    told = []
    page.on("requestfinished", lambda request: told.append(request))  # noqa: PLW0108
    for form in ("csv", "svg", "png"):
        with page.expect_download(timeout=60_000) as waited:
            page.locator(f".st-key-prendre_carte-{form} button").click()
        assert waited.value.suggested_filename == f"carte.{form}"
        assert waited.value.failure() is None
    page.reload()
    page.wait_for_selector("h1", timeout=60_000)
    sent = {request.url: request.all_headers().get("referer") for request in told}
    assert sent
    carried = {url for url, referer in sent.items() if referer}
    # Chromium ignores the policy for the fonts of a style made by a script; ours are our own.
    assert {url for url in carried if "/app/static/fonts/" not in url} == set()
    assert all(url.startswith(shared_server) for url in carried)
    fonts = "[...document.fonts].filter(f => f.status === 'loaded').map(f => f.family).join()"
    assert "Passerelle" in page.evaluate(fonts)
    page.close()
