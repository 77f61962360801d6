"""Pages as units for CAT tools, and back: what a translator sees of the handbook, and what comes of their work.

A unit is a piece of a page in the reference language, with its twin in a translation. Coming back, it takes exactly the
place of that twin; everything around it stays as it is, to the byte.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from handbook.catalogue import Catalogue
from handbook.findings import CannotRunError, Finding, Severity
from handbook.load import PAGES_FOLDER, Handbook
from handbook.markdown_source import BlockKind, count_words, placeholders, plain
from handbook.pages import Page
from handbook.pieces import Form, Piece, Pieces, as_read, emptied_list, head_cells, line_edit, pieces_of, replacing
from handbook.project import must_be_language
from handbook.rules.front_matter import CODE as ALIASES_CODE
from handbook.texts import lower_case
from handbook.yaml_text import Edit, edited

# Of a glossary's word, so many letters and more may end otherwise: “boundaries” is “boundary”.
_LONG_TERM = 7
_SHOWN = 60  # characters of a text in a message
_SAME = 2  # words that may rightly be the same in two languages

_FORM_NAMES = {
    Form.FIELD: "a line of the front matter",
    Form.PARAGRAPH: "a paragraph",
    Form.LINE: "a point or a sentence to say",
    Form.CELL: "a cell of a table",
}


@dataclass(frozen=True, slots=True)
class Unit:
    """A piece to translate. `place` is path:line of the reference's text; `target` is "" where there is no twin."""

    id: str
    source: str
    target: str
    place: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Export:
    """The units of a language, and what could not become one, each with its place."""

    units: tuple[Unit, ...]
    left_out: tuple[str, ...]

    @property
    def translated(self) -> int:
        """How many units have a translation."""
        return sum(1 for unit in self.units if unit.target)


@dataclass(frozen=True, slots=True)
class Received:
    """A unit that has come back. `unfinished` where its translator says so; `fault` is what the file has done to it."""

    id: str
    source: str
    target: str
    unfinished: bool = False
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A unit that is not taken over, or so many of a page; where it stands or should stand, and why."""

    place: str
    unit: str
    reason: str
    pieces: int = 1


@dataclass(frozen=True)
class Draft:
    """A page as it would be. `edits` change `base`: the page as it is or, for a new one, the reference's.

    `targets` are the translations in it, by piece.
    """

    page: Page
    base: Page
    edits: tuple[Edit, ...]
    targets: Mapping[str, str]

    @property
    def is_new(self) -> bool:
        """Whether there is no such page yet."""
        return self.page.path != self.base.path


@dataclass
class Outcome:
    """What comes of an import: the pages to write, and what is left for people."""

    drafts: dict[str, Draft] = field(default_factory=dict)
    unchanged: int = 0
    absent: int = 0
    untranslated: Counter[str] = field(default_factory=Counter)
    unfinished: Counter[str] = field(default_factory=Counter)
    refused: list[Refusal] = field(default_factory=list)
    to_do: list[str] = field(default_factory=list)

    @property
    def imported(self) -> int:
        """How many pieces are taken over."""
        return sum(len(draft.targets) for draft in self.drafts.values())

    @property
    def complete(self) -> bool:
        """Whether nothing is left for people."""
        return not (self.absent or self.untranslated or self.unfinished or self.refused or self.to_do)


@dataclass(frozen=True)
class _Pair:
    """A page of the reference and its twin in one language, each with its pieces."""

    name: str
    path: str
    reference: Page
    pieces: Pieces
    page: Page | None
    twins: dict[str, Piece]


def export(handbook: Handbook, language: str) -> Export:
    """Every piece of the handbook for a language; for the reference itself, without translations."""
    units: list[Unit] = []
    left_out: list[str] = []
    for pair in _pairs(handbook, language):
        if fault := pair.reference.facts.fault:
            left_out.append(f"{pair.reference.path}:{fault[0]}: {fault[1]}")
        left_out += [f"{pair.reference.path}:{text.line}: {_shown(text.text)}" for text in pair.pieces.left_out]
        if pair.page and (fault := pair.page.facts.fault):
            left_out.append(f"{pair.page.path}:{fault[0]}: {fault[1]}; its translations are not in the file")
        for name, twin in pair.twins.items():
            if pair.page and name not in pair.pieces.all:
                left_out.append(f"{pair.page.path}:{twin.line}: the reference has no such piece ({name})")
        for name, piece in pair.pieces.all.items():
            target = _translation(piece, pair.twins.get(name)) if language != handbook.reference else ""
            place = f"{pair.reference.path}:{piece.line}"
            notes = tuple(_notes(handbook, language, pair.reference, piece))
            units.append(Unit(f"{pair.name}/{name}", piece.text, target, place, notes))
    return Export(tuple(units), tuple(left_out))


def plan_import(
    handbook: Handbook, language: str, received: Iterable[Received], find: Callable[[Handbook], list[Finding]]
) -> Outcome:
    """What comes of some units: nothing is written here. `find` gives all findings of a handbook."""
    outcome = Outcome()
    pairs = {pair.name: pair for pair in _pairs(handbook, language)}
    wanted = _sort_out(handbook, pairs, received, outcome)
    for name, targets in wanted.items():
        pair = pairs[name]
        draft = _changed(pair, targets, outcome) if pair.page else _new(handbook, language, pair, targets, outcome)
        if draft:
            outcome.drafts[name] = draft
    if outcome.drafts:
        _judge(handbook, language, pairs, outcome, find)
    return outcome


def known_language(handbook: Handbook, given: str) -> str:
    """The handbook's name for a language, which tools write in many ways: hr, hr-HR, hr_HR.

    Raises `CannotRunError` where it has none.
    """
    tag = given.strip().replace("_", "-").lower()
    names = {locale.lower(): locale for locale in handbook.languages}
    if tag in names:
        return names[tag]
    if tag.partition("-")[0] in names:
        return names[tag.partition("-")[0]]
    return must_be_language(handbook, given)


def bytes_of(draft: Draft, on_disk: bytes | None) -> bytes:
    """A draft as its file; where there is one already, with the line ends that it has.

    Raises `CannotRunError` where the file is no longer what the draft was made from.
    """
    if draft.is_new:
        if on_disk is not None:
            raise CannotRunError(
                f"{draft.page.path} is there already and cannot be read - run “handbook check”, mend it"
            )
        return draft.page.source.encode()
    text = (on_disk or b"").decode("utf-8", errors="surrogateescape")
    if text.replace("\r\n", "\n") != draft.base.source:
        raise CannotRunError(f"{draft.page.path} has changed in the meantime - import the file again")
    # In the text as it was read, a line ends in one character; in the file, possibly in two.
    doubled = [match.start() - count for count, match in enumerate(re.finditer("\r\n", text))]
    line_end = "\r\n" if doubled and text.count("\n") == len(doubled) else "\n"
    edits = [
        (start + bisect_left(doubled, start), end + bisect_left(doubled, end), new.replace("\n", line_end))
        for start, end, new in draft.edits
    ]
    return edited(text, edits).encode("utf-8", errors="surrogateescape")


def _pairs(handbook: Handbook, language: str) -> Iterator[_Pair]:
    """Every page of the reference with its twin: topics in their order, then the other pages."""
    for topic in handbook.contract.topics:
        if reference := handbook.page(handbook.reference, topic):
            path = handbook.page_path(language, topic)
            yield _pair(topic, path, reference, handbook.page(language, topic))
    others = {page.path: page for page in handbook.other_pages.get(language, ())}
    for reference in handbook.other_pages.get(handbook.reference, ()):
        path = f"{PAGES_FOLDER}/{language}/{reference.name}"
        yield _pair(reference.name, path, reference, others.get(path))


def _pair(name: str, path: str, reference: Page, page: Page | None) -> _Pair:
    return _Pair(name, path, reference, pieces_of(reference), page, pieces_of(page).all if page else {})


def _translation(piece: Piece, twin: Piece | None) -> str:
    """The text of a piece's twin; "" where it is still the reference's, as on a page that has only been begun."""
    if twin is None or (twin.text == piece.text and (piece.id == "title" or count_words(piece.text) > _SAME)):
        return ""
    return twin.text


def _notes(handbook: Handbook, language: str, page: Page, piece: Piece) -> Iterator[str]:
    """What helps to translate a piece: where it stands, when it is said, the words that the glossary wants."""
    reference, catalogue = handbook.catalogues.get(handbook.reference), handbook.catalogues.get(language)
    topic = handbook.contract.topics.get(page.topic)
    if piece.id == "title":
        if topic:
            yield f"The topic: {topic.what}"
        yield f"At most {handbook.contract.title_characters} characters."
    elif piece.id == "summary":
        yield f"At most {handbook.contract.summary_characters} characters."
    else:
        heading = next((found.heading for found in page.sections if found.id == piece.section), "")
        yield f"{page.title}: {heading or 'the lead'}"
    if piece.form is Form.CELL:
        yield f"In the column “{piece.beside}”."
    elif piece.beside:
        yield f"Said aloud to the customer, at this moment: {piece.beside}"
        if catalogue and language != handbook.reference:
            yield f"Form of address: {catalogue.register.customer}"
    if reference and catalogue and language != handbook.reference:
        yield from _words(reference, catalogue, piece.text)


def _words(reference: Catalogue, catalogue: Catalogue, text: str) -> Iterator[str]:
    """The placeholders and the terms of the glossary in a text of the reference, in the words of a language."""
    for word in dict.fromkeys(placeholders(text)):
        key = reference.placeholder_id(word)
        if key in catalogue.placeholders:
            yield f"Placeholder: [{word}] is [{catalogue.placeholders[key]}]"
    words = lower_case(plain(text))
    for key, term in reference.glossary.items():
        stem = lower_case(term.term)
        stem = stem[:-1] if len(stem) >= _LONG_TERM else stem
        if key in catalogue.glossary and re.search(rf"\b{re.escape(stem)}\w{{0,3}}\b", words):
            own = catalogue.glossary[key]
            note = f" ({own.note})" if own.note else ""
            avoid = f"; not: {', '.join(own.avoid)}" if own.avoid else ""
            yield f"Glossary: “{term.term}” is “{own.term}”{note}{avoid}"


def _sort_out(
    handbook: Handbook, pairs: Mapping[str, _Pair], received: Iterable[Received], outcome: Outcome
) -> dict[str, dict[str, str]]:
    """The translations to take over, by page and piece; all others are counted or refused.

    For a page that does not exist yet, these are all its translations that are finished.
    """
    wanted: dict[str, dict[str, str]] = defaultdict(dict)
    seen: dict[str, Received] = {}
    for unit in received:
        if unit.id in seen:
            if _clean(unit.target) != _clean(seen[unit.id].target):
                outcome.refused.append(Refusal("", unit.id, "it stands in the file twice, the first one was taken"))
            continue
        seen[unit.id] = unit
        found = _find(pairs, unit.id)
        if found is None:
            reason = "the handbook has no such piece, or has it no longer"
            outcome.refused.append(Refusal("", unit.id, reason))
            continue
        pair, piece = found
        twin = pair.twins.get(piece.id)
        target = _clean(unit.target)
        if twin and target == _clean(twin.text) and not unit.fault:
            outcome.unchanged += 1
        elif not target:
            outcome.untranslated[pair.path] += 1
        elif unit.unfinished:
            outcome.unfinished[pair.path] += 1
        elif reason := _fault(handbook, pair, piece, unit, target):
            outcome.refused.append(Refusal(_place(pair, piece), unit.id, reason))
        else:
            wanted[pair.name][piece.id] = target
    known = {f"{pair.name}/{name}" for pair in pairs.values() for name in pair.pieces.all}
    outcome.absent = len(known - seen.keys())
    return wanted


def _find(pairs: Mapping[str, _Pair], unit: str) -> tuple[_Pair, Piece] | None:
    """The page and the piece of the reference that a unit is about."""
    name, _, piece = unit.partition("/")
    while name not in pairs and "/" in piece:  # a page beside the topics may stand in a folder
        step, _, piece = piece.partition("/")
        name = f"{name}/{step}"
    if name not in pairs or piece not in pairs[name].pieces.all:
        return None
    return pairs[name], pairs[name].pieces.all[piece]


def _fault(handbook: Handbook, pair: _Pair, piece: Piece, unit: Received, target: str) -> str:
    """Why a translation cannot be taken over, or ""."""
    if unit.fault:
        return unit.fault
    if " ".join(unit.source.split()) != " ".join(piece.text.split()):
        name = handbook.languages[handbook.reference].name
        return f"the {name} text has changed since the export, see {pair.reference.path}:{piece.line}"
    if pair.page and pair.page.facts.fault:
        return "the page cannot be read: run “handbook check”, mend it"
    if pair.page and piece.id not in pair.twins:
        return "the page has no such piece yet: add it there by hand"
    if odd := next((mark for mark in target if unicodedata.category(mark) in ("Cc", "Zl", "Zp") and mark != "\n"), ""):
        return f"it has a character that nobody sees ({unicodedata.name(odd, f'U+{ord(odd):04X}').lower()})"
    if "\n" in target and piece.form is not Form.PARAGRAPH:
        return f"it has a line break, and {_FORM_NAMES[piece.form]} is one line"
    if any(not line.strip() for line in target.split("\n")):
        return "it has an empty line, which would make two paragraphs of one"
    return ""


def _changed(pair: _Pair, targets: Mapping[str, str], outcome: Outcome) -> Draft | None:
    """A page with some translations in their places; those that would make something else of it are refused."""
    assert pair.page is not None
    sound = dict(targets)
    draft = _compose(pair, pair.page, pair.twins, sound)
    if draft is None:
        # Something does not fit: each translation is tried alone to find out which.
        for name in targets:
            if _compose(pair, pair.page, pair.twins, {name: targets[name]}) is None:
                outcome.refused.append(_misfit(pair, pair.twins[name]))
                del sound[name]
        draft = _compose(pair, pair.page, pair.twins, sound) if sound else None
        if sound and draft is None:
            outcome.refused += [_misfit(pair, pair.twins[name]) for name in sound]
    return draft


def _misfit(pair: _Pair, piece: Piece) -> Refusal:
    reason = (
        f"it would not be read as {_FORM_NAMES[piece.form]} any more: does a line begin with a mark, such as #, >, -"
        " or a number, or is there a mark of Markdown that is not closed?"
    )
    return Refusal(_place(pair, piece), f"{pair.name}/{piece.id}", reason)


def _compose(
    pair: _Pair, base: Page, pieces: Mapping[str, Piece], targets: Mapping[str, str], more: tuple[Edit, ...] = ()
) -> Draft | None:
    """The page that comes of a page; None where any of its pieces would be read as anything but what was put there."""
    edits = list(more)
    for name, target in targets.items():
        edit = replacing(pieces[name], target)
        if edit is None:
            return None
        edits.append(edit)
    language = pair.page.language if pair.page else pair.path.split("/")[1]
    page = Page(pair.path, language, base.kind, base.topic, edited(base.source, edits))
    expected = [
        (name, as_read(piece, targets[name]) if name in targets else piece.text) for name, piece in pieces.items()
    ]
    if _skeleton(page) != _skeleton(base) or [(name, piece.text) for name, piece in pieces_of(page).all.items()] != (
        expected
    ):
        return None
    return Draft(page, base, tuple(edits), dict(targets))


def _skeleton(page: Page) -> list[object]:
    """What makes the form of a page: the fields of its front matter, its sections, the kinds of its blocks."""
    data = page.front_matter.data
    return [
        page.facts.fault is None,
        list(data) if isinstance(data, dict) else [],
        [block.kind for block in page.lead],
        [(section.id, [block.kind for block in section.blocks]) for section in page.sections],
    ]


def _new(handbook: Handbook, language: str, pair: _Pair, targets: Mapping[str, str], outcome: Outcome) -> Draft | None:
    """A page that is not there yet: the reference's, with every piece, heading and head of a table in the language."""
    missing = pair.pieces.all.keys() - targets.keys()
    if missing:
        outcome.to_do.append(
            f"{pair.path}: the page is not there yet; it comes once all its pieces are translated, {len(missing)} of"
            f" {len(pair.pieces.all)} are not"
        )
        return None
    more = _names(handbook, language, pair.reference)
    if more is None or pair.pieces.left_out:
        outcome.to_do.append(
            f"{pair.path}: the page is not there yet, and {pair.reference.path} has more than its pieces: make it by"
            " hand, then import again"
        )
        return None
    draft = _compose(pair, pair.reference, pair.pieces.all, targets, more)
    if draft is None:
        fitting = {}
        for name, piece in pair.pieces.all.items():
            if _compose(pair, pair.reference, pair.pieces.all, {name: targets[name]}):
                fitting[name] = piece
            else:
                outcome.refused.append(_misfit(pair, piece))
        if len(fitting) == len(targets):
            outcome.refused += [_misfit(pair, piece) for piece in fitting.values()]
    return draft


def _names(handbook: Handbook, language: str, page: Page) -> tuple[Edit, ...] | None:
    """The changes that put a language's headings into a page of the reference, and empty its list of aliases.

    None where a heading is not among those that the catalogues know.
    """
    reference, catalogue = handbook.catalogues.get(handbook.reference), handbook.catalogues.get(language)
    if reference is None or catalogue is None:
        return None
    headings = catalogue.sections.get(page.kind, {}) if page.topic else {}
    heads = {text: catalogue.pairs[key] for key, text in reference.pairs.items() if key in catalogue.pairs}
    edits: list[Edit] = []
    for section in page.sections:
        if section.id not in headings:
            return None
        edits.append(line_edit(page, section.line, f"## {headings[section.id]} {{ #{section.id} }}"))
        for table in section.of_kind(BlockKind.TABLE):
            cells = head_cells(page, table)
            if not cells or any(cell.text not in heads for cell, _ in cells):
                return None
            edits += [(start, end, heads[cell.text]) for cell, (start, end) in cells]
    if aliases := emptied_list(page, "aliases"):
        edits.append(aliases)
    return tuple(edits)


def _judge(
    handbook: Handbook,
    language: str,
    pairs: Mapping[str, _Pair],
    outcome: Outcome,
    find: Callable[[Handbook], list[Finding]],
) -> None:
    """Refuse what would bring new errors, until nothing does; what a new page still needs is noted instead."""
    before = find(handbook)
    while outcome.drafts:
        gained = _gained(before, find(_with(handbook, language, outcome.drafts)))
        names = {draft.page.path: name for name, draft in outcome.drafts.items()}
        needs: list[str] = []
        faulty: dict[str, list[Finding]] = defaultdict(list)
        for finding in gained:
            name = names.get(finding.path)
            if name is None or _is_need(finding, outcome.drafts[name]):
                needs.append(f"{finding.path}:{finding.line}: {_why(finding)}")
            else:
                faulty[name].append(finding)
        if not faulty:
            outcome.to_do += needs
            return
        for name, findings in faulty.items():
            draft = outcome.drafts.pop(name)
            kept = _without_faulty(pairs[name], draft, findings, outcome)
            again = _compose(pairs[name], draft.base, pairs[name].twins, kept) if kept else None
            if again:
                outcome.drafts[name] = again
            else:
                outcome.refused += [_misfit(pairs[name], pairs[name].twins[piece]) for piece in kept]


def _with(handbook: Handbook, language: str, drafts: Mapping[str, Draft]) -> Handbook:
    """The handbook as it would be."""
    pages = dict(handbook.pages)
    others = {page.path: page for page in handbook.other_pages.get(language, ())}
    for draft in drafts.values():
        if draft.page.topic:
            pages[language, draft.page.topic] = draft.page
        else:
            others[draft.page.path] = draft.page
    return replace(handbook, pages=pages, other_pages={**handbook.other_pages, language: tuple(others.values())})


def _gained(before: list[Finding], after: list[Finding]) -> list[Finding]:
    """The errors that are new. An error that only moves, or is worded anew, is not: it was there before."""
    counts = Counter((finding.code, finding.path) for finding in before if _matters(finding))
    known = {(finding.code, finding.path, finding.message) for finding in before}
    more = Counter((finding.code, finding.path) for finding in after if _matters(finding)) - counts
    return [
        finding
        for finding in after
        if _matters(finding)
        and (finding.code, finding.path) in more
        and (finding.code, finding.path, finding.message) not in known
    ]


def _matters(finding: Finding) -> bool:
    return (finding.severity is Severity.ERROR or finding.draft) and not finding.ignored


def _is_need(finding: Finding, draft: Draft) -> bool:
    """Whether a finding says no more than that a new page has no aliases yet: those are written, not translated."""
    page = draft.page
    return draft.is_new and finding.code == ALIASES_CODE and finding.line == page.front_matter.line("aliases")


def _without_faulty(pair: _Pair, draft: Draft, findings: list[Finding], outcome: Outcome) -> dict[str, str]:
    """The translations of a page that are left once those are refused that findings are about.

    What is about no single one of them speaks against them all, and a new page comes whole or not at all.
    """
    standing = pieces_of(draft.page).all
    reasons: dict[str, list[str]] = defaultdict(list)
    of_page: list[str] = []
    for finding in findings:
        about = [
            name
            for name in draft.targets
            if standing[name].line <= finding.line <= standing[name].line + standing[name].text.count("\n")
        ]
        for name in about:
            reasons[name].append(_why(finding))
        if draft.is_new or not about:
            of_page.append(f"line {finding.line}: {_why(finding)}" if draft.is_new else _why(finding))
    if of_page:
        outcome.refused.append(Refusal(pair.path, pair.name, "; ".join(of_page), len(draft.targets)))
        return {}
    outcome.refused += [
        Refusal(_place(pair, pair.twins[name]), f"{pair.name}/{name}", "; ".join(found))
        for name, found in reasons.items()
    ]
    return {name: target for name, target in draft.targets.items() if name not in reasons}


def _why(finding: Finding) -> str:
    return f"{finding.code} {finding.message} - {finding.advice}"


def _place(pair: _Pair, piece: Piece) -> str:
    """Where a piece stands in the translation, or in the reference where there is no such page yet."""
    if pair.page and piece.id in pair.twins:
        return f"{pair.path}:{pair.twins[piece.id].line}"
    return f"{pair.reference.path}:{pair.pieces.all[piece.id].line}"


def _clean(text: str) -> str:
    """A text without what tools add: space around it, line ends of another kind."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip(" \t\n")


def _shown(text: str) -> str:
    """The beginning of a text, on one line, for a message."""
    words = " ".join(text.split())
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN]} …"
