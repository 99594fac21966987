"""Time until the board shows its first list in Chromium.

    python -m benchmarks.first_list LINK ...

Each `LINK` is one that `issue-gateway serve` printed for the board. Several links take turns, so
two versions of the pages can be compared while the machine does other work.
"""

import re
import shutil
import statistics
import sys
from collections import defaultdict

from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright

ROUNDS = 15
SETTLING_MS = 500
"""Pause after a page load, so that its late requests do not slow the next one."""
WATCH = """
const seen = new MutationObserver(() => {
  if (!document.querySelector("tr.issue")) return;
  seen.disconnect();
  requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => { window.painted = performance.now(); };
    port2.postMessage(null);
  });
});
seen.observe(document, { subtree: true, childList: true });
addEventListener("DOMContentLoaded", () => {
  const head = new MutationObserver(() => {
    if (!document.title.startsWith("Issues")) return;
    head.disconnect();
    window.usable = performance.now();
  });
  head.observe(document.head, { subtree: true, childList: true, characterData: true });
});
"""
"""Milliseconds since the navigation began: the rows are painted, and React has taken them over."""
TIMES = """() => {
  const [page] = performance.getEntriesByType("navigation");
  const [first] = performance.getEntriesByName("first-contentful-paint");
  return [page.responseEnd, first.startTime, painted, Math.max(painted, usable)];
}"""
MOMENTS = ("page is there", "first paint", "list painted", "list usable")


def load(context: BrowserContext, link: str) -> tuple[float, ...]:
    """Open the board in a new tab; milliseconds until each of the `MOMENTS`."""
    page = context.new_page()
    page.goto(link)
    page.wait_for_selector("tr.issue")
    expect(page).to_have_title(re.compile("^Issues"))
    page.wait_for_timeout(SETTLING_MS)
    times = tuple(page.evaluate(TIMES))
    page.close()
    return times


def measure(browser: Browser, links: list[str]) -> dict[tuple[str, str], list[tuple[float, ...]]]:
    """Load each link in turn: once in a new profile, and once more with its cache."""
    found = defaultdict(list)
    for _ in range(ROUNDS):
        for link in links:
            context = browser.new_context(viewport={"width": 1440, "height": 900})
            context.add_init_script(WATCH)
            for cache in ("cold", "warm"):
                found[link.partition("#")[0], cache].append(load(context, link))
            context.close()
    return found


def main() -> None:
    """Print medians with the smallest and the largest."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("google-chrome"),
            args=["--no-sandbox"],
        )
        for (address, cache), times in measure(browser, sys.argv[1:]).items():
            for what, values in zip(MOMENTS, zip(*times, strict=True), strict=True):
                middle = statistics.median(values)
                print(f"{address} {cache} {what}", end=": ")
                print(f"{middle:.0f} ms ({min(values):.0f} to {max(values):.0f})")
        browser.close()


if __name__ == "__main__":
    main()
