"""The objects that the API answers with, as its description states them."""

from typing import Any

from pydantic import BaseModel, Field


class FactShape(BaseModel):
    """One thing that a release says, with the words that say it."""

    release: str
    position: int
    field: str
    value: str | int
    status: str | None = None
    role: str | None = None
    until: str | None = None
    number: int | None = None
    unit: str | None = None
    qualifier: str | None = None
    previous: int | None = None
    groups: list[str] = Field([], description="The groups of people that a count or data item is of, as named.")
    spans: list[tuple[int, int]] = Field(description="Start and end character in the release's text.")
    words: list[str] | None = Field(None, description="The words of each span, where the text was at hand.")
    rule: str
    reason: str = Field("", description="What the rule says of itself.")


class CaptureShape(BaseModel):
    """The bytes of a release as taken in once."""

    id: str
    doc: str
    address: str | None
    taken_at: str
    media_type: str
    sha256: str
    size: int


class DoubtShape(BaseModel):
    """Something that was kept and could not be understood for sure."""

    kind: str
    reason: str
    span: tuple[int, int] | None = None


class ReleaseShape(BaseModel):
    """A published notice."""

    id: str
    doc: str
    title: str
    organisation: str | None
    published: str | None
    address: str | None
    case: str | None = None


class ReleaseWhole(ReleaseShape):
    """A release with its text, facts, captures and doubts."""

    text: str
    reader: str
    facts: list[FactShape]
    captures: list[CaptureShape]
    doubts: list[DoubtShape]


class PeopleShape(BaseModel):
    """How many are affected, as the newest report that gives a number has it."""

    value: int
    unit: str
    qualifier: str | None


class CaseShape(BaseModel):
    """A case in short."""

    id: str
    title: str
    organisation: str | None
    published: str | None
    releases: list[str]
    incident_types: list[str]
    leak_status: str | None
    people: PeopleShape | None
    campaigns: list[str]


class ReportShape(ReleaseShape):
    """A release of a case with its facts."""

    facts: list[FactShape]


class CaseWhole(CaseShape):
    """A case with its reports in order."""

    reports: list[ReportShape]


class CampaignShape(BaseModel):
    """A campaign in short."""

    id: str
    origin: str
    cases: int
    first: str | None
    last: str | None


class MemberShape(BaseModel):
    """A case of a campaign."""

    case: CaseShape
    sure: bool
    reason: str


class CampaignWhole(CampaignShape):
    """A campaign with a page of its cases by day."""

    origin_case: str | None
    members: list[MemberShape]
    next: str | None = None


class OrganisationShape(BaseModel):
    """An organisation that publishes."""

    key: str
    name: str


class OrganisationWhole(OrganisationShape):
    """An organisation with the number of its cases and the newest of them."""

    cases: int
    newest: list[CaseShape]


class Releases(BaseModel):
    """A page of releases."""

    items: list[ReleaseShape]
    next: str | None = None


class Cases(BaseModel):
    """A page of cases."""

    items: list[CaseShape]
    next: str | None = None


class Campaigns(BaseModel):
    """A page of campaigns."""

    items: list[CampaignShape]
    next: str | None = None


class Organisations(BaseModel):
    """A page of organisations."""

    items: list[OrganisationShape]
    next: str | None = None


class Facts(BaseModel):
    """A page of facts."""

    items: list[FactShape]
    next: str | None = None


class NoteShape(BaseModel):
    """A part of a query that was not understood."""

    code: str
    part: str


class FacetShape(BaseModel):
    """A value of a facet, and how many results have it."""

    value: str
    count: int


class Results(BaseModel):
    """A page of results: releases, cases or campaigns by unit."""

    total: int
    unit: str
    items: list[ReleaseShape | CaseShape | CampaignShape]
    facets: dict[str, list[FacetShape]]
    notes: list[NoteShape]
    next: str | None = None


class SuggestionShape(BaseModel):
    """Something to search for: what it is, its words, and the query that finds it."""

    kind: str
    label: str
    query: str


class Suggestions(BaseModel):
    """What may be meant by the characters typed."""

    suggestions: list[SuggestionShape]


class ChangeShape(BaseModel):
    """What one report of a case changed."""

    release: str
    kind: str
    field: str
    before: str | None
    after: str | None


class Changes(BaseModel):
    """What each report of a case changed, in order."""

    case: str
    items: list[ChangeShape]


class CountShape(BaseModel):
    """A value and the number of cases that state it."""

    value: str
    cases: int


class MonthShape(BaseModel):
    """What was published in a month."""

    month: str
    releases: int
    cases: int


class ReadShape(BaseModel):
    """How well a field is read: measured on releases that people read."""

    field: str
    precision: float
    recall: float


class FigureShape(BaseModel):
    """How many cases have each value, the most frequent first; `stating` of them have one."""

    stating: int
    read: ReadShape | None
    values: list[CountShape]


class DaysShape(BaseModel):
    """The middle of some days and the quarter marks, over the cases that state both ends."""

    stating: int
    median: float | None = None
    lower: float | None = None
    upper: float | None = None
    read: ReadShape | None


class Stats(BaseModel):
    """Figures over the whole casebook."""

    releases: int
    cases: int
    campaigns: int
    organisations: int
    first: str | None
    last: str | None
    months: list[MonthShape]
    by: dict[str, FigureShape] = Field(description="By type, vector, data_item, sector and so on.")
    days: dict[str, DaysShape] = Field(description="To notice, to disclose, to the final report.")


class RegisteredShape(BaseModel):
    """A removal, move or edit of a release's page that two looks have shown."""

    id: int
    kind: str
    silent: bool = Field(description="Whether words were changed and the page does not say so.")
    release: ReleaseShape
    address: str
    noticed_at: str
    confirmed_at: str
    reason: str
    detail: dict[str, Any] = Field(description="The lines and facts that went and came.")


class Register(BaseModel):
    """A page of the register, newest first."""

    items: list[RegisteredShape]
    next: str | None = None


class Problem(BaseModel):
    """An error (RFC 9457)."""

    type: str
    title: str
    status: int
    instance: str
    detail: str | None = None
    hint: str | None = None
