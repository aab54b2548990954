"""The plan as a workbook: out and back in without a change, and every kind of change back into the right place."""

from __future__ import annotations

import io
import json
import re
import shutil
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alignctl.exchange import tables
from alignctl.exchange.carrying import Carrier
from alignctl.exchange.cells import read, said_in, show
from alignctl.exchange.columns import Column, Form, Sheet, sheets
from alignctl.exchange.comparing import Comparison
from alignctl.exchange.expecting import expected
from alignctl.exchange.layout import SheetRow, Source, lay_out, read_sources
from alignctl.exchange.memory import read_memory
from alignctl.exchange.spelling import document_text
from alignctl.exchange.tables import Cell, UnreadableTable, read_sheets
from alignctl.exchange.wishes import Asked, Setting, Spot
from alignctl.exchange.workbook import write_workbook
from alignctl.load.load import Loaded, load_plan
from alignctl.load.reader import Reader
from tests.exchange.workbook_edits import edit

ROOT = Path(__file__).resolve().parents[2]
DAY = date(2026, 10, 30)
SCENARIOS = sorted(path for path in (Path(__file__).parent / "workbooks").iterdir() if path.is_dir())


def exported(loaded: Loaded) -> bytes:
    sources = read_sources(loaded)
    return write_workbook("A plan", lay_out(sources.by_id.values()), DAY, sources.left_out)


def compared(loaded: Loaded, data: bytes) -> Asked:
    sources = read_sources(loaded).by_id
    book = read_sheets(data, "plan.xlsx")
    comparison = Comparison(book, read_memory(book, "plan.xlsx"), sources, loaded.plan.kind_of, loaded.plan.ids)
    return comparison.compare(lay_out(sources.values()))


@pytest.mark.parametrize("root", [ROOT, ROOT / "examples" / "us-federal-goals"], ids=["plans", "us-federal-goals"])
def test_a_plan_goes_out_and_comes_back_without_a_change(root: Path) -> None:
    loaded = load_plan(root)
    sources = read_sources(loaded)
    assert sources.left_out == ()
    assert set(sources.by_id) == set(loaded.plan.ids)
    data = exported(loaded)
    assert data == exported(loaded)
    assert compared(loaded, data) == Asked((), ())
    assert compared(loaded, edit(data, [])) == Asked((), ())


@pytest.mark.parametrize("folder", SCENARIOS, ids=lambda path: path.name)
def test_what_was_changed_comes_back(folder: Path, tmp_path: Path, run_alignctl) -> None:
    """`edits.json` is made in a workbook of `plans`, or `plan.xlsx` was edited and saved by another program; where
    `since` is there, the plan became that meanwhile."""
    shutil.copytree(folder / "plans", tmp_path / "plans")
    (tmp_path / "alignctl.yaml").write_text("language: 1\nname: Shop\ntoday: 2026-10-30\n")
    assert run_alignctl("export", cwd=tmp_path).returncode == 0
    workbook = tmp_path / "plan.xlsx"
    if (folder / "edits.json").exists():
        edits = json.loads((folder / "edits.json").read_text("utf-8"))
        workbook.write_bytes(edit(workbook.read_bytes(), edits))
    else:
        shutil.copy(folder / "plan.xlsx", workbook)
    if (folder / "since").is_dir():
        shutil.copytree(folder / "since", tmp_path / "plans", dirs_exist_ok=True)
    before = {path: path.read_bytes() for path in (tmp_path / "plans").rglob("*.*")}
    shown = run_alignctl("import", "plan.xlsx", "--diff", cwd=tmp_path)
    assert {path: path.read_bytes() for path in (tmp_path / "plans").rglob("*.*")} == before
    said = f"{shown.stdout}exit code {shown.returncode}\n{shown.stderr}"
    assert said == (folder / "expected.txt").read_text("utf-8")

    assert run_alignctl("import", "plan.xlsx", cwd=tmp_path).returncode == shown.returncode
    after = {path: path.read_bytes() for path in (tmp_path / "plans").rglob("*.*")}
    again = run_alignctl("import", "plan.xlsx", cwd=tmp_path)
    assert again.stdout.startswith("0 changes made")
    assert {path: path.read_bytes() for path in (tmp_path / "plans").rglob("*.*")} == after


def test_a_sheet_helps_who_edits_it() -> None:
    book = openpyxl.load_workbook(io.BytesIO(exported(load_plan(ROOT))))
    assert book.sheetnames[0] == "Read me"
    assert [page.title for page in book.worksheets if page.sheet_state != "visible"] == ["Lists", "alignctl"]
    page = book["KPIs"]
    assert page.freeze_panes == "C2"
    assert page.auto_filter.ref is not None
    choices = {rule.formula1 for rule in page.data_validations.dataValidation if rule.type == "list"}
    assert '"input,activity,output,outcome,impact"' in choices
    assert any(formula.startswith("'Lists'!") for formula in choices)
    assert {sheet.name for sheet in sheets()} <= set(book.sheetnames)


@settings(deadline=None, max_examples=300)
@given(st.text(max_size=60))
def test_a_text_is_shown_as_it_is_or_the_cell_is_grey(text: str) -> None:
    column = Column("title", Form.LINE, ("title",))
    shown = show(column, text)
    if not shown.fixed and said_in(column, shown.value):
        again = read(column, Cell(shown.value))
        assert said_in(column, again) == said_in(column, text)


def test_what_begins_like_a_formula_is_text_in_the_file_and_comes_back(tmp_path: Path) -> None:
    texts = ["=1+1", "+x", "-y", "@z", "|q", "=HYPERLINK(0)"]
    plan = "---\n".join(f"kind: team\nid: t{i}\ntitle: {json.dumps(text)}\n" for i, text in enumerate(texts))
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "a.yaml").write_text(plan)
    loaded = load_plan(tmp_path)
    data = exported(loaded)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert not any(b"<f>" in archive.read(name) for name in archive.namelist() if "worksheets" in name)
    page = openpyxl.load_workbook(io.BytesIO(data))["Teams"]
    assert [page.cell(row, 2).value for row in range(2, 8)] == texts
    assert compared(loaded, data) == Asked((), ())


VALUES = st.recursive(
    st.text("abc :#-\n'\"é=", max_size=40) | st.integers(-9, 9) | st.floats(-9, 9) | st.booleans(),
    lambda inner: st.lists(st.dictionaries(st.sampled_from(["by", "value", "note"]), inner, min_size=1), min_size=1),
    max_leaves=5,
)


@settings(deadline=None, max_examples=200)
@given(st.dictionaries(st.sampled_from(["title", "summary", "targets", "x-own", "unit"]), VALUES))
def test_a_new_item_is_written_so_that_it_is_read_as_it_was_meant(fields: dict) -> None:
    value = {"kind": "kpi", "id": "a-b", **fields}
    documents = Reader().read("a.yaml", document_text(value).encode())
    assert [document.value for document in documents] == [value]


def workbook(write) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    write(book)
    book.close()
    return out.getvalue()


def test_a_workbook_of_somebody_else_is_refused() -> None:
    data = workbook(lambda book: book.add_worksheet("KPIs").write(0, 0, "id"))
    with pytest.raises(UnreadableTable, match="has lost its hidden sheet"):
        read_memory(read_sheets(data, "x.xlsx"), "x.xlsx")
    with pytest.raises(UnreadableTable, match="is no XLSX workbook"):
        read_sheets(b"id,title\n", "x.csv")


def test_a_workbook_that_claims_much_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    def far_right(book: xlsxwriter.Workbook) -> None:
        page = book.add_worksheet()
        for row in range(20):
            page.write(row, 16_383, "x")

    monkeypatch.setattr(tables, "MAX_CELLS", 100_000)
    with pytest.raises(UnreadableTable, match="more than 100,000 cells"):
        read_sheets(workbook(far_right), "x.xlsx")
    monkeypatch.setattr(tables, "MAX_ROWS", 50)
    with pytest.raises(UnreadableTable, match="more than 50 rows"):
        read_sheets(workbook(lambda book: book.add_worksheet().write(60, 0, "x")), "x.xlsx")
    monkeypatch.setattr(tables, "MAX_SHEETS", 2)
    with pytest.raises(UnreadableTable, match="more than 2 sheets"):
        read_sheets(workbook(lambda book: [book.add_worksheet() for _ in range(3)]), "x.xlsx")
    monkeypatch.setattr(tables, "MAX_UNPACKED", 100)
    with pytest.raises(UnreadableTable, match="unpacks to more"):
        read_sheets(workbook(lambda book: book.add_worksheet()), "x.xlsx")


def test_an_item_is_changed_in_one_file_and_nothing_else_is_touched() -> None:
    loaded = load_plan(ROOT)
    sources = read_sources(loaded).by_id
    steps = [{"sheet": "KPIs", "row": {"id": "hours-to-first-reply"}, "set": {"lag": 3}}]
    asked = compared(loaded, edit(exported(loaded), steps))
    carrier = Carrier(loaded.plan, sources, loaded.sources, DAY, lambda kind, item_id: f"plans/{kind}/{item_id}.yaml")
    carrier.carry_out(asked.wishes)
    assert (asked.remarks, carrier.remarks, carrier.added) == ((), [], {})
    path = "plans/support/measures.yaml"
    assert list(carrier.changed) == [path]
    old, new = loaded.sources[path].splitlines(), carrier.changed[path].splitlines()
    assert [pair for pair in zip(old, new, strict=True) if pair[0] != pair[1]] == [(b"lag: 2", b"lag: 3")]


COMMENTED = (Path(__file__).parent / "workbooks" / "every-kind-of-change" / "plans").resolve()


@pytest.fixture(scope="module")
def commented() -> tuple[Loaded, dict[str, Source], list[tuple[Sheet, SheetRow, Column]]]:
    """A plan with comments in many places, and every cell of it that can be changed."""
    loaded = load_plan(COMMENTED.parent)
    sources = read_sources(loaded).by_id
    cells = [
        (filled.sheet, row, column)
        for filled in lay_out(sources.values())
        for row in filled.rows
        for column in filled.sheet.columns
        if filled.sheet.name != "Links" and column.form != Form.FIXED and column.name not in filled.sheet.keys
    ]
    return loaded, dict(sources), cells


NEW_VALUES = {
    Form.LINE: st.sampled_from(["Short", 'With "quotes": and # more', "=1+1", "no", "12"]),
    Form.PROSE: st.sampled_from(["Short", "Two\nlines\n\n- list # one", "word " * 40 + "end", "'", "  x"]),
    Form.AMOUNT: st.sampled_from([0, 7, 2.25, -1e-7, 1e20]),
    Form.WHOLE: st.sampled_from([1, 12]),
    Form.DAY: st.just("2026-02-28"),
    Form.MOMENT: st.sampled_from([2027, "2026-Q3", "2026-02-28", "FY2027"]),
    Form.YES_NO: st.booleans(),
    Form.DONE: st.sampled_from([True, False, "2026-02-28"]),
    Form.ID: st.just("another-one"),
    Form.IDS: st.lists(
        st.sampled_from(["staff-hours", "returns", "served-quickly", "a", "b"]), min_size=1, unique=True
    ),
    Form.WORDS: st.lists(st.sampled_from(["queue", "till", "no", "1", "a, b"]), min_size=1, unique=True),
    Form.ANY: st.sampled_from([5, "text", "x: y"]),
}


@settings(deadline=None, max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_one_cell_changes_one_value_and_no_comment(data: st.DataObject, commented) -> None:
    loaded, sources, cells = commented
    sheet, row, column = data.draw(st.sampled_from(cells))
    values = st.sampled_from(column.choices) if column.form == Form.CHOICE else NEW_VALUES[column.form]
    at = () if sheet.kind is not None else (*sheet.steps, int(row.key[1]) - 1)
    value = data.draw(st.none() | values)
    wish = Setting(Spot(sheet.name, 2, column.name), row.source.id, (*at, *column.steps), column.form, value)
    carrier = Carrier(loaded.plan, sources, loaded.sources, DAY, lambda kind, item_id: item_id)
    carrier.carry_out([wish])
    assert len(carrier.done) + len(carrier.remarks) == 1
    for path, after in carrier.changed.items():
        before = loaded.sources[path]
        if path.endswith(".csv"):
            assert abs(len(after.splitlines()) - len(before.splitlines())) == 0
            continue
        comments = [re.search(rb"(?:^|\s)(#\s.*)$", line) for line in before.splitlines()]
        for comment in filter(None, comments):
            assert comment[1] in after, (wish, after.decode())
        old, new = ([d.value for d in Reader().read(path, text)] for text in (before, after))
        assert [index for index, pair in enumerate(zip(old, new, strict=True)) if pair[0] != pair[1]] in (
            [],
            [row.source.number],
        )
        changed = expected(row.source.value, wish)
        assert new[row.source.number] == changed
