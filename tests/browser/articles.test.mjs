import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";

import { open } from "./listener.mjs";
import { startPartner } from "./partner.mjs";
import { startBrowser, startNearby } from "./service.mjs";

/** Paragraphs of the longest article: about a quarter of an hour of speech. */
const PARAGRAPHS = 120;
/** One that is not yet spoken when it is asked for. */
const FAR = 5;

const page = (body) => `<!DOCTYPE html><html lang="sv"><title>Nytt från Storsele</title>${body}`;

describe("articles where they are published", () => {
  const pages = {};
  let service, partner, browser, listener;

  before(async () => {
    partner = await startPartner(pages);
    service = await startNearby(partner.config, partner.origin);
    browser = await startBrowser();
  });
  after(async () => {
    await browser?.close();
    await service?.stop();
    partner?.stop();
  });
  afterEach(() => listener?.close());

  async function visit(path, body) {
    pages[path] = { body: page(body) };
    listener = await open(browser, `${partner.origin}${path}`);
    return listener.page;
  }

  test("one line of script reads the page it stands in, without what is to be skipped", async () => {
    const shown = await visit(
      "/bron",
      `<meta property="og:image" content="/bron.jpg">
<script src="${service.origin}/player.js" data-auto></script>
<nav><a href="/">Startsida</a> <a href="/nyheter">Nyheter</a></nav>
<main><article><h1>Bron stängs för målning</h1>
<p class="rs_skip">Skriv ut sidan</p>
<p>Bron över Storselet stängs på måndag för målning. Arbetet väntas ta <b>tre</b> veckor, och under
tiden leds trafiken om över Lillbron. Gående kan passera hela tiden på den norra sidan.</p>
<p>Kommunen räknar med köer mellan kl. 7 och 9 på vardagar.</p></article></main>`,
    );
    await listener.press("Lyssna");
    await listener.marks("Bron", "över", "Storselet", "stängs", "måndag", "målning");
    // What a lock screen shows.
    const { title, artwork } = await shown.evaluate(() => {
      const { title, artwork } = navigator.mediaSession.metadata;
      return { title, artwork };
    });
    assert.deepEqual([title, artwork.map(({ src }) => src)], ["Bron stängs för målning", [`${partner.origin}/bron.jpg`]]);
    await shown.getByText("Uppläsningen är klar").waitFor({ state: "attached" });
    const words = await shown.evaluate(() => window.words);
    assert.ok(words.some((word) => ["Kommunen", "räknar", "köer", "vardagar"].includes(word)), words.join(" "));
    const skipped = words.filter((word) => ["Skriv", "ut", "sidan", "Startsida", "Nyheter"].includes(word));
    // The last word of the first paragraph is "sidan" as well.
    assert.ok(skipped.length <= 1 && !skipped.includes("Skriv"), skipped.join(" "));
  });

  test("a very long article begins before it is spoken, and is read from any paragraph", async () => {
    const paragraphs = Array.from(
      { length: PARAGRAPHS },
      (_, i) => `<p>Stycke nummer ${i + 1} handlar om vägarna kring sjön. Där plogas det först när snön har lagt sig.</p>`,
    );
    const shown = await visit(
      "/langt",
      `<script type="module" src="${service.origin}/player.js"></script><main><article><h1>Alla vägar</h1>
<lyssna-player></lyssna-player>${paragraphs.join("")}</article></main>`,
    );
    await listener.press("Lyssna");
    await listener.reaches(1);
    await listener.press("Mer");
    await listener.press("Visa texten");
    await shown.getByRole("button", { name: new RegExp(`nummer ${PARAGRAPHS}\\b`) }).waitFor();
    await shown.getByRole("button", { name: new RegExp(`nummer ${FAR}\\b`) }).focus();
    await shown.keyboard.press("Enter");
    await listener.shows(".text [aria-current]", new RegExp(`^Stycke nummer ${FAR} `));
  });
});
