"""The weekly report, as whoever asks may read it, and its questions."""

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from interlock.actions import save_answer
from interlock.records.report import Question, WeeklyReport
from interlock.render import json
from interlock.web import standing
from interlock.web.api import answers
from interlock.web.api.answers import Body, Done, Working, done, given, opens
from interlock.web.gate import viewer_of

router = Router(tags=["report"])


class Asked(Schema):
    """Which report."""

    newest: bool = Field(
        False, description="only that of the book as it is: 202 while it is worked out"
    )


class QuestionAnswer(Body):
    """The answer to a question of the week."""

    kind: str = Field(max_length=20, description="link, need or amount, as the question says")
    deal: str = Field(max_length=500)
    feature: str = Field("", max_length=500)
    said: str = Field(
        max_length=100, description="dealbreaker, important, nice-to-have or none; or the amount"
    )


class Questions(answers.Outcome):
    """What only a person knows, and what an answer is worth."""

    questions: list[Question]


@router.get("/report", response={200: WeeklyReport, 202: Working}, operation_id="report")
@opens("week")
def report(request: HttpRequest, asked: Query[Asked]) -> HttpResponse:
    """The week in the form that your role reads, as `interlock report --json` writes it."""
    found = standing.report(request, viewer_of(request).report)

    def tell(made: WeeklyReport) -> HttpResponse:
        current = "true" if found.is_current else "false"
        return given(json.as_dict(made), Interlock_Current=current)

    return answers.standing(request, found, tell, newest=asked.newest)


@router.get("/questions", response={200: Questions, 202: Working}, operation_id="questions")
@opens("week")
def questions(request: HttpRequest, asked: Query[Asked]) -> HttpResponse:
    """What is worth asking this week, and is not answered yet."""
    viewer = viewer_of(request)
    found = standing.report(request, viewer.report)

    def tell(made: WeeklyReport) -> HttpResponse:
        still = [vars(one) for one in save_answer.unanswered(made.questions, viewer)]
        around = {"as_of": made.birth.as_of, "is_current": found.is_current}
        return given({**around, "questions": still})

    return answers.standing(request, found, tell, newest=asked.newest)


@router.post("/answers", response=Done, operation_id="answer")
@opens("week")
def answer(request: HttpRequest, payload: QuestionAnswer) -> HttpResponse:
    """Answer a question: it stands whatever the next export says."""
    by, viewer = str(request.user), viewer_of(request)
    return done(save_answer.answer(**payload.dict(), viewer=viewer, by=by))
