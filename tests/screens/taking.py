"""Goes to each screen, takes its pictures, and asks axe."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page
from wagtail.users.models import UserProfile

from accounts.models import User
from tests.journeys.accessibility import violations
from tests.journeys.browsing import TIMEOUT, let_in
from tests.journeys.colours import SCHEMES, Contrast
from tests.journeys.looking import LANGUAGES
from tests.journeys.measuring import fits
from tests.journeys.watching import Watch

from .listing import FRESH, Screen

# Without a language, English.
PICTURES = {
    "desktop": ("en", {"width": 1280, "height": 860}, "light"),
    "phone": ("en", {"width": 360, "height": 740}, "light"),
    "dark": ("en", {"width": 1280, "height": 860}, "dark"),
    "german": ("de", {"width": 1280, "height": 860}, "light"),
}
# Those far down the page wait until somebody comes near.
LOAD_PICTURES = """() => Promise.all([...document.images].map((image) => {
    image.loading = "eager";
    return image.decode().catch(() => {});
}))"""
DESKTOP = PICTURES["desktop"][1]
NARROW = {"width": 320, "height": 640}


class Taker:
    def __init__(self, browser: Browser, address: str, people: dict[str, User], folder: Path) -> None:
        self._browser, self._address, self._people, self._folder = browser, address, people, folder
        self._windows: dict[str, Page] = {}
        self._contrast = [(size, Contrast()) for size in (DESKTOP, NARROW)]
        self.watch = Watch(address)
        self.watch.statuses |= {403, 404, 429, 500}
        self.watch.expects_refusals = True

    def take(self, screen: Screen) -> Iterator[str]:
        """Take the pictures of a screen; yields what is wrong with it, a line for each."""
        for language in LANGUAGES:
            page = self.open(screen, language)
            self._picture(page, screen, language)
            if screen.media == "screen":
                for line in self._faults(page, screen):
                    yield f"{screen.name} ({language}, {line}"
            if screen.who == FRESH:
                page.context.close()

    def open(self, screen: Screen, language: str) -> Page:
        page = self._window(screen.who, language)
        page.set_viewport_size(DESKTOP)
        page.emulate_media(media=screen.media, **SCHEMES["light"])
        if screen.html:
            page.goto("about:blank")
            page.set_content(screen.html(language))
            return page
        response = page.goto(screen.at(language))
        if screen.do:
            screen.do(page)
        elif response.status != screen.status:
            raise AssertionError(f"{response.status} at {screen.at(language)}")
        return page

    def _window(self, who: str, language: str) -> Page:
        user = self._people.get(who)
        if user and user.has_perm("wagtailadmin.access_admin"):
            profile = UserProfile.get_for_user(user)
            profile.preferred_language = language
            profile.save()
        if who not in self._windows or who == FRESH:
            self._windows[who] = self._context(user).new_page()
        return self._windows[who]

    def _context(self, user: User | None) -> BrowserContext:
        context = self._browser.new_context(
            base_url=self._address, reduced_motion="reduce", service_workers="block", accept_downloads=True
        )
        context.set_default_timeout(TIMEOUT)
        self.watch.follow(context)
        if user:
            let_in(context, user, self._address)
        return context

    def _picture(self, page: Page, screen: Screen, language: str) -> None:
        for name, (spoken, size, scheme) in PICTURES.items():
            if spoken == language:
                page.emulate_media(**SCHEMES[scheme])
                page.set_viewport_size(size)
                page.evaluate(LOAD_PICTURES)
                page.screenshot(path=self._folder / f"{screen.name}-{name}.png", full_page=True)

    def _faults(self, page: Page, screen: Screen) -> Iterator[str]:
        within = "#main" if screen.is_ours_inside_the_admin else None
        for size, contrast in self._contrast:
            page.set_viewport_size(size)
            # What Wagtail's own frame and fields do on a phone is Wagtail's.
            found = [] if screen.is_ours_inside_the_admin else fits(page)
            found += [*violations(page, within=within, has_colours=False)]
            for line in [*found, *contrast.look(page, within=within)]:
                yield f"{size['width']} px): {line}"
