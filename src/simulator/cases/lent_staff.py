"""One lent employee: what it costs, when, and how much of its time."""

from typing import Any, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    model_validator,
)

from simulator.base.days import length_in_months, working_days
from simulator.cases.history import Amount, Day
from simulator.cases.question import field_label, question
from simulator.errors import InputError
from simulator.text import formats, say


class FrozenAnswers(BaseModel):
    """Answers that nobody changes: bounded, finite, nothing unforeseen."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Salarie(FrozenAnswers):
    """One lent employee: what it costs, when, and how much of its time.

    Time is counted in days, in hours, in months, or by the period itself; `quotite` is the share of
    the working time lent, for months and periods. `taux_patronal` is the company's own rate of
    contributions on gross pay, instead of the shipped scale; `aides_contrat` the aid tied to the
    contract, in euros a month.
    """

    libelle: str = question(default="", private=True, max_length=80)
    brut_mensuel: Amount | None = question(
        default=None, unit="€", essential=True, private=True, step=100
    )
    cout_mensuel: Amount | None = question(default=None, unit="€", private=True, step=100)
    cout_journee: Amount | None = question(default=None, unit="€", private=True, step=10)
    taux_patronal: float | None = question(
        default=None, unit="ratio", private=True, strict=True, ge=0, le=2
    )
    aides_contrat: Amount = question(default=0.0, unit="€", private=True, step=50)
    debut: Day
    fin: Day
    jours: float | None = question(
        default=None, unit="jours", essential=True, strict=True, ge=0, le=2_500
    )
    heures: float | None = question(default=None, unit="heures", strict=True, ge=0, le=60_000)
    mois: float | None = question(default=None, unit="mois", strict=True, ge=0, le=72)
    quotite: float = question(default=1.0, unit="ratio", strict=True, ge=0, le=1)

    @property
    def period(self) -> int:
        """Calendar days from the first to the last, both counted."""
        return (self.fin - self.debut).days + 1

    @property
    def cost_known(self) -> bool:
        """Whether one of the three ways of giving its cost was used."""
        return any(x is not None for x in (self.brut_mensuel, self.cout_mensuel, self.cout_journee))

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if self.fin < self.debut:
            raise ValueError("fin_avant_debut")
        if _given(self.jours, self.heures, self.mois) > 1:
            raise ValueError("une_seule_duree")
        if _given(self.brut_mensuel, self.cout_mensuel, self.cout_journee) > 1:
            raise ValueError("un_seul_cout")
        if self.taux_patronal is not None and self.brut_mensuel is None:
            raise ValueError("taux_sans_brut")
        if self.aides_contrat and self.cout_journee is not None:
            raise ValueError("aides_et_journee")
        if _given(self.jours, self.heures) and self.quotite != 1:
            raise ValueError("quotite_en_jours")
        months = round(length_in_months(self.debut, self.fin), 6)
        longest = {"jours": self.period, "heures": 24 * self.period, "mois": months}
        if any((getattr(self, name) or 0) > most for name, most in longest.items()):
            raise ValueError("temps_au_dela_de_la_periode")
        return self


def _given(*values: Any) -> int:
    return sum(value is not None for value in values)


def days_within(salarie: Salarie, place: str) -> None:
    """Pay by the month buys no more days than the period has from Monday to Friday.

    A structural bound: public holidays are not taken out. The cost of a day, typed, sets no limit.
    """
    most = working_days(salarie.debut, salarie.fin)
    if salarie.jours is None or salarie.cout_journee is not None or salarie.jours <= most:
        return
    values = {
        "champ": field_label("jours"),
        "valeur": formats.number(salarie.jours),
        "borne": formats.with_unit(most, "jours"),
        "debut": formats.day(salarie.debut),
        "fin": formats.day(salarie.fin),
    }
    raise InputError([("jours", place + say("erreurs.jours_au_dela_des_ouvres", **values))])
