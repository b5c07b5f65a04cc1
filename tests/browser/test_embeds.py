"""One chart inside another site: alone, from a site that is admitted, and no other page there."""

import http.server
import re
import threading
import urllib.request

import pytest

from simulator.base.links import pack
from simulator.network.basin import read_basin

from .conftest import free_port, start_server
from .reading import words

pytestmark = pytest.mark.browser
LORRAINE = read_basin({"nom": "Lorraine", "departements": ["54", "55", "57"]}).to_link()
CHARTS = [
    ("simuler", "qui_porte_quoi", ""), ("comparer", "formats_compares", ""),
    ("territoires", "carte", ""), ("competences", "repartition_competences", ""),
    ("territoires", "carte", f"etat={pack({'mesure': 'jours'}, 1)}"),
    ("comparer", "formats_compares", f"etat={pack({'annee': 2016}, 1)}"),
    ("annees", "historique_activite", f"etat={pack({}, 1)}"),
    ("mecene", "euro_suivant", ""), ("programme", "programme_par_annee", ""),
    ("portrait", "bassin", f"bassin={LORRAINE}"),
]  # fmt: skip


def site(port, framed):
    """A site of somebody else's, with a frame; `localhost` is not `127.0.0.1`."""

    class Page(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(f'<iframe src="{framed}" width="900" height="600"></iframe>'.encode())

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", port), Page)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


@pytest.fixture(scope="module")
def there():
    return free_port()


@pytest.fixture(scope="module")
def address(there):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PASSERELLE_CADRES", f"http://localhost:{there} n'importe quoi;")
        at, process = start_server()
    yield at
    process.kill()
    process.wait()


@pytest.mark.parametrize(("page_name", "name", "state"), CHARTS)
def test_a_chart_stands_alone(address, chromium, page_name, name, state):
    page = chromium.new_page()
    page.goto(f"{address}/{page_name}?{state}&graphique={name}&embed=true")
    page.get_by_text(words("integrer.retour")).wait_for(timeout=60_000)
    page.locator(".p-heading h1").wait_for()
    page.locator(
        "[data-testid=stVegaLiteChart] svg, [data-testid=stVegaLiteChart] canvas"
    ).first.wait_for()
    assert page.locator("[data-testid=stVegaLiteChart]").count() == 1
    assert page.locator("button:visible").count() == 0
    assert page.locator("h1.p-question, .p-answer").count() == 0
    assert page.locator(".stMain a:visible").count() == 1
    back = page.locator(".stMain a:visible").get_attribute("href")
    assert back.startswith(f"{address}/{page_name}")
    assert "graphique" not in back
    assert "embed" not in back
    page.close()


def test_the_picture_of_twenty_years_stands_alone(address, chromium):
    page = chromium.new_page()
    page.goto(f"{address}/reseau?graphique=vingt_ans&embed=true")
    page.get_by_text(words("integrer.retour")).wait_for(timeout=60_000)
    page.locator("svg.p-twenty").wait_for()
    assert page.locator("button:visible, .p-question").count() == 0
    assert page.locator(".stMain a:visible:not(.p-numbered)").count() == 1
    page.close()


def test_a_chart_that_is_not_there_is_said(address, chromium):
    page = chromium.new_page()
    page.goto(f"{address}/competences?graphique=autre&embed=true")
    page.get_by_text(words("integrer.refuse")).wait_for(timeout=60_000)
    page.goto(f"{address}/territoires?reseau=aaaa&graphique=carte&embed=true")
    page.get_by_text(words("integrer.prive")).wait_for(timeout=60_000)
    page.close()


def test_a_site_that_is_admitted_frames_a_chart_and_no_page(address, there, chromium):
    one = f"{address}/competences?graphique=repartition_competences&amp;embed=true"
    for framed, is_shown in ((one, True), (f"{address}/competences", False)):
        server = site(there, framed)
        page = chromium.new_page()
        page.goto(f"http://localhost:{there}/")
        inside = page.frame_locator("iframe")
        if is_shown:
            inside.get_by_text(words("integrer.retour")).wait_for(timeout=60_000)
        else:
            page.wait_for_timeout(4_000)
            assert inside.locator(".p-question").count() == 0
        page.close()
        server.shutdown()
        server.server_close()


def headers(address):
    with urllib.request.urlopen(
        urllib.request.Request(address, headers={"Accept": "text/html"})
    ) as a:
        return {name.lower(): value for name, value in a.headers.items()}


def test_only_a_chart_may_be_framed_and_only_by_those_who_are_named(address, there):
    alone = headers(f"{address}/competences?graphique=x&embed=true")
    ancestors = re.search(r"frame-ancestors ([^;]*)", alone["content-security-policy"])[1]
    assert ancestors == f"'self' http://localhost:{there}"
    assert "x-frame-options" not in alone
    for query in ("", "?embed=true", "?graphique=x", "?graphique=x&embed=true&reseau=k",
                  "?graphique=x&embed=true&d=k", "?graphique=x&embed=false"):  # fmt: skip
        page = headers(f"{address}/competences{query}")
        assert "frame-ancestors 'self';" in page["content-security-policy"]
        assert page["x-frame-options"] == "SAMEORIGIN"


def test_a_reader_copies_the_lines_of_a_chart(address, chromium):
    page = chromium.new_page()
    page.goto(f"{address}/competences")
    page.get_by_text(words("prendre.tableau")).first.click()
    lines = page.locator("[data-testid=stCode]").first
    lines.wait_for()
    told = lines.inner_text()
    assert "<iframe" in told
    assert "embed=true" in told
    source = re.search(r'src="([^"]*)"', told)[1].replace("&amp;", "&")
    page.goto(source)
    page.get_by_text(words("integrer.retour")).wait_for(timeout=60_000)
    page.close()
