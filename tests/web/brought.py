"""Files brought in through the site, with a worker that does what it is given at once."""

from types import SimpleNamespace

from django.core.files.uploadedfile import SimpleUploadedFile

from interlock.web import incoming


def at_once(monkeypatch, what=None):
    """The worker does ``what`` with the files it is to look at, else looks."""
    for name, task in TASKS.items():
        does = what if what and name == "look_into" else task.func
        monkeypatch.setattr(incoming, name, SimpleNamespace(enqueue=does))


TASKS = {"look_into": incoming.look_into, "take_in": incoming.take_in}


def dropped(client, **files):
    """What the page says of these files, and its address."""
    held = [
        SimpleUploadedFile(".".join(name.rsplit("_", 1)), words.encode())
        for name, words in files.items()
    ]
    answer = client.post("/import/", {"files": held}, follow=True)
    return answer.content.decode(), (answer.redirect_chain or [("", 0)])[-1][0]


def taken_in(client, **files):
    """What the page says once they are taken in."""
    _, address = dropped(client, **files)
    return client.post(address, {"apply": "1"}, follow=True).content.decode()
