"""What a sponsor reads, block by block: the answer, its proofs, three comparisons, six years."""

from collections.abc import Callable, Sequence

import streamlit as st

from simulator.base.rounding import whole
from simulator.cases.operation import Operation
from simulator.charts.bears import who_bears_what
from simulator.charts.frame import Drawing
from simulator.charts.marginal import Curve, Writing, next_euro
from simulator.charts.schedule import stocks, under_the_cap
from simulator.charts.waterfall import waterfall
from simulator.conditions.finding import ReadingName, State
from simulator.conditions.paths import Path, Question
from simulator.figures.explain import Explanation, Line
from simulator.figures.marginal import marginal
from simulator.figures.notes import notes_of
from simulator.figures.reserves import reserves_of
from simulator.sponsor.explanation import explain_sponsor
from simulator.sponsor.focus import Comparison
from simulator.sponsor.outcome import Outcome
from simulator.sponsor.reading import Reading
from simulator.stories.sponsor import (
    CENT,
    Headline,
    YearRow,
    answer,
    anything_waits,
    bends_frame,
    compared_words,
    comparison_frame,
    comparison_title,
    comparisons_of,
    differs,
    is_money,
    left_aside,
    low_profit,
    marginal_title,
    short,
    steps_frame,
    stocks_frame,
    stocks_title,
    three_figures,
    titled,
    waterfall_caption,
    waterfall_frame,
    waterfall_title,
    which_waits,
    year_rows,
    years_frame,
    years_title,
)
from simulator.text import formats, say
from simulator.text.registered import in_words
from simulator.ui import drawings, filing, html, sharing, sponsor_further, sponsor_inputs
from simulator.ui import sponsor_state as state
from simulator.ui.downloads import JSON, offer
from simulator.ui.folding import fold
from simulator.ui.sponsor_batch import batch
from simulator.ui.taking import foot

SHOWN, EXPLAINED = "mecene_lecture", "mecene_explique"
EURO_COLUMNS = ("amount", "given", "carried", "cap", "base", "tax", "lost_base", "lost_tax", "gift")


def drawn(
    drawing: Drawing, name: str, keys: Sequence[tuple[str, str]] = (), level: int = 2
) -> None:
    """A chart with its finding, its source and its foot; the user's figures are the user's."""
    st.html(html.chart_heading(drawing.title, drawing.subtitle, level))
    if keys:
        st.html(html.legend(keys))
    drawings.chart(drawing)
    st.html(
        html.source(drawing.caption, say("mots.lecture"))
        + html.source(drawing.source, say("mots.source"))
    )
    write: dict[str, Callable[[float], str]] = dict.fromkeys(EURO_COLUMNS, formats.euros_cents)
    write |= {"before": formats.percent, "after": formats.percent}
    foot(drawing, name, write=write, licence=say("mecene.vos_chiffres"))


# The first screen


def headline(outcome: Outcome) -> None:
    """The answer, then three figures, each with its button."""
    st.html(html.answer(html.segments(answer(outcome))))
    figures = three_figures(outcome)
    with st.container(key="trois_chiffres"):
        for column, figure in zip(st.columns(3), figures, strict=True):
            with column:
                st.html(
                    html.figures([(figure.label, figure.value, figure.condition, figure.party)])
                )
                st.button(
                    say("explication.bouton_court"),
                    key=f"expliquer_{figure.key}",
                    on_click=_open,
                    args=(figure.key,),
                    type="tertiary",
                )
    st.html(html.bottom_bar([(f.short, f.value) for f in figures]))
    opened = next((f for f in figures if f.key == st.session_state.get(EXPLAINED)), None)
    if opened is not None:
        _explanation(outcome, opened)


def _open(key: str) -> None:
    st.session_state[EXPLAINED] = None if st.session_state.get(EXPLAINED) == key else key


def _explanation(outcome: Outcome, figure: Headline) -> None:
    """One figure in three depths: a sentence, the formula with its numbers, the articles."""
    with st.container(key="explication", border=True):
        title = say("explication.bouton", figure=figure.label)
        st.html(html.chart_heading(title, say(f"mecene_figures.{figure.name}_phrase")))
        _steps(explain_sponsor(outcome.case, figure.key), figure.label, figure.name)
        if differs(outcome) and figure.name != "plafond":
            with fold(say("mecene.explication_prouvee"), f"explication_{figure.name}") as opened:
                if opened:
                    told = explain_sponsor(outcome.case, figure.key, reading="confirmed")
                    _steps(told, figure.label, f"{figure.name}_prouve")
        st.button(
            say("simuler.fermer"), key="fermer_explication", on_click=_open, args=(figure.key,)
        )


def _steps(told: Explanation, name: str, key: str) -> None:
    """The steps of a figure, its own line last, then the numbers that it stands on."""
    *steps, last = told.lines or (Line("", "", "", "", ""),)
    rows = [(s.label, f"{s.sentence} {s.formula}", s.reference, s.amount, False) for s in steps]
    total = formats.euros_cents(float(told.figure))
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


def reserves(outcome: Outcome) -> None:
    """The warning that weighs most, the others and what was supposed behind their count."""
    found = sorted(reserves_of(outcome), key=lambda reserve: _weight(reserve.key))
    if found:
        st.html(html.warning(found[0].words("titre"), found[0].words("texte")))
    count = len(found) - 1
    if count + len(notes_of(outcome)) > 0:
        title = say("mecene.autres_reserves", reserves=count, notes=len(notes_of(outcome)))
        with fold(title, "mecene_reserves") as opened:
            if opened:
                for reserve in found[1:]:
                    st.html(html.warning(reserve.words("titre"), _with_article(reserve)))
                st.html(html.chart_heading(say("mecene.suppose"), level=3))
                st.html(html.plain_list(note.words() for note in notes_of(outcome)))


def _with_article(reserve: object) -> str:
    text, reference = reserve.words("texte"), reserve.reference  # type: ignore[attr-defined]
    return f"{text} ({in_words(reference)})" if reference else str(text)


HEAVIEST = ("eligibilite_non_prouvee", "retour_circulaire", "revitalisation", "plafond_et_reports")
"""Reserves that change the answer come before those that always hold."""


def _weight(key: str) -> int:
    if key in HEAVIEST:
        return HEAVIEST.index(key)
    return len(HEAVIEST) + (key == "pas_un_conseil")


# Eligibility


def eligibility(outcome: Outcome, faults: dict[str, str]) -> None:
    """Each operation: where its path ends, what decides, what flips it; then every question."""
    st.html(html.chart_heading(say("mecene.eligibilite"), say("mecene.eligibilite_sous_titre")))
    for path in outcome.paths:
        with st.container(key=f"parcours_{path.operation}"):
            _verdict(outcome, path)
            _questions(path, faults)


def _verdict(outcome: Outcome, path: Path) -> None:
    """The end of a path: shape and word, the fact that decides, the smallest change."""
    state_of = path.eligible if path.opens_reduction else path.state
    kind = "don" if path.opens_reduction else "pret"
    word = say(f"mecene_etats.{kind}_{state_of.value}")
    lines = []
    if path.opens_reduction and path.eligible is State.FERME:
        lines.append((say("mecene.zero"), _charge(outcome, path)))
    if (reason := path.reason) is not None:
        lines.append(
            (
                say("mecene.ce_qui_decide"),
                say("mecene.decide", fait=reason.words("fait"), regle=reason.words("regle")),
            )
        )
    if not path.opens_reduction:
        words = f"{say('mecene.pret_sans_reduction')} {_charge(outcome, path)}"
        lines.append((say("mecene.zero"), words))
    if path.opens_reduction and path.state is not State.OUVERT:
        lines.append((say("mecene.ce_qui_debloque"), _unlocks(outcome, path)))
    name = sponsor_inputs.operation_name(path.operation)
    st.html(html.verdict(name, state_of.value, word, lines))


def _charge(outcome: Outcome, path: Path) -> str:
    """Whether the cost stays deductible, why, and by which article."""
    treated = outcome.treatments[path.operation]
    return f"{treated.words()} ({in_words(treated.reference)})"


def _unlocks(outcome: Outcome, path: Path) -> str:
    """The smallest change that opens the reduction; two ways at most."""
    flips = outcome.flips(path.operation)
    if not flips:
        return say("mecene.rien_ne_debloque")
    ways = f" {say('mots.ou')} ".join(flip.words() for flip in flips[:2])
    return f"{ways}."


def _questions(path: Path, faults: dict[str, str]) -> None:
    """Every question in its order, with its answer to choose; the other door apart."""
    counted = [q for q in path.questions if q.counts]
    left = sum(q.state is not State.OUVERT for q in counted)
    title = say("mecene.questions", n=len(counted), reste=left)
    first = st.container()
    with fold(title, f"mecene_parcours_{path.operation}") as opened:
        if opened:
            for number, question in enumerate(counted, start=1):
                _question(path, question, number, faults)
    if path.reason is not None and not opened:
        with first:
            _answers(path, path.reason, faults)
    others = [q for q in path.questions if not q.counts]
    if others:
        title = say(f"mecene.autre_{others[0].group}")
        with fold(title, f"mecene_autre_porte_{path.operation}") as opened:
            if opened:
                for number, question in enumerate(others, start=1):
                    _question(path, question, number, faults)


def _question(path: Path, question: Question, number: int, faults: dict[str, str]) -> None:
    """One question: rule, article, state, the fact; its answers at right."""
    with st.container(key=f"question_{path.operation}_{question.group}_{number}"):
        left, right = st.columns([3, 2], gap="medium")
        with left:
            flip = "" if question.state is State.OUVERT else question.words("bascule")
            reference = say(
                "mecene.article",
                article=in_words(question.reference),
                verifie=formats.day(question.checked_on),
            )
            st.html(
                html.question_row(
                    number,
                    question.words("regle"),
                    question.state.value,
                    say(f"etats.{question.state.value}"),
                    question.words("fait"),
                    say("mecene.bascule", texte=flip) if flip else "",
                    (reference, question.url),
                )
            )
        with right:
            _answers(path, question, faults)


def _answers(path: Path, question: Question, faults: dict[str, str]) -> None:
    """The fields that decide a question, asked where it is read."""
    for name in question.fields:
        own = name in Operation.model_fields
        sponsor_inputs.ask(("operations", path.operation, name) if own else (name,), faults)


# Which reading the charts show


def chosen(outcome: Outcome) -> Reading:
    """The reading of the charts: one when both agree, the reader's choice when they do not."""
    if not differs(outcome):
        return outcome.prudent
    if st.session_state.get(SHOWN) not in {"prudent", "confirmed"}:
        st.session_state[SHOWN] = "confirmed"
    name = st.radio(
        say("mecene.lecture"),
        ("prudent", "confirmed"),
        key=SHOWN,
        format_func=lambda word: say(f"mecene_lectures.{word}"),
        horizontal=True,
    )
    return outcome.prudent if name == "prudent" else outcome.confirmed


def _subtitle(text: str, reading: Reading) -> str:
    """What a chart shows, and under which reading when both exist."""
    if not differs(reading.outcome):
        return text
    return say(
        "mecene.sous_lecture",
        texte=text.rstrip("."),
        lecture=say(f"mecene_lectures.{reading.name}"),
    )


# From the cost to the net cost, and against three other ways


def cascade(outcome: Outcome, reading: Reading) -> None:
    """The waterfall, and in words what it does not draw."""
    if not reading.whole.cout:
        return
    drawing = waterfall(
        waterfall_frame(outcome, reading),
        labels={"step": say("mecene_colonnes.etape"), "amount": say("graphique.montant")},
        title=titled(waterfall_title(reading), reading),
        subtitle=_subtitle(say("mecene.cascade_sous_titre"), reading),
        source=say("mecene.cascade_source", annee=outcome.closings[0].year),
        caption=waterfall_caption(reading),
        euro=formats.euros,
    )
    drawn(drawing, "cout_net")
    if told := left_aside(reading):
        st.html(html.plain_list(told))


def comparisons(outcome: Outcome, reading: Reading) -> None:
    """The employee paid anyway, the same in cash, a provider: bars, then the same in figures."""
    if not reading.whole.cout:
        return
    drawing = who_bears_what(
        comparison_frame(outcome, reading),
        labels=drawings.labels(
            "route", "voie", "party", "partie", "amount", "montant", "dont", "dont",
            "closed", "ferme", "unknown", "inconnu",
        )
        | {"route": say("mecene_colonnes.facon")},
        title=titled(comparison_title(reading), reading),
        subtitle=_subtitle(say("mecene.comparaison_sous_titre"), reading),
        source=say("mecene.cascade_source", annee=outcome.closings[0].year),
        caption=say("mecene.comparaison_lecture"),
        total_label=say("graphique.total"),
        euro=formats.euros,
    )  # fmt: skip
    drawn(drawing, "trois_comparaisons")
    heads = [
        say(f"mecene_colonnes.{name}")
        for name in ("facon", "cout", "impot_en_moins", "net", "ecart", "pour_cent", "sortie")
    ]
    others = comparisons_of(reading)
    ours = reading.whole
    cost, net = whole(ours.cout), whole(ours.cout_net)
    rows = [[compared_words(outcome, c, "nom"), *_compared(c, net)] for c in others]
    mine = [
        say("mecene.ce_cas"), formats.euros(cost),
        formats.euros(cost - whole(ours.facture) - net), formats.euros(net),
        "–", "–", formats.euros(sum(outcome.gifts_in_cash)),
    ]  # fmt: skip
    caption = say("mecene.comparaison_table")
    st.html(html.data_table(heads, [mine, *rows], "lrrrrrr", caption=caption, wrap=True))
    texts = [
        formats.named(compared_words(outcome, c, "nom"), compared_words(outcome, c, "texte"))
        for c in others
    ]
    if is_money(outcome):
        texts.append(say("mecene.argent_seul"))
    elif not all(c.known for c in others):
        texts.append(say("mecene.prestataire_inconnu"))
    if ours.facture > CENT:
        texts.insert(0, say("mecene_constats.facture", montant=formats.euros(ours.facture)))
    st.html(html.plain_list(texts))


def _compared(c: Comparison, ours: int) -> list[str]:
    """A comparison in whole euros that add up; the difference with an unknown is a dash."""
    if c.cout is None or c.cout_net is None or not c.known:
        unknown = say("mots.inconnu")
        return [unknown, unknown, unknown, "–", "–", unknown]
    points = formats.number(round((c.points or 0) * 100, 1), 1)
    cost, net = whole(c.cout), whole(c.cout_net)
    return [
        formats.euros(cost), formats.euros(cost - net), formats.euros(net),
        _signed(net - ours), points, formats.euros(c.decaissement),
    ]  # fmt: skip


def _signed(amount: float | None) -> str:
    text = formats.euros(amount)
    return f"+{text}" if amount is not None and amount > 0 else text


# Six years


def schedule(reading: Reading) -> None:
    """The base under its cap, both stocks, a low-profit year in words, then the tables."""
    st.html(html.chart_heading(say("mecene.six_ans")))
    years = years_frame(reading)
    drawing = under_the_cap(
        years,
        labels=_labels("label", "given", "carried", "cap", "total"),
        title=titled(years_title(reading), reading),
        subtitle=_subtitle(say("mecene.plafond_sous_titre"), reading),
        source=say("mecene.plafond_source"),
        caption=say("mecene.plafond_lecture"),
        euro=formats.euros,
        short=short,
    )
    carries = bool((years["carried"] > 0).any())
    keys = [("mecene", say("mecene.cle_annee")), ("mecene-clair", say("mecene.cle_report"))]
    drawn(drawing, "plafond_six_ans", keys if carries else [], level=3)
    if told := low_profit(reading):
        st.html(html.warning(say("mecene.annee_faible"), told[0]))
        if told[1:]:
            st.html(html.plain_list(told[1:]))
    if anything_waits(reading):
        drawing = stocks(
            stocks_frame(reading),
            labels=_labels(
                "label", "base", "tax", "lost_base", "lost_tax", "lost", "name", "amount"
            ),
            title=titled(stocks_title(reading), reading),
            subtitle=_subtitle(say(f"mecene.stocks_sous_titre_{which_waits(reading)}"), reading),
            source=say("mecene.stocks_source"),
            caption=say("mecene.stocks_lecture"),
            euro=formats.euros,
            short=short,
        )
        drawn(drawing, "reports_six_ans", level=3)
    _tables(reading)


def _labels(*names: str) -> dict[str, str]:
    """The words of a chart of six years."""
    return {name: say(f"mecene_graphiques.{name}") for name in names}


def _tables(reading: Reading) -> None:
    """Both stocks by year, then vintage by vintage."""
    base, tax = year_rows(reading)
    years = [str(day.year) for day in reading.outcome.closings]
    for name, rows in (("assiette", base), ("impot", tax)):
        heads = [say(f"mecene_annees.{name}_titre"), *years]
        cells = [[row.label, *_amounts(row)] for row in rows]
        strong = [n for n, row in enumerate(rows) if row.is_sum]
        st.html(html.data_table(heads, cells, strong_rows=strong, caption=heads[0]))
    st.html(html.source(_subtitle(say("mecene.somme_lecture"), reading), say("mots.lecture")))
    with fold(say("mecene.millesimes"), "mecene_millesimes") as opened:
        if opened:
            for name in ("assiette", "impot"):
                st.html(_vintages(reading, name))


def _amounts(row: YearRow) -> list[str]:
    return [formats.number(round(amount, 2), 2) for amount in row.amounts]


def _vintages(reading: Reading, stock: str) -> str:
    """Each vintage by year: what it finds, uses, loses, leaves, and when it dies."""
    names = (
        "millesime", "taux", "exercice", "ouverture", "ne", "utilise", "perdu", "reste", "meurt",
    )  # fmt: skip
    heads = [say(f"mecene_colonnes.{name}") for name in names]
    if stock == "impot":
        heads.pop(1)
    rows = []
    for row in reading.vintages(stock).to_dict("records"):
        amounts = [formats.euros_cents(row[name]) for name in names[3:8]]
        rate = [formats.percent(row["taux"])] if stock == "assiette" else []
        rows.append(
            [str(row["millesime"]), *rate, str(row["exercice"]), *amounts, str(row["meurt"])]
        )
    title = say(f"mecene_annees.{stock}_titre")
    if not rows:
        return html.chart_heading(title, say("mecene.aucun_millesime"), level=3)
    return html.chart_heading(title, level=3) + html.data_table(
        heads, rows, caption=f"{title} · {heads[0]}"
    )


def next_gift(outcome: Outcome, reading: Reading) -> None:
    """The tax saved by the next euro given, its bends named."""
    if outcome.state is State.FERME:
        return
    curve = marginal(outcome.case, reading=reading.name, outcome=outcome)
    here = curve.don_actuel if curve.don_actuel > 0 else None
    drawing = next_euro(
        Curve(steps_frame(curve), bends_frame(curve), here),
        labels=_labels("gift", "rate", "before", "after", "here")
        | {"label": say("mecene_graphiques.label_bend")},
        title=titled(marginal_title(curve), reading),
        subtitle=_subtitle(say("mecene.euro_sous_titre", annee=outcome.closings[0].year), reading),
        source=say("mecene.euro_source"),
        caption=say("mecene.euro_lecture"),
        write=Writing(formats.euros, short, formats.percent),
    )
    drawn(drawing, "euro_suivant")


# What leaves the page


def take_away(outcome: Outcome) -> None:
    """The address and the file, without pay or profit unless the box is ticked."""
    st.html(html.chart_heading(say("simuler.partager"), say("mecene.partager_note")))
    st.checkbox(say("mecene.inclure"), key=state.INCLUDE)
    if state.is_included():
        st.html(html.warning(say("mecene.inclus_titre"), say("mecene.inclus")))
    sharing.link_to_copy([say(f"champs.{name}.label") for name in state.untold(outcome.case)])
    text = state.saved(outcome.case)
    offer(say("simuler.telecharger"), lambda: text, "mecene.json", JSON, key="mecene_fichier")
    sharing.open_saved(sharing.SPONSOR)


def unanswered(wanted: tuple[str, ...]) -> None:
    """No outcome yet: which figures must be typed."""
    names = [say(f"champs.{name}.label") for name in wanted]
    st.html(html.answer(say("mecene.a_completer")))
    st.html(html.plain_list(names))


def left_out(told: list[str]) -> None:
    """What the link opened does not hold, in words."""
    if told:
        names = ", ".join(say(f"champs.{name}.label") for name in told)
        st.html(
            html.warning(say("mecene.lien_prive_titre"), say("mecene.lien_prive", champs=names))
        )


def refused(faults: dict[str, str]) -> None:
    """A link that could not be read, when there is nothing else to show."""
    if told := faults.get(state.LINK):
        st.html(html.warning(say("simuler.lien_casse_titre"), told))


def last_valid(faults: dict[str, str]) -> None:
    """What is wrong, and whose figures stand below."""
    if broken := faults.get(state.LINK):
        whose = "exemple" if state.is_example() else "votre_cas"
        told = f"{broken} {say(f'simuler.lien_{whose}')}"
        st.html(html.warning(say("simuler.lien_casse_titre"), told))
    elif faults:
        detail = " ".join(dict.fromkeys(faults.values()))
        told = say("simuler.derniere_valide_texte", detail=detail)
        st.html(html.warning(say("simuler.derniere_valide"), told))


def further(outcome: Outcome, reading: Reading) -> None:
    """What goes further, each in a fold that costs nothing while it is closed."""
    for name, draw in FURTHER.items():
        with fold(say(f"mecene_plus.{name}"), f"mecene_plus_{name}") as opened:
            if opened:
                if name in FOLLOWING and differs(outcome):
                    told = say(f"mecene_lectures.{reading.name}")
                    told = say("mecene.lecture_suivie", lecture=told)
                    st.html(html.source(told, say("mots.lecture")))
                draw(outcome, reading.name)


FURTHER: dict[str, Callable[[Outcome, ReadingName], None]] = {
    "recherche": sponsor_further.seek,
    "reformes": sponsor_further.reform,
    "depot": lambda outcome, _reading: filing.block(outcome),
    "lot": lambda _outcome, _reading: batch(),
}
"""Blocks below the page, by name: their title is `mecene_plus.<name>`."""
FOLLOWING = ("recherche", "reformes")
"""Blocks that follow the reading of the charts."""
