"""English words that show who is speaking: reporting verbs, subjects, roles, function words.

The classes follow the attribution cues of the PARC 3.0 and PolNeAR annotation guidelines (source,
cue, content); only single common words are listed here. `code(word)` gives the class of one
lower-case word.
"""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Verbs that introduce speech: base form, or "base/s-form/past/ing-form" where the spelling is
# irregular.
_SPEECH = """
say/says/said/saying tell/tells/told/telling add write/writes/wrote/writing explain
note/notes/noted/noting state/states/stated/stating ask reply/replies/replied/replying respond
answer continue/continues/continued/continuing declare/declares/declared/declaring
conclude/concludes/concluded/concluding argue/argues/argued/arguing insist remark warn
announce/announces/announced/announcing acknowledge/acknowledges/acknowledged/acknowledging claim
tweet assert observe/observes/observed/observing recall joke/jokes/joked/joking
quip/quips/quipped/quipping admit/admits/admitted/admitting concede/concedes/conceded/conceding
confirm stress/stresses/stressed/stressing emphasize/emphasizes/emphasized/emphasizing
emphasise/emphasises/emphasised/emphasising reiterate/reiterates/reiterated/reiterating repeat
testify/testifies/testified/testifying complain lament boast vow pledge/pledges/pledged/pledging
promise/promises/promised/promising urge/urges/urged/urging shout yell chant scream whisper mutter
cry/cries/cried/crying exclaim blurt bark fume/fumes/fumed/fuming retort counter object protest
predict speculate/speculates/speculated/speculating allege/alleges/alleged/alleging proclaim
recount report suggest hint maintain contend caution advise/advises/advised/advising
muse/muses/mused/musing opine/opines/opined/opining reason venture
elaborate/elaborates/elaborated/elaborating clarify/clarifies/clarified/clarifying
recite/recites/recited/reciting thunder crow vent charge/charges/charged/charging
assure/assures/assured/assuring inform remind interject interrupt post blog/blogs/blogged/blogging
email text comment begin/begins/began/beginning deadpan/deadpans/deadpanned/deadpanning
gush/gushes/gushed/gushing snap/snaps/snapped/snapping sigh laugh plead demand request
propose/proposes/proposed/proposing deny/denies/denied/denying interpret
agree/agrees/agreed/agreeing signal disclose/discloses/disclosed/disclosing reveal point
estimate/estimates/estimated/estimating quote/quotes/quoted/quoting cite/cites/cited/citing finish
wonder conceive/conceives/conceived/conceiving relate/relates/related/relating scoff sneer scold
lecture/lectures/lectured/lecturing pronounce/pronounces/pronounced/pronouncing profess
swear/swears/swore/swearing attest affirm underline/underlines/underlined/underlining
underscore/underscores/underscored/underscoring highlight read/reads/read/reading
rule/rules/ruled/ruling decree/decrees/decreed/decreeing
"""
# Verbs that judge, name or feel; they report a fragment more often than a whole statement.
_JUDGEMENT = """
call describe/describes/described/describing dub/dubs/dubbed/dubbing label brand
criticize/criticizes/criticized/criticizing criticise/criticises/criticised/criticising
accuse/accuses/accused/accusing blast slam/slams/slammed/slamming
denounce/denounces/denounced/denouncing condemn attack mock praise/praises/praised/praising
blame/blames/blamed/blaming dismiss/dismisses/dismissed/dismissing deride/derides/derided/deriding
decry/decries/decried/decrying characterize/characterizes/characterized/characterizing portray
refer/refers/referred/referring mention discuss/discusses/discussed/discussing
address/addresses/addressed/addressing speak/speaks/spoke/speaking talk
think/thinks/thought/thinking believe/believes/believed/believing feel/feels/felt/feeling
hope/hopes/hoped/hoping want know/knows/knew/knowing expect fear worry/worries/worried/worrying
consider see/sees/saw/seeing find/finds/found/finding show express/expresses/expressed/expressing
voice/voices/voiced/voicing question defend support reject thank
welcome/welcomes/welcomed/welcoming appeal offer give/gives/gave/giving use/uses/used/using
include/includes/included/including deem regard hail tout lambaste/lambastes/lambasted/lambasting
bemoan ridicule/ridicules/ridiculed/ridiculing bash/bashes/bashed/bashing rip/rips/ripped/ripping
compare/compares/compared/comparing paint challenge/challenges/challenged/challenging fault credit
issue/issue/issued/issuing release/releases/released/releasing make/makes/made/making
decide/decides/decided/deciding plan/plans/planned/planning seek/seeks/sought/seeking
sense/senses/sensed/sensing sound tell vote/votes/voted/voting recommend
publish/publishes/published/publishing invoke/invokes/invoked/invoking
"""


def _forms(text: str) -> dict[str, tuple[str, str]]:
    """Map each inflected form to (base form, "s" | "ed" | "ing" | "base")."""
    forms = {}
    for entry in text.split():
        parts = entry.split("/")
        base = parts[0]
        if len(parts) == 1:
            parts = [base, base + "s", base + "ed", base + "ing"]
            if base.endswith(("sh", "ch", "ss", "x")):
                parts[1] = base + "es"
        for form, kind in zip(parts, ("base", "s", "ed", "ing"), strict=True):
            forms.setdefault(form, (base, kind))
    return forms


SPEECH_VERBS = _forms(_SPEECH)
JUDGEMENT_VERBS = {k: v for k, v in _forms(_JUDGEMENT).items() if k not in SPEECH_VERBS}
CUE_VERBS = JUDGEMENT_VERBS | SPEECH_VERBS

# Verbs whose inverted order ("…," said X) is common enough in news to be trusted anywhere.
SAYING = _words("say add tell write explain note state reply respond remark declare continue")

SUBJECT_PRONOUNS = _words("he she they i we it who")
OTHER_PRONOUNS = _words("him her them me us you himself herself themselves itself")
POSSESSIVES = _words("his her their its my our your")
MALE = _words("he him his himself")
FEMALE = _words("she her hers herself")
PLURAL = _words("they them their we us our")

DETERMINERS = _words(
    "the a an one another some many several most two three four both each every all no"
)
AUXILIARIES = _words(
    """has had have was were is are am be been being will would could can may might must shall
    should did does do having hadn't hasn't haven't wasn't weren't isn't aren't won't wouldn't
    couldn't can't didn't doesn't don't hadn’t hasn’t haven’t wasn’t weren’t isn’t aren’t
    won’t wouldn’t couldn’t can’t didn’t doesn’t don’t to not"""
)
PASSIVE = _words("was were is are be been being")
ADVERBS = _words(
    """also later then recently further again repeatedly once even still now just only often
    never always reportedly famously previously simply first already today yesterday earlier
    instead ever soon monday tuesday wednesday thursday friday saturday sunday"""
)
PREPOSITIONS = _words(
    """of in on at by for from with about against to into over under after before during between
    among amid through without within like toward towards upon despite across behind beyond
    near including per via than as around since until"""
)
CONJUNCTIONS = _words(
    """and or but nor so yet because if when while although though whether where why how what
    which that since unless whereas there here this these those such it's its more less very
    too much then there's who's whose whom let let's not according following besides moreover
    however nevertheless nonetheless meanwhile indeed perhaps maybe thus hence therefore
    except plus"""
)
# Lower-case heads of the phrases that name a source without a name.
ROLES = _words(
    """official officials spokesman spokeswoman spokesperson spokespeople spokesmen aide aides
    adviser advisers advisor advisors analyst analysts expert experts critic critics supporter
    supporters opponent opponents source sources person people man woman men women voter
    voters resident residents leader leaders president minister secretary senator senators
    congressman congresswoman lawmaker lawmakers governor mayor judge judges lawyer lawyers
    attorney prosecutor prosecutors officer officers police chief director chairman chairwoman
    chair manager strategist strategists consultant operative operatives candidate candidates
    nominee businessman billionaire mogul frontrunner front-runner campaign campaigns party
    committee commission company group groups organization organisation agency ministry
    department government administration court newspaper magazine network report statement
    study survey poll memo letter email document documents filing lawsuit complaint website
    site article editorial column headline ad ads video author writer reporter reporters
    journalist journalists host anchor moderator columnist editor professor scholar scholars
    researcher researchers historian scientist scientists economist economists doctor doctors
    physician nurse teacher student students worker workers member members activist activists
    protester protesters demonstrators organizer organizers friend friends wife husband son
    daughter mother father brother sister family parents neighbor neighbour colleague
    colleagues soldier veteran veterans general commander diplomat diplomats ambassador envoy
    delegate delegates donor donors crowd audience republican republicans democrat democrats
    conservative conservatives liberal liberals counsel pastor bishop pope priest owner
    founder executive executives ceo partner coach player actor actress singer witness
    witnesses victim victims defendant representative representatives representation staffer
    staffers observer observers insider insiders side regime military army institute
    university union council board panel team firm bank station post tweet message text note
    sign inspector pollster democrat republican tycoon star businesswoman legislator speaker
    deputy vice assistant"""
)
MODIFIERS = _words(
    """former senior top chief presidential republican democratic national deputy press campaign
    current longtime fellow political foreign local federal state former-president acting vice
    white house black young old own new right-wing conservative liberal independent former
    then-presidential communications finance policy general executive co-founder prime nuclear
    security"""
)
TITLES = _words(
    """mr mrs ms dr sen sens rep reps gov lt gen col capt sgt maj prof rev hon st jr sr adm cmdr
    pres president senator representative governor mayor judge general secretary minister
    chancellor premier king queen prince princess pope sir lady lord dame professor chairman
    director ambassador justice congressman congresswoman attorney sheriff chief"""
)
ABBREVIATIONS = _words(
    """mr mrs ms dr sen sens rep reps gov lt gen col capt sgt maj prof rev hon st jr sr adm cmdr
    pres inc co corp ltd vs jan feb mar apr jun jul aug sept sep oct nov dec no dept univ assn
    bros ft mt ariz calif colo conn fla ga ill ind kan ky la md mass mich minn miss mo mont
    neb nev okla ore pa tenn tex va vt wash wis wyo u.s u.n u.k d.c a.m p.m"""
)
# "Trump's claim that …": nouns that stand for what someone said.
SPEECH_NOUNS = _words(
    """statement statements words remarks remark comment comments claim claims call calls speech
    promise pledge assertion suggestion argument description question answer response reply
    tweet tweets message warning view belief complaint criticism charge accusation slogan
    phrase line quote declaration announcement proposal plan letter book column article essay
    op-ed interview testimony"""
)
WORK_NOUNS = _words(
    """book books novel film movie show series song album play podcast documentary program
    programme magazine memoir musical opera poem painting television tv sitcom episode drama
    comedy column segment newsletter game single track hit exhibition titled entitled named
    nicknamed headlined headline dubbed starring co-host host hashtag"""
)
LABEL_WORDS = _words(
    "so-called term terms phrase word words nickname nicknamed aka known labeled called self-styled"
)
NATIONALITY_HEADS = _words(
    "leader president premier minister chancellor king queen monarch ruler dictator"
)
# Nouns that say what one human being does or is, without a tie to another.
TRADES = _words(
    """student teacher professor scholar researcher scientist engineer doctor physician surgeon
    nurse economist historian biologist chemist physicist architect artist painter sculptor
    photographer musician pianist composer singer actor actress dancer comedian novelist poet
    writer filmmaker farmer fisherman sailor captain skipper pilot driver docker miner baker
    butcher cook chef carpenter mechanic electrician plumber builder shopkeeper businessman
    businesswoman entrepreneur banker investor billionaire activist athlete swimmer runner
    cyclist boxer footballer goalkeeper striker midfielder golfer soldier veteran firefighter
    priest pastor bishop nun teenager pensioner widow widower mother father grandmother
    grandfather archaeologist geologist astronomer astronaut librarian curator gardener"""
)


def _table() -> dict[str, str]:
    table: dict[str, str] = {}
    for code, words in (
        ("M", MODIFIERS),
        ("R", ROLES),
        ("V", CUE_VERBS),
        ("F", CONJUNCTIONS | OTHER_PRONOUNS),
        ("E", PREPOSITIONS),
        ("B", ADVERBS),
        ("A", AUXILIARIES),
        ("D", DETERMINERS | POSSESSIVES),
        ("O", SUBJECT_PRONOUNS),
    ):
        table.update(dict.fromkeys(words, code))
    for noun in ("report", "statement", "post", "note", "text", "sign", "tweet", "email"):
        table[noun] = "R"
    return table


# R role noun, M modifier, V cue verb, F conjunction, E preposition, B adverb, A auxiliary,
# D determiner, O subject pronoun.
CODES = _table()

# Function words that German, Dutch, French, Spanish and the Nordic languages spell alike.
_SHARED_WORDS = _words(
    """in an am was so will me no he a on as do i all her over under for at by we had can die men
    per via but"""
)
# Words by which a text is told to be English.
_GRAMMAR = frozenset(word for word, code in CODES.items() if code in "DEFAOB")
ENGLISH_WORDS = (_GRAMMAR | _words("said says")) - _SHARED_WORDS
