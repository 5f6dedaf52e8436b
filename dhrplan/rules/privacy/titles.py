"""The ranks and titles that stand before names, and the words that stand there and are none.

Ranks are those of the police of England and Wales, short as officers write them and in full. The
words that are no name come from what plans speak of: roles, teams, records, courts, agencies.
"""

from __future__ import annotations

from dhrplan.rules.privacy.base import words

SHORT = words("""
    pc wpc tpc dc wdc tdc pcso cso ps wps ds wds tds di wdi tdi dci tdci ci insp inspr supt
    dsupt dsu dcs csupt acc dcc dac cdr cmdr sgt sergt dsgt dinsp dcon con const det ms mx dr
    prof cllr rev revd hhj dj fr capt lt col cpl
""")
"""Short ranks and titles: in capitals, in small letters, or begun with a capital."""

CIVIL = words("mr mrs mister messrs")
"""What hardly ever stands before anything but a name."""

LONG = words("""
    constable sergeant inspector superintendent commander commissioner detective professor
    doctor councillor reverend judge nurse captain colonel corporal baroness imam rabbi pastor
""")
"""In full. A name behind them begins with a capital."""

CAPITAL = words("sister matron lord lady sir dame justice hon")
"""Words of every day, which are a title only where they begin with a capital too."""

SEVERAL = words("messrs pcs dcs drs sgts cllrs councillors inspectors sergeants constables doctors")
"""What stands before several names: `PCs A and B`."""

TITLES = SHORT | CIVIL | LONG | CAPITAL | SEVERAL | {"miss"}

NEVER_WITH_A_STOP = words("pc wpc dc wdc ps ds di dci dcs ci pcso")
"""What is written without a full stop, so that a stop behind it ends the sentence."""

WITH_A_NUMBER = words("pc wpc dc wdc ps ds di pcso sgt")
"""Ranks with the collar number close behind them: `PC1234 Hale`."""

SMALL_WITH_SMALL = words("pc wpc dc ds dci insp sgt supt pcso dr ms mx prof cllr rev revd miss")
"""What may stand in small letters before a name in small letters."""

SMALL = SMALL_WITH_SMALL | CIVIL | LONG | SEVERAL
"""What may stand in small letters."""

PARTICLES = words("""
    de la le du des da dos del della di van von der den ten ter zu zum bin binti ibn al el ap ab
    ul ur y e
""")
"""Small words within a name."""

HONOURS = words("sir dame lord lady baroness judge justice")
"""Titles whose bearers' names are given to reports and inquiries."""

INQUIRIES = words("""
    report review inquiry enquiry award act lecture reforms recommendations judgment judgement
""")

NAMED_AFTER = words("""
    school schools college academy university hospital house centre center clinic surgery trust
    foundation institute institution road street lane avenue square ward wing building library
    park estate hall charity prize scholarship intelligence theatre museum solicitors consulting
    ltd limited plc llp associates partnership primary secondary grammar unit team squad project
    operation
""")
"""What is named after people: a name before one of these is the name of that."""

NO_PEOPLE = frozenset({"lady day", "lord mayor", "sir madam", "nurse led", "judge advocate"})
"""What looks like a title with a name and is something else."""

MONTHS = words("""
    january february march april may june july august september october november december jan
    feb mar apr jun jul aug sep sept oct nov dec
""")

SMALL_WORDS = words("""
    a an the and or but nor of to in on at by for from with without as is are was were be been
    being am has have had having do does did done not no if then than that this these those who
    whom whose which what when where why how it its he she they them him her his their our your
    my us we you i all any each every both some such same other another only also please so too
    very per see via re into onto over under above below before after since until till during
    about against between because however although while whilst within upon off out up down
    again further once here there can cannot could may might must shall should will would ought
    yes either neither none more most less few many much own just still yet never always often
    now today ok etc eg ie vs
""")
"""The small words of the language."""

NOBODY = words("""
    victim perpetrator deceased suspect defendant witness complainant offender applicant
    respondent appellant redacted withheld anonymous anon unknown name names surname forename
    pseudonym initials speaker president chairman chairwoman chairperson chair mayor madam sir
    mr mrs ms miss mx dr tbc tba tbd nk someone somebody nobody person blank title titles
""")
"""What is written where the name is not given."""

_VERBS = words("""
    attend attends attended attending complete completes completed review reviews reviewed
    reviewing agree agrees agreed ask asks asked advise advises advised inform informs informed
    report reports reported reporting say says said state states stated note notes noted tell
    told call calls called make makes made send sends sent receive receives received record
    records recorded recording update updates updated updating lead leads leading led chairs
    chaired chairing seen see saw spoke visit visits visited named approve approved order
    ordered allocate allocated assign assigned task tasked tasking identify identified confirm
    confirms confirmed raise raises raised raising check checks checked ensure ensures ensured
    give gives gave given take takes took taken get know known meet meets met write writes wrote
    written add added adds need needs needed want wants wanted work works worked working use
    uses used using help helps helped show shows showed shown provide provides provided deliver
    delivers delivered circulate circulated remind reminded refer refers referred request
    requests requested consider considers considered explain explained feel feels felt think
    thinks thought believe believes arrive arrived arrives leave leaves left return returns
    returned close closes closed open opens opened start started starts begin began respond
    responds responded contact contacts contacted escalate escalated issue issued issues support
    supports supported liaise liaised train trains trained require requires required include
    includes included remain remains become becomes became go goes went come comes came look
    looked prescribe prescribes prescribed diagnosed documented disclosed retired resigned moved
    based
""")

_ROLES = words("""
    lead leads deputy assistant associate senior principal chief head executive director
    directors manager managers management officer officers supervisor supervisors supervision
    supervising coordinator co-ordinator co-ordinators coordinators practitioner practitioners
    specialist specialists consultant consultants advocate advocates adviser advisers advisor
    advisors worker workers carer carers staff staffing trainee student bank agency partner
    partners member members author authors secretary clerk administrator analyst analysts
    investigator investigators inspector inspectors constable constables sergeant sergeants
    superintendent superintendents detective detectives commissioner commissioners commander
    commanders nurse nurses midwife midwives doctor doctors gp gps judge judges magistrate
    magistrates barrister solicitor councillor councillors cllr cllrs chancellor lieutenant
    governor governors registrar registrars psychiatrist psychiatrists psychologist paramedic
    paramedics surgeon surgeons receptionist teacher teachers tutor patients patient client
    clients user users victims perpetrators witnesses suspects husband wife mother father son
    daughter brother sister parents family families child children adult adults people women men
    girls boys acting temporary interim new old former current previous next first second third
    last single point spoc vacant vacancy vacancies pending duty designate
""")

_BODIES = words("""
    police policing probation prison prisons court courts crown prosecution nhs health hospital
    hospitals council county city metropolitan borough boroughs district districts division
    divisions divisional area areas region regional local national force forces headquarters hq
    london england wales britain uk england's ofsted cqc cafcass department departments
    directorate government office mash marac mappa idva isva camhs cmht home ministry authority
    authorities agency agencies charity charities society association federation foundation
    trust trusts board boards panel panels group groups forum forums committee committees
    subgroup sub-group partnership partnerships team teams unit units hub hubs suite suites cell
    desk branch section sections service services centre centres clinic clinics surgery
    surgeries practice practices school schools college university academy housing homelessness
    refuge refuges hostel hostels shelter outreach community communities neighbourhood
    neighbourhoods hackney newham lewisham southwark lambeth islington haringey enfield croydon
    hillingdon hounslow ealing redbridge havering barking dagenham wandsworth westminster
    hammersmith fulham kensington chelsea tower greenwich bexley merton
""")

_WORK = words("""
    safeguarding public protection safety custody detention training trainer trainers training's
    domestic abuse violence crime crimes criminal investigation investigations investigating
    intelligence response operations operational operation op professional professionals
    standards standard homicide serious sexual offence offences offending vulnerability
    vulnerable missing mental liaison control room rooms performance policy policies youth drug
    drugs alcohol substance rape organised economic cyber fraud counter terrorism firearms
    traffic roads transport marine dog evidence evidential quality assurance audit audits
    inspection inspectorate strategy strategic tactical delivery development dev learning skills
    resources human finance digital data information governance legal complaints corporate
    communications media press engagement equality diversity inclusion hate trafficking slavery
    exploitation online stalking harassment prevention intervention interventions partnership
    early help care support advice helpline advocacy education nursing midwifery general high
    supreme appeal circuit civil coroner's magistrates associates chambers' orders protective
    disclosure referral referrals discharge admission admissions assessment assessments enquiry
    enquiries inquiry screening programme programmes project projects initiative scheme pathway
    pathways protocol protocols process procedure procedures guidance handbook manual toolkit
    plan plans action actions recommendation recommendations outcome outcomes target targets
    objective priority risk high-risk circle circles sisterhood hood practitioner's led
    led-clinic
""")

_PAPER = words("""
    briefing briefings minute minutes meeting meetings agenda conference workshop session
    sessions event events visit visits week weeks weekly month months monthly year years yearly
    annual date dates deadline deadlines rate rates number numbers no nos figure figures total
    totals count form forms letter letters email emails e-mail e-mails template templates
    drop-down field fields box boxes list lists role roles rank ranks grade grades level levels
    band post posts cover rota rotas shift shifts relief late night nights weekend weekends
    screen screens desktop desktops laptop laptops tablet tablets printer software hardware
    upgrade upgrades system systems network server servers access login logins database app apps
    excel outlook sharepoint planner onedrive powerpoint publisher windows azure exchange edge
    lookup bookings copilot visio defender intune word world plus account accounts budget
    budgets funding cost costs paragraph para item page version draft final copy copies file
    files folder record records register case cases call calls job jobs statement statements
    interview interviews supplement question questions answer answers appointment appointments
    waiting contract contracts order act bill law monday tuesday wednesday thursday friday
    saturday sunday mondays tuesdays wednesdays thursdays fridays christmas easter bank-holiday
    sooner
""")

_THINGS = words("""
    handover sheet sheets daily oversight induction pack packs probationer probationers
    prescriber prescribers prescribing chapel justices champion champions exam exams recruit
    recruits recruitment integrated rostered offender offenders occurrence log logs diary book
    books pocket notebook aide memoire memo checklist checklists tracker spreadsheet survey
    pilot bulletin newsletter intranet poster posters leaflet leaflets card cards badge radio
    radios camera cameras vehicle vehicles uniform equipment kit body-worn phone phones mobile
    tasking taskings tasks parade parades muster debrief debriefs portfolio promotion leave
    sickness absence backfill uplift growth establishment headcount untrained qualified
    accredited dedicated appointed attached seconded deployed available responsible accountable
    nominated designated generic joint multi multi-agency inter central northern southern
    eastern western one two three four five six seven eight nine ten alpha beta gamma delta term
    terms conditions attendance approval sign-off signoff authorisation authority's instruction
    instructions compliance accountability ownership problem problems issue concern concerns
    strand theme themes standards' led-service on-call rostering availability capacity demand
    backlog caseload workload wellbeing welfare hotspot patrol patrols beat beats sector cluster
    ward-based station stations front counter enquiries
""")

DOUBTFUL = words("""
    north south east west ward hall young law field page court church park street close price
    major parish day long bank child house
""")
"""Words that are names as well as parts of a role or the beginnings of a sentence."""

GOES_ON = SMALL_WORDS | _VERBS
"""Words that follow a name, so that a doubtful word before one of them is a name."""

OTHER_WORDS = (
    _VERBS | _ROLES | _BODIES | _WORK | _PAPER | _THINGS | SMALL_WORDS | NOBODY | SHORT | CIVIL
) - DOUBTFUL
"""What stands behind a rank and is no name."""

NO_NAME = SMALL_WORDS | NOBODY | words("justice")
"""What stands behind Mr, Mrs and Ms and is no name: there even `Head` and `Court` are names."""

ACRONYMS = words("""
    acn acpo bocu caada cafcass cait camhs cctv chscp cmht cps crc cris csc csp csu dash dhr
    dhrs dv da dvpn dvpo dvds elft fgm fmu gmp gp gps hbv hmic hmicfrs hmpps hmrc hr ho hrmp iag
    idva idvas imr imrs ics icb ccg iom iopc ipcc iris isva isvas it laa lbth lscb lscp mappa
    marac maracs mash mps merlin nhs nice nps nfa oic ofsted pcc per pnc pnd ppu ppiu pvp qa
    raid rasso sab saph scie sio slt smt sop sops spoc soit tor vaf vawg vru yot yjs tda dai cid
    cru crt sneu sna nte
""")
"""Letters that stand for a body or a thing of this work."""
