"""From what the store gives to the objects of the API."""

from jikenbo.analyse.changes import Change, changes
from jikenbo.analyse.people import people_of_case
from jikenbo.api import shapes
from jikenbo.model.fact import Fact, Field, Reading
from jikenbo.model.release import Release
from jikenbo.read.explain import sentence_of
from jikenbo.store import campaigns, pages
from jikenbo.store.releases import Stored

SHOWN = (Field.INCIDENT_TYPES, Field.COUNTS, Field.LEAK_STATUS)
_PLAIN = ("status", "role", "until", "number", "unit", "qualifier", "previous", "rule")


def fact_shape(release_id: str, position: int, fact: Fact, content: str = "") -> shapes.FactShape:
    """A fact; with the words of its spans where the text is given."""
    return shapes.FactShape(
        release=release_id,
        position=position,
        field=fact.field.value,
        value=fact.value,
        spans=[(span.start, span.end) for span in fact.spans],
        words=[content[span.start : span.end] for span in fact.spans] if content else None,
        reason=sentence_of(fact.rule),
        groups=list(fact.groups),
        **{name: getattr(fact, name) for name in _PLAIN},
    )


def release_shape(one: Release, case_id: str | None = None) -> shapes.ReleaseShape:
    """A release in short."""
    return shapes.ReleaseShape(**{name: getattr(one, name) for name in Release.__slots__}, case=case_id)


def release_whole(stored: Stored, case_id: str | None) -> shapes.ReleaseWhole:
    """A release whole."""
    content = stored.document.text.content
    facts = stored.reading.facts
    return shapes.ReleaseWhole(
        **release_shape(stored.release, case_id).model_dump(),
        text=content,
        reader=stored.reading.reader,
        facts=[fact_shape(stored.release.id, at, fact, content) for at, fact in enumerate(facts)],
        captures=[
            shapes.CaptureShape(
                id=c.id,
                doc=c.doc,
                address=c.address,
                taken_at=c.taken_at.isoformat(),
                media_type=c.media_type,
                sha256=c.digest,
                size=c.size,
            )
            for c in stored.captures
        ],
        doubts=[
            shapes.DoubtShape(kind=d.kind, reason=d.reason, span=(d.span.start, d.span.end) if d.span else None)
            for d in stored.document.doubts
        ],
    )


def case_shape(case: pages.CaseView) -> shapes.CaseShape:
    """A case in short."""
    facts = [report.facts for report in case.reports]
    people = people_of_case(facts)
    leaks = [str(f.value) for held in facts for f in held if f.field is Field.LEAK_STATUS]
    types = dict.fromkeys(str(f.value) for held in facts for f in held if f.field is Field.INCIDENT_TYPES)
    return shapes.CaseShape(
        id=case.id,
        title=case.first.title,
        organisation=case.first.organisation,
        published=case.first.published,
        releases=[report.release.id for report in case.reports],
        incident_types=list(types),
        leak_status=leaks[-1] if leaks else None,
        people=shapes.PeopleShape(value=people.value, unit=people.unit, qualifier=people.fact.qualifier)
        if people
        else None,
        campaigns=[campaign_id for campaign_id, _ in case.campaigns],
    )


def case_whole(case: pages.CaseView) -> shapes.CaseWhole:
    """A case with its reports."""
    reports = [
        shapes.ReportShape(
            **release_shape(report.release, case.id).model_dump(),
            facts=[fact_shape(report.release.id, at, f, report.content) for at, f in enumerate(report.facts)],
        )
        for report in case.reports
    ]
    return shapes.CaseWhole(**case_shape(case).model_dump(), reports=reports)


def campaign_shape(head: campaigns.Head) -> shapes.CampaignShape:
    """A campaign in short."""
    return shapes.CampaignShape(id=head.id, origin=head.origin, cases=head.cases, first=head.first, last=head.last)


def changes_of(case: pages.CaseView) -> tuple[Change, ...]:
    """What each report of a case changed; that a report says nothing of a thing changes nothing."""
    stated = (
        (report.release.id, Reading("", tuple(fact for fact in report.facts if fact.value != "not_stated")))
        for report in case.reports
    )
    return changes(list(stated))
