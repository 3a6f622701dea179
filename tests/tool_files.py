"""Files of sales tools for tests: small ones of each kind, and places to keep them in."""

import io
import zipfile
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from itertools import count
from unittest.mock import patch

from django.test import override_settings

from interlock import settings
from interlock.actions.save_tool_file import put_file
from interlock.records.rights import Viewer

MAKER = Viewer("Root", "owner")
AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
REGION, NUMBER = "eu-west-1", count()
PDF = b"%PDF-1.7\n1 0 obj\n<< >>\nendobj\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)


def packed(*names, mimetype=""):
    """A packed file with these inside."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype)
        for name in names:
            archive.writestr(name, "x" * 50)
    return made.getvalue()


DECK = packed("[Content_Types].xml", "ppt/presentation.xml")


def put(tool, name="deck.pdf", content=PDF, *, viewer=MAKER, at=AT, **more):
    return put_file(tool, name, io.BytesIO(content), viewer=viewer, at=at, by="test", **more)


@contextmanager
def kept_in(url, server=""):
    """Files are kept at this address, as the settings would have it."""
    stores = settings.STORAGES | {"tools": settings.file_store(url, server)}
    with override_settings(STORAGES=stores):
        yield


@contextmanager
def kept_in_folder(folder):
    """Files are kept under this folder."""
    with patch.object(settings, "HOME", folder), kept_in(""):
        yield folder / "files" / "tools"


@cache
def bucket_server():
    """The address of a server of buckets, which ends with the tests."""
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    return "http://{}:{}".format(*server.get_host_and_port())


@contextmanager
def kept_in_bucket():
    """Files are kept in a new bucket."""
    import boto3

    address, name = bucket_server(), f"acme{next(NUMBER)}"
    keys = {"AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "x", "AWS_DEFAULT_REGION": REGION}
    with patch.dict("os.environ", keys):
        place = boto3.resource("s3", endpoint_url=address).create_bucket(
            Bucket=name, CreateBucketConfiguration={"LocationConstraint": REGION}
        )
        with kept_in(f"s3://{name}/sales/tools", address):
            yield place
