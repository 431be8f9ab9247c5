"""Public files -> where the web serves them from: a folder, a server by SFTP, an S3 bucket, a git branch."""

from briefcast.publishing.targets.carrying import Carried, carry_out
from briefcast.publishing.targets.target import OpenTarget, open_target

__all__ = ["Carried", "OpenTarget", "carry_out", "open_target"]
