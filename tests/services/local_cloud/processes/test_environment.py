"""What a child process knows."""

from services.local_cloud.processes.environment import scrubbed_environment


def test_nothing_of_the_users_environment_is_in_it(monkeypatch, tmp_path):
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", "/secret.json")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    environment = scrubbed_environment(tmp_path / "home", "http://127.0.0.1:8085", "token")
    assert set(environment) == {
        *("PATH", "HOME", "TMPDIR", "LANG", "PYTHONUNBUFFERED", "PYTHONDONTWRITEBYTECODE"),
        "STORAGE_EMULATOR_HOST",
    }
    assert environment["STORAGE_EMULATOR_HOST"] == "http://job:token@127.0.0.1:8085"
    assert environment["HOME"] == str(tmp_path / "home")
    assert (tmp_path / "home" / "tmp").is_dir()
