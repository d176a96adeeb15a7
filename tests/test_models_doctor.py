"""`sparring doctor` says which backend is the right one here."""

from agent import machine
from agent.machine import Finding
from agent.settings import load_settings
from evals.fake_provider import FakeProvider


def test_a_server_that_runs_here_is_found_with_the_backend_to_use(monkeypatch):
    with FakeProvider(models=["qwen3:8b", "other"]) as provider:
        port = int(provider.url.split(":")[2].split("/")[0])
        monkeypatch.setattr(machine, "SERVERS", (("Ollama", port), ("vLLM", 9)))
        found = machine._server()
    assert found.said == f"Ollama: --backend http://127.0.0.1:{port}/v1:qwen3:8b (2 models)"


def test_nobody_there_is_no_error(monkeypatch):
    monkeypatch.setattr(machine, "SERVERS", (("Ollama", 9),))
    assert machine._server().state == "optional"


def test_the_key_is_reported_and_not_shown(tmp_path):
    settings = load_settings({"OPENAI_API_KEY": "sk-test-0123456789", "SPARRING_HOME": str(tmp_path)})
    found = machine._key(settings)
    assert found.said == "OPENAI_API_KEY is set: --backend openai asks gpt-6.1-terra"


def test_many_sessions_are_sent_to_a_server(monkeypatch):
    monkeypatch.setattr(machine, "find_spec", lambda name: object())
    monkeypatch.setattr(machine, "version", lambda name: "1.0")
    gpu, none = Finding("GPU", "ok", "H200"), Finding("model server", "optional", "none")
    assert "vllm serve" in machine._local(gpu, none).said
    assert "answers faster" in machine._local(gpu, Finding("model server", "ok", "vLLM")).said
