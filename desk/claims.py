"""What an answer may not claim, why, and what one may say instead.

The rules are those of the project's fact sheet: what the UK's advertising regulator accepts (ASA ruling A17-387447), what
the US Federal Trade Commission asks for (Health Products Compliance Guidance, 2022), and for the rest the sheet's own
"never" and "careful". A claim counts in all its forms, unless its sentence denies it, asks for it or tells of it to put it
right.
"""
import re
from dataclasses import dataclass
from typing import Dict, List, Optional, Pattern, Tuple


@dataclass(frozen=True)
class Claim:
    """`words`: how it is said; `rule`: why not; `instead`: what one may say. `unless`: words anywhere in the sentence that
    make it honest, and `unless_before` those that do before it. `deniable`: whether "not" makes it honest."""

    words: Pattern[str]
    rule: str
    instead: str
    unless: Optional[Pattern[str]] = None
    unless_before: Optional[Pattern[str]] = None
    deniable: bool = True


def claims_in(text: str, after: str = "") -> List[Tuple[str, Claim]]:
    """-> [(the words found, what they claim)], each claim once. `after`: what is read next, where a "yes" affirms."""
    found: Dict[int, str] = {}
    said = sentences(text)
    for sentence, following in zip(said, [*said[1:], after]):
        for number, claim in enumerate(CLAIMS):
            for match in claim.words.finditer(sentence):
                if number not in found and not _let_through(claim, sentence, match, following):
                    found[number] = match.group().strip()
    return [(words, CLAIMS[number]) for number, words in found.items()]


def plain(text: str) -> str:
    """The text without marks for bold type, addresses of links and placeholders."""
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text.replace("’", "'"))
    return re.sub(r"\*+|\{\w*\}|[{}#`_]", "", text)


def paragraphs(text: str) -> List[str]:
    """As a reader sees them: between empty lines, and each point of a list for itself."""
    parts = re.split(r"\n\s*\n|(?:^|\n)\s*(?=[-•] )", text)
    return [" ".join(part.split()) for part in parts if part.strip()]


def sentences(text: str) -> List[str]:
    """In order. A point of a list is read with the words that lead to the list: "Ask us first if" "You are pregnant."."""
    found: List[str] = []
    lead = ""
    for paragraph in paragraphs(plain(text)):
        point = re.match(r"[-•] ", paragraph)
        parts = re.split(r"(?<=[.!?])[\"'”]?\s+", paragraph[point.end():] if point else paragraph)
        found += [f"{lead} {part}".strip() for part in parts] if point else parts
        if not point:
            lead = parts[-1][:-1] if parts[-1].endswith(":") else ""
    return found


# Whether a sentence means what some of its words say.

REACH = 10  # words between a denial and what it denies; "nobody who knows the studies would call it a cure" has eight
NEAR = 200  # characters of a sentence that are looked at on either side; a pasted page may have no full stop at all
SUBJECT = r"(?:it|we|you|they|he|she|this|our|acupuncture|needles?|treatment|here)"
DENIAL = re.compile(
    r"(?<!why )(?:\b(?:not|never|nor|neither|nothing|nobody|none|no|cannot|hardly|rarely|unlikely|unable|impossible|whether"
    r"|rather than|far from|without(?= (?:(?:a|any) )?(?:promis|guarant|claim)))|n't)\b"
    # What only looks like a denial: "not only cures", "no doubt it heals", "do not wait to be cured".
    r"(?! (?:only|just|merely|doubt|wonder|need|matter|longer|other|better|less|short of|miss|wait|hesitate|worry|suffer"
    r"|delay|forget|believe how|surprising|question|fail\w*|have to|hard|difficult)\b)", re.I)
BREAK = re.compile(  # between two clauses: a denial in the first says nothing of the second
    rf"[;:–—!?.()]|,\s*(?={SUBJECT}\b)|\b(?:and|so)(?= {SUBJECT}\b)|\b(?:but|because|since|while|although|though"
    r"|yet|when|why|until|unless|(?<!know )(?<!say )(?<!tell )(?<!sure )(?<!clear )if)\b", re.I)
LISTED = re.compile(r"(?:,|\b(?:or|nor))\s*(?:(?:a|an|any|or|nor)\s+)*$", re.I)  # "not a cure, a miracle or a detox"
OF_PEOPLE = re.compile(r"\b(?:who|whom|whose|which|that)(?: \w+){0,3} ?$", re.I)
VERB = re.compile(r"\b(?:is|are|was|were|can|will|gets?|got)\b", re.I)
FIRST = re.compile(r"(?:^|[,;:])\W*(?:(?:a|an|any|the|such|real|lasting|sure|full|complete|quick|true)\s+)*$", re.I)
THEN_DENIED = re.compile(  # "A cure is not known."
    r"^(?:\W+(?!(?:that|which|who|when|where|what|because|but|if|and|you|we)\b)\w+){0,4}?\W+"
    r"(?:(?:is|are|can|could) (?:not|never)|cannot|(?:is|are|ca)n't|do(?:es)?(?: not|n't) exist)\b", re.I)
ASKED = re.compile(  # "Do you want a cure?" is no question to answer
    r"^\W*(?:(?:and|or|but|so) )?(?:is|are|was|can|could|does|do|did|will|would|should|may|has|have|am)\b"
    r"(?! you (?:\w+ )?(?:want|need|know|look|tired|wish|ready|search|suffer))[^?]*\?", re.I)
AFFIRMED = re.compile(
    r"^\W*(?:(?:yes|of course|absolutely|certainly|sure|definitely|indeed)\b|it (?:does|is|can|will)[.!,])", re.I)
HEARSAY = re.compile(r"\b(?:you (?:may|might|will|can|could) (?:also )?(?:have )?(?:read|heard?|seen?|find|be(?:en)? told)"
                     r"|some(?: \w+)? (?:say|claim|promise|write))\b", re.I)
PUT_RIGHT = re.compile(r"\b(?:but|however|not|no|never|cannot|careful|wrong|untrue|false|more than)\b|n't\b", re.I)
WARNED = re.compile(r"\b(?:careful (?:with|of|about)|wary of|beware|myths?|(?:wrong|untrue|false|misleading) to"
                    r"|(?:words|phrases|claims|promises) (?:such as|like|of|that))(?:(?!\b(?:we|our|us)\b)[^;:])*$", re.I)


def _let_through(claim: Claim, sentence: str, match: "re.Match[str]", following: str) -> bool:
    before, rest = sentence[max(0, match.start() - NEAR):match.start()], sentence[match.end():match.end() + NEAR]
    if claim.unless and claim.unless.search(sentence) or claim.unless_before and claim.unless_before.search(before):
        return True
    return claim.deniable and (
        _denied(before, rest) or bool(FIRST.search(before) and THEN_DENIED.search(rest))
        or bool(ASKED.search(sentence) and not AFFIRMED.search(following))
        or bool(HEARSAY.search(before) and PUT_RIGHT.search(f"{rest} {following}")) or bool(WARNED.search(before)))


def _denied(before: str, rest: str) -> bool:
    """Whether what stands between the two is denied by what stands before it, in the same clause or list."""
    for denial in DENIAL.finditer(before):
        between = before[denial.end():]
        listed = LISTED.search(between) and re.search(r"\b(?:or|nor)\b", between + rest, re.I)
        if len(between.split()) > REACH or BREAK.search(between) or ("," in between and not listed):
            continue
        # "People who could not sleep were cured": the denial ends with the words about the people.
        if (denial.group().lower() in ("not", "never", "cannot", "n't") and OF_PEOPLE.search(before[:denial.start()])
                and VERB.search(between)):
            continue
        return True
    return False


# The claims.

UK = ("In the UK, the ASA accepts only short-term relief of some kinds of pain and of an overactive bladder "
      "(ruling A17-387447).")
US = "In the US, the FTC asks for sound scientific evidence, and what is implied counts like what is said."
FEEL = ("Most people feel little, but a prick or an ache is common.",
        "Say 'most people feel very little', and what they may feel.")

WE = (r"(?:acupuncture|it|this|we|needl(?:es?|ing)|(?:the |our |a )?(?:treatments?|sessions?|methods?|points?)|cupping|moxa"
      r"|herbs)")
DRUG = (r"(?:medic(?:ines?|ations?)|drugs?|pills?|tablets?|pain ?killers?|opioids?|steroids?|statins?|insulin|morphine"
        r"|aspirin|ibuprofen|paracetamol|warfarin|antidepressants?|antibiotics?|chemo(?:therapy)?|prescriptions?|inhalers?"
        r"|(?:blood )?thinners?)")
CARE = rf"(?:{DRUG}|surgery|(?:an )?operations?|doctors?(?:'s?)?|physicians?|vaccines?)"
# Of these, none may be advertised as helped, or none has more than small and mixed studies.
ILL = (r"(?:cancers?|tumou?rs?|diabetes|depression|anxiety|stress|panic attacks|insomnia|asthma|strokes?|heart disease"
       r"|high blood pressure|epilepsy|infertility|hiv|(?:long )?covid|autism|dementia|alzheimer's|parkinson's"
       r"|multiple sclerosis|rheumatoid arthritis|endometriosis|allergies|hay fever|eczema|psoriasis|hair loss|tinnitus"
       r"|vertigo|bell's palsy|addictions?|alcoholism|smoking|obesity|weight loss"
       r"|ibs|irritable bowel|(?:chronic )?fatigue|ptsd"
       r"|adhd|(?:serious|any|all|every) (?:illness(?:es)?|diseases?))")
FOUND = (r"(?:(?:\w+-?\w* ){0,2}(?:\w{3,}(?:itis|algia|opathy)|sciatica|migraines?|hernia|(?:slipped|herniated|bulging)"
         r" disc|(?:trapped|pinched) nerve|frozen shoulder|inflammation|infection|fracture|tear|cancer|tumou?r|diabetes"
         r"|depression|anxiety|stroke|disease|syndrome|disorder|deficiency|stagnation))")
NUMBER = r"(?:\d[\d.,]*|half|one|two|three|four|five|six|eight|ten|twelve)"
UNIT = (r"(?:mg|mcg|µg|g|ml|cl|iu|(?:milli|micro)?grams?|(?:milli)?lit(?:er|re)s?|tablets?|pills?|capsules?|doses?"
        r"|drops?(?! of blood)|(?:tea|table)?spoon(?:ful)?s?|puffs?)")
PRESCRIBER = r"(?:doctor|prescri\w+|pharmacist|midwife|care team)"


def _words(*forms: str) -> Pattern[str]:
    """Any of the forms, as whole words, in small letters or capitals."""
    return re.compile(rf"(?<![\w-])(?:{'|'.join(forms)})(?!\w)", re.I)


CLAIMS = [
    Claim(_words(r"cur(?:e|es|ed|ing|ative|able)", r"reverses? (?:\w+ )?(?:arthritis|ageing|aging|damage|diseases?)"),
          f"This promises a cure. {UK}", "Say 'may ease', for pain, and 'for a while'."),
    Claim(_words(r"heal(?:s|ed)?", r"healing (?:starts|begins|comes|from|you|your|powers?|effects?|energy|touch)",
                 r"(?:speeds?|promotes?|supports?)(?: up)? (?:\w+ )?healing"),
          f"This promises that something is mended. {UK}", "Say 'may ease', for pain, and 'for a while'.",
          unless=re.compile(r"\b(?:after|once|when|until|before|since|while|whether|if|to let|time to)\b"
                            r"(?!.*(?:acup|needl|\bwe\b))[^,]*\bheal"
                            r"|\b(?:tissue|injur|wound|skin|bone|fracture|cut|scar|strain)"
                            r"(?!.*(?:faster|sooner|quicker|acup|needles|needling))[^,]*\bheal", re.I)),
    Claim(_words(r"guarant(?:ee|ees|eed|eeing|y)", r"(?:we|i)(?: can)?(?: always)? promise",
                 rf"{WE} (?:can |will )?promises?",
                 r"you(?: will|'ll)(?: \w+)? (?:feel better|be (?:better|well|fit)|get better|recover|get rid of)",
                 r"good-?bye to (?:\w+ )?pain", r"no more pain", r"life without pain",
                 r"(?:pain|migraines?|headaches?|symptoms?) will (?:be gone|disappear|vanish|go away)"),
          f"Nobody can promise a result. {US}", "Say 'it may help, though not everyone'."),
    Claim(_words(r"(?:no|zero|without|free (?:of|from))(?: any| known| all)? (?:side[ -]effects?|risks?|dangers?)",
                 r"(?:side[ -]effect|risk)s?[ -]free", r"harmless", r"safe for (?:everyone|everybody|all|anyone)",
                 r"(?:completely|totally|perfectly|entirely|absolutely|fully|always|100 ?(?:%|percent|per cent)) safe",
                 r"(?:acupuncture|needles|treatments?) (?:cannot|can never|never|can't) (?:harm|hurt)s?"),
          "There is a small risk: about 9 in 100 people have an unwanted effect in a course, nearly always a minor one.",
          "Say 'safe in the hands of a trained practitioner', and name the minor effects."),
    Claim(_words(r"natural(?:ly)? safe", r"safe because (?:\w+ ){0,3}natural", r"because it(?: i|')s natural",
                 r"natural\b[^.;]{0,25}\b(?:so|and|therefore|thus|hence)\b[^.;]{0,20}\b(?:safe|harmless)"),
          "What is natural is not for that reason without risk.", "Say 'a way without drugs', and name the minor effects."),
    Claim(_words(r"proven", r"proof that", r"(?:there is|have|has|with) (?!no |not )(?:\w+ )?proof",
                 r"(?:studies|science|trials|research|it|doctors)(?: have| has)? prove[sd]?"),
          f"The studies show an average benefit, and guidelines differ. {US}", "Say 'studies show on average'."),
    Claim(_words(r"(?:a )?(?:100|hundred) ?(?:%|percent|per ?cent)(?! safe)"), f"It does not help everyone. {US}",
          "Say 'it does not help everyone'.", unless=re.compile(r"\b(?:fee|price|charge|refund|pay|paid|cost)", re.I)),
    Claim(_words(r"always (?:works?|helps?)", r"(?:never|cannot|can't) fails?", r"success rates?",
                 r"(?:works?|helps?) (?:for )?(?:everyone|everybody|every time|all people|anyone|in (?:all|every) cases?)",
                 r"(?:\d+|nine|eight) ?(?:%|percent|per cent|in|out of)(?: (?:10|ten|100))?(?: of)?(?: our)?"
                 r" (?:people|patients|clients) (?:are|were|get|got|feel|felt)(?: \w+)? (?:helped|better|well|relief)"),
          f"It does not help everyone, and no honest share of people helped is known. {US}",
          "Say 'it does not help everyone'."),
    Claim(_words(r"permanent(?:ly)?(?! (?:damage|harm|marks?|scars?|injur\w+|numb\w*|hair|make|tattoo|address|teeth))",
                 r"for ?ever", r"once and for all", r"for good",
                 r"(?:long-)?lasting (?:relief|cure|reset|results?|solution|freedom)"),
          f"The benefit often lasts for months, but not for everyone. {UK}",
          "Say 'for many people it lasts for months after a course'.",
          unless=re.compile(r"\b(?:delet|eras|chat|data|message|closed|moved)", re.I)),
    Claim(_words(r"best (?:\w+ )?(?:treatments?|therap(?:y|ies)|remed(?:y|ies)|medicines?|clinics?|acupuncturists?"
                 r"|practitioners?|methods?|relief)(?! (?:for you|depends|differs))",
                 r"(?:acupuncture|needling) (?:is|works|helps) (?:the )?best",
                 r"best (?:way|choice|option|thing) (?:to (?:treat|ease|relieve|beat|fight)|for|against)(?: \w+)? (?:pain"
                 r"|migraines?|headaches?|arthritis)", r"nothing (?:works|helps|is) (?:better|safer)",
                 r"no (?:better|safer|gentler) (?:treatment|way|method|therapy)",
                 rf"(?:better|stronger|safer|more effective) than (?:\w+ )?{CARE}",
                 rf"as (?:strong|good|effective|powerful) as (?:\w+ )?{CARE}"),
          f"It has not been shown to be better than other care, nor may it be compared with a drug. {US}",
          "Say what it may do, without a rank."),
    Claim(_words(r"miracles?", r"miraculous(?:ly)?", r"magic(?:al|ally)?", r"wonder (?:cures?|treatments?|remed(?:y|ies))"),
          f"This promises more than anyone knows. {US}", "Say 'may help' or 'some people find'."),
    Claim(_words(rf"{WE} (?:also |really |successfully |can |will |does )*(?:(?:treat|help|fix|relieve|ease|prevent|beat"
                 rf"|fight|improve|end|work)(?:s|es)?|is (?:an? )?(?:\w+ )?(?:treatment|therapy|remedy|good|effective))"
                 rf"(?: (?:with|for|against|on|of|your|the|most|even))* {ILL}(?! (?:patients?|survivors?|pain|symptoms?"
                 rf"|nausea|cent(?:er|re)s?))"),
          f"This illness may not be named as one that acupuncture helps. {UK}",
          "Say what is known, such as 'studies are few and mixed', and that its own treatment goes on."),
    Claim(_words(r"painless(?:ly)?(?! (?:lumps?|swellings?|spots?))", r"(?<!if you are )(?<!when you are )pain[ -]free"
                 r"(?! (?:days?|weeks?|spells?|hours?|times?|phases?|range))"), *FEEL),
    Claim(_words(r"(?:it|they|acupuncture|needles|this|treatments?) (?:does not|doesn't|do not|don't|will not|won't|never)"
                 r" hurts?",
                 r"(?:feel|there is|without) (?:no|any) pain",
                 r"(?:won't|will not|never) feel (?:a thing|anything)"), *FEEL,
          unless=re.compile(r"\b(?:most|many|some|usually|often|may|might|much|if|when|should|where|whether)\b", re.I)),
    Claim(_words(r"(?<!in )detox(?:es|ing|if\w+)?(?! (?:cent|clinic|program|unit|ward)\w*)", r"toxins? leav(?:e|es|ing)",
                 r"(?:remov|flush|releas|draw|clear|rid|eliminat)\w*\b[^.;,]{0,25}\btoxins?"),
          f"Nothing shows that needles or cups take poisons out of the body. {US}", "Leave it out."),
    Claim(_words(r"(?:boost|strengthen|support|improv|enhanc)\w*(?: \w+){0,3} (?:immun\w+|defen[cs]es)"),
          f"Nothing shows this for patients. {US}", "Leave it out, or say that it is not known."),
    Claim(_words(r"(?:re-?)?balanc(?:es?|ing)(?: \w+){0,2} (?:energy|qi|chi)",
                 r"unblock\w*(?: \w+){0,2} (?:energy|qi|chi|meridians?)",
                 r"(?:retrain|re-?set|re-?wir)(?:s|e|es|ing)?(?: \w+){0,2} (?:nervous system|nerves|brain)"),
          "This is not known as a fact.", "Say 'in the traditional view', or 'may help calm the nervous system'.",
          unless=re.compile(r"\btradition", re.I)),
    Claim(_words(r"(?:all|only|just|mostly) in (?:your|the) (?:head|mind)", r"imagin(?:e|ed|ing) (?:your|the) pain"),
          "Pain is real whatever its cause.", "Say 'the pain is real, whatever its cause'."),
    Claim(_words(rf"(?:instead|in place) of (?:\w+ ){{0,3}}{CARE}", rf"replac(?:e|es|ing) (?:\w+ )?{CARE}",
                 rf"alternative to (?:\w+ )?{CARE}", rf"(?:no|not|no longer) need (?:for )?(?:\w+ )?{CARE}",
                 r"(?:spares?|saves?) you (?:from )?(?:the |an )?(?:surgery|operations?)"),
          "Acupuncture never takes the place of medicines or of care that a doctor advised.",
          "Say 'beside your other care' and 'keep taking your medicines'."),
    Claim(_words(r"(?:stop|skip|halv|doubl|reduc|lower|rais|increas|quit|drop|cut(?:ting)?(?: (?:down|back|out))?(?: on)?"
                 r"|com(?:e|ing) off|get(?:ting)? off|wean(?: yourself)? off"
                 r"|go(?:ing)? without|throw(?:ing)? away|leav(?:e|ing) out)"
                 r"(?:s|e|es|ed|ing|ping|ped)?(?: (?:taking|using))?(?: (?:your|the|all|any|this|these|that|some|a|of))*"
                 rf"(?: (?!the|your)\w+)? (?:{DRUG}|doses?)", r"stop(?:ping)? taking (?:it|them|anything)",
                 rf"(?:do not|don't) take (?:your|the|any) (?:\w+ )?{DRUG}",
                 rf"(?:take|need|use) (?:less|fewer|no)(?: \w+)? {DRUG}"),
          "Whether to stop, skip or change a medicine is for its prescriber alone; some are dangerous to stop suddenly.",
          "Say 'keep taking your medicines', and that the prescriber plans any change.",
          unless=re.compile(rf"\b(?:with|unless|until|only|ask(?:ing)?|(?:talk|speak)(?:ing)? (?:to|with))\b"
                            rf"[^.;:,]*{PRESCRIBER}"
                            rf"|\bif [^,;:]*{PRESCRIBER} (?:agrees?|says? so|allows?|wants?|advises?|tells?)"
                            rf"|{PRESCRIBER} [^.;:,]*\b(?:tells? you|asks? you|advise|decide|help|wants? you)"
                            r"|\b(?:dangerous|unsafe|risky|wish|want|hope|like|plan) to\b|\bsome people\b"
                            r"|\b(?:before|if|when) you (?:\w+ ){0,2}(?:stop|skip|come|cut|change)", re.I)),
    Claim(_words(rf"{NUMBER}(?:\s*(?:-|–|to|or)\s*{NUMBER})?(?:\s+(?:a|an))?[\s-]*{UNIT}",
                 rf"take {NUMBER} (?:\w+ )?{DRUG}",
                 rf"take (?:\w+ ){{0,3}}{DRUG} (?:once|twice|(?:\w+ )times|every {NUMBER} hours)"),
          "An answer never names a dose.", "Leave it to the doctor or pharmacist.", deniable=False),
    Claim(_words(rf"(?:you(?: (?:probably|likely|clearly|must|surely|may well|do not|don't))? (?:have(?: got)?|suffer from)"
                 rf"|you've got|you are suffering from|(?:your|this) (?:pain|symptoms?|problem) (?:is|are|comes? from)"
                 rf"(?: \w+){{0,2}}|(?:this|it) (?:sounds like|looks like|is (?:probably|likely|clearly)))"
                 rf"(?: an?| the)? {FOUND}"),
          "An answer does not say what somebody has or has not.",
          "Say 'have a doctor find out', or begin with 'if you have'.",
          unless_before=re.compile(r"\b(?:if|whether|unless|in case|once|who|where|you (?:think|know|believe)|sure|after"
                                   r"|when|(?:^|please )say|tell (?:us|them|him|her|your|the)"
                                   r"|doctor\w* (?:\w+ )?(?:says?|said|finds?|found|thinks?|told))\b"
                                   r"[^,;]*(?:, (?:or|and) )?$", re.I)),
    Claim(_words(rf"you(?: will|'ll)(?: only| just)? need(?: only| just)? {NUMBER} (?:sessions?|visits?|treatments?)"),
          "How many visits somebody needs cannot be told beforehand.",
          "Say 'many people start with about 6 to 10 visits'."),
]
