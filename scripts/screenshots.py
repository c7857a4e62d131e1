"""Takes the pictures of the README from a running `make demo`. usage: scripts/screenshots.py [ADDRESS]"""

import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, ViewportSize, sync_playwright

IMAGES = Path(__file__).resolve().parent.parent / "docs" / "images"
CHROMIUM = "/usr/bin/chromium"
COURSE = "/en/courses/safer-public-spaces/"
SIZE = ViewportSize(width=1280, height=860)


def sign_in(page: Page) -> None:
    page.goto("/en/accounts/login/")
    page.fill("[name=login]", "learner@agora.example")
    page.fill("[name=password]", "agora-learner")
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/learn/")


def certificate(page: Page) -> None:
    """Saves the first certificate of the learner as a picture."""
    page.goto("/en/learn/")
    with page.expect_download() as download:
        page.click("a[href*='/certificates/download/']")
    with tempfile.TemporaryDirectory() as folder:
        pdf = Path(folder) / "certificate.pdf"
        download.value.save_as(pdf)
        subprocess.run(
            ["pdftoppm", "-png", "-singlefile", "-r", "110", pdf, IMAGES / "certificate"], check=True
        )


def take(address: str) -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        page = browser.new_page(base_url=address, viewport=SIZE, accept_downloads=True)
        sign_in(page)
        page.goto(COURSE)
        page.screenshot(path=IMAGES / "course.png")
        page.goto(f"{COURSE}vulnerability/assessing-a-place/")
        page.screenshot(path=IMAGES / "lesson.png")
        page.goto(f"{COURSE}vulnerability/test/")
        page.click("form[action*='/start/'] button")
        page.locator("fieldset").first.scroll_into_view_if_needed()
        page.screenshot(path=IMAGES / "test.png")
        certificate(page)
        browser.close()


if __name__ == "__main__":
    take(sys.argv[1] if len(sys.argv) > 1 else "http://localhost:8000")
