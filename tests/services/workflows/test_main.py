import json

import pytest

from services.workflows.__main__ import main


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("정답,x\n" + "".join(f"{'ab'[n % 2]},{n * n}\n" for n in range(20)))
    return path


def test_each_stage_is_a_line_of_json_with_its_name_and_seconds(table, capsysbinary):
    assert main(["run", str(table), "--json"]) == 2
    printed = [json.loads(line) for line in capsysbinary.readouterr().out.splitlines()]
    assert [line["stage"] for line in printed] == ["read", "refused"]
    assert all(line["seconds"] >= 0 for line in printed)
    assert (printed[0]["targets"][0], printed[1]["targets"][0]["column"]) == ("정답", "정답")


def test_people_see_the_same_as_text(table, capsysbinary):
    assert main(["run", str(table)]) == 2
    assert str(table) in capsysbinary.readouterr().out.decode()


def test_a_rejected_file_is_status_2(tmp_path, capsysbinary):
    assert main(["run", str(tmp_path / "missing.csv"), "--target", "y", "--json"]) == 2
    read, refused = [json.loads(line) for line in capsysbinary.readouterr().out.splitlines()]
    assert (read["ok"], refused["stage"]) == (False, "refused")
    assert read["error"].startswith(refused["message"])
