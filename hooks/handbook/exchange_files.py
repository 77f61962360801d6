"""The files that CAT tools read and write, PO and XLIFF 1.2, through the Translate Toolkit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from translate.storage.pypo import pofile, pounit
from translate.storage.xliff import xlifffile, xliffunit

from handbook.exchange import Received, Unit
from handbook.findings import CannotRunError

COUNT_HEADER = "X-Handbook-Pieces"

_SHOWN = 100  # characters of what the library says is wrong

# What CAT tools write on a translation that its translator does not stand by yet.
_UNFINISHED_STATES = ("new", "needs-")
# What CAT tools put around a sentence; any other mark stands for something that is not in the text.
_SEGMENT = "mrk"

# What the library would add are dates and names to fill in; the same handbook is to give the same file.
_PO_HEADERS = ("Project-Id-Version", "Language", "MIME-Version", "Content-Type", "Content-Transfer-Encoding")

_XLIFF = "urn:oasis:names:tc:xliff:document:1.2"
_SKELETON = """\
<?xml version="1.0" encoding="UTF-8"?>
<xliff version="1.2" xmlns="{namespace}">
<file original="handbook" source-language={source}{target} datatype="plaintext">
<header><note>{note}</note></header>
<body></body>
</file>
</xliff>
"""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a file holds: its language as the file says it, and its units."""

    language: str
    units: tuple[Received, ...]


class _XliffUnit(xliffunit):
    """A unit of XLIFF 1.2; the library's own are of 1.1."""

    namespace = _XLIFF


def write_po(units: Sequence[Unit], reference: str, language: str, note: str) -> bytes:
    """A PO file with some units; `language` is "" for a template without translations."""
    file: Any = pofile(noheader=True)
    header: Any = file.makeheader(
        charset="UTF-8", encoding="8bit", project_id_version="handbook", language=language or None
    )
    kept = [line for line in header.target.splitlines() if line.partition(":")[0] in _PO_HEADERS]
    header.target = "\n".join([*kept, f"X-Source-Language: {reference}", f"{COUNT_HEADER}: {len(units)}", ""])
    header.markfuzzy(False)
    header.addnote(note, origin="translator")
    file.addunit(header)
    # A cut between the lines of a text leaves no trace, a unit that is missing does: the last is a title, on one line.
    last = [unit for unit in units if unit.id.endswith("/title")][-1:]
    for unit in (*(unit for unit in units if unit not in last), *last):
        entry: Any = pounit(unit.source)
        entry.setcontext(unit.id)
        entry.target = unit.target
        entry.addlocation(unit.place)
        for line in unit.notes:
            entry.addnote(line, origin="developer")
        file.addunit(entry)
    return bytes(file)


def write_xliff(units: Sequence[Unit], reference: str, language: str, note: str) -> bytes:
    """An XLIFF file with some units; `language` is "" for a template without translations."""
    target = f" target-language={quoteattr(language)}" if language else ""
    skeleton = _SKELETON.format(namespace=_XLIFF, source=quoteattr(reference), target=target, note=escape(note))
    file: Any = xlifffile.parsestring(skeleton.encode())
    for unit in units:
        try:
            entry: Any = _XliffUnit(unit.source)
            if unit.target:
                entry.target = unit.target
                entry.xmlelement.attrib.pop("approved", None)  # that is for a reviewer to say
            entry.setid(unit.id)
            for line in (unit.place, *unit.notes):
                entry.addnote(line, origin="developer")
        except ValueError:
            raise CannotRunError(
                f"{unit.place}: this piece has a character that XLIFF cannot hold - run “handbook check”, mend it"
            ) from None
        file.addunit(entry)
    return bytes(file)


WRITERS: dict[str, Callable[[Sequence[Unit], str, str, str], bytes]] = {"po": write_po, "xliff": write_xliff}


def read_sheet(content: bytes, name: str, partial: bool = False) -> Sheet:
    """What a file holds that has come back from a CAT tool; `name` is what messages call it.

    Raises `CannotRunError` for whatever is damaged or no such file. A PO file that has fewer units than it was written
    with has been cut short, unless `partial` says that it is meant; XML cannot be cut without a trace.
    """
    looks_like_xml = content[:64].lstrip(b"\xef\xbb\xbf\xfe\xff\x00 \t\r\n").startswith(b"<")
    try:
        return _read_xliff(content, name) if looks_like_xml else _read_po(content, name, partial)
    except CannotRunError:
        raise
    except Exception as error:  # whatever the library stumbles over, the file is what is wrong
        raise _damaged(name, " ".join(str(error).split())) from None


def _read_po(content: bytes, name: str, partial: bool) -> Sheet:
    file: Any = pofile.parsestring(content)
    headers: dict[str, str] = file.parseheader()
    units = []
    for entry in file.units:
        if entry.isheader() or entry.isobsolete() or entry.isblank():
            continue
        units.append(
            Received(str(entry.getcontext()), str(entry.source), str(entry.target or ""), bool(entry.isfuzzy()))
        )
    written = headers.get(COUNT_HEADER, "")
    if written.isdecimal() and len(units) < int(written) and not partial:
        raise CannotRunError(
            f"{name} was written with {written} pieces and has {len(units)}: it has been cut short, nothing has been"
            " changed - get it again, or add --partial where some of the pieces are all it is meant to hold"
        )
    return _sheet(headers.get("Language", ""), units, name)


def _read_xliff(content: bytes, name: str) -> Sheet:
    _look_through(content, name)
    file: Any = xlifffile.parsestring(content)
    units = []
    for entry in file.units:
        element = entry.xmlelement
        if not entry.istranslatable():
            continue
        target = entry.get_target_dom()
        foreign = "" if target is None else _foreign_mark(target)
        state = "" if target is None else target.get("state", "")
        units.append(
            Received(
                id=element.get("id", ""),
                source=entry.source or "",
                target=entry.target or "",
                unfinished=state.startswith(_UNFINISHED_STATES),
                fault=f"the CAT tool has put <{foreign}> into it, which stands for nothing here" if foreign else "",
            )
        )
    return _sheet(file.gettargetlanguage() or "", units, name)


def _sheet(language: str, units: list[Received], name: str) -> Sheet:
    if not units:
        raise CannotRunError(f"{name} holds no pieces of text - is it the file that the CAT tool has written?")
    if not language:
        raise CannotRunError(f"{name} does not say its language - export the language, not the template")
    return Sheet(language, tuple(units))


def _look_through(content: bytes, name: str) -> None:
    """Refuse XML that is unsound, no XLIFF 1, or declares a document type: entities could hold anything.

    What comes first in the document decides, so nothing has been put in the place of anything when it is refused.
    """
    parser = expat.ParserCreate()
    root: list[tuple[str, str]] = []

    def refuse(*_: object) -> None:
        raise CannotRunError(f"{name} declares a document type, which no CAT tool does: nothing in it has been read")

    def begin(tag: str, attributes: dict[str, str]) -> None:
        if not root:
            root.append((tag.rpartition(":")[2], attributes.get("version", "")))

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = begin
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise _damaged(name, f"line {error.lineno}: {expat.ErrorString(error.code)}") from None
    tag, version = root[0]
    if tag != "xliff" or not version.startswith("1."):
        found = f"XLIFF {version}" if tag == "xliff" else f"<{tag}>"
        raise CannotRunError(f"{name} holds {found} - have the CAT tool write XLIFF 1.2, or PO")


def _foreign_mark(target: Any) -> str:
    """The first mark in a translation that stands for something else than the text in it."""
    for mark in target.iterdescendants():
        tag = str(mark.tag).rpartition("}")[2] if isinstance(mark.tag, str) else "!"
        if tag != _SEGMENT:
            return tag
    return ""


def _damaged(name: str, why: str) -> CannotRunError:
    return CannotRunError(f"{name} is damaged, or is neither PO nor XLIFF; nothing has been changed ({why[:_SHOWN]})")
