"""The entry point: a command line in, an exit code out, and no traceback on any screen.

Nothing is imported before it is guarded; the commands are in `commands`, the application in `app`.
"""

import gc
import os
import signal
import sys
from contextlib import suppress

COMPLETE = "_JINSHAN_COMPLETE"
"""the environment variable in which a shell asks what could stand at the end of a command line"""
STOPS = ("SIGTERM", "SIGHUP", "SIGBREAK")
RARELY = 500_000
"""new objects between two looks for cyclic garbage; a list under a great table makes 200,000 and hardly any garbage"""


def main() -> None:
    """The program `jinshan`: a closed terminal and a kill end it as Ctrl-C does, with nothing left half done."""
    for name in STOPS:
        if (stop := getattr(signal, name, None)) and signal.getsignal(stop) is signal.SIG_DFL:
            signal.signal(stop, signal.default_int_handler)
    _part_from_libraries()
    code = run(sys.argv[1:])
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)  # all is written and closed; sys.exit would wait for the thread that reads ahead in an idle pipe


def _part_from_libraries() -> None:
    """Messages get a number of their own; 2 is left to what libraries print past Python, `files.disk.panics`."""
    with suppress(OSError, ValueError, AttributeError):  # there is no stderr, or it is closed
        own = sys.stderr
        sys.stderr = os.fdopen(os.dup(own.fileno()), "w", buffering=1, encoding=own.encoding, errors=own.errors)


def run(args: list[str]) -> int:
    """Runs one command line; whatever happens becomes words on stderr and the returned exit code."""
    gc.set_threshold(RARELY)
    try:
        from jinshan_cli.faces.shell import console, voices

        console.prepare()
        voices.speak_for(args)
        if COMPLETE in os.environ:
            from jinshan_cli.faces.completion.offers import answer

            answer(os.environ[COMPLETE])
        else:
            from jinshan_cli.faces.shell.app import invoke

            invoke(args)
        sys.stdout.flush()
        return 0
    except BaseException as error:
        return _finish(error)


def _finish(error: BaseException) -> int:
    from jinshan_cli.faces.shell import console, exits, telling

    lines, code = exits.explain(error)
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        console.silence(sys.stdout)
    except (OSError, ValueError) as lost:
        console.silence(sys.stdout)
        lines, code = (lines, code) if lines else exits.explain(lost)
    try:
        sys.stderr.write("".join(f"{telling.fitted(line)}\n" for line in lines))
        sys.stderr.flush()
    except (OSError, ValueError):
        console.silence(sys.stderr)
    return code
