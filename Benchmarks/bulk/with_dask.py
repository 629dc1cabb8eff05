#!/usr/bin/env python3
"""Prepares the photos below a folder with Dask: batches of paths, on a cluster of this machine or on another one.

usage: with_dask.py IN OUT LIST JOBS [SCHEDULER]

SCHEDULER is the address of a Dask scheduler whose workers see the same folders, such as tcp://host:8786; without it a
cluster of JOBS processes is made here. The exit status is 0 when every photo is ready, 1 when some are not: the list says
which. A batch that ended for another reason, such as a full disk (74), is tried three times.
"""
import os
import pathlib
import subprocess
import sys

from dask.distributed import Client, LocalCluster, as_completed

# Nothing would be different the next time: all is well, a picture fails its rules, or a file is no picture.
FINAL = {0, 1, 65}


def prepare(command, folder, out, manifest, paths):
    """Prepares a batch, and returns the exit status."""
    run = subprocess.run(
        [command, "prepare", "--quiet", "--jobs", "1", "--relative-to", folder, "--out-dir", out, "--manifest", manifest,
         "--files-from", "-"], input=b"\0".join(paths), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    if run.returncode not in FINAL:
        raise RuntimeError(f"exit status {run.returncode}: {run.stderr.decode(errors='replace')[-500:]}")
    return run.returncode


def main(folder, out, manifest, jobs, scheduler=None):
    command = os.environ.get("UPLOADPREP", "uploadprep")
    size = int(os.environ.get("BATCH", "100"))
    photos = sorted(os.fsencode(path) for path in pathlib.Path(folder).rglob("*") if path.suffix.lower() in (".jpg", ".jpeg"))
    batches = [photos[start:start + size] for start in range(0, len(photos), size)]
    cluster = scheduler or LocalCluster(
        n_workers=int(jobs), threads_per_worker=1, dashboard_address=None, silence_logs=40)
    with Client(cluster) as client:
        futures = [
            client.submit(prepare, command, folder, out, manifest, batch, pure=False, retries=2) for batch in batches]
        worst = max((status for _, status in as_completed(futures, with_results=True)), default=0)
    return 1 if worst else 0


if __name__ == "__main__":
    if len(sys.argv) not in (5, 6):
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
