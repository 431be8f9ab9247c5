"""What to tell a person whose page could not be fetched: one sentence for each way it can go wrong."""

from __future__ import annotations

import socket
import ssl
from datetime import UTC
from email.utils import parsedate_to_datetime

import httpcore2

from briefcast.errors import SourceError
from briefcast.reading.web.connecting import PrivateAddressError
from briefcast.reading.web.unpacking import UnpackingError

#: All that can go wrong between two computers.
FAILURES = (
    OSError,
    httpcore2.NetworkError,
    httpcore2.ProtocolError,
    httpcore2.TimeoutException,
    httpcore2.ConnectionNotAvailable,
    PrivateAddressError,
    UnpackingError,
)

_SAVE = "or save the page from a browser and give the file"

#: OpenSSL's numbers (X509_V_ERR_...) -> what is wrong with a certificate.
_CERTIFICATE_FAULTS = {
    9: "is not valid yet; check this computer's clock",
    10: "has expired; check this computer's clock, or tell the site's owner",
    18: "was issued by nobody but itself",
    19: "was issued by an authority this computer does not know",
    20: "was issued by an authority this computer does not know",
    21: "was issued by an authority this computer does not know",
    62: "was issued for another host; check the spelling",
    64: "was issued for another host; check the spelling",
}


class AnswerError(SourceError):
    """A server answered, but not with the page."""

    #: The HTTP status code.
    status = 0

    def __init__(self, sentence: str, status: int = 0) -> None:
        super().__init__(sentence)
        self.status = status


def connection_failure(error: Exception, page: str, host: str) -> SourceError:
    """The sentence for one of :data:`FAILURES`; ``page`` is the address as it is shown."""
    # httpcore2 puts the system's error into its own as the argument.
    wrapped = error.args[0] if isinstance(error, httpcore2.NetworkError) and error.args else None
    cause = wrapped if isinstance(wrapped, OSError) else error
    match cause:
        case PrivateAddressError():
            what = f"{host} is at {cause}, in a private network; add --allow-private if you trust it"
        case ssl.SSLCertVerificationError():
            what = f"the certificate of {host} {_certificate_fault(cause)}, {_SAVE}"
        case ssl.SSLError():
            what = f"{host} and this computer found no secure way to talk; check whether it begins with http://"
        case socket.gaierror():
            what = f"there is no host {host}; check the spelling, and that this computer is online"
        case ConnectionRefusedError():
            what = f"{host} refused the connection; check the address, or try again later"
        case httpcore2.ConnectTimeout():
            what = f"{host} did not answer in time; check the address, or try again later"
        case TimeoutError() | httpcore2.TimeoutException():
            what = f"it took too long to arrive; try again later, {_SAVE}"
        case UnpackingError():
            what = f"it arrived damaged or cut off ({cause}); try again, {_SAVE}"
        case _ if isinstance(error, httpcore2.ConnectError):
            what = f"{host} cannot be reached; check the address, and that this computer is online"
        case _:
            what = f"the connection broke off, or was no HTTP, before all had arrived; try again, {_SAVE}"
    return SourceError(f"{page} could not be fetched: {what}.")


def status_failure(status: int, page: str, retry_after: str) -> AnswerError:
    """The sentence for an answer that is not the page; ``retry_after`` is the header as it came, or empty."""
    when = _when(retry_after)
    match status:
        case 401 | 407:
            what = f"it asks for a name and password (status {status}); log in with a browser and give the saved page"
        case 402:
            what = "it must be paid for (status 402); log in with a browser and give the saved page"
        case 403 | 451:
            what = f"the site does not let us have it (status {status}); open it in a browser and give the saved page"
        case 404:
            what = "there is no such page (status 404); check the address"
        case 410:
            what = "the page is gone for good (status 410); look for it in an archive"
        case 408 | 425 | 503:
            what = f"the site is busy or down for a while (status {status}); try again {when}"
        case 429:
            what = f"the site has had too many requests (status 429); try again {when}"
        case _ if status >= 500:
            what = f"the site has a fault of its own (status {status}); try again {when}"
        case _:
            what = f"the site answered with status {status}; open it in a browser and give the saved page"
    return AnswerError(f"{page} could not be fetched: {what}.", status)


def _certificate_fault(error: ssl.SSLCertVerificationError) -> str:
    known = _CERTIFICATE_FAULTS.get(getattr(error, "verify_code", 0))
    return known or f"cannot be trusted ({getattr(error, 'verify_message', '') or 'no reason given'})"


def _when(retry_after: str) -> str:
    """When to come back (RFC 9110, 10.2.3): seconds or a date, told in words of ours."""
    if retry_after.isascii() and retry_after.isdigit() and len(retry_after) < 8:
        return f"in {int(retry_after)} seconds"
    try:
        date = parsedate_to_datetime(retry_after).astimezone(UTC)
    except (ValueError, OverflowError):
        return "later"
    return f"after {date:%Y-%m-%d %H:%M} UTC"
