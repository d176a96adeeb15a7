"""What a heading stands for: one of the six parts, a section of a résumé, or the title of something.

A heading is a part only when every word of it is a word of parts: `Design decisions` is one, `Search design at a bank` is a title.
"""

import re
from typing import Literal

from agent.state import Part

Kind = Literal["part", "section", "aside", "numbered", "title"]
"""`section` holds projects (Experience), `aside` never does (Education), `numbered` says itself that it is one (Project 2)."""

_WORDS: dict[Part, str] = {
    "problem": "problem problems constraint constraints limit limits context background situation motivation goal goals objective "
    "objectives challenge challenges need needs requirement requirements issue purpose setting scope task",
    "role": "role roles ownership responsibility responsibilities contribution contributions part me team",
    "architecture": "architecture design decision decisions approach implementation method methods methodology solution system technical "
    "components pipeline modelling modeling model data serving infrastructure stack action actions build built works flow deployment "
    "training development",
    "alternatives": "alternative alternatives trade-off trade-offs tradeoff tradeoffs option options rejected considered price comparison",
    "results": "result results outcome outcomes impact metrics figures numbers evaluation measurable effect effects achievements",
    "hindsight": "hindsight retrospect retrospective lessons learned learnt learnings reflection reflections defence defense afterwards "
    "improvements future outlook postmortem",
}
_PART_OF: dict[str, Part] = {word: part for part, words in _WORDS.items() for word in words.split()}
_GLUE = frozenset(
    "and the of my our their its your i we it to key main what how in on with for a an first measured project & overview hard after next work".split()
)
_PHRASES: tuple[tuple[Part, str], ...] = (
    (
        "problem",
        r"what (?:was|went) wrong|what hurt|why (?:we did )?(?:it|this)|why|the need|goals? and limits?|user need",
    ),
    (
        "role",
        r"who(?: did what)?|what i did|what i owned|me|myself|what was mine|my (?:part|work|share|job|contribution)|personal contribution",
    ),
    ("architecture", r"how it works|how (?:we|i) (?:built|did) it|what (?:we|i) built|under the hood|the system"),
    (
        "alternatives",
        r"(?:the )?roads? not taken|why not .{1,30}|other (?:ways|options|approaches)|what else .{1,25}|paths? not taken|what (?:we|i) rejected",
    ),
    ("results", r"what came of it|what (?:it|we|i) (?:achieved|brought|got)|did it work|results? first|wins"),
    (
        "hindsight",
        r"looking back|what (?:we|i)(?:['’]d| would) (?:change|do differently).{0,15}|if (?:i|we) (?:began|did it|started|had to do it) again|"
        r"next time|do(?:ing)? differently|with what i know now|regrets?",
    ),
)
_SECTION = re.compile(
    r"(?:(?:professional|work|relevant|selected|key|recent|main|personal|side|notable|technical|research|my|industry|ml) )*(?:experiences?|employment(?: history)?|"
    r"work history|career(?: history)?|projects?|positions?(?: held)?|portfolio|case studies|project (?:experience|walk-?throughs?|list)|walk-?throughs?)",
)
_ASIDE = re.compile(
    r"(?:(?:technical|core|key|other|professional|selected|personal|additional|formal) )*(?:education(?: and .*)?|academic background|skills?(?: and .*)?|"
    r"skill ?set|competenc(?:y|ies)|technologies|tools|publications?|patents?|summary|profile|about(?: me)?|contact(?: details| information)?|languages?|"
    r"interests?|hobbies|awards?(?: and .*)?|honou?rs?(?: and .*)?|certifications?|certificates|courses?(?:work)?|references?|volunteering|"
    r"talks|headline|memberships?|training courses|executive summary|keywords)",
)
_SOFT_ASIDE = re.compile(r"(?:executive )?summary|profile|about|headline|tools|technologies|talks|languages?")
"""Asides in a résumé only: in a write-up, a summary is part of the story."""
_NUMBERED = re.compile(
    r"(?:project|case(?: study)?)\s*(?:no\.?\s*)?(?:\d{1,2}|[ivx]{1,4}|[a-h])\b\s*[:.)—–-]*\s*(.*)", re.IGNORECASE
)
_COUNT = re.compile(r"^\(?(?:\d{1,2}|[a-f]|[ivx]{1,4})[.):]\)?\s+", re.IGNORECASE)


def kind_of(heading: str, resume: bool = True) -> Kind:
    """What a heading is."""
    said = _plain(heading)
    if _NUMBERED.fullmatch(heading.strip()):
        return "numbered"
    if part_of(heading):
        return "part"
    if _ASIDE.fullmatch(said) and (resume or not _SOFT_ASIDE.fullmatch(said)):
        return "aside"
    return "section" if _SECTION.fullmatch(said) else "title"


def part_of(heading: str) -> Part | None:
    """The part that a heading names, if all it says is that."""
    said = _plain(heading)
    for part, phrase in _PHRASES:
        if re.fullmatch(phrase, said):
            return part
    words = [w for w in re.findall(r"[a-z&]+(?:-[a-z]+)*", said) if w not in _GLUE]
    if not words or len(words) > 5 or not all(w in _PART_OF for w in words):
        return None
    parts: list[Part] = [_PART_OF[w] for w in words]
    return max(parts, key=lambda p: (parts.count(p), -parts.index(p)))


def is_resume(headings: list[str]) -> bool:
    """Whether the sections are those of a résumé."""
    return any(
        re.fullmatch(r".*(?:experience|employment|work history|education|skills).*", _plain(h)) for h in headings
    )


def title_of(heading: str) -> str:
    """A heading as a title: no number, no dates, no marks."""
    said = re.sub(r"[*_`]", "", heading).strip()
    if (match := _NUMBERED.fullmatch(said)) and match[1].strip():
        said = match[1]
    said = _COUNT.sub("", said)
    said = DATES.sub("", said).strip(" \t,;:|–—-.")
    return said.rstrip("(").strip() or heading.strip()


_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_WHEN = rf"(?:{_MONTH}\s+)?(?:\d{{1,2}}[./])?(?:19|20)\d\d"
DATES = re.compile(
    rf"\(?\b{_WHEN}\s*(?:[-–—]+|to|until|till)\s*(?:{_WHEN}|present|now|today|current|ongoing)\)?|\((?:since )?{_WHEN}\)|\bsince {_WHEN}",
    re.IGNORECASE,
)
"""A span of time as résumés write it."""


def _plain(heading: str) -> str:
    said = _COUNT.sub("", re.sub(r"[*_`#]", "", heading).strip()).strip(" :.–—-").lower()
    return " ".join(said.replace("&", " & ").split())
