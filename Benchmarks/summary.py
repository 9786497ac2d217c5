"""Prints a Markdown table from the measurements that compare.sh collected. usage: summary.py DIR FOLDER ROUNDS NAME..."""
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


def main():
    directory, folder, rounds, names = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4:]
    files = sum(len(found) for _, _, found in os.walk(folder))
    size = sum(os.lstat(os.path.join(at, name)).st_size for at, _, found in os.walk(folder) for name in found)
    print(f"{datetime.date.today()}, {processor()}, {os.cpu_count()} cores; {files:,} files, {size / 1e6:.1f} MB; "
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


main()
