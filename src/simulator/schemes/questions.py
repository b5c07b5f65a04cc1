"""Questions that several formats ask: of the SMEs helped, of a price paid, of the sponsor."""

from typing import Any, Literal

from simulator.cases.answers import Answers, OuiNon
from simulator.cases.question import Scale, question
from simulator.cases.sponsor import FIRST_CLOSING


class WithPme(Answers):
    """Questions about the SMEs helped."""

    nb_pme: int = question(
        "simulation.une_pme", unit="PME", ge=1, le=10_000, essential=True, scale=Scale(ge=1, le=100)
    )


class WithInvoice(WithPme):
    """Questions about an SME that pays a price: its tax, its VAT, the aid it already received."""

    imposition_pme: Literal["taux_reduit", "taux_intermediaire", "taux_normal", "non_imposee"] = (
        question(default="taux_reduit")
    )
    tva_pme: Literal["assujettie", "exoneree"] = question(default="assujettie")
    aides_recues_pme: float = question("simulation.rien", unit="€", ge=0, le=1e9)


class WithMecene(WithPme):
    """Questions about the sponsor and the people it lends."""

    salaire_brut: float = question(
        "apec.cadre_median.2025", unit="€", ge=1, le=5_000_000, essential=True,
        scale=Scale(ge=25_000, le=150_000, step=1000), rank=5, private=True, indexed=True,
    )  # fmt: skip
    cout_journee: float | None = question(unit="€", ge=0, le=100_000, default=None, private=True)
    effectif_pme: int | None = question(unit="salariés", ge=0, le=1_000_000, default=None)
    age_pme: float | None = question(unit="ans", ge=0, le=300, default=None)
    effectif_mecene: int | None = question(unit="salariés", ge=1, le=10_000_000, default=None)
    chiffre_affaires_mecene: float = question(
        "mecene.chiffre_affaires", unit="€", ge=0, le=1e11, private=True
    )
    benefice_mecene: float | None = question(
        unit="€", ge=-1e11, le=1e11, default=None, private=True
    )
    imposition_mecene: Literal["is_seul", "avec_contributions", "non_impose"] = question(
        default="is_seul", unless="benefice_mecene"
    )
    impot_du_mecene: float | None = question(
        unit="€", ge=0, le=1e11, default=None, private=True, unless="benefice_mecene"
    )
    autres_dons: float = question("simulation.rien", unit="€", ge=0, le=1e11)
    excedent_anterieur: float = question("simulation.rien", unit="€", ge=0, le=1e11)
    reduction_anterieure: float = question("simulation.rien", unit="€", ge=0, le=1e11, private=True)
    aides_recues_mecene: float = question("simulation.rien", unit="€", ge=0, le=1e9)
    lien_commercial: Literal["inconnu", "aucun", "client_fournisseur", "groupe"] = question(
        default="inconnu"
    )
    contreparties: float = question("simulation.rien", unit="ratio", ge=0, le=1)
    convention: OuiNon = question(default="inconnu")
    recu: OuiNon = question(default="inconnu")
    ordre_tranches: Literal["taux_plein_d_abord", "proportionnelle"] = question(
        default="taux_plein_d_abord"
    )
    duree_annees: int = question("simulation.un_an", unit="ans", ge=1, le=10)

    @classmethod
    def impossible(cls, a: Any) -> dict[str, Any]:
        """A company is followed, and carries exist, since there is a reduction."""
        since = FIRST_CLOSING.year
        followed = a.benefice_mecene is not None and a.annee < since
        carries = (a.excedent_anterieur > 0) | (a.reduction_anterieure > 0)
        return {
            **super().impossible(a),
            "entreprise_avant_la_reduction": followed | (carries & (a.annee <= since)),
        }
