#!/usr/bin/env python3
"""What GNU parallel and Dask cost over `uploadprep prepare --jobs N`, on the same photos of one machine.

usage: run.py [--command PATH] [--photos FOLDER] [--copies 400] [--jobs N] [--batch 100] [--rounds 3]

Every round prepares all photos three ways, in turns, each into a new folder: with one call, with `with_parallel` and with
`with_dask.py`. Printed are the medians of the ratios to the one call, by processor time and by wall-clock time. On a machine
that does other work only the former means anything. Then everything is run once more with the same list, which must make
nothing, and all results must be the same files.
"""
import argparse
import hashlib
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent


def venv():
    """A Python with Dask."""
    folder = ROOT / ".build/bulk-venv"
    mark = folder / "requirements.txt"
    wanted = HERE / "requirements.txt"
    if not mark.exists() or mark.read_bytes() != wanted.read_bytes():
        subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)
        subprocess.run([folder / "bin/pip", "install", "--quiet", "-r", wanted], check=True)
        shutil.copy(wanted, mark)
    return folder / "bin/python"


def spent(arguments, env):
    """Runs a command; its wall-clock time and the processor time of it and all its children, in seconds."""
    begin, before = time.monotonic(), os.times()
    status = subprocess.run(arguments, env=env, stdout=subprocess.DEVNULL).returncode
    after = os.times()
    if status != 0:
        sys.exit(f"{arguments[0]} ended with {status}")
    return (time.monotonic() - begin,
            after.children_user + after.children_system - before.children_user - before.children_system)


def results(folder):
    """The digests of a folder's files."""
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(folder.rglob("*")) if path.is_file()}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--command", type=pathlib.Path, default=ROOT / ".build/release/uploadprep")
    parser.add_argument("--photos", type=pathlib.Path, default=ROOT / "Samples")
    parser.add_argument("--copies", type=int, default=400)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--batch", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    if not shutil.which("parallel"):
        sys.exit("parallel is missing; see Debian-packages.txt")
    python = venv()
    env = {**os.environ, "UPLOADPREP": str(options.command.resolve()), "BATCH": str(options.batch)}
    with tempfile.TemporaryDirectory() as work:
        work = pathlib.Path(work)
        photos = sorted(path for path in options.photos.rglob("*") if path.suffix.lower() in (".jpg", ".jpeg"))
        # One copy of each photo, and links to it in every folder: the engines list regular files.
        (work / "photos").mkdir()
        photos = [pathlib.Path(shutil.copy(photo, work / "photos")) for photo in photos]
        for copy in range(options.copies):
            (work / f"in/{copy:04}").mkdir(parents=True)
            for photo in photos:
                os.link(photo, work / f"in/{copy:04}/{photo.name}")

        def call(way, out, manifest):
            one = [env["UPLOADPREP"], "prepare", "--quiet", "--jobs", options.jobs, "--relative-to", work / "in", "--out-dir",
                   out, "--manifest", manifest, work / "in"]
            engine = [work / "in", out, manifest, options.jobs]
            return [str(part) for part in {
                "one call": one, "parallel": [HERE / "with_parallel", *engine],
                "dask": [python, HERE / "with_dask.py", *engine]}[way]]

        ways = ["one call", "parallel", "dask"]
        ratios = {way: ([], []) for way in ways[1:]}
        for round in range(options.rounds):
            taken = {}
            for way in ways[round % 3:] + ways[:round % 3]:
                out, manifest = work / f"{way}-{round}", work / f"{way}-{round}.jsonl"
                taken[way] = spent(call(way, out, manifest), env)
            for way in ways[1:]:
                for index in (0, 1):
                    ratios[way][index].append(taken[way][index] / taken["one call"][index])
            print(f"round {round + 1}: " + ", ".join(
                f"{way} {taken[way][0]:.1f} s, {taken[way][1]:.1f} s of processor time" for way in ways), flush=True)
        made = results(work / "one call-0")
        assert len(made) == len(photos) * options.copies, len(made)
        for way in ways:
            assert results(work / f"{way}-0") == made, way
            before = {path: path.stat().st_mtime_ns for path in (work / f"{way}-0").rglob("*") if path.is_file()}
            again = spent(call(way, work / f"{way}-0", work / f"{way}-0.jsonl"), env)
            after = {path: path.stat().st_mtime_ns for path in (work / f"{way}-0").rglob("*") if path.is_file()}
            assert before == after, way
            print(f"{way}, once more with the same list: nothing made, {again[1]:.1f} s of processor time")
        print(f"{len(made)} photos, {options.jobs} jobs, batches of {options.batch}; medians of {options.rounds} rounds:")
        for way in ways[1:]:
            wall, processor = (statistics.median(values) for values in ratios[way])
            print(f"{way}: {processor:.3f} of the one call's processor time, {wall:.3f} of its wall-clock time")
        worst = max(statistics.median(ratios[way][1]) for way in ways[1:])
        if worst > 1.1:
            sys.exit("an engine costs more than a tenth")


main()
