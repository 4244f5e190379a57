// What a listener does and notices in one page of the browser.

/** Seconds that the audio may tell a place beside where it was put: it counts in frames of sound, of 24 ms. */
const NEAR = 0.1;

/** Milliseconds until a test gives up: a debug build on a machine that others use speaks slower than it is heard. */
export const PATIENCE = 180_000;

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
  window.places = [];
  document.addEventListener("lyssna-word", ({ target, detail: { text, block, from } }) => {
    const onPage = [...(CSS.highlights?.get("lyssna-word") ?? [])].join();
    window.marked.push(onPage || target.shadowRoot.querySelector("mark").textContent);
    window.words.push(text);
    window.places.push({ block, from });
  });
}

/** Runs in the page: keeps all that the first player shows as a note and says as a status. */
export function keepShown() {
  window.noted = [];
  window.said = [];
  addEventListener("DOMContentLoaded", async () => {
    await customElements.whenDefined("lyssna-player");
    const { shadowRoot } = document.querySelector("lyssna-player");
    for (const [part, kept] of [[".note", window.noted], ["[role=status]", window.said]]) {
      const shown = shadowRoot.querySelector(part);
      new MutationObserver(() => kept.push(shown.textContent)).observe(shown, { childList: true });
    }
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
  page.setDefaultTimeout(PATIENCE);
  for (const script of [record, ...scripts]) await page.addInitScript(script);
  await page.goto(address);
  return new Listener(page);
}

/**
 * A clip that is spoken to its end: its seconds, its sentences and its words as the transcript times them.
 *
 * @param {{origin: string}} service
 * @param {string} url the article's
 */
export async function spoken({ origin }, url) {
  const events = await fetch(`${origin}/v1/events?url=${url}`).then((answer) => answer.text());
  const { id, duration } = JSON.parse(events.split("event: done\ndata: ")[1]);
  const { segments } = await fetch(`${origin}/v1/clips/${id}.json`).then((answer) => answer.json());
  return { duration, segments, words: segments.flatMap(({ words }) => words) };
}

export class Listener {
  constructor(page) {
    this.page = page;
  }

  close() {
    return this.page.close();
  }

  /** A button of the first player; the small one that stays in sight may have it too. */
  button(name) {
    return this.page.getByRole("button", { name, exact: true }).first();
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

  /** Waits until the first player's position is a time, in seconds, as near as the audio tells it. */
  isAt(seconds) {
    return this.page.waitForFunction(
      ([s, near]) => Math.abs(document.querySelector("lyssna-player").currentTime - s) < near,
      [seconds, NEAR],
    );
  }

  /**
   * Waits for a word to be marked, after those waited for before.
   *
   * While the voice sounds, name several words of which any will do: a loaded machine may draw no
   * frame during a short one. A held voice marks each place that it is moved to.
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

  /**
   * Starts the reading, and holds it at a time once the page knows all of the clip.
   *
   * From there no step depends on how fast the machine is.
   */
  async hold(clip, seconds = 0) {
    await this.press("Lyssna");
    await this.reaches(0);
    await this.pause();
    await this.knows(clip);
    await this.moveTo(seconds);
  }

  /** Waits until the first player knows all of a clip, and no longer estimates its length. */
  knows({ duration }) {
    return this.page.waitForFunction(
      (all) => Math.abs(document.querySelector("lyssna-player").duration - all) < 0.001,
      duration,
    );
  }

  /** Moves the first player's position, in seconds. */
  async moveTo(seconds) {
    await this.page.evaluate((s) => {
      document.querySelector("lyssna-player").currentTime = s;
    }, seconds);
    await this.isAt(seconds);
  }

  /** Waits until one part of the first player shows a text. */
  shows(selector, text) {
    const part = this.page.locator("lyssna-player").first().locator(selector);
    return part.filter({ hasText: text }).waitFor({ state: "attached" });
  }
}
