import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";

import { open } from "./listener.mjs";
import { startBrowser, startService } from "./service.mjs";

/** Runs in the page: keeps what the keys of a headset do. */
function keepKeys() {
  window.keys = {};
  const { mediaSession } = navigator;
  const set = mediaSession.setActionHandler.bind(mediaSession);
  mediaSession.setActionHandler = (action, handler) => set(action, (window.keys[action] = handler));
}

/** Runs in the page: holds back what is done after a second, until `late()`, and keeps what is said. */
function holdSaid() {
  const acts = [];
  const [set, clear] = [window.setTimeout, window.clearTimeout];
  window.setTimeout = (act, after, ...more) => (after === 1000 ? -acts.push(act) : set(act, after, ...more));
  window.clearTimeout = (id) => (id < 0 ? delete acts[-id - 1] : clear(id));
  window.late = () => acts.splice(0).forEach((act) => act());
  window.said = [];
  addEventListener("DOMContentLoaded", async () => {
    await customElements.whenDefined("lyssna-player");
    const status = document.querySelector("lyssna-player").shadowRoot.querySelector("[role=status]");
    new MutationObserver(() => window.said.push(status.textContent)).observe(status, { childList: true });
  });
}

describe("the player's controls", () => {
  let service, browser, listener, page;

  before(async () => {
    service = await startService();
    browser = await startBrowser({ ignoreDefaultArgs: ["--hide-scrollbars"] });
  });
  after(async () => {
    await browser?.close();
    await service?.stop();
  });
  afterEach(() => listener?.close());

  async function visit(path, options, ...scripts) {
    listener = await open(browser, service.origin + path, options, ...scripts);
    page = listener.page;
  }
  const status = () => page.getByRole("status");

  test("steps go by paragraph", async () => {
    await visit("/demo/norrsken");
    await listener.press("Lyssna");
    await listener.marks("himlen");
    await listener.press("Mer");
    await listener.press("Nästa stycke");
    await listener.marks("Solen");
    await listener.press("Förra stycket");
    await listener.marks("På", "vintern");
  });

  test("skips go by 15 seconds", async () => {
    await visit("/demo/norrsken");
    await listener.press("Lyssna");
    await listener.reaches(1);
    await listener.pause();
    await listener.press("Mer");
    const before = await listener.time();
    await listener.press("15 s framåt");
    const ahead = (await listener.time()) - before;
    assert.ok(Math.abs(ahead - 15) < 0.1, `${ahead} s`);
    await listener.press("15 s bakåt");
    const back = (await listener.time()) - before;
    assert.ok(Math.abs(back) < 0.1, `${back} s`);
  });

  test("stop forgets the place", async () => {
    await visit("/demo/norrsken");
    await listener.press("Lyssna");
    await listener.reaches(3);
    await listener.press("Mer");
    await listener.press("Stoppa");
    assert.equal(await listener.time(), 0);
    await status().getByText("Uppläsningen är stoppad.").waitFor();
    await page.evaluate(() => window.marked.splice(0));
    await listener.press("Lyssna");
    await listener.marks("norrskenet");
  });

  test("a reload keeps the place", async () => {
    await visit("/demo/norrsken");
    await listener.press("Lyssna");
    await listener.press("Mer");
    await listener.press("Nästa stycke");
    await listener.press("Nästa stycke");
    await listener.marks("partiklar");
    await listener.pause();
    await page.reload();
    await listener.shows(".note", /^Börjar vid 0\.\d\d\.$/);
    await listener.press("Lyssna");
    await listener.marks("Solen", "skickar", "hela");
    const words = await page.evaluate(() => window.words);
    assert.ok(!words.includes("norrskenet") && !words.includes("himlen"), words.join(" "));
  });

  test("a link leads to a place", async () => {
    await visit("/demo/norrsken");
    await listener.press("Lyssna");
    await listener.reaches(5);
    await listener.pause();
    await listener.press("Mer");
    await listener.press("Dela");
    const address = await page.getByLabel("Länk till det här stället").inputValue();
    const seconds = Math.floor(await listener.time());
    assert.equal(address, `${service.origin}/demo/norrsken#lyssna=${seconds}`);
    await listener.close();
    await visit(address.slice(service.origin.length));
    await listener.shows(".note", `Börjar vid 0.${String(seconds).padStart(2, "0")}.`);
    await listener.press("Lyssna");
    await listener.reaches(seconds + 0.5);
    const words = await page.evaluate(() => window.words);
    assert.ok(!words.includes("norrskenet"), words.join(" "));
  });

  test("below 1 the voice itself speaks slower, from the same word on", async () => {
    await visit("/demo/norrsken");
    await listener.press("Lyssna");
    await listener.marks("himlen");
    const natural = await page.evaluate(() => document.querySelector("lyssna-player").duration);
    const slower = page.waitForRequest((request) => /v1\/audio.*speed=0\.6/.test(request.url()));
    await page.getByLabel("Hastighet").selectOption("0.6");
    await slower;
    await listener.marks("över");
    const words = await page.evaluate(() => window.words);
    assert.ok(!words.slice(words.indexOf("himlen")).includes("norrskenet"), words.join(" "));
    await page.waitForFunction((length) => document.querySelector("lyssna-player").duration > 1.4 * length, natural);
    await listener.shows(".note", /^0,6 gånger: .* kvar\.$/);
  });

  test("a place and the time left are of the chosen speed before anything sounds", async () => {
    await visit("/embed?url=/demo/norrsken&start=30");
    await listener.shows(".note", "Börjar vid 0.30.");
    await listener.press("Mer");
    await listener.press("Visa texten");
    const length = () => page.evaluate(() => document.querySelector("lyssna-player").duration);
    await page.waitForFunction(() => document.querySelector("lyssna-player").duration > 10);
    const natural = await length();
    await page.getByLabel("Hastighet").selectOption("0.6");
    assert.ok(Math.abs((await length()) - natural / 0.6) < 1, `${await length()} s of ${natural} s`);
    await listener.press("Lyssna");
    await listener.reaches(50);
    assert.equal(await page.evaluate(() => new URL(window.sounds[0].src).hash), "#t=50.00");
  });

  test("above 1 the browser plays faster, and says how long is left", async () => {
    await visit("/demo/norrsken");
    await listener.press("Lyssna");
    await listener.marks("himlen");
    await page.getByLabel("Hastighet").selectOption("2");
    await listener.shows(".note", /^2 gånger: .* kvar\.$/);
    const { rate, keepsPitch } = await page.evaluate(() => {
      const { playbackRate: rate, preservesPitch: keepsPitch } = window.sounds[0];
      return { rate, keepsPitch };
    });
    assert.deepEqual([rate, keepsPitch], [2, true]);
    await listener.marks("Solen", "skickar", "hela");
  });

  test("the volume is kept on the device", async () => {
    await visit("/demo/norrsken");
    await listener.press("Mer");
    await page.getByLabel("Volym").fill("0.4");
    await page.reload();
    await listener.press("Mer");
    assert.equal(await page.getByLabel("Volym").inputValue(), "0.4");
  });

  test("a selection is read, and no more", async () => {
    await visit("/demo/norrsken");
    await listener.press("Mer");
    await page.evaluate(() => {
      const text = [...document.querySelectorAll("article p")].find((p) => p.textContent.includes("Kväve ger")).firstChild;
      const from = text.data.indexOf("Kväve ger");
      getSelection().setBaseAndExtent(text, from, text, from + "Kväve ger blå".length);
    });
    await listener.press("Läs markerad text");
    await listener.marks("Kväve", "ger", "blå");
    await page.locator("lyssna-player").getByRole("button", { name: "Lyssna", exact: true }).waitFor();
    const words = await page.evaluate(() => window.words);
    assert.ok(["Kväve", "ger", "blå"].includes(words.at(-1)), words.join(" "));
  });

  test("without a selection the listener is told what to do", async () => {
    await visit("/demo/norrsken");
    await listener.press("Mer");
    await listener.press("Läs markerad text");
    await status().getByText("Markera text i artikeln först.").waitFor();
  });

  test("a click in the text reads from there, once asked to", async () => {
    await visit("/demo/norrsken");
    const heading = page.getByRole("heading", { name: "Färgerna visar höjden" });
    await heading.click();
    await listener.press("Mer");
    const article = page.waitForResponse(/v1\/article/);
    await listener.press("Läs härifrån");
    await status().getByText("Klicka i texten där uppläsningen ska börja.").waitFor();
    await article;
    await heading.click({ position: { x: 5, y: 15 } });
    await listener.marks("Färgerna");
    assert.equal(await page.getByRole("button", { name: "Läs härifrån", exact: true }).getAttribute("aria-pressed"), "false");
  });

  test("the text is shown, and read from any paragraph by keyboard", async () => {
    await visit("/demo/norrsken");
    await listener.press("Mer");
    await listener.press("Visa texten");
    const paragraph = page.getByRole("button", { name: /^Läs härifrån: Syns inget första/ });
    await paragraph.focus();
    await page.keyboard.press("Enter");
    await listener.shows(".text [aria-current]", /^Syns inget första kvällen\?/);
    const label = await page.evaluate(() => {
      const { activeElement } = document.querySelector("lyssna-player").shadowRoot;
      return activeElement?.getAttribute("aria-label");
    });
    assert.match(label ?? "nothing is focused", /^Läs härifrån: Syns inget första/);
  });

  test("every control answers the keyboard, in the order it is shown", async () => {
    await visit("/demo/norrsken");
    const focused = () =>
      page.evaluate(() => {
        const { className, localName } = document.activeElement.shadowRoot?.activeElement ?? document.body;
        return className || localName;
      });
    const tab = async (name, key = "Tab") => {
      for (let i = 0; i < 12 && (await focused()) !== name; i++) await page.keyboard.press(key);
      assert.equal(await focused(), name);
    };
    const moves = async (name, key, ahead) => {
      await tab(name);
      const before = await listener.time();
      await page.keyboard.press(key);
      await page.waitForFunction(
        ([from, sign]) => Math.sign(document.querySelector("lyssna-player").currentTime - from) === sign,
        [before, ahead],
      );
    };
    const says = (text) => status().getByText(text).waitFor();
    await tab("play");
    await page.keyboard.press("Enter");
    await listener.marks("Solen", "skickar", "hela", "tiden", "ström");
    await page.keyboard.press("Space");
    await listener.button("Lyssna").waitFor();
    await moves("back", "Enter", -1);
    await moves("forward", "Enter", 1);
    await moves("position", "ArrowRight", 1);
    await tab("select");
    await page.keyboard.press("ArrowDown");
    await listener.shows(".note", /^1,25 gånger/);
    await tab("open");
    await page.keyboard.press("Enter");
    await moves("paragraph-back", "Enter", -1);
    await moves("paragraph-forward", "Enter", 1);
    await moves("skip-back", "Space", -1);
    await moves("skip-forward", "Space", 1);
    await tab("stop");
    await page.keyboard.press("Enter");
    await says("Uppläsningen är stoppad.");
    await tab("selection");
    await page.keyboard.press("Enter");
    await says("Markera text i artikeln först.");
    await tab("point");
    await page.keyboard.press("Enter");
    await says("Klicka i texten där uppläsningen ska börja.");
    await page.keyboard.press("Escape");
    await tab("show");
    await page.keyboard.press("Enter");
    await page.getByRole("region", { name: "Artikelns text" }).waitFor();
    await tab("link", "Shift+Tab");
    await page.keyboard.press("Enter");
    await page.getByLabel("Länk till det här stället").waitFor();
    await tab("level", "Shift+Tab");
    await page.keyboard.press("Home");
    assert.equal(await page.getByLabel("Volym").inputValue(), "0");
    await tab("download", "Shift+Tab");
  });

  test("a wait is shown at once, and said only when it is long", async () => {
    await visit("/demo/norrsken", {}, holdSaid);
    const held = [];
    let isHeld = true;
    await page.route(/v1\/(audio|events)\?/, (route) => (isHeld ? held.push(route) : route.continue()));
    await listener.press("Lyssna");
    await listener.shows(".note", "Hämtar artikeln …");
    assert.deepEqual(await page.evaluate(() => window.said), []);
    await page.evaluate(() => window.late());
    await status().getByText("Hämtar artikeln …").waitFor();
    await page.evaluate(() => window.said.splice(0));
    isHeld = false;
    for (const route of held) await route.continue();
    await listener.marks("norrskenet");
    await page.evaluate(() => window.late());
    assert.deepEqual(await page.evaluate(() => window.said.filter(Boolean)), []);
  });

  test("the keys of a headset steer", async () => {
    await visit("/demo/norrsken", {}, keepKeys);
    await listener.press("Lyssna");
    await listener.reaches(9); // in the third sentence
    const { title, artist } = await page.evaluate(() => {
      const { title, artist } = navigator.mediaSession.metadata;
      return { title, artist };
    });
    assert.deepEqual([title, artist], ["Så blir norrskenet till", "Himlakalendern"]);
    const key = (action, detail = {}) => page.evaluate(([name, more]) => void window.keys[name](more), [action, detail]);
    await key("pause");
    await listener.button("Lyssna").waitFor();
    const paused = await listener.time();
    await key("seekforward", { seekOffset: 5 });
    assert.ok(Math.abs((await listener.time()) - paused - 5) < 0.1);
    await key("seekbackward", { seekOffset: 5 });
    assert.ok(Math.abs((await listener.time()) - paused) < 0.1);
    await key("seekto", { seekTime: 0 });
    const starts = [];
    for (const action of ["nexttrack", "nexttrack", "previoustrack"]) {
      await key(action);
      starts.push(await listener.time());
    }
    assert.ok(0 < starts[0] && starts[0] < starts[1], starts.join());
    assert.ok(Math.abs(starts[2] - starts[0]) < 0.1, starts.join());
    await key("play");
    await listener.button("Pausa").waitFor();
    await key("stop");
    await listener.button("Lyssna").waitFor();
    assert.equal(await listener.time(), 0);
  });

  test("out of sight, a small player takes over and covers nothing", async () => {
    await visit("/demo/norrsken", { viewport: { width: 320, height: 480 } });
    await listener.press("Lyssna");
    await listener.marks("norrskenet");
    await page.mouse.wheel(0, 4000);
    const small = page.getByRole("region", { name: "Lyssna, liten spelare" });
    await small.getByRole("button", { name: "Pausa" }).waitFor();
    await page.evaluate(() => scrollTo({ top: 1e6, behavior: "instant" }));
    const last = await page.locator(".footer").boundingBox();
    const dock = await page.locator("lyssna-dock").boundingBox();
    assert.ok(last.y + last.height <= dock.y + 1, `${last.y + last.height} is below ${dock.y}`);
    await small.getByRole("button", { name: "Stoppa och stäng" }).click();
    await page.locator("lyssna-dock").waitFor({ state: "detached" });
    assert.equal(await listener.time(), 0);
    const focused = await page.evaluate(() => document.activeElement.shadowRoot?.activeElement.className);
    assert.equal(focused, "play");
  });

  const scrolls = {
    "the wheel": () => page.mouse.wheel(0, 900),
    "a key": () => page.keyboard.press("End"),
    "the scrollbar": () => page.mouse.click(395, 250),
  };
  for (const [name, scroll] of Object.entries(scrolls)) {
    test(`the page rests where the reader has scrolled to by ${name}`, async () => {
      await visit("/demo/norrsken", { viewport: { width: 400, height: 300 } });
      await listener.press("Lyssna");
      await listener.marks("norrskenet");
      await scroll();
      await page.waitForFunction(async () => {
        const before = scrollY;
        await new Promise((resolve) => setTimeout(resolve, 200));
        return before > 0 && scrollY === before;
      });
      const rest = await page.evaluate(() => scrollY);
      await listener.marks("himlen");
      await page.waitForTimeout(500);
      assert.ok(Math.abs((await page.evaluate(() => scrollY)) - rest) < 2);
    });
  }
});
