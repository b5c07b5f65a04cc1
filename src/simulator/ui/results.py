"""The results of a scenario, block by block, in the order in which they are read."""

import json

import streamlit as st

from simulator.cases.question import field_label, private_fields
from simulator.conditions.finding import Finding
from simulator.figures.explain import Explanation, Line, explain
from simulator.figures.indicators import (
    HIDES_PUBLIC_MONEY,
    HIDES_THE_COST,
    INDICATORS,
    missing,
)
from simulator.figures.trails import stage_name, trails
from simulator.ledger import BEARERS, Deed, Kind, Ledger
from simulator.schemes import scheme_of
from simulator.simulate import Outcome
from simulator.stories.scenario import (
    answer,
    loans,
    net_condition,
    old_prices,
    rules_told,
    shown_values,
    unknown_words,
    warnings_of,
)
from simulator.text import formats, has, say
from simulator.text.registered import in_words
from simulator.ui import current, drawings, html, sharing
from simulator.ui.downloads import CSV, JSON, ledger_csv, offer
from simulator.ui.evidence import text_of_law
from simulator.ui.folding import fold
from simulator.ui.taking import EUROS, foot

EXPLAINED = "explique"


def amount(key: str, value: float | None) -> str:
    """An indicator as the screen writes it."""
    if INDICATORS[key].unit == "€":
        return formats.euros_short(value)
    if INDICATORS[key].unit == "multiple":
        return formats.number(value, 2)
    return formats.percent(value)


def headline(outcome: Outcome) -> None:
    """The answer, then three figures, each with its button."""
    st.html(html.answer(html.segments(answer(outcome))))
    st.html(html.source(rules_told(outcome), ""))
    values = shown_values(outcome, outcome.shown)
    with st.container(key="trois_chiffres"):
        for column, key in zip(st.columns(3), scheme_of(outcome.scenario).figures, strict=True):
            with column:
                st.html(html.figures([_figure(outcome, key, values[key])]))
                st.button(
                    say("explication.bouton_court"),
                    key=f"expliquer_{key}",
                    on_click=_open,
                    args=(key,),
                    type="tertiary",
                )
    shown = [
        (say(f"indicateurs.{k}.court"), amount(k, values[k]))
        for k in scheme_of(outcome.scenario).figures
    ]
    st.html(html.bottom_bar(shown))
    opened = st.session_state.get(EXPLAINED)
    if opened in scheme_of(outcome.scenario).figures:
        explanation(outcome, str(opened))


def _figure(outcome: Outcome, key: str, value: float | None) -> tuple[str, str, str, str | None]:
    party = INDICATORS[key].party
    condition = _resources(outcome) if key == "cout_reel" else say(f"voies.{outcome.shown}.nom")
    if key == "effort_net_mecene":
        condition = net_condition(outcome)
    return (
        say(f"indicateurs.{key}.nom"),
        amount(key, value),
        condition,
        party.value if party else None,
    )


def _resources(outcome: Outcome) -> str:
    """What the cost is made of, and that a part of it is missing when one is."""
    ends = dict.fromkeys(
        stage_name(f.payee.value).lower()
        for f in outcome.headline.ledger
        if f.payee not in BEARERS and f.amount
    )
    made_of = ", ".join(ends) or say("mots.inconnu")
    partial = set(outcome.unknowns) & HIDES_PUBLIC_MONEY
    return say("simuler.cout_partiel", ressources=made_of) if partial else made_of


def _open(key: str) -> None:
    st.session_state[EXPLAINED] = None if st.session_state.get(EXPLAINED) == key else key


def explanation(outcome: Outcome, key: str) -> None:
    """One figure in three depths: a sentence, the formula with its numbers, the articles."""
    name, phrase = (say(f"indicateurs.{key}.{part}") for part in ("nom", "phrase"))
    with st.container(key="explication", border=True):
        st.html(html.chart_heading(say("explication.bouton", figure=name), phrase))
        told = explain(outcome.scenario, outcome.shown, key)
        if told.figure is None:
            reasons = " ".join(
                unknown_words(outcome, unknown) for unknown in missing(key, outcome.unknowns)
            )
            st.html(html.warning(say("simuler.inconnues_titre"), reasons))
        else:
            _steps(told, key, name)
        st.button(say("simuler.fermer"), key="fermer_explication", on_click=_open, args=(key,))


def _steps(told: Explanation, key: str, name: str) -> None:
    """The steps of a figure, its own line last, then the numbers that it stands on."""
    *steps, last = told.lines or (NOTHING,)
    value = float(told.figure)
    rows = [(s.label, f"{s.sentence} {s.formula}", s.reference, s.amount, False) for s in steps]
    total = formats.euros_cents(value) if INDICATORS[key].unit == "€" else amount(key, value)
    st.html(
        html.explanation_rows(
            [*rows, (name, f"{last.sentence} {last.formula}", last.reference, total, True)]
        )
    )
    with fold(say("explication.origine"), f"origine_{key}") as opened:
        if opened:
            heads = [say(f"explication.colonne_{c}") for c in ("nombre", "valeur", "source")]
            grounds = [(g.label, g.value, (g.source, g.url)) for g in told.grounds]
            st.html(html.data_table(heads, grounds, "lrl", wrap=True))


NOTHING = Line("", "", "", "", "")


def reserves(outcome: Outcome) -> None:
    """The warning that changes the answer, the others behind their count."""
    found = warnings_of(outcome, outcome.shown)
    found += [
        (say("simuler.inconnues_titre"), unknown_words(outcome, key)) for key in outcome.unknowns
    ]
    if not found:
        return
    st.html(html.warning(*found[0]))
    others = found[1:]
    if others:
        with fold(say("simuler.autres_reserves", nombre=len(others)), "reserves") as opened:
            for title, text in others if opened else ():
                st.html(html.warning(title, text))


def routes(outcome: Outcome) -> None:
    """The legal routes side by side: name, article, state, figure, what it needs."""
    st.html(html.chart_heading(say("simuler.voies")))
    has_sponsor = any(f.payer == "mecene" for f in outcome.headline.ledger)
    figure, label = (
        ("effort_net_mecene", "effort") if has_sponsor else ("reste_a_charge_pme", "effort_pme")
    )
    cards = [
        {
            "name": say(f"voies.{key}.nom"),
            "article": in_words(route.route.reference),
            "state": "ferme" if has(f"voies.{key}.ferme") else route.state.value,
            "word": say(
                f"voies.{key}.ferme" if has(f"voies.{key}.ferme") else f"etats.{route.state.value}"
            ),
            "value": formats.euros(shown_values(outcome, key)[figure]),
            "value_label": say(f"simuler.{label}"),
            "text": _card_text(outcome, key),
        }
        for key, route in outcome.routes.items()
    ]
    for start in range(0, len(cards), 3):
        st.html(html.route_cards(cards[start : start + 3]))  # type: ignore[arg-type]
    with fold(say("simuler.conditions"), "conditions") as opened:
        if opened:
            st.html(_conditions(outcome))


def _card_text(outcome: Outcome, key: str) -> str:
    """What a route needs, then the names of its reserves."""
    titles = [_lowered(title.rstrip(".")) for title, _ in warnings_of(outcome, key)]
    text = say(f"voies.{key}.texte")
    return f"{text} {say('simuler.reserves_voie', liste=', '.join(titles))}." if titles else text


def _lowered(title: str) -> str:
    """A title inside a sentence: its capital goes, an acronym's stays."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]


def _conditions(outcome: Outcome) -> str:
    """Each route, then its conditions: the fact that decides, and what would flip it."""
    names = ("condition", "etat", "fait", "bascule", "reference")
    heads = [say(f"colonnes.{name}") for name in names]
    blocks = []
    for key, route in outcome.routes.items():
        title = say(f"voies.{key}.nom")
        rows = [_condition(finding) for finding in route.findings]
        table = html.data_table(heads, rows, "lllll", caption=title, wrap=True)
        blocks.append(html.chart_heading(title, level=3) + table)
    return "".join(blocks)


def _condition(finding: Finding) -> tuple[html.Cell, ...]:
    """One condition as a row; what is open needs nothing more."""
    state = finding.state.value
    return (
        finding.words("regle"),
        f"{html.SHAPES[state]} {say(f'etats.{state}')}",
        finding.words(state),
        "–" if state == "ouvert" else finding.words("bascule"),
        text_of_law(finding.reference),
    )


def flows(outcome: Outcome) -> None:
    """The money's way, by the route shown."""
    shown = outcome.shown
    ledger = outcome.routes[shown].ledger
    if not trails(ledger):
        return
    drawing = drawings.flows(outcome, shown)
    st.html(html.chart_heading(drawing.title, drawing.subtitle))
    with st.container(key="sankey_large"):
        drawings.chart(drawing)
    with st.container(key="sankey_liste"):
        st.html(html.flow_list([
            (t.party, f"{stage_name(t.start)} → {stage_name(t.end)}", formats.euros(t.shown))
            for t in trails(ledger)
        ]))  # fmt: skip
    st.html(html.source(drawing.source, say("mots.source")))
    foot(drawing, "chemin_des_euros", write=EUROS, licence=say("mecene.vos_chiffres"))
    with fold(say("simuler.grand_livre"), "grand_livre") as opened:
        if opened:
            _ledger(outcome, shown)


def _ledger(outcome: Outcome, shown: str) -> None:
    ledger = outcome.routes[shown].ledger
    heads = [say(f"colonnes.{c}") for c in ("annee", "de", "vers", "pour", "montant", "source")]
    rows = [
        (
            str(f.year), say(f"parties.{f.payer.value}"), say(f"parties.{f.payee.value}"),
            say(f"natures.{f.nature.key}"), formats.euros_cents(f.amount), in_words(f.source),
        )
        for f in ledger
        if f.amount
    ]  # fmt: skip
    st.html(html.data_table(heads, rows, "llllrl", wrap=True))
    st.html(_account(ledger))
    total = formats.euros_cents(ledger.resources())
    partial = HIDES_THE_COST & set(outcome.unknowns)
    note = "grand_livre_note_connue" if partial else "grand_livre_note"
    notes = [say(f"simuler.{note}", porte=total, ressources=total)]
    if loans(ledger):
        notes.append(say("simuler.grand_livre_prets"))
    if any(f.nature.kind is Kind.EN_NATURE for f in ledger):
        notes.append(say("simuler.grand_livre_nature"))
    st.html(html.source(" ".join(notes), say("mots.lecture")))


def indicators(outcome: Outcome) -> None:
    """Every indicator of the route that leads, with old prices in recent euros."""
    st.html(html.chart_heading(say("simuler.indicateurs"), say(f"voies.{outcome.shown}.nom")))
    values, recent = shown_values(outcome, outcome.shown), old_prices(outcome)
    heads = [say("colonnes.indicateur"), say("colonnes.valeur")]
    rows = [[say(f"indicateurs.{key}.nom"), amount(key, value)] for key, value in values.items()]
    done = [[_deed(deed), formats.number(deed.quantity)] for deed in outcome.deeds]
    if recent:
        year, amounts = recent
        heads.append(say("simuler.euros_recents", annee=year))
        for row, key in zip(rows, values, strict=True):
            row.append(formats.euros(amounts[key]) if key in amounts else "–")
        done = [[*row, "–"] for row in done]
    st.html(html.data_table(heads, [*done, *rows]))
    if recent:
        note = say(
            "simuler.euros_recents_note", ancienne=outcome.scenario.reponses.annee, annee=recent[0]
        )
        st.html(html.source(note, say("mots.lecture")))


def _deed(deed: Deed) -> str:
    """A promise is called a promise: jobs always carry their status."""
    if deed.what != "emplois":
        return say(f"realisations.{deed.what}")
    return say(f"realisations.emplois_{deed.status.value}")


def _account(ledger: Ledger) -> str:
    """What each bearer pays, receives and bears; the last line is the cost of the resources."""
    heads = [say(f"colonnes.{name}") for name in ("porte", "verse", "recoit", "reste")]
    rows = [
        (
            say(f"parties.{party.value}"),
            formats.euros_cents(ledger.paid(party)),
            formats.euros_cents(ledger.received(party)),
            formats.euros_cents(ledger.borne(party)),
        )
        for party in BEARERS
        if ledger.paid(party) or ledger.received(party)
    ]
    total = (say("colonnes.total"), "", "", formats.euros_cents(ledger.resources()))
    return html.data_table(heads, [*rows, total], strong_rows=[len(rows)])


def sponsor_years(outcome: Outcome) -> None:
    """The gifts of the route shown, fiscal year by fiscal year, when there is more than one."""
    followed = outcome.headline.mecenat
    if len(followed) < 2:
        return
    st.html(html.chart_heading(say("simuler.mecenat")))
    names = ("exercice", "plafond", "retenus", "reporte", "reduction", "perdue")
    rows = [
        (
            formats.day(year.cloture),
            *(
                formats.euros_cents(float(value))
                for value in (
                    year.plafond,
                    year.dons_retenus + year.report_utilise,
                    year.report_restant,
                    year.reduction_imputee,
                    year.report_perdu + year.reduction_perdue,
                )
            ),
        )
        for year in followed
    ]
    st.html(html.data_table([say(f"colonnes.{name}") for name in names], rows))


def take_away(outcome: Outcome) -> None:
    """Share the address, download the case or the ledger, open a saved case."""
    st.html(html.chart_heading(say("simuler.partager"), say("simuler.partager_note")))
    if private_fields(type(outcome.scenario.reponses)):
        st.checkbox(say("simuler.inclure"), key=current.INCLUDE)
    name = outcome.scenario.dispositif
    told = current.shared(outcome.scenario).tus
    sharing.link_to_copy([field_label(field, name) for field in told])
    left, right = st.columns(2)
    text = json.dumps(current.shared(outcome.scenario).to_dict(), ensure_ascii=False, indent=2)
    with left:
        offer(say("simuler.telecharger"), lambda: text, f"{name}.json", JSON)
    with right:
        ledger = outcome.headline.ledger
        offer(say("simuler.telecharger_livre"), lambda: ledger_csv(ledger), f"{name}.csv", CSV)
    sharing.open_saved(sharing.SIMULATOR)
