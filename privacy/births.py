"""Dates of birth: those told as such, and full dates that hardly are anything else."""
import re
from datetime import date

MONTH = (r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|"
         r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?")
DAY = r"\d{1,2}(?:st|nd|rd|th)?"
YEAR = r"(?:19|20)\d\d"
NUMERIC = rf"(?:\d{{1,2}} ?[./-] ?\d{{1,2}} ?[./-] ?(?:{YEAR}|'?\d\d)|{YEAR} ?[./-] ?\d{{1,2}} ?[./-] ?\d{{1,2}})"
WORDED = (rf"(?:{DAY}(?: of)?[ .-]*{MONTH}(?:,?[ -]*(?:{YEAR}|'?\d\d(?!\d)))?|{MONTH}[ -]*{DAY}(?:,?[ ]*(?:{YEAR}|'\d\d))?|"
          rf"the {DAY}(?: of)? {MONTH}(?:,? {YEAR})?)")
ANY = rf"(?:{NUMERIC}|{WORDED}|(?<!\d)(?:\d{{8}}|\d{{6}})(?!\d)|\d{{1,2}} \d{{1,2}} (?:{YEAR}|\d\d))"
TOLD = re.compile(rf"\b((?:born|d\.?o\.?b\.?|date of birth|birth ?date|birthdate|birth ?day|bday|b-day|d of b|geb(?:oren)?|"
                  rf"n[ée]e?)\b(?:'s\b)?(?:[\s:,=.-]|is|was|it's|on|the|in|of|at|(?:in )?[A-Z]\w+ on|my|"
                  rf"me)*){ANY}(?!\w)", re.I)
TOLD_AFTER = re.compile(rf"\b{ANY}((?: |, )?(?:is|was|,|-|\()? ?(?:my|her|his|the|our|date of birth|\()?(?: \w+'?s?)? ?"
                        rf"(?:date of birth|d\.?o\.?b\b|birth ?day|bday|birth ?date|when (?:i|he|she) was born))", re.I)
FULL = re.compile(rf"(?<![\w/.-])(?:{NUMERIC}|{DAY}(?: of)? {MONTH},? {YEAR}|{MONTH} {DAY},? {YEAR})(?![\w/-]|\.\d)", re.I)
EVENT = re.compile(r"(?:since|until|from|surgery|operat\w*|accident|diagnos\w*|injur\w*|fell|fracture\w*|crash|treated|"
                   r"scan|mri|x-?ray|appointment|visit|seen|session|stroke|started|replaced|delivered|published|dated)"
                   r"(?: \w+){0,3}$", re.I)
# Years; a full date less long ago is more likely an appointment, an illness or a publication than a birth.
YOUNGEST, YOUNGEST_WORDED = 5, 16


def mask_births(text: str) -> str:
    """Ages and years alone stay."""
    text = TOLD.sub(lambda m: m[1] + "[birth date]", text)
    text = TOLD_AFTER.sub(lambda m: "[birth date]" + m[1], text)
    return FULL.sub(lambda m: "[birth date]" if _of_birth(m) else m[0], text)


def _of_birth(m: "re.Match") -> bool:
    years = re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", m[0])
    youngest = YOUNGEST if re.fullmatch(NUMERIC, m[0]) else YOUNGEST_WORDED
    if not years or int(years[0]) > date.today().year - youngest:
        return False
    return not EVENT.search(m.string[max(0, m.start() - 60):m.start()].rstrip(" ,:"))
