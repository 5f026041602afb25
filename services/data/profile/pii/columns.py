"""Columns of persons' names, addresses and numbers, recognised by the column's name and its first cells."""

import re
from collections.abc import Callable, Sequence

from services.data.profile.pii.kinds import Personal

_MOST = 0.6  # the share of the examples that must look like it
_SOME = 0.4

_PARTS = re.compile(r"(?<=[a-z])(?=[A-Z])|[\s_.-]+")
_PHONE = re.compile(
    r"(^|.* )(((cell|mobile) ?)?phone|telephone|mobile|tel|telefon|telefono|téléphone|handy|fax"
    r"|전화|휴대폰|휴대전화|연락처|電話)"
    r"( ?(no|nr|num|number|nummer|1|2|번호|番号))?"
)
_SOCIAL_SECURITY = re.compile(r"(^|.* )(ssn|social security( (no|nr|num|number))?)")
_NAME_PART = re.compile(
    r"(first|last|middle|given|family|full|maiden|fore|sur) ?name|surname|vorname|nachname"
    r"|familienname|prénom|prenom|nom de famille|apellidos?|cognome"
    r"|이름|성명|성함|(고객|환자|회원|직원|학생)명|氏名|姓名"
)
_PERSON = re.compile(
    r"(.* )?(applicant|borrower|client|contact|customer|driver|employee|guest|member|owner|passenger|patient"
    r"|person|student|teacher|tenant|user)( ?(full )?name)?"
)
_ANY_NAME = re.compile(r"(full ?)?names?|nom|nombre|naam|nome")
_WRITTEN_NAME = re.compile(r"[^\W\d_]+\.?(?:[ ,.'’-]+[^\W\d_]+\.?){0,5}")
_TITLE_OR_COMMA = re.compile(
    r"\b(Mr|Mrs|Ms|Miss|Mme|Dr|Prof|Herr|Frau)\b\.? [^\W\d_]|^[A-Z][\w'’-]+, [A-Z][\w'’-]+( [A-Z]\.?)?$"
)
_GIVEN_NAMES = frozenset(
    """
    aaron adam alan albert alex alexander alice amanda amy ana andrea andrew angela ann anna anne
    anthony antonio arthur ashley barbara ben benjamin betty brandon brenda brian carl carlos carol
    caroline catherine charles charlotte chris christian christina christine christopher claire claudia
    cynthia daniel david deborah dennis diana donald donna dorothy douglas edward elena elizabeth emily
    emma eric eva evelyn felix frank gary george gerald grace gregory hannah hans harry heather helen
    henry isabella jack jacob james jan jane janet jason jean jeff jeffrey jennifer jerry jessica jim
    joan joe johannes john jonathan jose joseph joshua joyce juan judith julia julie justin karen
    katherine kathleen keith kelly kenneth kevin kimberly larry laura lauren lawrence leo linda lisa
    louis luca lucas lucy luis maria marie mark martha martin mary matthew megan melissa michael
    michelle mike mohammed nancy nathan nicholas nicole noah olivia oscar pamela patricia patrick paul
    pedro peter philip pierre rachel ralph raymond rebecca richard robert roger ronald rose roy ruth
    ryan samantha samuel sandra sara sarah scott sean sharon sofia sophia sophie stephanie stephen
    steven susan teresa thomas tim timothy tom tyler victoria vincent virginia walter wayne william
    wolfgang zachary
    """.split()  # noqa: SIM905 - a list of so many names is no more readable
)
_ADDRESS = re.compile(
    r"(.* )?(address|addr|street|street address|strasse|straße|adresse|adres|dirección|direccion|indirizzo"
    r"|endereço|주소|住所|地址)( ?(line)? ?\d)?"
)
_OTHER_ADDRESS = re.compile(r"\b(e ?mail|mail|ip|mac|web|url|wallet|bitcoin|memory)\b")
_HOUSE = re.compile(r"(?=.*(\s|[^\x00-\x7f]))(\d.*[^\W\d_]|[^\W\d_].*\d)")
_WRITTEN_ADDRESS = re.compile(
    r"\b\d{1,5} (?:[NSEW]\.? )?(?:[A-Z][\w.'’]+ ){1,3}(?:St|Street|Ave|Avenue|Rd|Road|Blvd|Boulevard|Ln|Lane"
    r"|Dr|Drive|Way|Ct|Court|Pl|Place|Sq|Square|Ter|Terrace|Hwy|Highway)\b"
    r"|[A-ZÄÖÜ][\wäöüß.-]*(?:[Ss]traße|[Ss]trasse|[Ss]tr\.|weg|platz|allee|gasse) \d{1,4}"
    r"|\b\d{1,4}(?: bis)?,? (?:rue|avenue|boulevard|place|chemin|allée) [^\W\d_]"
    r"|\b(?:Calle|Avenida|Via|Rua) [A-Z][\w ]+,? \d"
    r"|[가-힣]+[시군구] [가-힣\d]+[로길] ?\d"
)


def is_phone(name: str) -> bool:
    """Return whether a column is named like phone numbers."""
    return bool(_PHONE.fullmatch(_spaced(name)))


def is_social_security(name: str) -> bool:
    """Return whether a column is named like social security numbers."""
    return bool(_SOCIAL_SECURITY.fullmatch(_spaced(name)))


def names_or_addresses(name: str, examples: Sequence[str]) -> Personal | None:
    """Return "name" or "address" if a column holds names or addresses of persons, by its first cells."""
    if not examples:
        return None
    column = _spaced(name)
    if _share(examples, _WRITTEN_ADDRESS.search) >= _MOST or (
        _ADDRESS.fullmatch(column)
        and not _OTHER_ADDRESS.search(column)
        and _share(examples, _HOUSE.search) >= _MOST
    ):
        return "address"
    return "name" if _are_names(column, examples) else None


def _are_names(column: str, examples: Sequence[str]) -> bool:
    if not any(pattern.fullmatch(column) for pattern in (_NAME_PART, _PERSON, _ANY_NAME)):
        return False
    if _share(examples, _WRITTEN_NAME.match) < 1 or any(char.isdigit() for text in examples for char in text):
        return False
    if _NAME_PART.fullmatch(column):
        return _share(examples, _WRITTEN_NAME.fullmatch) >= _MOST
    several = _share(examples, lambda text: len(text.split()) > 1) >= _MOST
    if _PERSON.fullmatch(column) and column.endswith("name"):
        return _share(examples, _WRITTEN_NAME.fullmatch) >= _MOST
    if not (_ANY_NAME.fullmatch(column) or _PERSON.fullmatch(column)) or not several:
        return False
    return _share(examples, _TITLE_OR_COMMA.search) >= _MOST or _share(examples, _has_given_name) >= _SOME


def _has_given_name(text: str) -> bool:
    return any(word.casefold() in _GIVEN_NAMES for word in re.findall(r"[^\W\d_]+", text))


def _share(texts: Sequence[str], test: Callable[[str], object]) -> float:
    return sum(bool(test(text)) for text in texts) / len(texts)


def _spaced(name: str) -> str:
    return _PARTS.sub(" ", name).strip().casefold()
