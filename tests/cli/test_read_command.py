import json
from importlib import resources
from pathlib import Path

import jsonschema_rs
from click.testing import CliRunner

from jikenbo.cli.program import program

TEXT = "メールの誤送信について\n\n2026年1月5日\n\n1月4日、職員が顧客12名にメールを誤送信しました。個人情報保護委員会に報告しました。\n"


def write(folder: Path, name: str, content: str | bytes) -> str:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(path)


def test_jsonl_prints_one_object_a_release_and_nothing_else(tmp_path: Path) -> None:
    docs = [write(tmp_path, f"{n}.txt", TEXT) for n in range(3)]
    done = CliRunner().invoke(program, ["read", "--jsonl", *docs])
    printed = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one["doc"] for one in printed] == docs
    assert printed[0]["title"] == "メールの誤送信について"
    assert printed[0]["published"] == "2026-01-05"
    assert printed[0]["text"] == TEXT
    assert done.stderr == ""


def test_a_bad_file_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    docs = [
        write(tmp_path, "a.txt", TEXT),
        write(tmp_path, "b.txt", b""),
        "nowhere.txt",
        write(tmp_path, "c.txt", TEXT),
    ]
    done = CliRunner().invoke(program, ["read", "--jsonl", *docs], standalone_mode=False)
    assert [json.loads(line)["doc"] for line in done.stdout.splitlines()] == [docs[0], docs[3]]
    assert "is empty" in done.stderr
    assert "is not there" in done.stderr
    assert done.return_value == 1


def test_the_outline_shows_the_values_of_each_field(tmp_path: Path) -> None:
    done = CliRunner().invoke(program, ["read", write(tmp_path, "a.txt", TEXT)])
    assert "メールの誤送信について" in done.stdout
    assert "misdelivery" in done.stdout
    assert "ppc (reported)" in done.stdout


def test_explain_shows_the_words_and_the_rule_of_every_fact(tmp_path: Path) -> None:
    done = CliRunner().invoke(program, ["read", "--explain", write(tmp_path, "a.txt", TEXT)])
    assert "「個人情報保護委員会」" in done.stdout
    rules = [line for line in done.stdout.splitlines() if line.endswith("]")]
    assert rules
    assert all(len(line.split("[")[0].split()) > 3 for line in rules)


def test_standard_input_is_a_source() -> None:
    done = CliRunner().invoke(program, ["read", "--jsonl", "-"], input=TEXT)
    assert json.loads(done.stdout)["doc"] == "-"


def test_a_folder_is_a_source(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", TEXT)
    write(tmp_path, "b.zip", b"PK")
    done = CliRunner().invoke(program, ["read", "--jsonl", str(tmp_path)])
    assert len(done.stdout.splitlines()) == 1


def test_what_is_printed_keeps_to_the_schema(tmp_path: Path) -> None:
    schema = json.loads(CliRunner().invoke(program, ["schema"]).stdout)
    sample = str(Path(str(resources.files("jikenbo"))) / "sample")
    done = CliRunner().invoke(program, ["read", "--jsonl", sample])
    validator = jsonschema_rs.validator_for(schema)
    lines = done.stdout.splitlines()
    assert len(lines) > 40
    for line in lines:
        one = json.loads(line)
        validator.validate(one)
        assert one.keys() <= schema["properties"].keys()
