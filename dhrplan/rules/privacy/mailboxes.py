"""Which mailboxes belong to a role or a team: the words that their names are made of."""

from __future__ import annotations

import re
from functools import lru_cache

from dhrplan.rules.privacy.base import words

ROLES = words("""
    info information enquiry enquiries inquiries contact contacts contactus hello welcome
    general admin admins administration administrator office offices reception receptionist mail
    mailbox email post postmaster webmaster hostmaster noreply reply donotreply feedback
    complaints complaint compliments comments press media news newsletter communications comms
    events event bookings booking support help helpdesk helpline advice advocacy advocate duty
    rota oncall outofhours ooh emergency urgent crisis referral referrals intake access
    firstcontact contactcentre centre center hub hubs team teams unit units group groups board
    boards panel panels forum committee secretary secretariat chair chairs chairperson vicechair
    chairman coordinator coordinators coordination coord manager managers management director
    directors head heads chief executive deputy assistant lead leads leader officer officers
    supervisor specialist consultant practitioner practitioners worker workers adviser advisor
    advisers advisors clerk clerks staff volunteers trustees members member councillors
    democratic services service svc desk line switchboard operator control room operations ops
    command sergeants inspectors cid police policing force neighbourhood neighbourhoods response
    custody custodysuite crime crimes criminal investigation investigations intelligence intel
    public protection publicprotection safeguarding safeguard child children childrens young
    youth adult adults family families parent parents carer carers women womens men mens girls
    boys domestic abuse violence violent sexual rape stalking harassment exploitation
    trafficking slavery hate honour marriage forced community communities safety partnership
    partnerships review reviews dhrs homicide homicides learning development training trainer
    workshop education school schools college university academy nursery library health
    healthcare medical mental hospital trust clinic clinics surgery surgeries practice practices
    pharmacy ward maternity midwives midwifery nurse nurses nursing doctor doctors physician
    designated named therapy therapies psychology psychiatry camhs iapt dental ambulance social
    care socialcare socialwork work homes housing homeless homelessness tenancy tenancies
    landlord refuge refuges shelter hostel lettings estates estate benefits revenues finance
    accounts invoices payments payroll procurement purchasing commissioning commissioner
    commissioners contracts legal solicitors law court courts tribunal prosecution probation
    prison offender offenders rehabilitation drug drugs alcohol substance addiction addictions
    recovery wellbeing welfare outreach inclusion equality equalities diversity governance
    compliance quality assurance performance policy policies strategy strategic research
    evaluation audit audits data privacy records record foi foia sar sars dpo caldicott security
    fraud risk risks incident incidents inspection standards licensing planning transport
    environment environmental project projects programme programmes campaign campaigns op
    operation website web online digital system systems technology technical it ict hr jobs
    recruitment careers people personnel workforce early earlyhelp intervention prevention
    oneplace onestop onestopshop shop stop one first next step steps the of and for in to my our
    all out hours day night local national regional county council borough city town district
    parish north south east west central area locality house road street lodge charity charities
    foundation forms form list lists update updates notification notifications notices notice
    alerts alert minutes agenda meeting meetings actions action plan plans returns tracker
    submissions responses consultation survey surveys corporate independent senior principal
    single point spoc front door frontdoor gateway victim victims witness witnesses survivor
    survivors perpetrator perpetrators behaviour change life lives safe safer living free fear
    firstname surname forename lastname name someone user username example yourname your test
    nobody anyone agency agencies multi multiagency joint shared inbox aid vulnerability
    vulnerable offence offences bereavement mortuary coroner coroners registrar registrars
    chaplaincy volunteer volunteering donations fundraising membership sales orders libraries
    leisure pensions parking elections counselling counsellor counsellors debt money immigration
    asylum refugee refugees interpreter interpreters interpreting translation triage screening
    allocation allocations assessment assessments reviewing conference conferences attendance
    exclusions governor governors headteacher bursar vetting disclosure disclosures firearms
    roads traffic daytime nights weekend weekends physio paediatrics paediatric obstetrics
    gynaecology antenatal postnatal neonatal radiology cardiology oncology dietitians discharge
    admissions appointments prescriptions prescribing audiology outpatients inpatients gold
    silver bronze briefing briefings tasking analyst analysts analysis statistics insight
    resident residents tenant tenants customer customers client clients relations engagement
    consult correspondence executives cabinet scrutiny elected mayor ceo chiefexecutive
    secretaries administrators assistants apprentice apprentices student students intern
    trainees probationers constables inspector sergeant superintendent superintendents
    inspectorate ombudsman regulator regulation enforcement wardens caretaker facilities
    maintenance repairs works waste recycling streets parks highways emergencyplanning
    resilience pride network networks champions champion ambassadors ambassador mentor mentors
    mentoring helpers friends together hope respect choices pathway pathways bridge
""")
"""Words of which any one makes a mailbox that of a role, a team or a body."""

SMALL = words("of and for in to my our all the out on at a no not your")
"""Small words, which make a role of nothing by themselves, unless they are the whole mailbox."""

MAY_BE_NAMES = words("""
    ward church house lodge head nurse law day young parish street west north east south court
    park hall lane hope bridge mayor friend parks pride
""")
"""Words of a role that are names too: a name if an initial or a forename stands beside them."""

FORENAMES = words("""
    adam alan alex alice amanda amy andrea andrew angela ann anna anne anthony barbara ben brian
    carol caroline catherine charles charlotte chris christine claire clare colin craig daniel
    dave david dawn deborah debbie denise diane donna elaine elizabeth emily emma fiona frances
    fred gareth gary gemma george gill gillian graham hannah harry heather helen ian jack jackie
    jacqueline james jan jane janet jason jean jen jenny jennifer jessica jim jo joan joanna
    joanne joe john jonathan joyce judith julia julie june karen kate katherine kathleen keith
    kelly ken kerry kevin kim laura lee leanne lesley linda lisa liz lorraine louise lucy luke
    lynn lynne malcolm margaret maria marie mark martin mary matthew maureen melanie michael
    michelle mike mohammed nadia natalie neil nicholas nick nicola nigel olivia pam pamela pat
    patricia patrick paul paula peter phil philip rachel rebecca richard rob robert roger
    rosemary ruth sally sam samantha sandra sara sarah sean sharon sheila shirley simon sonia
    sophie stacey stephanie stephen steve steven stuart sue susan suzanne tara teresa thomas tim
    tina tom tony tracey tracy valerie vanessa vicky victoria wendy william yvonne zoe
""")
"""Common forenames: beside one of them a doubtful word is a surname."""

LETTERS = words("""
    csp csps mash mashs marac maracs mappa idva idvas isva isvas iris dhr dhrs dardr vawg da dv
    dva dvds dvu csu cru cit cid ppu pvp pcc opcc bcu bocu mps met cps hmpps nps crc yot yos yjs
    asb lado lscb lscp sab lsab scb scp scr sar saph camhs cmht cmhts ccg icb ics nhs gp gps ed
    ae edt asc csc cs aafda hmcts hmrc dwp ho pals foi hr it ict pr pa pmo dpo iag oic imr imrs
    send sen pru fgm hbv hbt fmu sarc sarcs iapt hv hvs lbth nfa dash caada qa sio soc pna csw
    hq uk gb loc eds mh msu snt dsl iro fgc bme bame lgbt ooo ceo
""")
"""Letters that stand for a team or a body."""

PHRASES = ("clares.law", "claire.law", "clares-law", "clareslaw", "sarahs.law", "sarahslaw")
"""Schemes that are named after a person."""

_PART = re.compile(r"[^\W\d_]+")
_LONGEST_JOINED = 40
_SHORTEST_WORD = 2


def is_of_a_role(mailbox: str, domain: str) -> bool:
    """Whether a mailbox is that of a role, a team or a body, and not one person's.

    Args:
        mailbox: What stands before the `@`, in small letters.
        domain: What stands behind it, in small letters.
    """
    own = mailbox.partition("+")[0].replace("'", "")
    parts = _PART.findall(own)
    if len(parts) == 1:
        return _is_role(parts[0]) or parts[0] in SMALL | MAY_BE_NAMES or own in domain.split(".")
    if not parts or "&" in own or own.startswith(PHRASES):
        return True
    named = any(len(part) == 1 or part in FORENAMES for part in parts)
    return any(_is_role(part) or (part in MAY_BE_NAMES and not named) for part in parts)


@lru_cache(maxsize=1024)
def _is_role(part: str) -> bool:
    """Whether a part of a name is such a word, or is put together of nothing else."""
    if part in LETTERS:
        return True
    if len(part) > _LONGEST_JOINED:
        return True  # no name is as long
    reached = {0: False}  # how far words reach, and whether one of them says what it is
    for end in range(_SHORTEST_WORD, len(part) + 1):
        for start, said in tuple(reached.items()):
            word = part[start:end]
            if word in _KNOWN:
                reached[end] = reached.get(end, False) or said or word in _SAYING
    return reached.get(len(part), False)


_SAYING = ROLES - SMALL - MAY_BE_NAMES
_KNOWN = _SAYING | SMALL | LETTERS
