"""The mapping of a file that was brought: asked column by column, or edited as text."""

from pathlib import Path

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from interlock.actions import follow_files, load_book, map_brought
from interlock.records.errors import BadInput, InterlockError
from interlock.records.mapping_form import MappingForm
from interlock.web import incoming
from interlock.web.gate import opens


@opens("import")
def map_file(request: HttpRequest, token: str) -> HttpResponse:
    """What is asked of a file, with its first rows as they would be read."""
    try:
        folder = incoming.folder_of(token)
        files = map_brought.files_to_map(folder)
        if not files or follow_files.load_underway(folder):
            return redirect("preview", token)
        file = request.POST.get("file") or request.GET.get("file") or _first(folder, files)
        if "use_text" in request.POST:
            return _text_used(request, token, folder, file)
        return _asked(request, token, folder, file)
    except InterlockError as error:
        messages.error(request, str(error))
        return redirect("bring_in")


def _asked(request: HttpRequest, token: str, folder: Path, file: str) -> HttpResponse:
    answers = request.POST.dict() if request.method == "POST" else None
    kept = load_book.load_mappings() if answers is None else ()
    form = map_brought.ask_mapping(folder, file, answers, kept=kept)
    if "download" in request.POST:
        return _download(form)
    if "use" in request.POST and (form.ready or not form.table):
        map_brought.use_mapping(folder, file, request.POST.dict())
        return _looked_at_anew(token)
    told = {"form": form, "token": token, "files": map_brought.files_to_map(folder)}
    part = "#answers" if request.htmx else ""  # type: ignore[attr-defined]
    return render(request, f"map_file.html{part}", told)


def _text_used(request: HttpRequest, token: str, folder: Path, file: str) -> HttpResponse:
    text = request.POST.get("text", "")
    try:
        map_brought.use_text(folder, text)
    except BadInput as error:
        form = map_brought.ask_mapping(folder, file)
        told = {
            "form": form,
            "token": token,
            "files": map_brought.files_to_map(folder),
            "text": text,
            "wrong": error.problems,
        }
        return render(request, "map_file.html", told, status=422)
    return _looked_at_anew(token)


def _looked_at_anew(token: str) -> HttpResponse:
    incoming.begin_look(token, again=True)
    return redirect("preview", token)


def _download(form: MappingForm) -> HttpResponse:
    answer = HttpResponse(form.text, content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="mapping.toml"'
    return answer


def _first(folder: Path, files: tuple[str, ...]) -> str:
    """The first file that nothing recognises, else the first."""
    looked = follow_files.load_looked(folder)
    unknown = [one.file for one in looked.unknown if one.file in files] if looked else []
    return (unknown or list(files))[0]
