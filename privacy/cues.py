"""Where names stand in what visitors write: words before, behind and around them."""
import re

# After these a name stands in any spelling, whatever word it is: "my name is will smith".
SURE = re.compile(
    r"\b(?:(?:my|her|his|their|the patient'?s|(?:my )?\w+'s) (?:full |first |last |real |middle |maiden |sur)?(?:name|"
    r"surname)"
    r"(?: is|'s|:| was)|(?:full |first |last |patient )?name ?[:=]|my names|(?:sur)?name's|name is|"
    r"under the name(?: of)?|goes by|"
    r"(?:i am|i'm|im|is|was|are) called|(?:they|people) call me|named|signed|"
    r"(?:booked|signed up|registered|put down|filed|listed)(?: (?:in|me|us|last|week|it))* (?:as|under))\s+"
    r"(?:is |actually |just |mr\.? |mrs\.? |ms\.? |miss |dr\.? |[A-Z]\.? (?=[A-Z]))*", re.I)
# After these a name may stand: it must be one by its letters as well, or have a capital and be no ordinary word.
PEOPLE = (r"husband|wife|son|daughter|mother|mum|mom|mam|father|dad|brother|sister|friend|partner|girlfriend|boyfriend|"
          r"aunt|"
          r"auntie|uncle|cousin|nana?|gran|grandma|grandad|granny|grandpa|grandson|granddaughter|boss|neighbou?r|therapist|"
          r"acupuncturist|practitioner|doctor|gp|physio|carer|client|patient|baby|child|kid|boy|girl|lad|lass|"
          r"little one|toddler|"
          r"fianc[eé]e?|colleague|niece|nephew|ex|stepson|stepdaughter|stepmum|stepdad|twins?|mate|bloke|fella|missus|"
          r"hubby|"
          r"other half|mummy|daddy|flatmate|roommate|coach|manager|receptionist|mother-in-law|father-in-law")
SELF = re.compile(rf"\b(?:i'm|i am|im|this is|call me|here is|(?:my|her|his|our) (?:\w+ )?(?:{PEOPLE}),?) +|"
                  r"\b(?:it's|its|it is) +(?=[A-Z][^\W\d_]+(?: [A-Z][^\W\d_]+)?(?:[,.!]| again| from| calling|"
                  r" by the way|$))", re.I)
MAYBE = re.compile(
    r"\b(?:it's|its|it is|ask for|speak (?:to|with)|spoke (?:to|with)|talk(?:ed)? to|see|saw|seeing|with|hi|hello|hey|"
    r"hiya|dear|"
    r"for|by|tell|told|know|ring|call|text|email|phone|message|contact|met|meet|thanks|thank you|cheers|appointment for|"
    r"book(?:ing)? for|morning|evening|afternoon|g'day)[\s,]+", re.I)
# "Can Eoin treat tinnitus", "is Sinead working saturday", "Doris swears by you", and at the beginning "Trevor from ..."
ASKED = re.compile(
    r"\b(?i:can|could|is|does|will|would|has|was|and|or) +(?=[A-Z][^\W\d_]+ (?:see|treat|works?|working|available|free|"
    r"in (?:today|tomorrow|on|at|this|next|now)|on (?:today|tomorrow|mon|tue|wed|thu|fri|sat|sun)|do|doing|take|fit|"
    r"there|back|"
    r"still|the one|practi[sc]e|practi[sc]ing|qualified|married|accept|off|around|be (?:able|there|in|free))\b)|"
    r"(?:^|(?<=[ \n]))(?=[A-Z][^\W\d_]+ (?:says|said|told|wants|thinks|recommend\w*|swears|asked|suggest\w*|reckons|"
    r"referred|sent)\b)|"
    r"^(?=[A-Z][^\W\d_]+(?: [A-Z][^\W\d_]+)?(?:, ?[\[\d]| from \[| and [A-Z][^\W\d_]+ (?:both|want|are)| it is))")
TITLED = re.compile(r"\b(?:mr|mrs|ms|miss|mx|dr|doctor|doc|prof|professor|sister|nurse|sir|dame|rev|father|master|"
                    r"auntie|aunty|"
                    r"sifu)\b\.? +", re.I)
SIGNED = re.compile(r"(?:\b(?:thanks|thank you|thx|ty|cheers|regards|wishes|love|sincerely|best|ta|bye|yours|x|"
                    r"greetings|mihi|"
                    r"million|then|soon|tomorrow|later|warmly|lot)\b[ ,.!]*|\n|"
                    r"[-–—] ?)\s*(?=[^\W\d_]+(?: [^\W\d_]+)?[ .!x]*$)", re.I)
HERE = re.compile(r"^(?:hi|hello|hey|hiya|g'day|kia ora|morning|evening|it's|its)?[ ,]*(?=(?:[^\W\d_]+ ){1,2}(?:here|"
                  r"speaking|again)\b)",
                  re.I)
PLACE = re.compile(r"\b(?:from|in|near|at|around|outside|visiting|via|to) +$", re.I)
TAKEN = re.compile(r"\b(?:take|takes|taking|took|prescribed|on|stop my|of|accept|accepts|use|using|do|tried|"
                   r"try) +$", re.I)  # a medicine, if it is no name
CONTRACTED = re.compile(r"['’](?:m|d|ll|ve|re|t)$", re.I)
STOPS = frozenset("""
    a an the and or but so if is are was were be not no on in at to of for from with by as it its this that these those
    my your his her our their i you he she we they me him us them who what when where why how which than then there here
    very really just too also only still now never always please thanks thank can could will would should do does did
    have has had been being having getting going feeling looking hoping wondering trying asking calling writing thinking
    booked registered down under private confidential important required needed known kept stored used anonymous
    misspelled wrong spelled already about any some all one two three first second back later tomorrow today asap
    because since after before during while until st mr mrs ms miss mx dr doctor doc prof professor sister nurse sir
    madam dame rev father master auntie aunty sifu mum mom dad hello hi hey hiya dear good morning evening afternoon
    guten tag sorry ok okay yes bye mummy daddy gran nan granny grandma grandpa grandad cheers regards sincerely best
    warmly greetings ta kind love many xx thx ty
""".split())  # noqa: SIM905
JOINS = frozenset("van de der den von da di al el bin la le du dos mac st ter abu ibn".split())  # noqa: SIM905
NOT_PEOPLE = {"GPE", "NORP", "LOC", "DATE", "TIME", "LANGUAGE", "MONEY", "PERCENT", "QUANTITY", "ORDINAL", "CARDINAL",
              "FAC", "EVENT"}
WHEN = {"DATE", "TIME"}
NO_PERSON = {"NORP", "LANGUAGE", *WHEN}  # never, even where people say who they are
BOTH = frozenset(["will", "may"])  # stop words that are names as well
BREAK = re.compile(r"[.?!\n:•\"“]")
BETWEEN = re.compile(r"[ .]{1,2}(?:(?:van|de|der|den|von|da|di|al|el|bin|la|le|du|dos) ){0,2}| ?- ?")
BEFORE = re.compile(r"(?<![\w'’])([A-Z][^\W\d_]+) $")
INITIAL = re.compile(r" [A-Z]\.?(?= [A-Z])")
LONGEST = 3  # words of a name behind its first
