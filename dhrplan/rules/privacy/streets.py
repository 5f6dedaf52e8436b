"""What streets, houses and flats are called, and what stands between numbers and is no street."""

from __future__ import annotations

from dhrplan.rules.privacy.base import words

STREETS = words("""
    road rd street st avenue ave av lane ln close cl drive dr court ct crescent cres terrace
    terr ter place pl square sq gardens gdns grove gr way walk mews hill park row rise green
    parade path passage yard quay wharf vale view mount broadway circus gate approach croft end
    fields field heights meadow meadows bank alley esplanade promenade estate villas cottages
    dene fold garth chase link ridge oval boulevard causeway embankment orchard arcade bridge
    downs leys maltings paddock paddocks reach spinney glade glebe holt copse crest common
    warren brow
""")
"""How the names of streets end."""

SMALL_STREETS = words("""
    road rd street st avenue ave lane close drive crescent cres terrace gardens gdns grove way
    mews square walk
""")
"""How they end where a whole address is in small letters."""

HOUSES = words("""
    house cottage lodge farm farmhouse villa barn forge mill manor hall court bungalow grange
    rectory vicarage parsonage croft cottages mews mansion mansions chalet stables oasthouse
    gatehouse lodges tower towers point heights
""")
"""How the names of houses end."""

PUBLIC_HOUSES = words(
    "town civic village church county city shire guild customs music concert whole"
)
"""What makes a hall or house that of the public: Town Hall."""

PUBLIC = words("""
    surgery practice clinic centre center hospital station police school schools college academy
    nursery hostel hostels refuge refuges office offices library project projects residents
    resident children's health ward wards banks bank store shops market festival campus depot
    garage chapel church mosque temple pharmacy dental medical patients clinics closure
    improvement improvements scheme hub team pastors community housing estate baptist methodist
    primary secondary infant junior sheltered probation magistrates crown county family youth
    triage pub stop bus tube
""")
"""What a street is named beside: the place is no home, and the number before it another's."""

NUMBERED = words("""
    section sections action actions recommendation recommendations objective objectives priority
    phase stage step item version v edition chapter level form minute minutes min mins para
    paragraph page row line table figure appendix annex exhibit dhr case cases module lesson
    question standard principle theme part volume schedule band grade tier year years class ward
    room key week weeks day days month months quarter scene tab sheet column outcome output
    target indicator criterion article clause rule act pillar strand workstream milestone review
    op operation group cohort wave round draft score aged age period term meeting agenda batch
    lot option
""")
"""Words whose number is not that of a house."""

NO_NAMES = words("""
    january february march april may june july august september october november december jan
    feb mar apr jun jul aug sep sept oct nov dec crown county family magistrates magistrates'
    youth supreme civil criminal coroners coroner's appeal open mags dv hour hours day days week
    weeks month months year years step steps bed beds way point points page pages minute minutes
    safe miles metre metres percent people women men children families staff officers agencies
    cases case hearings meetings sessions visits calls referrals ribbon x of in on at to for
    with from the and or by per more other different full half double single two three four five
    six seven eight nine ten first second third last next previous side stop one stage tier
    phase strategic crossing zebra
""")
"""Words that are no part of a street's name behind its number."""

SMALL_NO_NAMES = NO_NAMES | words("""
    a an as is was were be are has have had it its this that they we who which not no new main
    back car cycle bus local short busy quiet nearby residential dark public private whole very
    out down up over under into off via near each every any some all both street road cul-de
    domestic police common same better best good large small big wide narrow further free clear
    right wrong steep
""")
"""Of a name in small letters they are no part either."""

NO_STREETS = frozenset({"high court", "mile walk", "mile way"})
"""What ends as a street does and is none."""

WITHIN_NAMES = words("of the and on upon le la de in")
"""Small words within the name of a street."""

ATTRIBUTES = words("""
    is was has does as his this us its across always perhaps besides towards less sometimes
    afterwards plus yes unless previous various houses lies stands adjoins remains contains
    belongs needs says shows holds gives comes goes had
""")
"""Words that end with an s and yet do not make the street before them describe something else."""

FLATS = r"(?:flat|apartment|apt|unit|room|maisonette|studio|suite|bedsit)"
"""What a home within a house is called."""
