// What a listener does and notices in one page of the browser.

/** Runs in the page: keeps what is marked, on the page or in the player, word by word. */
function recordMarks() {
  window.marked = [];
  window.words = [];
  document.addEventListener("lyssna-word", ({ target, detail }) => {
    const onPage = [...(CSS.highlights.get("lyssna-word") ?? [])].join();
    window.marked.push(onPage || target.shadowRoot.querySelector("mark").textContent);
    window.words.push(detail.text);
  });
}

/**
 * Opens a page, with marks recorded from its beginning.
 *
 * @param {import("playwright-core").Browser} browser
 * @param {string} address
 * @param {object} [options] of the browser's context
 */
export async function open(browser, address, options = {}) {
  const page = await browser.newPage(options);
  page.setDefaultTimeout(40_000);
  await page.addInitScript(recordMarks);
  await page.goto(address);
  return new Listener(page);
}

export class Listener {
  constructor(page) {
    this.page = page;
  }

  close() {
    return this.page.close();
  }

  button(name) {
    return this.page.getByRole("button", { name, exact: true });
  }

  press(name) {
    return this.button(name).click();
  }

  /** The first player's position, in seconds. */
  time() {
    return this.page.evaluate(() => document.querySelector("lyssna-player").currentTime);
  }

  /** Waits until the first player's position is past a time, in seconds. */
  reaches(seconds) {
    return this.page.waitForFunction((s) => document.querySelector("lyssna-player").currentTime > s, seconds);
  }

  /** Waits for a word to be marked, after those waited for before. */
  marks(word) {
    return this.page.waitForFunction((wanted) => {
      const at = window.marked.indexOf(wanted);
      if (at >= 0) window.marked.splice(0, at + 1);
      return at >= 0;
    }, word);
  }

  /** What stands in one part of the first player. */
  shown(selector) {
    return this.page.locator("lyssna-player").first().locator(selector).textContent();
  }
}
