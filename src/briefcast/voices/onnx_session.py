"""A neural network in onnxruntime as all engines here use it: one thread a call, nothing reported to anyone."""

from __future__ import annotations

import os
import platform
from typing import TYPE_CHECKING

from briefcast.voices.prepared import loaded

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from onnxruntime import InferenceSession, SessionOptions

#: onnxruntime from 1.29 on reports its use over the network unless told not to before it is imported.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
os.environ["ORT_TELEMETRY_DISABLED"] = "1"


def open_session(model: str | bytes) -> InferenceSession:
    """A session of the model at this path or in these bytes.

    The graph is not rewritten as it loads: that takes half a second more and made neither Piper nor Kokoro faster.

    Raises:
        ImportError: onnxruntime is not installed.
        RuntimeError: it is not a model that onnxruntime reads; it has many subclasses of this and of Exception.
    """
    import onnxruntime

    options = _options()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    return _session(model, options)


def open_rewritten(facts: str, model: Callable[[], bytes]) -> InferenceSession:
    """A session of a model whose graph onnxruntime rewrites to be faster, kept as rewritten for the next time.

    Args:
        facts: all that tells this model from any other.
        model: gives its bytes.

    Raises:
        ImportError, RuntimeError: see ``open_session``.
    """
    import onnxruntime

    facts = f"onnxruntime {onnxruntime.__version__} {platform.machine()} {facts}"
    session = loaded(
        "network",
        facts,
        lambda path: _session(model(), _rewriting(path)),
        lambda path: _session(path.read_bytes(), _rewriting()),
        (Exception,),  # what onnxruntime raises has no base of its own
    )
    return session or _session(model(), _rewriting())


def _rewriting(written: Path | None = None) -> SessionOptions:
    """Options with which the graph is rewritten, and what comes of it written to this path.

    What it does for one kind of processor alone it leaves: the file may be found by another, and it won nothing.
    """
    import onnxruntime

    options = _options()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
    # Memory held for one length of text is of no use for the next.
    options.enable_cpu_mem_arena = False
    if written:
        options.optimized_model_filepath = str(written)
        options.add_session_config_entry("session.save_model_format", "ORT")
    return options


def _session(model: str | bytes, options: SessionOptions) -> InferenceSession:
    import onnxruntime

    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def _options() -> SessionOptions:
    """What holds for every network.

    A second thread for one utterance wins less than it costs; several utterances at once use the cores better.
    """
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # Memory planned for each length of text is kept for each: a hundred MB more, and no faster.
    options.enable_mem_pattern = False
    return options
