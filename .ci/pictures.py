"""Take the screenshots in docs/images: the calculator of the default bundle, for one patient."""

import io
import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import record_system
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "images"
COLOURS = 96
SECONDS_TO_START = 60

PATIENT = {
    "age_years": 54,
    "histology": "leiomyosarcoma",
    "disease_free_interval_months": 8,
    "local_recurrence": False,
    "nodule_count": 3,
    "laterality": "bilateral",
}

PICTURES = {
    "calculator": ({"width": 1280, "height": 1130}, "light"),
    "calculator-dark": ({"width": 1280, "height": 1130}, "dark"),
    "calculator-narrow": ({"width": 400, "height": 1700}, "light"),
}


def main() -> None:
    """Serve the default bundle, and take every picture of it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings = os.environ | {
        "PULMET_PORT": str(port),
        "PULMET_SMART_CLIENTS": record_system.CLIENTS,
    }
    url = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "service", "serve"]
    with (
        subprocess.Popen(command, cwd=ROOT, env=settings) as service,  # noqa: S603  # our own program
        sync_playwright() as playwright,
    ):
        try:
            _wait_until_ready(url)
            chromium = shutil.which("chromium")
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            for name in PICTURES:
                _take(browser, url, name)
            _take_launch(browser, url)
            browser.close()
        finally:
            service.terminate()


def _wait_until_ready(url: str) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        try:
            if httpx.get(f"{url}/health/ready").is_success:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    sys.exit("The service does not start.")


def _take(browser: Browser, url: str, name: str) -> None:
    viewport, scheme = PICTURES[name]
    page = browser.new_page(viewport=viewport, color_scheme=scheme, locale="en-GB")
    page.goto(url)
    page.evaluate("patient => document.querySelector('pulmet-survival').patient = patient", PATIENT)
    page.get_by_text("patients like this one", exact=False).first.wait_for()
    _save(page, name)


def _take_launch(browser: Browser, url: str) -> None:
    """Launch from a chart, and change a value."""
    page = browser.new_page(viewport={"width": 1280, "height": 1080}, locale="en-GB")
    record_system.answer(page)
    page.goto(f"{url}/launch?iss={record_system.BASE}&launch=1")
    page.get_by_role("textbox", name="Number of nodules").fill("2")
    page.get_by_text("changed by hand", exact=False).first.wait_for()
    page.evaluate("scrollTo(0, 0)")
    _save(page, "launch")


def _save(page: Page, name: str) -> None:
    page.locator("pulmet-survival .answer[aria-busy=false]").wait_for()
    page.wait_for_timeout(500)  # the curve takes the width that it was given
    picture = Image.open(io.BytesIO(page.screenshot()))
    small = picture.convert("RGB").quantize(COLOURS)
    small.save(FOLDER / f"{name}.png", optimize=True)
    print(f"docs/images/{name}.png")
    page.close()


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    main()
