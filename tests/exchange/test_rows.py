"""Rows of a table and their order: which are recommendations, actions, headings, and neither."""

from __future__ import annotations

from typing import Any

from dhrplan.exchange.grid import Cell, Document, Grid, Remark
from dhrplan.exchange.understand import Understood
from tests.exchange.test_cells import HEAD, of_cells, of_document, understood


def wide(text: str, columns: int) -> Cell:
    """A cell across some columns."""
    return Cell(text, 0, 0, columns=columns)


def high(text: str, rows: int) -> Cell:
    """A cell over some rows."""
    return Cell(text, 0, 0, rows=rows)


COVERED = Cell("", 0, 0, rows=0)
"""A place that a merged cell covers."""


def outline(found: Understood) -> list[Any]:
    """The ids and texts of recommendations, each with those of its actions."""
    return [
        (one["id"], one["text"], [(act["id"], act.get("text")) for act in one.get("actions", ())])
        for one in found.plan["recommendations"]
    ]


def messages(found: Understood) -> list[str]:
    return [str(one) for one in found.doubts]


def several(*tables: tuple[tuple[str, ...], ...], above: tuple[str, ...] = ()) -> Understood:
    """A plan out of tables one after the other."""
    grids = [
        Grid(
            f"table {number}",
            tuple(
                Cell(text, row, column)
                for row, line in enumerate(table)
                for column, text in enumerate(line)
            ),
            above if number == 1 else (),
        )
        for number, table in enumerate(tables, 1)
    ]
    return of_document(Document(grids=tuple(grids)))


# -- recommendations -------------------------------------------------------------------------------


def test_a_blank_or_repeated_recommendation_goes_on() -> None:
    found = understood(
        f"No|{HEAD}",
        "1|Share.|Draft it.|Police|May 2020",
        "ditto|ditto|Print it.|Police|May 2020",
        "1|Share.|Send it.|Police|May 2020",
        "||Ask.|Police|May 2020",
    )
    actions = [("1.1", "Draft it."), ("1.2", "Print it."), ("1.3", "Send it."), ("1.4", "Ask.")]
    assert outline(found) == [("1", "Share.", actions)]


def test_a_new_number_without_words_is_a_recommendation() -> None:
    found = understood(
        f"No|{HEAD}", "1|Share.|Draft it.|Police|May 2020", "2||Print it.|Police|May 2020"
    )
    assert outline(found) == [
        ("1", "Share.", [("1.1", "Draft it.")]),
        ("2", "2", [("2.1", "Print it.")]),
    ]


def test_an_action_above_the_first_recommendation_has_none() -> None:
    found = understood(HEAD, "|Draft it.|Police|May 2020", "Share.|Print it.|Police|May 2020")
    assert outline(found)[0] == ("1", "[...]", [("1.1", "Draft it.")])
    assert messages(found) == ["row 2: The recommendation of this row is not given."]


def test_a_row_across_the_table_begins_a_recommendation() -> None:
    found = of_cells(
        ("Action", "Lead agency", "Target date"),
        (wide("Recommendation 1: Share one form.", 3), COVERED, COVERED),
        ("Draft it.", "Police", "May 2020"),
        ("Print it.", "Police", "May 2020"),
        (wide("Recommendation 2: Train staff.", 3), COVERED, COVERED),
        ("Hold a course.", "Police", "May 2020"),
    )
    assert outline(found) == [
        ("1", "Share one form.", [("1.1", "Draft it."), ("1.2", "Print it.")]),
        ("2", "Train staff.", [("2.1", "Hold a course.")]),
    ]


def test_a_row_with_its_number_alone_is_the_title_of_the_recommendation_below() -> None:
    found = of_cells(
        tuple(HEAD.split("|")),
        (wide("Recommendation 3", 4), COVERED, COVERED, COVERED),
        ("Share.", "Draft it.", "Police", "May 2020"),
        ("", "Print it.", "Police", "May 2020"),
    )
    assert outline(found) == [("3", "Share.", [("3.1", "Draft it."), ("3.2", "Print it.")])]
    assert found.plan["recommendations"][0]["title"] == "Recommendation 3"


def test_a_number_that_is_used_twice_is_kept_as_a_reference() -> None:
    found = understood(
        f"No|{HEAD}", "1|Share.|Draft it.|Police|May 2020", "1|Train.|Teach.|Police|May 2020"
    )
    first, second = found.plan["recommendations"]
    assert (first["id"], second["id"], second["ref"]) == ("1", "2", "1")
    assert messages(found) == ['row 3, "No": The number 1 is used twice. Here it is kept as `ref`.']


def test_a_recommendation_has_its_scope_addressees_and_themes() -> None:
    found = understood(
        f"Scope|Addressed to|Themes|Recommendation|{HEAD.partition('|')[2]}",
        "Local|NHS; ASC|health, housing|Share.|Draft it.|Police|May 2020",
    )
    (one,) = found.plan["recommendations"]
    assert (one["scope"], one["addressed_to"], one["themes"]) == (
        "local",
        ["NHS", "ASC"],
        ["health", "housing"],
    )


# -- actions ---------------------------------------------------------------------------------------


def test_a_row_without_an_action_adds_to_the_one_above() -> None:
    found = understood(
        f"{HEAD}|Key milestones|Outcome|Title",
        "Share.|Draft it.|Police|May 2020|Begin.||",
        "||NHS|June 2020|Print.|All use it.|",
        "||||||Forms",
    )
    (action,) = found.actions
    assert action["milestones"] == [
        {"text": "Begin."},
        {"text": "Print.", "lead": ["NHS"], "target": "2020-06"},
    ]
    assert (action["progress"], action["notes"]) == ("All use it.", ["Title: Forms"])
    assert 'row 4, "Title": This row has no action of its own. Its words are in the notes.' in (
        messages(found)
    )


def test_a_text_beside_several_actions_is_kept_with_the_first() -> None:
    found = of_cells(
        (*HEAD.split("|"), "Outcome"),
        (high("Share.", 2), "Draft it.", "Police", "May 2020", high("All use it.", 2)),
        (COVERED, "Print it.", "Police", "May 2020", COVERED),
    )
    first, second = found.actions
    assert (first["progress"], second.get("progress")) == ("All use it.", None)
    said = 'table 1, row 2, "Outcome": This cell is beside 2 actions. It is kept with the first.'
    assert said in messages(found)


def test_a_number_of_an_action_is_found_in_its_column_or_in_its_words() -> None:
    found = understood(
        f"Recommendation|Action no|{HEAD.partition('|')[2]}",
        "Share.|1.4|Draft it.|Police|May 2020",
        "|1.4|Print it.|Police|May 2020",
        "|20-22|Send it.|Police|May 2020",
        "||Action 7: Ask.|Police|May 2020",
    )
    actions = list(found.actions)
    assert [one["id"] for one in actions] == ["1.4", "1.2", "1.3", "1.7"]
    assert [one.get("ref") for one in actions] == [None, "1.4", "20-22", None]
    assert messages(found) == [
        'row 4, "Action no": `20-22` cannot be a number of the plan. It is kept as `ref`.',
        'row 3, "Action no": The number 1.4 is used twice. Here it is kept as `ref`.',
    ]


def test_parts_with_the_numbers_of_their_dates_are_milestones() -> None:
    found = understood(
        HEAD, 'Share.|"Two steps:\n1. Draft.\n2. Print."|Police|"1. May 2020\n2. June 2020"'
    )
    (action,) = found.actions
    assert action["text"] == "Two steps:"
    assert action["milestones"] == [
        {"id": "1", "text": "Draft.", "target": "2020-05"},
        {"id": "2", "text": "Print.", "target": "2020-06"},
    ]


def test_a_status_or_a_day_for_each_milestone() -> None:
    found = understood(
        f"{HEAD}|Key milestones|Status|Date completed",
        'Share.|Do it.|Police|"1. Done\n2. May 2020"|"1. Draft.\n2. Print."'
        '|"1. Complete\n2. Ongoing"|"1. Completed 3 April 2020\n2. soon"',
    )
    (action,) = found.actions
    assert action["milestones"] == [
        {"id": "1", "text": "Draft.", "status": "complete", "completed": "2020-04-03"},
        {"id": "2", "text": "Print.", "target": "2020-05", "status": "ongoing"},
    ]


def test_words_that_may_be_milestones_or_a_status_are_doubtful() -> None:
    found = understood(
        HEAD,
        'Share.|"Milestones:\n1. Draft.\n2. Print."|Police|May 2020',
        "Train.|Completed - all staff know it|Police|May 2020",
        "Ask.|Write to the|Police|May 2020",
    )
    assert messages(found) == [
        'row 2, "Action": The numbered lines may be milestones. They are kept in the text.',
        'row 3, "Action": The words begin like a status. Which status is it?',
        'row 4, "Action": The words may have been cut off.',
    ]


def test_two_cells_with_different_statuses_are_doubtful() -> None:
    found = understood(f"{HEAD}|Status", "Share.|Draft it.|Police|Complete|In progress")
    assert messages(found) == [
        'row 2, "Target date": The status is `in-progress` in another cell. Here it is `complete`.'
    ]


# -- heads -----------------------------------------------------------------------------------------


def test_the_second_of_two_target_dates_is_the_revised_one() -> None:
    found = understood(f"{HEAD}|Timescale", "Share.|Draft it.|Police|May 2020|June 2020")
    (action,) = found.actions
    assert (action["target"], action["extensions"]) == ("2020-06", [{"was": "2020-05"}])


def test_one_head_above_a_number_and_the_words() -> None:
    found = of_cells(
        (wide("Recommendation", 2), COVERED, "Action", "Lead agency"),
        ("1", "Share.", "Draft it.", "Police"),
        ("2", "Train.", "Teach.", "Police"),
    )
    assert outline(found) == [
        ("1", "Share.", [("1.1", "Draft it.")]),
        ("2", "Train.", [("2.1", "Teach.")]),
    ]


def test_a_cell_under_no_head_is_kept_in_the_notes() -> None:
    found = understood(HEAD, "Share.|Draft it.|Police|May 2020|by hand")
    (action,) = found.actions
    assert action["notes"] == ["No head: by hand"]


# -- rows and tables that are no plan --------------------------------------------------------------


def test_words_that_belong_to_no_row_are_kept_with_a_doubt() -> None:
    found = of_cells(
        tuple(HEAD.split("|")),
        (high("(What is recommended)", 2), "(What to do)", "(Who)", "(When)"),
        (COVERED, "Draft it.", "Police", "May 2020"),
    )
    assert found.plan["notes"] == ["Draft it.", "Police", "May 2020"]
    assert (
        messages(found)
        == ["table 1, row 3: These words fit no field. They are in the plan's notes."] * 3
    )


def test_what_is_hidden_in_the_document_is_told() -> None:
    cells = tuple(
        Cell(text, row, column)
        for row, line in enumerate((HEAD, "Share.|Draft it.|Police|May 2020"))
        for column, text in enumerate(line.split("|"))
    )
    hidden = Remark("hidden", "row 7: Ask.")
    found = of_document(Document(grids=(Grid("table 1", cells),), remarks=(hidden,)))
    assert found.plan["notes"] == ["Hidden in the document: row 7: Ask."]
    assert messages(found) == [
        "the document: Hidden words are kept in the notes only: \u201crow 7: Ask.\u201d."
    ]


def test_a_table_with_the_title_and_another_table() -> None:
    head = tuple(HEAD.split("|"))
    found = several(
        (("Domestic Homicide Review: action plan",),),
        (("Version", "Date of it"), ("2", "May")),
        (head, ("Share.", "Draft it.", "Police", "May 2020"), ("", "", "", "")),
        (("Train.", "Teach.", "Police", "June 2020"),),
    )
    assert found.plan["title"] == "Domestic Homicide Review: action plan"
    assert found.plan["notes"] == ["Version | Date of it", "2 | May"]
    assert outline(found) == [
        ("1", "Share.", [("1.1", "Draft it.")]),
        ("2", "Train.", [("2.1", "Teach.")]),
    ]


def test_a_table_that_is_split_by_columns() -> None:
    found = several(
        (
            ("No", "Recommendation", "Action"),
            ("1", "Share.", "Draft it."),
            ("2", "Train.", "Teach."),
        ),
        (
            ("No", "Lead agency", "Target date"),
            ("1", "Police", "May 2020"),
            ("2", "NHS", "June 2020"),
        ),
    )
    assert [(one["id"], one["lead"], one["target"]) for one in found.actions] == [
        ("1.1", ["POLICE"], "2020-05"),
        ("2.1", ["NHS"], "2020-06"),
    ]
    assert ('table 2, row 2, "No"', "1", "repeated from the columns before") in found.dropped


def test_a_block_for_each_recommendation() -> None:
    title = (wide("Domestic Homicide Review: action plan", 2), COVERED)
    found = of_cells(
        title,
        (wide("Health", 2), COVERED),
        (wide("Recommendation 1", 2), COVERED),
        ("Recommendation", "Share."),
        ("Action", "Draft it."),
        ("Lead agency", "Police"),
        ("Target date", "May 2020"),
        ("", ""),
        ("Recommendation", "Train."),
        ("Action", "Teach."),
        ("Lead agency", "NHS"),
        ("Action", "Teach again."),
        ("", "See the annex."),
    )
    assert found.plan["title"] == "Domestic Homicide Review: action plan"
    assert outline(found) == [
        ("1", "Share.", [("1.1", "Draft it.")]),
        ("2", "Train.", [("2.1", "Teach."), ("2.2", "Teach again.")]),
    ]
    assert found.plan["recommendations"][0]["section"] == "Health"
    assert found.plan["notes"] == ["See the annex."]
