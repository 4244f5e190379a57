// What a listener does and notices in one page of the browser.

/** Runs in the page: keeps its sounds, and what is marked on it or in the player, word by word. */
function record() {
  window.sounds = [];
  window.Audio = class extends Audio {
    constructor() {
      super();
      window.sounds.push(this);
    }
  };
  window.marked = [];
  window.words = [];
  document.addEventListener("lyssna-word", ({ target, detail }) => {
    const onPage = [...(CSS.highlights.get("lyssna-word") ?? [])].join();
    window.marked.push(onPage || target.shadowRoot.querySelector("mark").textContent);
    window.words.push(detail.text);
  });
}

/**
 * Opens a page, with sounds and marks recorded from its beginning.
 *
 * @param {import("playwright-core").Browser} browser
 * @param {string} address
 * @param {object} [options] of the browser's context
 * @param {...Function} scripts to run in the page before its own
 */
export async function open(browser, address, options = {}, ...scripts) {
  const page = await browser.newPage(options);
  page.setDefaultTimeout(40_000);
  for (const script of [record, ...scripts]) await page.addInitScript(script);
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

  /**
   * Waits for a word to be marked, after those waited for before.
   *
   * Of several words any will do: a loaded machine may draw no frame during a short one.
   */
  marks(...words) {
    return this.page.waitForFunction((wanted) => {
      const at = window.marked.findIndex((word) => wanted.includes(word));
      if (at >= 0) window.marked.splice(0, at + 1);
      return at >= 0;
    }, words);
  }

  /** Holds the reading and waits until it is held. */
  async pause() {
    await this.press("Pausa");
    await this.button("Lyssna").waitFor();
  }

  /** Waits until one part of the first player shows a text. */
  shows(selector, text) {
    const part = this.page.locator("lyssna-player").first().locator(selector);
    return part.filter({ hasText: text }).waitFor({ state: "attached" });
  }
}
