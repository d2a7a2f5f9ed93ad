"""Delimited text in the wild: stray quotes, encodings, blank rows, notes. Read as it stands, or refused with its line."""

import gzip
import io
import zipfile
from pathlib import Path

import pytest

from ingestion.bounds import Bounds
from ingestion.declaration import Csv
from ingestion.errors import Incomplete, IngestionError, NotTheFile, Unreadable
from ingestion.readers import Remark, lines, open_reader
from tests.ingestion.conftest import zipped

PLAIN = Csv()
TOWNS = [f"0100{i},Ville {i},ACV{i}" for i in range(8)]


def table(*lines: str, header: str = "code,nom,id", end: str = "\n") -> bytes:
    return end.join([header, *lines, ""]).encode()


@pytest.fixture
def read(tmp_path: Path):
    """`read(body)`: rows as tuples, and remarks."""

    def made(body: bytes, file_format: Csv = PLAIN):
        path = tmp_path / "x.csv"
        path.write_bytes(body)
        reader = open_reader(path, file_format)
        found = [tuple(r.values()) for batch in reader.batches(reader.header) for r in batch.to_pylist()]
        return found, reader.remarks

    return made


def stray(lines: list[str], opened: int, closed: int, place: int) -> list[str]:
    """Lines with a quote before a cell of one, and behind the same cell of another."""
    made = [line.split(",") for line in lines]
    made[opened][place] = '"' + made[opened][place]
    made[closed][place] += '"'
    return [",".join(cells) for cells in made]


@pytest.mark.parametrize("place", [0, 1, 2])
@pytest.mark.parametrize("closed", [3, 7])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_rows_swallowed_by_a_stray_quote(read, place, closed, end):
    with pytest.raises(Unreadable, match=r"x\.csv: line 4: its quoted cell holds"):
        read(table(*stray(TOWNS, 2, closed, place), end=end))


@pytest.mark.parametrize("block", [16, 40, 64])
def test_a_stray_quote_that_another_block_closes(read, monkeypatch, block):
    monkeypatch.setattr(lines, "BLOCK", block)
    with pytest.raises(Unreadable, match="line 4: its quoted cell holds"):
        read(table(*stray(TOWNS, 2, 7, 1)))


def test_stray_quotes_in_two_columns_shift_cells_and_are_seen_by_their_number(read):
    body = table(*TOWNS[:2], '01002,"Ville 2,ACV2', '01003,Ville 3,ACV3"', *TOWNS[4:])
    with pytest.raises(Unreadable, match="line 4: 2 cells with separator ',', 3 expected"):
        read(body)


def test_four_stray_quotes_whose_shifts_even_out(read):
    with pytest.raises(Unreadable, match="line 2"):
        read(table('a,"b,c,d,e', 'f,g,h",i,"j', 'k,l,m,n",o', header="1,2,3,4,5"))


def test_a_quote_that_nothing_closes(read, monkeypatch):
    body = table(*TOWNS[:2], '01002,"Ville 2,ACV2', *TOWNS[3:])
    with pytest.raises(Unreadable, match="line 4: the quote that opens a cell there is never closed"):
        read(body)
    monkeypatch.setattr(lines, "BLOCK", 20)
    with pytest.raises(Unreadable, match="line 4: the quote"):
        read(body, Csv(bounds=Bounds(cell=30)))


def test_a_quote_behind_a_quoted_cell(read):
    with pytest.raises(
        Unreadable, match="line 3: a quote stands inside the quoted cell that opens in line 3"
    ):
        read(table(TOWNS[0], '01001,"Ville "1" (Ain)",ACV1'))


def test_quotes_that_pair_in_two_ways(read):
    for row in (b'"x;y;";;1"', b'"x"";";;y"'):
        with pytest.raises(Unreadable, match="line 2: a quote ends a cell that none opens"):
            read(b"a;b;c\n" + row + b"\n")


def test_quotes_within_a_cell_are_characters(read):
    body = table('01001,Bar "Chez Léa",5"', '01002,"dit ""Le Petit"", SARL",""""')
    assert read(body)[0] == [("01001", 'Bar "Chez Léa"', '5"'), ("01002", 'dit "Le Petit", SARL', '"')]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_cells_of_several_lines_stay(read, end):
    text = f"1 rue A,{end}{end}bâtiment C{end}Ambérieu"
    found, remarks = read(table(f'01001,"{text}","{text}"', f'"{text}",x,"{text}"', end=end))
    assert found == [("01001", text, text), (text, "x", text)]
    assert remarks == []


def test_header_cells_over_several_lines_and_with_separators(read):
    reader_rows, _ = read(b'"code","nom, ou\nlibelle","id"\n1,2,3\n')
    assert reader_rows == [("1", "2", "3")]


def test_a_header_whose_names_hold_the_separator_without_quotes(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("code,Si non, date,x\n1,2,3\n")
    reader = open_reader(path, Csv(), ("Si non, date",))
    assert reader.header == ["code", "Si non, date", "x"]
    assert next(reader.batches(["Si non, date"])).to_pydict() == {"Si non, date": ["2"]}


def test_the_separator_is_the_one_that_finds_the_headers(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("Nom, prénom, titre;code\na;1\n")
    assert open_reader(path, Csv(), ("code",)).header == ["Nom, prénom, titre", "code"]


# A backslash at the end of a cell, and before quotes.


ESCAPES = Csv(escape="\\")


@pytest.mark.parametrize("declared", [Csv(), ESCAPES])
@pytest.mark.parametrize("others", ["", 'b;"dit ""x"""\n'])
def test_a_cell_that_ends_in_a_backslash(read, declared, others):
    body = f'id;nom\na;"ZI Nord \\"\n{others}c;"ZI; Sud \\"\n'.encode()
    found, _ = read(body, declared)
    assert (found[0], found[-1]) == (("a", "ZI Nord \\"), ("c", "ZI; Sud \\"))


def test_quotes_behind_a_backslash(read):
    body = rb""""id";"nom"
"a";"dit \"la laiterie\"; en ruine"
"b";"C:\temp \\ \""
"""
    assert [row[1] for row in read(body, ESCAPES)[0]] == ['dit "la laiterie"; en ruine', 'C:\\temp \\ "']
    with pytest.raises(Unreadable, match="declare `escape`"):
        read(body)


def test_both_ways_of_writing_quotes_in_one_file(read):
    body = b'id;nom\na;"dit \\"la laiterie\\" ici"\nb;"dit ""x"""\n'
    with pytest.raises(Unreadable, match=r"With the first, .*line 2.*with the second, .*line 3"):
        read(body, ESCAPES)


# Encodings.


def test_one_line_of_another_encoding(read):
    body = table("01004,Ambérieu,1", "01005,Cl,é", "01006,Bourg,3", "01007,Ceyzériat,4").replace(
        "Cl,é".encode(), b"Cl,\xe9"
    )
    found, remarks = read(body)
    assert [row[1:] for row in found] == [("Ambérieu", "1"), ("Cl", "é"), ("Bourg", "3"), ("Ceyzériat", "4")]
    assert [(remark.count, remark.first_row) for remark in remarks] == [(1, 3)]


def test_the_header_may_be_the_line_of_another_encoding(read):
    body = "numéro,nom\n".encode("cp1252") + "1,Ambérieu\n".encode()
    found, remarks = read(body)
    assert found == [("1", "Ambérieu")]
    assert remarks[0].first_row == 1


def test_a_file_all_in_windows_1252_is_no_matter(read):
    assert read(table("1,Ambérieu,œ", "2,« CAFÉ\u00a0»,’").decode().encode("cp1252")) == (
        [("1", "Ambérieu", "œ"), ("2", "« CAFÉ\u00a0»", "’")],
        [],
    )


@pytest.mark.parametrize("block", [64, 4 << 20])
def test_encodings_that_differ_between_blocks(read, monkeypatch, block):
    monkeypatch.setattr(lines, "BLOCK", block)
    rows = [f"{i},Ambérieu,x" for i in range(100)]
    body = table(*rows[:50]) + table(*rows[50:]).removeprefix(b"code,nom,id\n").decode().encode("cp1252")
    found, (remark,) = read(body)
    assert {row[1] for row in found} == {"Ambérieu"} and len(found) == 100
    assert (remark.count, remark.first_row) == (50, 52)


def test_a_byte_of_no_encoding_is_named_with_its_line(read):
    with pytest.raises(Unreadable, match=r"line 3: byte 0x9D at place 7"):
        read(table("1,Ambérieu,x", "2,Bour\u0081g,x").replace("\u0081".encode(), b"\x9d"))


def test_a_cell_in_two_encodings_is_refused(read):
    with pytest.raises(Unreadable, match="line 2: byte 0xE9"):
        read("code,nom\n1,Ambérieu dit ".encode() + b"l'\xe9toile\n")


def test_a_file_cut_within_a_character(read):
    with pytest.raises(Unreadable, match="ends within a character"):
        read("code,nom\n1,Ambérieu\n2,Nœ".encode()[:-1])


def test_nul_bytes_are_left_out_and_counted(read):
    body = table("1,Am\0bérieu,x", "2,b\0,\0c")
    assert read(body) == (
        [("1", "Ambérieu", "x"), ("2", "b", "c")],
        [Remark("NUL bytes were left out", 3, 2)],
    )


@pytest.mark.parametrize("hole", [b"\0" * 8, b"\0" * 5000])
def test_a_stretch_of_nul_is_a_hole(read, hole):
    with pytest.raises(Unreadable, match=f"line {5002} holds a stretch of NUL"):
        read(table(*["1,2,3"] * 5000) + hole)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16(read, encoding):
    with pytest.raises(Unreadable, match="UTF-16"):
        read(table(*TOWNS).decode().encode(encoding))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\r\r\n"])
@pytest.mark.parametrize("block", [7, 4 << 20])
def test_line_ends_of_all_kinds(read, monkeypatch, end, block):
    monkeypatch.setattr(lines, "BLOCK", block)
    assert read(table("1,a,b", "2,,c", end=end).removesuffix(b"\n")) == (
        [("1", "a", "b"), ("2", None, "c")],
        [],
    )


def test_a_carriage_return_within_a_cell_without_quotes(read):
    with pytest.raises(Unreadable, match="line 3"):
        read(b"code;nom;x\n1;a;b\n2;rue\rA;c\n")


# Blank rows, notes, rows cut short.


@pytest.mark.parametrize("blank", [",,", "", " , ,", '"","",""', "\u00a0,,\t", ","])
def test_blank_rows_are_counted(read, blank):
    found, remarks = read(table(TOWNS[0], blank, blank, TOWNS[1]))
    assert len(found) == 2
    assert remarks == [Remark("blank rows were skipped", 2, 3)]


def test_blank_lines_within_a_cell_stay_and_those_at_the_end_are_nothing(read):
    assert read(b'a,b,c\n1,"x\n\n,\n\ny",3\n\n\n') == ([("1", "x\n\n,\n\ny", "3")], [])


@pytest.mark.parametrize(
    "notes",
    [
        ("Source : Insee, recensement",),
        ("", "Source : DGCL;;", "Champ : France;;"),
        ("(1) au 1er janvier 2025;;",),
        (";;Les communes isolées ne figurent pas",),
        ("Données provisoires arrêtées au 31 mars",),
        ("* secret statistique", "", "© IGN"),
    ],
)
def test_notes_under_the_table_are_counted(read, notes):
    found, remarks = read(table("1;Bourg en Bresse;x", "2;;", *notes, header="code;nom;id"))
    assert found == [("1", "Bourg en Bresse", "x"), ("2", None, None)]
    told = {remark.what: remark.count for remark in remarks}
    assert told == {"notes under the table were left out": sum(map(bool, notes))}


@pytest.mark.parametrize(
    "last", ["2;Bourg en", "2", "Bourg en Bresse", "2;Bourg en\n", "2\n", "Source : x;1;2;3\n"]
)
def test_a_row_cut_short_is_no_note(read, last):
    with pytest.raises(Unreadable, match=r"line 3: \d cells"):
        read(b"code;nom;id\n1;a;b\n" + last.encode())


def test_a_note_above_other_rows_is_a_row_or_refused(read):
    with pytest.raises(Unreadable, match="line 3: 1 cells"):
        read(table(TOWNS[0], "Source : Insee", TOWNS[1]))
    assert len(read(table(TOWNS[0], "Source : Insee,,", TOWNS[1]))[0]) == 3


def test_rows_with_more_cells(read):
    with pytest.raises(Unreadable, match="line 3: 4 cells with separator ',', 3 expected"):
        read(table(TOWNS[0], TOWNS[1] + ",x"))


def test_a_header_alone_has_no_rows(read):
    assert read(table()) == ([], [])


# Archives.


def archive(*members: tuple[str, bytes], **changed: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, body in members:
            made.writestr(name, body)
    return out.getvalue()


CSV = Csv(member=r".*\.csv")


@pytest.mark.parametrize("name", ["x.csv", "2024/x.csv", "2024\\x.csv"])
def test_what_systems_put_into_archives_is_no_member(read, name):
    others = ["__MACOSX/2024/._x.csv", "2024/._y.csv", "2024/", "2024/Thumbs.db", ".DS_Store"]
    body = archive((name, b"a,b\n1,2\n"), *((other, b"\0") for other in others))
    assert read(body, CSV)[0] == [("1", "2")]


def test_two_members_that_match(read):
    with pytest.raises(NotTheFile, match="2 found"):
        read(archive(("a/x.csv", b"a,b\n"), ("b/x.csv", b"a,b\n")), CSV)


def patched(offset: int, value: int) -> bytes:
    """An archive with one byte of both of its members' headers set."""
    body = bytearray(zipped("x.csv", b"a,b\n1,2\n"))
    body[offset] = value
    body[body.rindex(b"PK\x01\x02") + offset + 2] = value
    return bytes(body)


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (patched(8, 9), r"method 9 \(Deflate64\)"),
        (patched(8, 93), r"method 93 \(Zstandard\)"),
        (patched(8, 200), r"method 200 \(unknown\)"),
        (patched(6, 1), "is encrypted"),
    ],
)
def test_members_that_cannot_be_unpacked(read, body, says):
    with pytest.raises(Unreadable, match=rf"x\.csv: member 'x\.csv' .*{says}"):
        read(body, CSV)


def test_checksums_that_are_wrong(read):
    packed = gzip.compress(table(*TOWNS * 50))
    with pytest.raises(Incomplete, match="CRC"):
        read(packed[:-8] + b"\1\2\3\4" + packed[-4:])
    body = bytearray(archive(("x.csv", table(*TOWNS))))
    for place in (14, body.rindex(b"PK\x01\x02") + 16):
        body[place] ^= 0xFF
    with pytest.raises(Incomplete, match="CRC"):
        read(bytes(body), CSV)


def test_a_zip_where_text_was_declared(read):
    with pytest.raises(NotTheFile, match="declare its member"):
        read(archive(("x.csv", b"a,b\n1,2\n")))


def test_every_refusal_is_the_loaders_own_and_keeps_the_reason(read):
    packed = gzip.compress(table(*TOWNS * 5000))
    with pytest.raises(IngestionError) as told:
        read(packed[:100] + b"\xff" * 40 + packed[140:])
    assert told.value.__cause__ is not None and "x.csv" in str(told.value)
