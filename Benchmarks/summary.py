"""Prints Markdown from the measurements that compare.sh collected.
usage: summary.py table DIR FOLDER ROUNDS NAME...
       summary.py bytes ROUNDS FOLDER... DIR..."""
import datetime
import json
import os
import platform
import statistics
import sys


def seconds(directory, name, rounds):
    times = []
    for turn in range(1, rounds + 1):
        with open(os.path.join(directory, f"{name}.{turn}.json")) as file:
            times.append(json.load(file)["results"][0]["mean"])
    return times


def peak_memory(directory, name):
    """MiB, or None where it could not be read."""
    try:
        with open(os.path.join(directory, f"{name}.memory")) as file:
            return int(file.read().split()[-1]) / 1024
    except (OSError, ValueError, IndexError):
        return None


def processor():
    try:
        with open("/proc/cpuinfo") as file:
            return next(line.split(":")[1].strip() for line in file if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor()


def sizes(folder):
    return [os.lstat(os.path.join(at, name)).st_size for at, _, found in os.walk(folder) for name in found]


def table(directory, folder, rounds, names):
    found = sizes(folder)
    files, size = len(found), sum(found)
    print(f"{folder}: {datetime.date.today()}, {processor()}, {os.cpu_count()} cores; {files:,} files, {size / 1e6:.1f} MB; "
          f"{rounds} rounds in turn, warm cache, whole processes\n")
    base = statistics.median(seconds(directory, "keyhound", rounds))
    print("| program | best s | median s | median ÷ keyhound | peak MiB |")
    print("|---|---|---|---|---|")
    for name in names:
        times = seconds(directory, name, rounds)
        middle = statistics.median(times)
        memory = peak_memory(directory, name)
        shown = f"{memory:.0f}" if memory else "?"
        print(f"| {name} | {min(times):.4f} | {middle:.4f} | {middle / base:.2f} | {shown} |")
    print(flush=True)


def per_byte(rounds, folders, directories):
    """What a megabyte of each folder costs keyhound, without what it takes to start."""
    costs = []
    for folder, directory in zip(folders, directories):
        start = statistics.median(seconds(directory, "keyhound-empty", rounds))
        costs.append((statistics.median(seconds(directory, "keyhound", rounds)) - start) * 1e9 / sum(sizes(folder)))
    for folder, cost in zip(folders, costs):
        print(f"{folder}: {cost:.2f} ms per MB, {cost / costs[0]:.2f} of the first")


def main():
    if sys.argv[1] == "table":
        table(sys.argv[2], sys.argv[3], int(sys.argv[4]), sys.argv[5:])
    else:
        half = (len(sys.argv) - 3) // 2
        per_byte(int(sys.argv[2]), sys.argv[3:3 + half], sys.argv[3 + half:])


main()
