"""The site below a path of its host, as on GitHub Pages, with the headers that README.md makes for nginx."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import PROJECT
from html_site import parse
from playwright.sync_api import Browser, Page
from serving import served


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as a host has it: the site in `sub`, and the page for what is not found of the site's own."""
    folder = tmp_path_factory.mktemp("host")
    command = [sys.executable, str(PROJECT / "hooks"), "site", str(folder / "sub")]
    given = {**os.environ, "SITE_URL": "https://host.test/sub/"}
    subprocess.run(command, env=given, capture_output=True, check=True)
    (folder / "404.html").symlink_to(folder / "sub" / "404.html")
    return folder


@pytest.fixture(scope="module")
def headers(host: Path) -> dict[str, str]:
    """The headers that nginx would send, made by the command of README.md."""
    command = re.findall(
        r"^sed .* > seven-layers\.headers$", (PROJECT / "README.md").read_text("utf-8"), re.M
    )[0]
    made = command.replace("site/_headers", "sub/_headers").rpartition(" > ")[0]
    done = subprocess.run(["sh", "-c", made], cwd=host, capture_output=True, text=True, check=True)
    lines = [
        re.fullmatch(r'add_header ([\w-]+) "([^"]+)" always;', line) for line in done.stdout.splitlines()
    ]
    return {line[1]: line[2] for line in lines if line}


@pytest.fixture
def heard(browser: Browser, host: Path, headers: dict[str, str]) -> Iterator[tuple[Page, str]]:
    """A tab, at the end of which nothing was said, was missing, or was asked for outside of the path."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    faults: list[str] = []
    with served(host, headers) as root:
        page.on("console", lambda message: faults.append(message.text))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("response", lambda got: faults.append(got.url) if got.status >= 400 else None)
        page.on("request", lambda asked: None if f"{root}/sub/" in asked.url else faults.append(asked.url))
        yield page, f"{root}/sub"
        # The answer for an address that is none, and the browser's word on it, belong to it.
        left = [fault for fault in faults if "3.55" not in fault and "status of 404" not in fault]
        assert [fault for fault in left if not fault.startswith("data:")] == []
        context.close()


def test_the_command_of_the_readme_makes_every_header(host: Path, headers: dict[str, str]) -> None:
    first = (host / "sub" / "_headers").read_text(encoding="utf-8").split("\n/sub/")[0].splitlines()
    assert first[0] == "/sub/*"
    assert headers == dict(line.strip().split(": ", 1) for line in first[1:])
    assert "Content-Security-Policy" in headers


def test_no_address_begins_at_the_root_of_the_host(host: Path) -> None:
    for file in (host / "sub").rglob("*.html"):
        names = ("href", "src")
        found = [str(node.attributes[name]) for name in names for node in parse(file).css(f"[{name}^='/']")]
        assert [one for one in found if not one.startswith("/sub/")] == []


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_reader_gets_about_below_a_path(heard: tuple[Page, str], prefix: str) -> None:
    page, root = heard
    for address in ("/", "/comparison/", "/edition/", "/claims/"):
        page.goto(f"{root}{prefix}{address}", wait_until="networkidle")
    page.goto(f"{root}{prefix}/3.5/", wait_until="commit")
    page.wait_for_url(f"{root}{prefix}/layers/3-memory/#c3-5")
    page.locator(".language-switch:visible").first.click()
    page.wait_for_url(f"{root}{'' if prefix else '/en'}/layers/3-memory/#c3-5")
    page.locator(".search__box").click()
    page.keyboard.type("AI")
    page.locator(".search__results a").first.click()
    page.wait_for_url(f"{root}/**")


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_an_address_that_is_none_leads_back_below_the_path(heard: tuple[Page, str], prefix: str) -> None:
    page, root = heard
    page.goto(f"{root}{prefix}/3.55/", wait_until="networkidle")
    page.locator(".not-found__near a").first.click()
    page.wait_for_url(f"{root}{prefix}/layers/3-memory/#c3-5")
    page.goto(f"{root}{prefix}/3.55/")
    page.locator(f".not-found [lang={'en' if prefix else 'ja'}] a[href]").nth(1).click()
    page.wait_for_load_state()
    assert page.url.startswith(f"{root}{prefix}/")
