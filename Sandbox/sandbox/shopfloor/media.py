"""Media: made from a staged upload or an address, looked at when they are processed."""

from ..model.media import GenericFile, Media
from ..model.pictures import inspect, picture

MAX_BYTES, MAX_PIXELS = 20 * 1024 * 1024, 25_000_000


def make_media(shop, source, alt, content_type="IMAGE"):
    """A new picture; what is wrong with it shows when it was processed."""
    now = shop.now()
    cls = Media if content_type in ("IMAGE", None) else GenericFile
    made = cls(shop.numbers.next("MediaImage"), shop, source, alt, now, shop.moment_now() + shop.media_seconds)
    look(shop, made)
    if shop.media_failures:  # asked for by the control address
        shop.media_failures -= 1
        made.failure = ("IMAGE_PROCESSING_FAILURE", "Image could not be processed.")
    return shop.keep(made)


def look(shop, made):
    """Fetches the content of a staged upload and judges it; other addresses are taken on trust, unless they name what is missing."""
    made.failure, staged = None, shop.staged.by_address(made.source)
    if staged is not None:
        made.content = staged.content
        if made.content is None:
            made.failure = ("IMAGE_DOWNLOAD_FAILURE", "Image could not be downloaded.")
        elif isinstance(made, GenericFile):
            made.mime = staged.mime
        else:
            judge(made)
        made.filename = staged.filename
    elif not str(made.source).startswith(("http://", "https://")):
        made.failure = ("INVALID_SIGNED_URL", "The signed URL is invalid.")
    elif "missing" in made.source or "broken" in made.source:
        made.failure = ("IMAGE_DOWNLOAD_FAILURE", "Image could not be downloaded.")
    else:
        made.content = picture(made.number)
        made.width = made.height = 8


def judge(made):
    found = inspect(made.content)
    if found is None:
        made.failure = ("UNSUPPORTED_IMAGE_FILE_TYPE", "The file type is not supported.")
        return
    made.mime, made.width, made.height = found
    if len(made.content) > MAX_BYTES:
        made.failure = ("INVALID_IMAGE_FILE_SIZE", "Image file size exceeds the limit of 20 MB.")
    elif made.width * made.height > MAX_PIXELS:
        made.failure = ("INVALID_IMAGE_RESOLUTION", "Image resolution exceeds the limit of 25 megapixels.")
