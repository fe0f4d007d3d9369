"""What bin/demo runs: built once, served, stopped without a trace, and never torn down for another size."""

import signal

from .conftest import everything_below, until
from .test_up import alive, server_pid


def test_the_demo_from_nothing(bare_box):
    box = bare_box
    words = ["demo", "--data", box.data, "--port", box.port]
    real = {"HALLWAY_MAIL_OUT": "smtp://127.0.0.1:9", "HALLWAY_DATABASE_URL": "postgresql://127.0.0.1:9/real"}
    demo = box.start(*words, **real)  # what a real installation is told does not concern the demo
    until(lambda: box.get("/healthz").status == 200, 180, demo)
    page = box.get("/account/login/").text
    assert page.count("/account/demo/") >= 4
    pids = [*everything_below(demo.pid), server_pid(box)]
    demo.send_signal(signal.SIGINT)
    assert demo.wait(timeout=60) == 0
    until(lambda: not alive(pids))
    said = demo.stdout.read()
    assert f"Open {box.here} (ready in" in said
    assert "Traceback" not in said

    told = box.run(*words, "--size", "typical")
    assert told.returncode == 1
    assert "is small; name another folder" in told.stderr
