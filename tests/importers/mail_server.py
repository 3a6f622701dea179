"""A mail server of their own for tests: Dovecot on a free port, any user with one password."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

PASSWORD = "sec/ret:1@"  # noqa: S105
CONFIGURATION = """
protocols = imap
base_dir = {home}/run
log_path = {home}/log
listen = 127.0.0.1
ssl = {ssl}
{certificate}
disable_plaintext_auth = no
auth_failure_delay = 0 secs
mail_location = maildir:{home}/mail/%u
first_valid_uid = 1
default_login_user = {login}
default_internal_user = {internal}
default_internal_group = {group}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={home}/mail/%u
}}
service imap-login {{
  {chroot}
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
  }}
}}
service anvil {{
  {chroot}
}}
"""


@contextmanager
def server():
    """(port, port for TLS) of a running server, and the folder of its files. That one is no folder
    of pytest's: those are closed to others whenever another run of tests begins, and the server is
    another.
    """
    with tempfile.TemporaryDirectory() as home:
        os.chmod(home, 0o755)  # noqa: S103 - the server looks into it as nobody
        with _running(Path(home)) as ports:
            yield ports, Path(home)


@contextmanager
def _running(folder):
    program = shutil.which("dovecot") or "/usr/sbin/dovecot"
    mail = folder / "mail"
    mail.mkdir(parents=True)
    ports = free_port(), free_port()
    is_root = os.geteuid() == 0
    me = pwd.getpwnam("nobody") if is_root else pwd.getpwuid(os.getuid())
    if is_root:
        os.chown(mail, me.pw_uid, me.pw_gid)
    words = CONFIGURATION.format(
        home=folder, login="dovenull" if is_root else me.pw_name, uid=me.pw_uid, gid=me.pw_gid,
        internal="dovecot" if is_root else me.pw_name, password=PASSWORD, port=ports[0],
        group="dovecot" if is_root else _group(me.pw_gid), chroot="" if is_root else "chroot =",
        tls_port=ports[1], ssl="yes", certificate=_certificate(folder),
    )  # fmt: skip
    (folder / "dovecot.conf").write_text(words)
    running = subprocess.Popen([program, "-F", "-c", str(folder / "dovecot.conf")])
    try:
        for port in ports:
            _wait_for(port, running, folder / "log")
        yield ports
    finally:
        running.terminate()
        running.wait()


def _certificate(folder):
    """One that nobody else has signed."""
    files = {"key": folder / "key.pem", "cert": folder / "cert.pem"}
    asked = ["-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=localhost"]
    named = [
        "-addext",
        "subjectAltName=DNS:localhost",
        "-keyout",
        files["key"],
        "-out",
        files["cert"],
    ]
    subprocess.run(["openssl", "req", *asked, *named], check=True, capture_output=True)
    return "\n".join(f"ssl_{name} = <{file}" for name, file in files.items())


def _group(gid):
    import grp

    return grp.getgrgid(gid).gr_name


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def _wait_for(port, running, log):
    while running.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return
    raise AssertionError(log.read_text() if log.exists() else "the mail server did not start")
