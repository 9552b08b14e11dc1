import os
from pathlib import Path

import pytest

from jikenbo.capture.files import FoundFile, LeftOut, find_files, read_file
from jikenbo.errors import NotFoundError, UnreadableError


def write(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("止めました。", encoding="utf-8")


def docs(*sources: str) -> list[str]:
    return [found.doc for found in find_files(sources) if isinstance(found, FoundFile)]


def test_a_folder_gives_its_files_in_order_with_paths_as_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "a/2026/01/06_乙.md", "a/2026/01/05_甲.md", "a/2025/12/31_丙.txt")
    monkeypatch.chdir(tmp_path)
    assert docs("a") == ["a/2025/12/31_丙.txt", "a/2026/01/05_甲.md", "a/2026/01/06_乙.md"]
    assert docs("./a/2026/") == ["./a/2026/01/05_甲.md", "./a/2026/01/06_乙.md"]


def test_what_is_not_read_is_named_with_the_reason(tmp_path: Path) -> None:
    write(tmp_path, "a.md", "b.zip", "README.md", "c")
    left = {Path(found.doc).name: found.reason for found in find_files([str(tmp_path)]) if isinstance(found, LeftOut)}
    assert left.keys() == {"b.zip", "README.md", "c"}
    assert ".zip" in left["b.zip"]


def test_hidden_files_and_folders_are_passed_over(tmp_path: Path) -> None:
    write(tmp_path, ".git/a.md", ".hidden.md", "b.md")
    assert [Path(found.doc).name for found in find_files([str(tmp_path)])] == ["b.md"]


def test_a_file_given_by_itself_is_taken_whatever_its_name(tmp_path: Path) -> None:
    write(tmp_path, "README.md", "note")
    assert [Path(doc).name for doc in docs(str(tmp_path / "README.md"), str(tmp_path / "note"))] == [
        "README.md",
        "note",
    ]


@pytest.mark.parametrize("name", ["改行\nあり.md", "%2F 半角 空白.md", "'引用\".md", "emoji🗂.md", "ﾊﾝｶｸ＆全角.md"])
def test_odd_names_are_taken(tmp_path: Path, name: str) -> None:
    write(tmp_path, name)
    (found,) = find_files([str(tmp_path)])
    assert isinstance(found, FoundFile)
    assert read_file(found, 1000)
    assert found.path.as_uri()


def test_a_name_in_another_encoding_keeps_what_can_be_shown(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode("メモ.md".encode("cp932"))).write_text("止めました。", encoding="utf-8")
    (found,) = find_files([str(tmp_path)])
    assert found.doc.endswith(".md")
    assert found.doc.encode()


@pytest.mark.parametrize(
    ("source", "said"), [("nowhere.md", "is not there"), ("ftp://a.example.jp/", "no address that is fetched")]
)
def test_a_source_that_is_not_there_is_told(source: str, said: str) -> None:
    with pytest.raises(NotFoundError, match=said):
        list(find_files([source]))


def test_a_large_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "large.md"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    (found,) = find_files([str(path)])
    assert isinstance(found, FoundFile)
    with pytest.raises(UnreadableError, match="has 200 MB; releases of up to 64 MB"):
        read_file(found, 64_000_000)


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    with pytest.raises(UnreadableError, match="device or pipe"):
        read_file(FoundFile("pipe.md", tmp_path / "pipe.md", "text/markdown"), 1000)


def test_a_link_to_nothing_is_refused(tmp_path: Path) -> None:
    (tmp_path / "gone.md").symlink_to(tmp_path / "nothing.md")
    (found,) = find_files([str(tmp_path / "gone.md")])
    assert isinstance(found, FoundFile)
    with pytest.raises(UnreadableError, match="is not there"):
        read_file(found, 1000)


def test_a_file_that_may_not_be_read_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "shut.md")

    def refuse(*_args: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(UnreadableError, match="may not be read") as caught:
        read_file(FoundFile("shut.md", tmp_path / "shut.md", "text/markdown"), 1000)
    assert caught.value.hint == "Check its permissions."
