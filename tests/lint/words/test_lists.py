"""The word lists that ship, and how a configuration changes them."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from pathlib import Path

import pytest

from alignctl.config import ConfigError, read_config
from alignctl.lint.words import UnknownWord, read_sources, read_words
from alignctl.plan.language import CONFIGURED, LISTS, Entry, ListChange, WordList, WordSettings, read_text
from alignctl.resources import data_directory

FOLDER = data_directory("words")
LANGUAGES = sorted(path.name for path in FOLDER.iterdir() if path.is_dir())
MARKS = {"": LISTS, "noun": ("output-verbs", "change-verbs"), "first": ("output-verbs",), "share": ("counting-words",)}


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_language_has_every_list() -> None:
    assert [row["language"] for row in rows(FOLDER / "languages.csv")] == LANGUAGES
    for language in LANGUAGES:
        assert {path.stem for path in (FOLDER / language).iterdir()} == set(LISTS)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", LISTS)
def test_every_entry_is_sorted_once_named_and_can_be_found(language: str, name: str) -> None:
    held = rows(FOLDER / language / f"{name}.csv")
    texts = [row["entry"] for row in held]
    assert texts == sorted(set(texts))
    assert held
    listed = read_words(WordSettings((language,))).vocabularies[0][name]
    for row in held:
        assert row["source"] in read_sources(), row
        assert name in MARKS[row["mark"]], row
        sample = row["entry"].replace("*", "").replace(" ... ", " x ")
        assert any(hit.end == len(read_text(sample)) for hit in listed.find(read_text(sample))), row


def test_every_source_is_used_and_says_what_it_is() -> None:
    used = {
        row["source"] for language in LANGUAGES for name in LISTS for row in rows(FOLDER / language / f"{name}.csv")
    }
    assert used | {CONFIGURED} == set(read_sources())
    assert all(row["title"] for row in rows(FOLDER / "sources.csv"))


def configured(folder: Path, text: str) -> WordSettings:
    path = folder / "alignctl.yaml"
    path.write_text(text, "utf-8")
    return read_config(path).words


def found(settings: WordSettings, text: str, name: str = "weasel-words") -> list[str]:
    return [hit.entry.text for hit in read_words(settings).find(read_text(text), name)]


def test_words_are_added_and_dropped(tmp_path: Path) -> None:
    settings = configured(tmp_path, "words:\n  weasel-words:\n    add: splendid\n    drop: [Flexible]\n")
    assert found(settings, "splendid, flexible and timely") == ["splendid", "timely"]
    assert found(WordSettings(), "splendid, flexible and timely") == ["flexible", "timely"]


def test_a_list_is_replaced(tmp_path: Path) -> None:
    settings = configured(tmp_path, "words:\n  weasel-words: [splendid]\n  vanity-metrics:\n    replace: [clicks]\n")
    assert found(settings, "splendid and timely") == ["splendid"]
    assert found(settings, "clicks and likes", "vanity-metrics") == ["clicks"]
    assert found(settings, "adoption", "contested-metrics") == ["adoption"]


def test_an_added_word_has_the_configuration_as_its_source(tmp_path: Path) -> None:
    settings = configured(tmp_path, "words:\n  output-verbs:\n    add: [harvest (noun), mow]\n")
    entries = {entry.text: entry for entry in read_words(settings).vocabularies[0]["output-verbs"].entries}
    assert (entries["harvest"].mark, entries["harvest"].source) == ("noun", CONFIGURED)
    assert entries["mow"].mark == ""


def test_languages_are_chosen(tmp_path: Path) -> None:
    german = configured(tmp_path, "words:\n  languages: de\n")
    assert found(german, "effektive and timely") == ["effektiv*"]
    both = configured(tmp_path, "words:\n  languages: [en, de]\n")
    assert found(both, "effektive and timely") == ["effektiv*", "timely"]


def test_the_same_settings_in_toml(tmp_path: Path) -> None:
    path = tmp_path / "pyproject.toml"
    path.write_text('[tool.alignctl.words]\nlanguages = ["de"]\n[tool.alignctl.words.weasel-words]\nadd = ["prima"]\n')
    assert read_config(path).words == WordSettings(("de",), {"weasel-words": ListChange(add=("prima",))})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("words: en\n", 'alignctl.yaml: "words" must hold "languages", or word lists by name'),
        ("words:\n  languages: []\n", 'alignctl.yaml: "words" must name at least one of its languages'),
        ("words:\n  weasel-word: [x]\n", '"words" has no word list "weasel-word"; did you mean "weasel-words"?'),
        ("words:\n  zzz: [x]\n", '"words" has no word list "zzz"; known lists: output-verbs, change-verbs'),
        ("words:\n  weasel-words:\n    plus: [x]\n", '"weasel-words" takes "add", "drop" and "replace", not "plus"'),
        ("words:\n  weasel-words:\n    add: ['']\n", '"words" must be a text'),
    ],
)
def test_a_wrong_setting_is_refused_with_the_way_out(text: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as refused:
        configured(tmp_path, text)
    assert message in str(refused.value)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        (WordSettings(("fr",)), 'no word lists for language "fr"; there are lists for de (German), en (English)'),
        (
            WordSettings(changes={"weasel-words": ListChange(drop=("flexibl",))}),
            'word list "weasel-words" holds no "flexibl" that could be dropped; did you mean "flexible"?',
        ),
    ],
)
def test_what_no_list_holds_is_refused_with_the_nearest(settings: WordSettings, message: str) -> None:
    with pytest.raises(UnknownWord) as refused:
        read_words(settings)
    assert message in str(refused.value)


@pytest.mark.parametrize(("ignored", "read"), [([], True), (["--ignore", "WRD", "--ignore", "MEA"], False)])
def test_lists_are_read_only_when_a_rule_asks(ignored: list[str], read: bool, tmp_path: Path) -> None:
    (tmp_path / "alignctl.yaml").write_text("language: 1\n")
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "o.yaml").write_text("kind: outcome\nid: o\ntitle: Publish the guide\n")
    code = (
        "import builtins, io, sys\n"
        "opened = []\n"
        "sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == 'open' else None)\n"
        f"sys.argv = ['alignctl', 'check', *{ignored!r}]\n"
        "from alignctl.cli.main import run\n"
        "try:\n    run()\nfinally:\n    print('READ', any('output-verbs' in name for name in opened))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path, check=False)
    assert f"READ {read}" in done.stdout, done.stderr
    assert ("WRD001" in done.stdout) == read


def test_a_configured_list_reaches_the_rules(tmp_path: Path) -> None:
    (tmp_path / "alignctl.yaml").write_text("words:\n  output-verbs: [knit]\n")
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "o.yaml").write_text(
        "kind: outcome\nid: a\ntitle: Publish the guide\n---\nkind: outcome\nid: b\ntitle: Knit the socks\n"
    )
    command = [sys.executable, "-m", "alignctl", "check", "-f", "concise"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert [line.split(": ")[1].split()[0:2] for line in done.stdout.splitlines() if "WRD001" in line] == [
        ["advice", "WRD001"]
    ]
    assert "WRD001 b" in done.stdout


def test_an_empty_list_finds_nothing() -> None:
    assert not WordList().holds(read_text("anything at all"))


def test_the_page_on_words_describes_every_list() -> None:
    page = (Path(__file__).resolve().parents[3] / "site" / "words.md").read_text("utf-8")
    described = dict(re.findall(r"^\| `([a-z-]+)` \| (.+) \|$", page, re.MULTILINE))
    assert described == dict(LISTS)


@pytest.mark.parametrize(
    ("entry", "found"),
    [
        ("aufruf*", ["Aufrufzahl"]),
        ("*aufruf", ["Seitenaufruf"]),
        ("*aufruf*", ["Aufrufzahl", "Seitenaufruf", "Abaufrufe"]),
    ],
)
def test_a_star_stands_for_letters_at_its_end_of_the_word(entry: str, found: list[str]) -> None:
    text = read_text("Aufrufzahl, Seitenaufruf, Abaufrufe, Ruf")
    assert [text.phrase(hit.start, hit.end) for hit in WordList([Entry(entry)]).find(text)] == found
