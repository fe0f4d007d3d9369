"""Uploads while the disk is full: the form is still read, and only the file is not kept.

Larger uploads are parked in the machine's folder for temporary files. When that has no room, Django's own handler raises while the
form is being read, and every word in it would be lost with the file.
"""

import contextlib
import errno
import os

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler


class NoRoom(UploadedFile):
    """An upload whose bytes had no room; reading it raises OSError, which ``storage.keep`` tells in a sentence."""

    def __init__(self, name, content_type):
        super().__init__(ContentFile(b""), name, content_type, size=1)

    def chunks(self, chunk_size=None):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def read(self, size=-1):
        return self.chunks()


class Patient(TemporaryFileUploadHandler):
    """Parks an upload in a temporary file; one that does not fit becomes a ``NoRoom``."""

    def new_file(self, *args, **kwargs):
        self.full = False
        try:
            super().new_file(*args, **kwargs)
        except OSError:
            self._give_up()

    def receive_data_chunk(self, raw_data, start):
        if self.full:
            return
        try:
            super().receive_data_chunk(raw_data, start)
            self.file.flush()
        except OSError:
            self._give_up()

    def file_complete(self, file_size):
        if self.full:
            return NoRoom(self.file_name, self.content_type)
        return super().file_complete(file_size)

    def upload_interrupted(self):
        if not self.full:
            super().upload_interrupted()

    def _give_up(self):
        self.full = True
        file = self.__dict__.pop("file", None)
        if file is not None:
            with contextlib.suppress(OSError):
                file.close()
