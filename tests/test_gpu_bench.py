"""The GPU bench: its arithmetic and arguments anywhere, its runs in a small shape where torch is installed."""

import json

import pytest

from evals.gpu_bench import decode_rate, main, memory_floor


def test_the_floor_is_what_reading_all_weights_once_a_token_allows():
    assert memory_floor(4.8e12, 16e9) == 300


def test_the_first_token_and_the_prompt_are_no_part_of_the_decode_speed():
    assert decode_rate(tokens=101, whole=3.0, prefill=1.0) == 50


@pytest.mark.parametrize("wrong", [["--tokens", "1"], ["--layers", "0"], ["--answers", "-3"], ["--answers", "many"]])
def test_an_argument_that_measures_nothing_is_refused_in_one_line(wrong, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(wrong)
    assert stopped.value.code == 2
    assert "is not a whole number from" in capsys.readouterr().err


def test_help_says_what_is_measured_without_loading_anything(capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["--help"])
    assert stopped.value.code == 0
    assert "--smol" in capsys.readouterr().out


def test_without_torch_it_says_what_to_install(capsys, monkeypatch):
    monkeypatch.setattr("evals.gpu_bench.find_spec", lambda _: None)
    with pytest.raises(SystemExit) as stopped:
        main([])
    assert stopped.value.code == 2
    assert "pip install 'sparring[local]'" in capsys.readouterr().err


@pytest.mark.slow
def test_the_runs_give_every_figure(tmp_path):
    pytest.importorskip("torch")
    pytest.importorskip("transformers")
    out = tmp_path / "figures.json"
    assert main(["--out", str(out)]) == 0
    figures = json.loads(out.read_text(encoding="utf-8"))
    assert figures["decode eager share of floor"] == pytest.approx(
        figures["decode eager tokens/s"] / figures["floor tokens/s"]
    )
    assert figures["sharing gains"] == pytest.approx(figures["verdicts/s shared"] / figures["verdicts/s alone"])
    assert figures["sharing gains"] > 1


@pytest.mark.slow
def test_a_token_reads_every_weight_but_the_table_of_words():
    torch = pytest.importorskip("torch")
    pytest.importorskip("transformers")
    from agent.models.local_load import Device
    from evals.gpu_runs import random_qwen3, weights_read

    model = random_qwen3(Device("cpu", torch.float32), 1, small=True).model
    table = model.get_input_embeddings().weight
    assert weights_read(model) == 4 * (sum(p.numel() for p in model.parameters()) - table.numel())
