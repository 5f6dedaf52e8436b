"""The options that commands share, and the types of their values."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dhrplan.cli.completion import complete
from dhrplan.cli.console import NO_PAGER_KEY, PLAIN_KEY, tell
from dhrplan.render import FORMATS
from dhrplan.reports.select import FILTERS, Selection
from dhrplan.wording import listed

if TYPE_CHECKING:  # dates are imported when one is parsed: `--help` and completion parse none
    from dhrplan.model.dates.values import Period

    _DayType = click.ParamType[date]
    _PeriodType = click.ParamType[Period]
    _DayOrCommitType = click.ParamType[date | str]
else:  # ParamType is generic only from Click 8.4
    _DayType = _PeriodType = _DayOrCommitType = click.ParamType


def today() -> date:
    """Today, where the program runs. No code but this and `now` reads the clock."""
    return date.today()  # noqa: DTZ011, TID251 - the board's day is the local one


def now() -> datetime:
    """The time where the program runs, with its distance from UTC."""
    return datetime.now().astimezone()  # noqa: TID251 - shown to whoever wrote


class Day(_DayType):
    """A day, in any of the forms that plans accept."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Parse it, or fail with what to write instead."""
        from dhrplan.model.dates.parse import parse_day, with_year
        from dhrplan.model.dates.values import DAY_WORDS, DateFault

        if (offset := DAY_WORDS.get(str(value).strip().casefold())) is not None:
            return today() + timedelta(days=offset)
        day = parse_day(str(value))
        if isinstance(day, DateFault):
            self.fail(f"{day.message} {with_year(day.hint, today())}", param, ctx)
        return day


class DayOrCommit(_DayOrCommitType):
    """A day, in any of the forms that plans accept, or else a name of a commit in git."""

    name = "date or commit"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> date | str:
        """Parse a day; anything else that may be a commit is left for git."""
        from dhrplan.model.dates.parse import parse_day, with_year
        from dhrplan.model.dates.values import DAY_WORDS, DateFault

        if isinstance(value, date):
            return value
        word = str(value).strip()
        if (offset := DAY_WORDS.get(word.casefold())) is not None:
            return today() + timedelta(days=offset)
        day = parse_day(word)
        if not isinstance(day, DateFault):
            return day
        # A name of a commit has no blank, but for a few that have these marks too.
        is_date = day.cause == "impossible" or (" " in word and not set(word) & set("{:^~"))
        if is_date:
            self.fail(f"{day.message} {with_year(day.hint, today())}", param, ctx)
        return word


class Length(_PeriodType):
    """A length of time: `30d`, `2w`, `3m`."""

    name = "period"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Period:
        """Parse it, or fail with what to write instead."""
        from dhrplan.model.dates.parse import parse_period
        from dhrplan.model.dates.values import DateFault

        period = parse_period(str(value))
        if isinstance(period, DateFault):
            self.fail(f"{period.message} {period.hint}", param, ctx)
        return period


_HELP_LINES = 40
"""The longest page of help: a screen. More is in the subjects of `dhrplan help`."""


class Option(click.Option):
    """An option listed under a heading of its own; not listed where that is None."""

    def __init__(self, *args: Any, heading: str | None, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.heading = heading


class Command(click.Command):
    """A command whose help lists the options under their headings, all in the same columns."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options by heading; in a long page only name the filters."""
        sections: dict[str, list[tuple[str, str]]] = {"Options": []}
        for each in self.get_params(ctx):
            heading = getattr(each, "heading", "Options")
            record = each.get_help_record(ctx) if isinstance(each, click.Option) else None
            if heading and record:
                sections.setdefault(heading, []).append(record)
        lines = formatter.getvalue().count("\n") + sum(len(each) + 2 for each in sections.values())
        filters = sections.pop(FILTERS_HEADING, []) if lines > _HELP_LINES else []
        widest = max(len(name) for records in sections.values() for name, _ in records)
        for heading, records in sections.items():
            with formatter.section(heading):
                formatter.write_dl([(f"{name:{widest}}", text) for name, text in records])
        if filters:
            with formatter.section(FILTERS_HEADING):
                formatter.write_text(", ".join(name.partition(" ")[0] for name, _ in filters))


def _remember(key: str) -> Callable[[click.Context, click.Parameter, bool], None]:
    """A callback that keeps a flag for all that the command prints."""

    def keep(ctx: click.Context, _parameter: click.Parameter, wanted: bool) -> None:  # noqa: FBT001
        if wanted:
            ctx.meta[key] = True

    return keep


def _name_plans(
    ctx: click.Context, _parameter: click.Parameter, plans: tuple[Path, ...]
) -> tuple[Path, ...]:
    """Name the folders where the environment decides: an answer must not come from elsewhere."""
    source = ctx.get_parameter_source("plans")
    if source is click.core.ParameterSource.ENVIRONMENT and not ctx.resilient_parsing:
        tell(f"Plans: {', '.join(map(str, plans))} (from {_PLANS_VARIABLE})")
    return plans


@dataclass(frozen=True)
class QuestionOptions:
    """The values of the options that every question has.

    Attributes:
        plans: Folders; empty means the one found upwards.
        as_of: The day by which dates are judged; None means today, or the day of the commit.
        at: Answer from the plans at this commit, or at the last one on or before this day.
        form: The name of a format; None means by the ending of `output`, else `table`.
        documents: Plans in Word, Excel or CSV to answer from, in place of folders.
        template: A Word file whose styles, page header and footer a Word file takes.
        accessible: A workbook follows the guidance for published spreadsheets.
    """

    plans: tuple[Path, ...]
    selection: Selection
    form: str | None
    output: Path | None
    color: str
    allow_partial: bool
    as_of: date | None = None
    at: date | str | None = None
    documents: tuple[Path, ...] = ()
    template: Path | None = None
    accessible: bool = False


_PLANS_VARIABLE = "DHRPLAN_PLANS"

AS_OF = click.option("--as-of", type=Day(), help="Show the position on this day.  [default: today]")
AT = click.option(
    "--at",
    metavar="DATE|COMMIT",
    type=DayOrCommit(),
    help="Plans as committed by this day, or at this commit.",
)
PLANS = click.option(
    "--plans",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    multiple=True,
    envvar=_PLANS_VARIABLE,
    show_envvar=True,
    callback=_name_plans,
    help="Plans folder; repeatable.",
)
FILES = click.argument(
    "files",
    metavar="[FILE]...",
    nargs=-1,
    type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path),
)
STDIN_NAME = click.option(
    "--stdin-name",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="The file that standard input (-) takes the place of.",
)
FORMAT = click.option(
    "--format",
    "form",
    metavar="FORMAT",
    type=click.Choice(tuple(FORMATS)),
    help=f"Show as {listed(FORMATS, 'or')}.",
)
OUTPUT = click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write to this file; its ending sets the format.",
)
COLOR = click.option(
    "--color",
    metavar="WHEN",
    type=click.Choice(("auto", "always", "never")),
    default="auto",
    help="Colour: auto, always or never.  [default: auto]",
)
PLAIN = click.option(
    "--plain",
    is_flag=True,
    expose_value=False,
    callback=_remember(PLAIN_KEY),
    help="Text that reads aloud well; also ACCESSIBLE=1.",
)
NO_PAGER = click.option(
    "--no-pager",
    is_flag=True,
    expose_value=False,
    callback=_remember(NO_PAGER_KEY),
    help="Print everything at once, not a screen at a time.",
)
FILTERS_HEADING = "Filters (`dhrplan help filters` explains them)"
_TYPES = {"word": click.STRING, "period": Length(), "day": Day()}
_FILTERS = tuple(
    click.option(
        f"--{one.name}",
        multiple=True,
        type=_TYPES[one.takes],
        help=one.help,
        shell_complete=complete(one.name) if one.known else None,
        cls=Option,
        heading=FILTERS_HEADING,
    )
    for one in FILTERS
)
_SHARED = (
    PLANS,
    FORMAT,
    OUTPUT,
    COLOR,
    click.option(
        "--template",
        metavar="FILE",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help="Word file whose styles, header and footer to use.",
    ),
    click.option("--accessible", is_flag=True, help="Excel workbook fit to be published."),
    click.option("--allow-partial", is_flag=True, help="Exit 0 although something is unreadable."),
)
_NAMES = (
    "plans",
    "as_of",
    "at",
    "form",
    "output",
    "color",
    "allow_partial",
    "template",
    "accessible",
)


def parse_filters(words: Iterable[str], review: str | None = None) -> Selection:
    """The filters of `--where agency=ELFT`, and a review if one is named.

    Raises:
        UsageError: There is no such filter, or it has no value.
    """
    values: dict[str, list[Any]] = {"review": [review]} if review else {}
    takes = {one.name: one.takes for one in FILTERS}
    for word in words:
        name, _, value = word.partition("=")
        name = name.strip().replace("_", "-")
        if name not in takes or not value.strip():
            known = ", ".join(takes)
            raise click.UsageError(f"--where takes FILTER=VALUE, and the filters are: {known}.")
        values.setdefault(name, []).append(_TYPES[takes[name]].convert(value.strip(), None, None))
    return Selection({name: tuple(those) for name, those in values.items()})


REVIEWS = click.argument(
    "reviews", metavar="[REVIEW]...", nargs=-1, shell_complete=complete("review")
)


def of_reviews(options: QuestionOptions, reviews: tuple[str, ...]) -> QuestionOptions:
    """The options of a question with the reviews or documents named as arguments, if any."""
    options, reviews = of_documents(options, reviews)
    if not reviews:
        return options
    named = (*options.selection.get("review"), *reviews)
    return replace(options, selection=options.selection.of_reviews(named))


def of_documents(
    options: QuestionOptions, words: tuple[str, ...]
) -> tuple[QuestionOptions, tuple[str, ...]]:
    """The options with the documents among the words of the command line, and the other words."""
    if not any(Path(word).suffix for word in words):
        return options, words
    from dhrplan.cli.documents import named_documents, names_document

    documents = named_documents(word for word in words if names_document(word))
    others = tuple(word for word in words if not names_document(word))
    return replace(options, documents=documents), others


def question(command: Callable[..., int]) -> Callable[..., int]:
    """Give a command the options of every question, passed to it as one `QuestionOptions`."""
    return _with_options(command, (*_FILTERS, AS_OF, AT, *_SHARED, NO_PAGER, PLAIN))


def question_of_files(command: Callable[..., int]) -> Callable[..., int]:
    """As `question`, for one that is about the files on disk alone, a meeting."""
    return _with_options(command, (*_FILTERS, AS_OF, *_SHARED, PLAIN))


def question_of_versions(command: Callable[..., int]) -> Callable[..., int]:
    """As `question`, for one that says by itself which versions it is about."""
    return _with_options(command, (*_FILTERS, *_SHARED, NO_PAGER, PLAIN))


def _with_options(command: Callable[..., int], options: Iterable[Any]) -> Callable[..., int]:
    @wraps(command)
    def wrapper(**values: Any) -> int:
        filters = {one.name: values.pop(one.name.replace("-", "_")) for one in FILTERS}
        selection = Selection({name: asked for name, asked in filters.items() if asked})
        shared = {name: values.pop(name) for name in _NAMES if name in values}
        return command(QuestionOptions(selection=selection, **shared), **values)

    decorated: Callable[..., int] = wrapper
    for option in reversed(tuple(options)):
        decorated = option(decorated)
    return decorated


# -- writing


@dataclass(frozen=True, slots=True)
class WriteOptions:
    """The options of commands that write.

    Attributes:
        yes: Do not ask.
        force: Write even if it causes an error.
        message: The commit message; no commit without one.
    """

    color: str = "auto"
    yes: bool = False
    dry_run: bool = False
    force: bool = False
    message: str | None = None


def commit_message(message: str | None, *, commit: bool) -> str | None:
    """The commit message; None without --commit.

    Raises:
        UsageError: Only one of --commit and -m is given.
    """
    if commit is not bool(message and message.strip()):
        needed = "-m MESSAGE" if commit else "--commit"
        raise click.UsageError(f"A commit needs --commit and -m MESSAGE. Add {needed}.")
    return message if commit else None


YES = click.option("--yes", is_flag=True, help="Save without asking; needed without a terminal.")
DRY_RUN = click.option("--dry-run", is_flag=True, help="Show what would change, and save nothing.")
FORCE = click.option("--force", is_flag=True, help="Save although it adds an error.")
COMMIT = click.option("--commit", is_flag=True, help="Commit the change, and nothing else, to git.")
MESSAGE = click.option("-m", "--message", metavar="TEXT", help="The commit message.")
_WRITE = (
    PLANS,
    COLOR,
    PLAIN,
    YES,
    DRY_RUN,
    FORCE,
    COMMIT,
    MESSAGE,
)


def writes(command: Callable[..., int]) -> Callable[..., int]:
    """Give a command the options of an edit: `plans`, and the others as one `WriteOptions`."""

    @wraps(command)
    def wrapper(**values: Any) -> int:
        shared = {name: values.pop(name) for name in ("color", "yes", "dry_run", "force")}
        message = commit_message(values.pop("message"), commit=values.pop("commit"))
        return command(options=WriteOptions(**shared, message=message), **values)

    decorated: Callable[..., int] = wrapper
    for option in reversed(_WRITE):
        decorated = option(decorated)
    return decorated
