"""Batches as people hand them: what is read all the same, what is refused with its line."""

import pytest

from simulator.base import limits
from simulator.errors import InputError
from simulator.studies import batch
from simulator.studies.batch_cases import SCENARIOS, SPONSORS
from tests.network.test_import_inputs import INPUTS


def sponsors(text):
    report = batch.run(text, SPONSORS)
    return [a.case for a in report.answered], report.refusals


def scenarios(text):
    report = batch.run(text, SCENARIOS)
    return report.answered, report.refusals


def test_a_column_left_blank_by_a_trailing_separator_is_nothing():
    (case,), refusals = sponsors((INPUTS / "lot_colonne_vide.csv").read_text(encoding="utf-8"))
    assert (case.cloture.isoformat(), case.chiffre_affaires) == ("2024-12-31", (5_000_000,))
    assert not refusals
    cases, refusals = scenarios("dispositif;jours;\nalize;3;\n;;\nalize;4;;;\n")
    assert [case.ligne for case in cases] == [2, 4]
    assert not refusals


def test_a_cell_under_no_header_is_refused_with_its_line():
    for text, door in (
        ("chiffre_affaires;montants;\n5000000;46000;\n5000000;46000;x\n", sponsors),
        ("chiffre_affaires;montants\n5000000;46000\n5000000;46000;x\n", sponsors),
        ("dispositif;jours;\nalize;3;\nalize;4;x\n", scenarios),
        ("dispositif;jours\nalize;3\nalize;4;x\n", scenarios),
    ):
        done, (refusal,) = door(text)
        assert len(done) == 1
        assert (refusal.ligne, "en-tête" in refusal.raison) == (3, True)


@pytest.mark.parametrize("word", ["oui", "Oui", "OUI", "yes", "Yes", "o", " oui ", "vrai"])
def test_yes_is_yes_however_it_is_written(word):
    (case,), refusals = sponsors(f"chiffre_affaires;montants;recu\n5000000;46000;{word}\n")
    assert not refusals
    assert case.operations[0].recu == "oui"


@pytest.mark.parametrize("word", ["peut-être", "ouais", "1", "X"])
def test_what_is_not_a_choice_is_refused(word):
    done, (refusal,) = sponsors(f"chiffre_affaires;montants;recu\n5000000;46000;{word}\n")
    assert not done
    assert (refusal.colonne, word in refusal.raison) == ("recu", True)


@pytest.mark.parametrize("scheme", ["alize", "ALIZE", "Alizé", " alize "])
def test_a_format_and_a_title_are_read_whatever_their_case(scheme):
    (case,), refusals = scenarios(f"Dispositif;Titre;JOURS\n{scheme};Essai;3\n")
    assert not refusals
    assert (case.case.titre, case.case.dispositif) == ("Essai", "alize")


def test_headers_may_be_the_words_of_the_screen():
    text = "Titre;Chiffre d’affaires;montants\nA;12 000 000 €;5 000\n"
    (case,), refusals = sponsors(text)
    assert not refusals
    assert (case.titre, case.chiffre_affaires) == ("A", (12_000_000,))


@pytest.mark.parametrize(
    "total", ["Total", "TOTAL", "Total général", "Sous-total", "Totaux", "Somme"]
)
def test_a_row_of_totals_is_no_case(total):
    text = f"titre;chiffre_affaires;montants\nA;5000000;46000\n{total};5000000;46000\n"
    done, (refusal,) = sponsors(text)
    assert len(done) == 1
    assert (refusal.ligne, total in refusal.raison) == (3, True)
    done, (refusal,) = scenarios(f"dispositif;titre;jours\nalize;A;3\nalize;{total};3\n")
    assert (len(done), refusal.ligne) == (1, 3)


@pytest.mark.parametrize("company", ["TotalEnergies", "Total SA", "Sommelier", "Totalité"])
def test_a_company_is_not_a_row_of_totals(company):
    done, refusals = sponsors(f"titre;chiffre_affaires;montants\n{company};5000000;46000\n")
    assert (len(done), len(refusals)) == (1, 0)


@pytest.mark.parametrize(
    "above", ["sep=;\n", "Dons de 2024\n", "\n;;\n", "Dons, de, 2024, par, an\n\n"]
)
def test_what_stands_above_the_headers_is_not_a_case(above):
    (case,), refusals = sponsors(above + "titre;chiffre_affaires;montants\nA;5000000;46000\n")
    assert (case.titre, len(refusals)) == ("A", 0)


def test_a_file_cut_by_commas_refuses_what_a_comma_may_group():
    done, (refusal,) = sponsors('chiffre_affaires,montants\n5000000,"46,000"\n')
    assert not done
    assert "46 000" in refusal.raison.replace("\u202f", " ")
    (case,), _ = sponsors('chiffre_affaires,montants\n5000000,"46000,5"\n')
    assert case.operations[0].montants == (46000.5,)


@pytest.mark.parametrize("door", [sponsors, scenarios])
def test_both_batches_are_bounded_alike(door):
    head = "titre;chiffre_affaires;dispositif\n".replace(
        "dispositif" if door is sponsors else "chiffre_affaires", ""
    )
    line = "A;5;\n" if door is sponsors else "A;;ppj\n"
    for text in (
        head + line * (limits.BATCH_ROWS + 1),
        head + "x" * (limits.LINE + 1),
        head + '"x\n' + line,
        head + line[:-1] + ";" * limits.LINE,
    ):
        with pytest.raises(InputError):
            door(text)


def test_the_reader_of_a_batch_names_every_fault_of_a_row():
    done, refusals = scenarios("dispositif;nb_pme;salaire_brut;jours\nalize;50.000;60 %;x\n")
    assert not done
    assert [refusal.colonne for refusal in refusals] == ["nb_pme", "salaire_brut", "jours"]


def test_refusals_follow_the_lines_of_the_file_whoever_refuses():
    """A rule refuses the second line, the reader the third: in that order, not by who refused."""
    text = "dispositif;salaire_brut;annee\nalize;5000;2025\nalize;beaucoup;2025\nalize;60000;2025\n"
    cases, refusals = scenarios(text)
    assert [refusal.ligne for refusal in refusals] == [2, 3]
    assert [case.ligne for case in cases] == [4]
