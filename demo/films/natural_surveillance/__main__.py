"""Draws the wordless film of lesson "Principles of prevention by design": one square, five steps.

A developer's tool, no part of `make demo`: the finished film is in the repository. To make it anew:

    apt-get install -y ffmpeg librsvg2-bin
    python -m demo.films.natural_surveillance            # the whole film, about two minutes
    python -m demo.films.natural_surveillance --still 12 # one frame as still-12.png, to look at

Every frame is a function of its second alone. Distances are pixels of a 960 x 540 stage; things that
stand on the ground are drawn from back to front, larger the nearer they are. Who changes STEPS also
changes the two caption files beside the film.
"""

import argparse
import subprocess
from multiprocessing import Pool
from pathlib import Path

from .scene import comparison, progress_of_steps, scene
from .stage import FILM, FRAMES_PER_SECOND, HEIGHT, SECONDS, WIDTH, Square


def frame(second: float) -> str:
    drawing = scene(Square.at(second), second) + comparison(second)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f"{drawing}{progress_of_steps(second)}</svg>"
    )


def picture(second: float) -> bytes:
    """The frame as PNG, in the size of its viewBox."""
    return subprocess.run(
        ["rsvg-convert"], input=frame(second).encode(), stdout=subprocess.PIPE, check=True
    ).stdout


def make_film(target: Path) -> None:
    command = ["ffmpeg", "-y", "-loglevel", "error", "-f", "image2pipe", "-c:v", "png", "-framerate"]
    command += [str(FRAMES_PER_SECOND), "-i", "-", "-an", "-c:v", "libvpx-vp9", "-pix_fmt", "yuv420p"]
    command += ["-crf", "36", "-b:v", "0", "-g", "250", "-row-mt", "1", "-deadline", "good", "-cpu-used", "1"]
    encoder = subprocess.Popen([*command, str(target)], stdin=subprocess.PIPE)
    assert encoder.stdin is not None
    seconds = [number / FRAMES_PER_SECOND for number in range(SECONDS * FRAMES_PER_SECOND)]
    with Pool() as painters, encoder.stdin as canvas:
        for image in painters.imap(picture, seconds, chunksize=25):
            canvas.write(image)
    if encoder.wait():
        raise SystemExit("ffmpeg could not encode the film")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--still", type=float, metavar="SECOND", help="write one frame as PNG instead")
    arguments.add_argument("--to", type=Path, help="where to write; default: the place the course uses")
    chosen = arguments.parse_args()
    if chosen.still is None:
        make_film(chosen.to or FILM)
    else:
        (chosen.to or Path(f"still-{chosen.still:g}.png")).write_bytes(picture(chosen.still))


if __name__ == "__main__":
    main()
