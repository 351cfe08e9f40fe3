"""Runs AWS CLI commands, one a line of standard input, in one process: the CLI's own start costs most of its time.

Answers each with a line of JSON: the exit code and what the command wrote to its two streams.
"""
import contextlib
import io
import json
import shlex
import sys

from awscli.clidriver import create_clidriver

answers = sys.stdout
loader = None
for line in sys.stdin:
    # A driver of its own for each command, as in a process of its own; only the files that it read are shared.
    driver = create_clidriver()
    if loader is None:
        loader = driver.session.get_component("data_loader")
    else:
        driver.session.register_component("data_loader", loader)
    output, error = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(output), contextlib.redirect_stderr(error):
        try:
            code = driver.main(shlex.split(line))
        except SystemExit as e:
            code = e.code
    answers.write(json.dumps({"code": code, "output": output.getvalue(), "error": error.getvalue()}) + "\n")
    answers.flush()
