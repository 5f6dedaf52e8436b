"""Words about the future are distinguished from those of practice, hope and the past."""

from __future__ import annotations

import pytest

from dhrplan.rules.future_wording_when_complete import first_unfinished

# The words to be found are between « and ».
TO_COME = (
    "A new form «will be introduced» in the autumn.",
    "Supervision and practitioner checklist «to be introduced» and auditing to start.",
    "A pathway «is to be established» between the two services.",
    "Two posts «will shortly be recruited» to.",
    "The protocol «will then be rolled out».",
    "Measures «are to be put in place».",
    "Guidance «will be\n  published» on the website.",
    "The report «will be presented in September».",
    "The form «will be signed off by the end of March» 2021.",
    "Training «will be delivered from early 2021».",
    "Scoping work «is due to be undertaken» via the sub-group.",
    "The course «is due to start» after Easter.",
    "We «are planning to introduce» a duty desk.",
    "The wording «is still to be» agreed with the trust.",
    "Funding «has not yet» been found.",
    "A review of the cells «has yet to» begin.",
    "This is being tabled at the next meeting - «date TBC».",
    "HT is appointing a Performance Officer «in the near future».",
    "Results will be shared «in due course».",
    "Policy written, «awaiting approval» of the board.",
    "Done. «To be published» with the minutes.",
    "WILL BE: the form «WILL BE INTRODUCED».",
)
UNDER_WAY = (
    "The process «is being re-circulated» to all staff.",
    "A roll out of training sessions «is in progress», working on a team by team basis.",
    "Work «is currently under way».",
    "The policy «is also being revised».",
    "The trust «is in the process of recruiting» a nurse.",
    "The team «are still in the process of setting» up the panel.",
    "The pathway «is being set up» where none was before.",
)
DONE = (
    # what has been
    "A new form was introduced in January.",
    "The form that was to be introduced has been replaced.",
    "Training had to be rolled out again after the merger.",
    "The checklist has been introduced and is used.",
    "It was planned that a form be agreed; it was agreed in May.",
    "Staff were awaiting approval until May, when it came.",
    # what it is hoped that follows
    "Victims will be safer and will be heard.",
    "Staff will be able to recognise coercive control.",
    "Officers will be more confident.",
    "Improved processes in place to safeguard victims further.",
    # practice that goes on, or that comes round again
    "Training will be rolled out to all new staff at induction.",
    "A plan will be put in place every time a victim moves.",
    "The audit will be published annually.",
    "The policy will be reviewed in September 2021.",
    "Compliance will be monitored from April 2021.",
    "Referrals will be made to the panel.",
    "ERPT and Neighbourhood officers will primarily raise concerns on a Merlin.",
    "A safety plan will be agreed with the victim.",
    "Risk assessments will be completed by the duty officer.",
    "If a child lives there, a plan will be put in place.",
    "Where a breach occurs, measures are to be put in place.",
    "Once the victim agrees, an alarm will be installed.",
    "Support is being developed continuously with survivors.",
    # what is needed, or made possible
    "The policy requires a plan to be put in place.",
    "The panel allows measures to be implemented quickly.",
    "The form ensures that a safety plan will be put in place.",
    "Staff know that panic alarms need to be installed.",
    "The meeting agreed changes in order to be commissioned.",
    # other people's affairs
    "Prisoners who are due to be released are told to the panel.",
    "The service sees patients who have not yet engaged.",
    "It supports women when criminal proceedings are in progress.",
    "Victims are in the process of leaving; the service helps them.",
    "Alerts are raised while an investigation is under way.",
    "Perpetrators awaiting trial are seen by probation.",
    # words within other words
    "An action plan to be proud of.",
    "The goodwill be introduced as it is.",
    "Progress is in progressive steps.",
)


def marked(text: str) -> tuple[str, tuple[int, int]]:
    start, end = text.index("«"), text.index("»") - 1
    return text.replace("«", "").replace("»", ""), (start, end)


@pytest.mark.parametrize("goes_on", [False, True])
@pytest.mark.parametrize("words", TO_COME)
def test_what_is_to_come_is_found(words: str, *, goes_on: bool) -> None:
    text, place = marked(words)
    assert first_unfinished(text, goes_on=goes_on) == place


@pytest.mark.parametrize("words", UNDER_WAY)
def test_what_is_under_way_is_found_unless_it_is_known_to_go_on(words: str) -> None:
    text, place = marked(words)
    assert first_unfinished(text, goes_on=False) == place
    assert first_unfinished(text, goes_on=True) is None


@pytest.mark.parametrize("text", DONE)
def test_what_is_done_or_practice_or_hope_is_not(text: str) -> None:
    assert first_unfinished(text, goes_on=False) is None


def test_the_first_that_is_meant_is_told() -> None:
    text = "Alarms will be installed every spring. A lock «will be installed». More will be set up."
    assert first_unfinished(marked(text)[0], goes_on=False) == marked(text)[1]
