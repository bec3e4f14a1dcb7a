"""``muni jobs``: the process that does trainings from the queue, and retention every day."""

import typer


def jobs() -> None:
    """Do what the console asks for and takes minutes; `muni serve` starts it by itself."""
    from bot.cli.own_end import end_with_keeper
    from bot.jobs.queue import build_queue
    from bot.jobs.supervisor import Supervisor
    from bot.logs import configure_logs
    from bot.retention.daily import Daily
    from bot.retention.enforcing import Retention
    from bot.settings import get_settings
    from bot.store.database import Database
    from bot.store.recordings import Recordings

    end_with_keeper()
    settings = get_settings()
    configure_logs(settings)
    database = Database(settings.database_url, 1)
    database.migrate()
    daily = Daily(Retention(database, Recordings(settings.recordings_folder), settings))
    daily.start()
    supervisor = Supervisor(settings)
    queue, _ = build_queue(settings, supervisor.train)
    # Huey's scheduler puts jobs in the queue behind a training; retention waits for none.
    consumer = queue.create_consumer(workers=1, periodic=False, max_delay=1.0)
    try:
        consumer.run()
    finally:
        supervisor.stop()
        for _, thread in consumer.worker_threads:
            thread.join(_LEAVE_S)
        supervisor.close()
        daily.stop(_LEAVE_S)
        database.close()
    typer.echo("muni jobs: slut", err=True)


_LEAVE_S = 10.0
