"""The web server's worker: a thread is lent to who asks, not to who has only connected."""

from __future__ import annotations

from gunicorn.workers.gthread import _DEFER, TConn, ThreadWorker


class PatientWorker(ThreadWorker):
    """Threads for who asks, none for who has only connected.

    Browsers open connections ahead of need; gunicorn lends each new one a thread for up to five
    seconds, so that a dozen silent ones would make everybody else wait.
    """

    def handle(self, conn: TConn) -> object:
        """Serve a connection that has something to read; others go back to the poller."""
        if not conn.initialized and not conn.data_ready and not conn.wait_for_data(0):
            return _DEFER
        return super().handle(conn)
