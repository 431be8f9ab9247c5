"""A neural network in onnxruntime as all engines here use it: one thread a call, nothing reported to anyone."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onnxruntime import InferenceSession, SessionOptions

#: onnxruntime from 1.29 on reports its use over the network unless told not to before it is imported.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
os.environ["ORT_TELEMETRY_DISABLED"] = "1"


def open_session(model: str | bytes, options: SessionOptions | None = None) -> InferenceSession:
    """A session of the model at this path or in these bytes.

    Without options of its own the graph is not rewritten as it loads: that takes half a second more and made
    neither Piper nor Kokoro faster.

    Raises:
        ImportError: onnxruntime is not installed.
        RuntimeError: it is not a model that onnxruntime reads; it has many subclasses of this and of Exception.
    """
    import onnxruntime

    if options is None:
        options = session_options()
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def session_options() -> SessionOptions:
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
