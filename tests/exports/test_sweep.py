"""A sweep gives each row what its case gives alone, and the same bytes however it is computed."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time

import pandas as pd
import psutil
import pyarrow.parquet as pq
import pytest

from simulator import ROOT
from simulator.cases.scenario import read
from simulator.errors import InputError
from simulator.exports import sweep_parts, sweep_workers
from simulator.exports.sweep_parts import MANIFEST, MARK, name_of, sweep_to
from simulator.schemes import SCHEMES
from simulator.studies import sweep as study
from simulator.studies.evaluate import REFUSAL, evaluate
from simulator.studies.sweep_body import read_sweep

BOOST = {
    "cas": {"dispositif": "boost_innov", "reponses": {"convention": "oui"}},
    "grille": {
        "statut_association": ["a_confirmer", "agreee"],
        "salaire_brut": [40_000, 55_000.5],
        "part_du_don": {"de": 0.5, "a": 1, "pas": 0.25},
        "annee": [2019, 2026, 2033],
    },
    "voies": "toutes",
    "indicateurs": ["cout_reel", "effort_net_mecene", "reste_par_pme"],
}
COMMAND = [sys.executable, "-m", "simulator", "balayer"]


@pytest.fixture
def small_parts(monkeypatch):
    for module in (study, sweep_parts):
        monkeypatch.setattr(module, "ROWS_OF_A_PART", 7)


def whole(folder):
    parts = sorted(folder.glob("*.parquet"))
    return pd.concat([pq.read_table(path).to_pandas() for path in parts], ignore_index=True)


def files(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def body_file(tmp_path, body):
    path = tmp_path / "grille.json"
    path.write_text(json.dumps(body), encoding="utf-8")
    return str(path)


@pytest.mark.usefixtures("small_parts")
def test_each_row_is_its_case_alone(tmp_path):
    done = sweep_to(tmp_path / "a", BOOST, sweep_workers.in_process)
    frame, sweep = whole(tmp_path / "a"), read_sweep(BOOST)
    assert (done.lignes, len(frame), done.parties) == (36, 36, 6)
    assert list(frame.columns[:4]) == list(sweep.fields)
    for row in frame.to_dict("records"):
        answers = {"convention": "oui", **{n: row[n] for n in sweep.fields}}
        answers["annee"] = int(answers["annee"])
        alone = evaluate(
            [read({"dispositif": "boost_innov", "reponses": answers})], None, sweep.keys
        )
        for key in sweep.keys:
            assert row[key] == pytest.approx(alone[key][0], nan_ok=True), (key, answers)
        assert row[REFUSAL] == ""


@pytest.mark.parametrize("key", SCHEMES)
def test_every_format_is_swept_by_every_route(key, tmp_path):
    body = {"cas": {"dispositif": key}, "grille": {"nb_pme": [1, 5, 10]}, "voies": "toutes"}
    sweep_to(tmp_path / key, body, sweep_workers.in_process)
    assert len(whole(tmp_path / key)) == 3


def test_rows_that_contradict_are_refused_one_by_one(tmp_path):
    body = {
        "cas": {"dispositif": "alize"},
        "grille": {"part_region": [0.5, 1], "part_etat": [0, 0.75]},
    }
    sweep_to(tmp_path / "a", body, sweep_workers.in_process)
    frame = whole(tmp_path / "a")
    assert (frame[REFUSAL] != "").tolist() == [False, False, True, True] or (
        (frame["part_region"] + frame["part_etat"] > 1) == (frame[REFUSAL] != "")
    ).all()
    assert frame.loc[frame[REFUSAL] != "", "voie.cout_reel"].isna().all()


@pytest.mark.usefixtures("small_parts")
def test_nothing_depends_on_the_order_of_keys(tmp_path):
    turned = {key: BOOST[key] for key in reversed(BOOST)}
    turned["grille"] = {key: BOOST["grille"][key] for key in reversed(BOOST["grille"])}
    for name, body in (("a", BOOST), ("b", turned)):
        sweep_to(tmp_path / name, body, sweep_workers.in_process)
    a, b = files(tmp_path / "a"), files(tmp_path / "b")
    assert {k: v for k, v in a.items() if k != MANIFEST} == {
        k: v for k, v in b.items() if k != MANIFEST
    }


@pytest.mark.usefixtures("small_parts")
def test_a_run_taken_up_again_gives_the_same_bytes(tmp_path):
    sweep_to(tmp_path / "a", BOOST, sweep_workers.in_process)
    expected = files(tmp_path / "a")
    shutil.copytree(tmp_path / "a", tmp_path / "b")
    (tmp_path / "b" / MANIFEST).unlink()
    (tmp_path / "b" / name_of(2)).unlink()
    (tmp_path / "b" / name_of(4)).write_bytes(expected[name_of(4)][:100])  # cut short
    (tmp_path / "b" / f"{name_of(5)}.123.tmp").write_bytes(b"x")  # left by one that died
    done = sweep_to(tmp_path / "b", BOOST, sweep_workers.in_process, resume=True)
    assert (done.calculees, done.reprises) == (2, 4)
    assert files(tmp_path / "b") == expected


@pytest.mark.parametrize("change", ["grille", "loi", "voies"])
@pytest.mark.usefixtures("small_parts")
def test_a_part_of_another_sweep_is_never_taken(change, tmp_path, monkeypatch):
    sweep_to(tmp_path / "a", BOOST, sweep_workers.in_process)
    body = dict(BOOST)
    if change == "grille":
        body["grille"] = {**BOOST["grille"], "salaire_brut": [40_000, 55_000]}
    elif change == "voies":
        body["voies"] = ["don_eligible"]
    else:
        monkeypatch.setattr(sweep_parts, "versions", lambda: {"loi": "autre", "version": "x"})
    done = sweep_to(tmp_path / "a", body, sweep_workers.in_process, resume=True)
    assert (done.calculees, done.reprises) == (6, 0)
    marks = {pq.read_schema(p).metadata[MARK] for p in (tmp_path / "a").glob("*.parquet")}
    assert marks == {done.empreinte.encode()}


def test_a_worker_of_another_law_refuses_rather_than_mix(monkeypatch):
    mark = sweep_parts.mark_of(BOOST)
    monkeypatch.setattr(sweep_parts, "versions", lambda: {"loi": "autre", "version": "x"})
    with pytest.raises(InputError):
        sweep_parts.part_bytes(BOOST, 0, mark)


def test_a_folder_that_holds_something_is_not_written_over(tmp_path):
    (tmp_path / "note.txt").write_text("à garder", encoding="utf-8")
    with pytest.raises(InputError, match="reprendre"):
        sweep_to(tmp_path, BOOST, sweep_workers.in_process)
    sweep_to(tmp_path, BOOST, sweep_workers.in_process, resume=True)
    assert (tmp_path / "note.txt").read_text(encoding="utf-8") == "à garder"


@pytest.mark.parametrize(
    ("change", "champ"),
    [
        ({"grille": {}}, "grille"),
        ({"grille": {"inconnu": [1]}}, "grille.inconnu"),
        ({"grille": {"nb_pme": [1.5]}}, "grille.nb_pme"),
        ({"grille": {"nb_pme": [0]}}, "grille.nb_pme"),
        ({"grille": {"nb_pme": [True]}}, "grille.nb_pme"),
        ({"grille": {"nb_pme": []}}, "grille.nb_pme"),
        ({"grille": {"nb_pme": [2, 2.0]}}, "grille.nb_pme"),
        ({"grille": {"part_du_don": {"de": 1, "a": 0, "pas": 0.1}}}, "grille.part_du_don"),
        ({"grille": {"part_du_don": {"de": 0, "a": 1, "pas": 0}}}, "grille.part_du_don"),
        ({"grille": {"part_du_don": {"de": 0, "a": 1, "pas": 1e-9}}}, "grille.part_du_don"),
        ({"grille": {"statut_association": ["oui"]}}, "grille.statut_association"),
        ({"voies": ["rien"]}, "voies"),
        ({"indicateurs": ["rien"]}, "indicateurs"),
        ({"cas": {"dispositif": "rien"}}, "cas.dispositif"),
        ({"autre": 1}, "autre"),
    ],
)
def test_what_is_no_sweep_is_refused_by_its_path(change, champ):
    with pytest.raises(InputError) as refused:
        read_sweep({**BOOST, **change})
    assert champ in [name for name, _ in refused.value.faults] or champ.startswith("cas")


@pytest.mark.parametrize(
    ("change", "path", "words"),
    [
        ({"grille": {"salaire_brut": [40_000, None]}}, "grille.salaire_brut", "5 000 000 €"),
        ({"grille": {"salaire_brut": [-1]}}, "grille.salaire_brut", "-1"),
        ({"grille": {"nb_cadres": [2, 2.5]}}, "grille.nb_cadres", "entiers"),
        ({"grille": {"convention": ["oui", {}]}}, "grille.convention", "inconnu"),
        ({"indicateurs": ["cout_reel", []]}, "indicateurs", "cout_reel"),
        ({"indicateurs": [{}]}, "indicateurs", "cout_reel"),
        (
            {"cas": {"dispositif": "boost_innov", "reponses": {"salaire_brut": 0}}},
            "cas.reponses.salaire_brut",
            "minimum",
        ),
        ({"cas": {"dispositif": "boost_innov", "titre": 3}}, "cas.titre", "texte"),
    ],
)
def test_a_sweep_is_refused_by_path_value_and_bound(change, path, words):
    with pytest.raises(InputError) as refused:
        read_sweep({**BOOST, **change})
    ((name, told),) = refused.value.faults
    assert name == path
    assert path in told
    assert words in told.replace("\u202f", " ").replace("\xa0", " ")


def test_a_step_reaches_its_end_without_drift():
    grid = {"part_du_don": {"de": 0.1, "a": 0.7, "pas": 0.1}}
    sweep = read_sweep({**BOOST, "grille": grid})
    assert sweep.grid["part_du_don"] == (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7)


LARGE = {
    "cas": {"dispositif": "boost_innov"},
    "grille": {
        "salaire_brut": {"de": 30_000, "a": 129_900, "pas": 100},
        "nb_cadres": {"de": 1, "a": 60, "pas": 1},
    },
    "indicateurs": ["effort_net_mecene"],
}
"""Six parts: long enough for somebody to die on the way."""


@pytest.fixture(scope="module")
def straight(tmp_path_factory):
    folder = tmp_path_factory.mktemp("balayage") / "droit"
    sweep_to(folder, LARGE, sweep_workers.in_process)
    return files(folder)


def test_a_pool_gives_the_same_bytes(tmp_path, straight):
    command = [*COMMAND, body_file(tmp_path, LARGE), "--vers", str(tmp_path / "a")]
    subprocess.run([*command, "--processus", "2"], check=True, cwd=ROOT, capture_output=True)
    assert files(tmp_path / "a") == straight


def test_a_killed_worker_loses_nothing(tmp_path, straight):
    command = [*COMMAND, body_file(tmp_path, LARGE), "--vers", str(tmp_path / "a")]
    run = subprocess.Popen([*command, "--processus", "2"], cwd=ROOT, stdout=subprocess.DEVNULL)
    assert _killed(run, tmp_path / "a")
    assert run.wait(timeout=120) == 0
    assert files(tmp_path / "a") == straight


def _killed(run, folder):
    """Kill one worker once a part is there; whether one was found."""
    for _ in range(600):
        workers = [
            child for child in psutil.Process(run.pid).children(recursive=True)
            if "spawn_main" in " ".join(child.cmdline())
        ]  # fmt: skip
        if workers and list(folder.glob("*.parquet")):
            workers[0].send_signal(signal.SIGKILL)
            return True
        if run.poll() is not None:
            return False
        time.sleep(0.02)
    return False


def test_a_killed_run_is_finished_later_with_the_same_bytes(tmp_path, straight):
    command = [*COMMAND, body_file(tmp_path, LARGE), "--vers", str(tmp_path / "a")]
    run = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    while not list((tmp_path / "a").glob("*.parquet")) and run.poll() is None:
        time.sleep(0.01)
    os.kill(run.pid, signal.SIGKILL)
    run.wait()
    assert not (tmp_path / "a" / MANIFEST).exists()
    told = subprocess.run([*command, "--reprendre"], check=True, cwd=ROOT, capture_output=True)
    assert json.loads(told.stdout)["reprises"] >= 1
    assert files(tmp_path / "a") == straight


def test_a_dask_cluster_gives_the_same_bytes(tmp_path, straight):
    command = [*COMMAND, body_file(tmp_path, LARGE), "--vers", str(tmp_path / "a")]
    subprocess.run([*command, "--dask", "local:2"], check=True, cwd=ROOT, capture_output=True)
    assert files(tmp_path / "a") == straight


def test_no_page_and_no_other_verb_imports_dask():
    code = "import sys, simulator.__main__, simulator.exports.sweep_workers; print('distributed' in sys.modules)"  # noqa: E501
    told = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, cwd=ROOT)
    assert told.stdout.strip() == b"False"


@pytest.mark.parametrize(
    "asked",
    [["--dask", "local:0"], ["--dask", "tcp://127.0.0.1:9"], ["--processus", "0"]],
)
def test_a_place_that_cannot_compute_is_said(asked, tmp_path, monkeypatch, capsys):
    from simulator.__main__ import main

    monkeypatch.setattr(sweep_workers, "_PATIENCE", 1)
    assert main(["balayer", body_file(tmp_path, BOOST), "--vers", str(tmp_path / "a"), *asked]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.strip().splitlines()) == 1
