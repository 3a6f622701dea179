"""Models of the files of sales tools, of those underway, and of who took which for which deal."""

from django.db import models


class ToolFile(models.Model):
    """A file of a tool as it was put there: ``kept`` is its name in the storage, ``name`` what it
    is called when it is taken.
    """

    tool = models.TextField()
    edition = models.TextField(default="")
    name = models.TextField()
    kept = models.TextField(unique=True)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    by = models.TextField()
    at = models.DateTimeField()

    class Meta:
        """Looked up by tool, the newest first."""

        indexes = (models.Index(fields=["tool", "at"], name="tool_files_of"),)

    def __str__(self) -> str:
        return f"{self.tool} {self.edition}: {self.name}"


class ToolFileBegun(models.Model):
    """A file on its way into the storage under this name: where nothing came of it, it is removed
    there.
    """

    kept = models.TextField(unique=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.kept


class ToolTaken(models.Model):
    """Somebody took a tool: its file, or its link where ``file`` is empty. ``let``: they had it
    because its owner let them.
    """

    tool = models.TextField(db_index=True)
    edition = models.TextField(default="")
    file = models.ForeignKey(ToolFile, models.PROTECT, null=True, related_name="+")
    person = models.TextField()
    deal = models.TextField(default="")
    let = models.BooleanField(default=False)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.person}: {self.tool} {self.edition}"
