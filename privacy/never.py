"""Words with a capital that are nobody's name here: illnesses and methods called after somebody, brands, calendar words."""
import re
from functools import lru_cache
from typing import FrozenSet

from faq.reader import DATA, read_file

# Called after somebody, with no other use in a clinic's chat: never a visitor.
ALWAYS = frozenset("""
    crohn crohns parkinson parkinsons parkinsonism hashimoto hashimotos lyme quervain quervains raynaud raynauds sjogren
    sjogrens sjögren meniere menieres ménière alzheimer alzheimers asperger aspergers tourette tourettes huntington
    huntingtons hodgkin hodgkins hodgkinson guillain barré marfan ehlers danlos dupuytren dupuytrens peyronie peyronies
    achilles achillies scheuermann osgood schlatter haglund barrett epley heimlich hippocrates tietze costen horner
    kienbock freiberg reiki kinesio bowen pilates feldenkrais rolfing graston buteyko worsley tung kiiko manaka toyohari
    seirin hatha ashtanga vinyasa bikram tai chi qigong qi gong tui na tuina gua sha shiatsu moxa ayurveda ayurvedic zen
    tcm voltaren voltarol nurofen tylenol advil aleve xanax valium zoloft prozac lexapro cymbalta lyrica panadol calpol
    ibuleve botox humira ozempic wegovy mounjaro eliquis xarelto warfarin plavix coumadin synthroid ambien tramadol
    gabapentin pregabalin ventolin bupa aetna cigna axa aviva vitality medicare medicaid tricare humana kaiser
    permanente vhi laya allianz hcf nib medibank google facebook whatsapp instagram youtube netflix zoom apple amazon
    android iphone uber paypal visa mastercard tiktok spotify doctolib yelp groupon nhs gp va acc dva hsa fsa
    acupuncturist acupuncture acupressure chatbot covid corona monday tuesday wednesday thursday friday saturday sunday
    january february march april june july august september october november december christmas xmas easter ramadan eid
    diwali hanukkah thanksgiving halloween lent passover sabbath matsumoto vitus willebrand leiden heberden heberdens
    taoism shabbat kippur yom venmo marcumar lixiana siri alexa lets scarlet rare warm six united stay fabry samaritans
    lifeline rh god jesus christ allah buddha bible koran lord santa yin yang chinese japanese korean english french
    german spanish italian polish irish british american australian canadian indian western eastern european asian
    african latin arabic welsh scottish muslim jewish christian catholic hindu buddhist sikh protestant mormon islam
    yintang baihui zusanli hegu shenmen taichong sanyinjiao jin shin jyutsu sotai bechterew kienböck colles epstein barr
    klarna concerta strattera
""".split())  # noqa: SIM905
# Called after somebody, and also people's names: "Bell's palsy" is an illness, "I'm Bell" a visitor.
EPONYMS = ("bell|graves|cushing|addison|morton|baker|down|turner|paget|wilson|still|tinel|phalen|wegener|kennedy|alexander|"
           "balance|sever|perthes|ledderhose|baxter|tan|paterson|hunter|mckenzie|trager|emmett|swedish|thai|valsalva|lasegue|"
           "gilbert|behcet|klein|munchausen|ramsay|hunt|st|saint|vitus|legg|calve|calvé|freud|jung|bach")
OF_ILLNESS = (r"disease|syndrome|palsy|neuroma|tendon\w*|technique|method|man(?:o)?euvre|maneuver|therapy|thyroiditis|"
              r"tap(?:e|ing)|phenomenon|contracture|cysts?|fracture|disorder|style|foot|toe|knee|massage|exercises?|"
              r"remed(?:y|ies)|teacher|lessons?|flower|school|rescue|heel|hip|shoulder|elbow|finger|release|reflex|sign|test|"
              r"points?|acupuncture|john's|wort")
# Whoever stands before one of these is no visitor, either: "Fabry disease".
OF_ILLNESS_ONLY = re.compile(r"(?:['’]s)?[ -](?:disease|syndrome|fever|palsy|lymphoma|dance|nodes|virus)\b", re.I)
ILLNESS = re.compile(rf"\b(?:(?:{EPONYMS})(?:['’]?s?(?:[ -](?:{EPONYMS}))?['’]?s?)?[ -](?:{OF_ILLNESS})\b|"
                     rf"(?:{EPONYMS})['’]s(?=\s*(?:$|[.,;?!)]|and|or|is|run|make|cause|flare|too|for|in|on|since|help)))",
                     re.I)


@lru_cache(maxsize=1)
def never_names() -> FrozenSet[str]:
    """ALWAYS, and the words of conditions and sources, in lower case. Read once: a new one counts from the next start."""
    conditions = read_file("conditions.yml", DATA / "conditions.yml", "conditions.yml").entry
    sources = read_file("sources.yml", DATA / "sources.yml", "sources.yml").entry
    texts = [words for each in (conditions.conditions if conditions else []) for words in (each.name, *each.also)]
    texts += [words for each in (sources or {}).values() for words in (each.title, each.publisher)]
    found = {word for text in texts for word in re.findall(r"[^\W\d_]{2,}", text.lower())}
    return ALWAYS | (found - frozenset(EPONYMS.split("|")))
