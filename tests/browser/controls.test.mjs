import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";

import { keepShown, open, spoken } from "./listener.mjs";
import { startBrowser, startKept } from "./service.mjs";
import { swedish } from "./words.mjs";

/** Runs in the page: keeps what the keys of a headset do. */
function keepKeys() {
  window.keys = {};
  const { mediaSession } = navigator;
  const set = mediaSession.setActionHandler.bind(mediaSession);
  mediaSession.setActionHandler = (action, handler) => set(action, (window.keys[action] = handler));
}

/** Runs in the page: keeps where the system is told that the voice is. */
function keepPositions() {
  window.positions = [];
  const { mediaSession } = navigator;
  const set = mediaSession.setPositionState.bind(mediaSession);
  mediaSession.setPositionState = (state) => set(state) ?? window.positions.push(state);
}

/** Runs in the page: holds back what is done after a second, until `late()`. */
function holdSaid() {
  const acts = [];
  const [set, clear] = [window.setTimeout, window.clearTimeout];
  window.setTimeout = (act, after, ...more) => (after === 1000 ? -acts.push(act) : set(act, after, ...more));
  window.clearTimeout = (id) => (id < 0 ? delete acts[-id - 1] : clear(id));
  window.late = () => acts.splice(0).forEach((act) => act());
}

describe("the player's controls", () => {
  let service, browser, listener, page, norrsken;

  before(async () => {
    service = await startKept();
    browser = await startBrowser({ ignoreDefaultArgs: ["--hide-scrollbars"] });
    norrsken = await spoken(service, "/demo/norrsken");
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

  test("nothing is asked and nothing sounds before a press, not even with a place to begin at", async () => {
    for (const path of ["/demo/norrsken#lyssna=30", "/embed?url=/demo/norrsken&start=30"]) {
      await visit(path);
      await listener.shows(".note", "Börjar vid 0:30.");
      await page.waitForLoadState("load");
      const { asked, heard } = await page.evaluate(() => ({
        asked: performance.getEntriesByType("resource").map(({ name }) => name).filter((name) => name.includes("/v1/")),
        heard: window.sounds.filter((sound) => !sound.paused || sound.src).length,
      }));
      assert.deepEqual([asked, heard], [[], 0], path);
      await listener.close();
    }
  });

  test("steps go by paragraph", async () => {
    await visit("/demo/norrsken");
    await listener.press("Mer");
    await listener.hold(norrsken);
    for (const [step, word] of [["Nästa stycke", "På"], ["Nästa stycke", "Solen"], ["Förra stycket", "På"]]) {
      await listener.press(step);
      await listener.marks(word);
    }
  });

  test("skips go by 15 seconds", async () => {
    await visit("/demo/norrsken");
    await listener.press("Mer");
    await listener.hold(norrsken, 2);
    await listener.press("15 s framåt");
    await listener.isAt(17);
    await listener.press("15 s bakåt");
    await listener.isAt(2);
    await listener.press("15 s bakåt");
    await listener.isAt(0);
  });

  test("the position and the volume follow the mouse", async () => {
    await visit("/demo/norrsken");
    await listener.press("Mer");
    await listener.hold(norrsken);
    const click = async (name, share) => {
      const slider = page.getByLabel(name);
      const { width, height } = await slider.boundingBox();
      await slider.click({ position: { x: share * width, y: height / 2 } });
    };
    await click("Plats i uppläsningen", 0.5);
    // A press on a slider tells a place by some pixels.
    await page.waitForFunction((all) => {
      return Math.abs(document.querySelector("lyssna-player").currentTime / all - 0.5) < 0.1;
    }, norrsken.duration);
    await click("Volym", 0.5);
    await page.waitForFunction(() => Math.abs(window.sounds[0].volume - 0.5) < 0.11);
  });

  test("stop forgets the place", async () => {
    await visit("/demo/norrsken");
    await listener.press("Lyssna");
    await listener.reaches(3);
    await listener.press("Mer");
    await listener.press("Stoppa");
    assert.equal(await listener.time(), 0);
    await status().getByText("Uppläsningen är stoppad.").waitFor();
    await page.evaluate(() => window.words.splice(0));
    await listener.press("Lyssna");
    await page.waitForFunction(() => window.words.length > 0);
    const [first] = await page.evaluate(() => window.words);
    assert.ok(["Så", "blir", "norrskenet"].includes(first), first);
  });

  test("a reload keeps the place", async () => {
    await visit("/demo/norrsken");
    await listener.hold(norrsken, norrsken.words.find(({ text }) => text === "partiklar").start);
    await listener.marks("partiklar");
    await page.reload();
    await listener.shows(".note", /^Börjar vid 0:\d\d\.$/);
    await listener.press("Lyssna");
    await listener.marks("Solen", "skickar", "hela", "tiden", "ut", "en", "ström");
    const words = await page.evaluate(() => window.words);
    assert.ok(!words.includes("norrskenet") && !words.includes("himlen"), words.join(" "));
  });

  test("a link leads to a place", async () => {
    await visit("/demo/norrsken");
    await listener.press("Mer");
    await listener.hold(norrsken, 5.5);
    await listener.press("Dela");
    const field = page.getByLabel("Länk till det här stället");
    assert.equal(await field.inputValue(), `${service.origin}/demo/norrsken#lyssna=5`);
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await listener.press("Kopiera");
    await status().getByText("Länken är kopierad.").waitFor();
    const address = await page.evaluate(() => navigator.clipboard.readText());
    assert.equal(address, await field.inputValue());
    await listener.close();
    await visit(address.slice(service.origin.length));
    await listener.shows(".note", "Börjar vid 0:05.");
    await listener.press("Lyssna");
    await listener.reaches(5.5);
    const words = await page.evaluate(() => window.words);
    assert.ok(!words.includes("norrskenet"), words.join(" "));
  });

  test("below 1 the voice itself speaks slower, from the same word on", async () => {
    await visit("/demo/norrsken");
    await listener.hold(norrsken, 4);
    await listener.press("Lyssna");
    await listener.reaches(4.5);
    const slower = page.waitForRequest((request) => /v1\/audio.*speed=0\.6/.test(request.url()));
    await page.evaluate(() => {
      document.querySelector("lyssna-player").shadowRoot.querySelector("select").addEventListener("change", () => {
        window.before = window.places.splice(0).at(-1);
      }, { capture: true });
    });
    await page.getByLabel("Hastighet").selectOption("0.6");
    await slower;
    await page.waitForFunction(() => window.places.length > 3);
    const { before, places } = await page.evaluate(() => ({ before: window.before, places: window.places }));
    const [first] = places;
    assert.equal(first.block, before.block);
    // At most the word under way is passed, and one that no frame was drawn during.
    const ahead = first.from - before.from;
    assert.ok(ahead >= 0 && ahead < 30, `${ahead} letters`);
    await page.waitForFunction((all) => document.querySelector("lyssna-player").duration > 1.4 * all, norrsken.duration);
    await listener.shows(".note", /^Ungefär [23] minuter kvar\.$/);
  });

  test("a place and the time left are of the chosen speed before anything sounds", async () => {
    await visit("/embed?url=/demo/norrsken&start=6");
    await listener.shows(".note", "Börjar vid 0:06.");
    await listener.press("Mer");
    await listener.press("Visa texten");
    const length = () => page.evaluate(() => document.querySelector("lyssna-player").duration);
    await page.waitForFunction(() => document.querySelector("lyssna-player").duration > 10);
    const natural = await length();
    await page.getByLabel("Hastighet").selectOption("0.6");
    assert.ok(Math.abs((await length()) - natural / 0.6) < 1, `${await length()} s of ${natural} s`);
    await listener.press("Lyssna");
    await listener.reaches(10);
    assert.equal(await page.evaluate(() => new URL(window.sounds[0].src).hash), "#t=10.00");
  });

  test("above 1 the browser plays faster, and says how long is left", async () => {
    await visit("/demo/norrsken");
    await listener.hold(norrsken);
    const { left, minutes } = swedish;
    for (const speed of [1, 1.5, 2]) {
      await page.getByLabel("Hastighet").selectOption(String(speed));
      await listener.shows(".note", left(minutes(norrsken.duration / speed)));
    }
    const { rate, keepsPitch } = await page.evaluate(() => {
      const { playbackRate: rate, preservesPitch: keepsPitch } = window.sounds[0];
      return { rate, keepsPitch };
    });
    assert.deepEqual([rate, keepsPitch], [2, true]);
    await listener.press("Lyssna");
    await listener.reaches(3);
  });

  test("the volume is kept on the device", async () => {
    await visit("/demo/norrsken");
    await listener.press("Mer");
    await page.getByLabel("Volym").fill("40");
    await page.reload();
    await listener.press("Mer");
    assert.equal(await page.getByLabel("Volym").inputValue(), "40");
    assert.equal(await page.evaluate(() => window.sounds[0].volume), 0.4);
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
    await listener.reaches(0);
    await page.keyboard.press("Space");
    await listener.button("Lyssna").waitFor();
    await listener.knows(norrsken);
    await listener.moveTo(norrsken.words.find(({ text }) => text === "partiklar").start);
    await moves("back", "Enter", -1);
    await moves("forward", "Enter", 1);
    await moves("position", "ArrowRight", 1);
    await tab("select");
    await page.keyboard.press("ArrowDown");
    await page.waitForFunction(() => window.sounds[0].playbackRate === 1.25);
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

  test("keys that are pressed outside the player are the page's own", async () => {
    await visit("/demo/norrsken");
    await listener.hold(norrsken, 9);
    await page.getByRole("heading", { level: 1 }).click();
    for (const key of ["ArrowLeft", "ArrowRight", "Space", "Enter", "Escape", "Home", "k", "l", "m", "0"]) {
      await page.keyboard.press(key);
    }
    await listener.isAt(9);
    await listener.button("Lyssna").waitFor();
  });

  test("a wait is shown at once, and said only when it is long", async () => {
    await visit("/demo/norrsken", {}, holdSaid, keepShown);
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
    await listener.reaches(0.5);
    await page.evaluate(() => window.late());
    assert.deepEqual(await page.evaluate(() => window.said.filter(Boolean)), []);
    // A gap in the speech is told as well.
    await page.evaluate(() => window.sounds[0].dispatchEvent(new Event("waiting")));
    await page.evaluate(() => window.late());
    await status().getByText(/^Läser in rösten … .+ att lyssna på\.$/).waitFor();
    await page.evaluate(() => window.sounds[0].dispatchEvent(new Event("playing")));
    await page.waitForFunction(() => window.said.at(-1) === "");
  });

  test("the keys of a headset steer", async () => {
    await visit("/demo/norrsken", {}, keepKeys, keepPositions);
    await listener.hold(norrsken, 9); // in the third sentence
    await listener.press("Lyssna");
    await listener.button("Pausa").waitFor();
    await page.waitForFunction(() => navigator.mediaSession.metadata);
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
    await listener.isAt(paused + 5);
    const { duration, playbackRate, position } = await page.evaluate(() => window.positions.at(-1));
    assert.ok(Math.abs(position - paused - 5) < 0.1, `${position} s`);
    assert.ok(Math.abs(duration - norrsken.duration) < 0.001, `${duration} s`);
    assert.equal(playbackRate, 1);
    await key("seekbackward", { seekOffset: 5 });
    await listener.isAt(paused);
    await key("seekto", { seekTime: 0 });
    await listener.isAt(0);
    const [, second, third] = norrsken.segments;
    for (const [action, { start }] of [["nexttrack", second], ["nexttrack", third], ["previoustrack", second]]) {
      await key(action);
      await listener.isAt(start);
    }
    await key("play");
    await listener.button("Pausa").waitFor();
    await key("stop");
    await listener.button("Lyssna").waitFor();
    assert.equal(await listener.time(), 0);
  });

  test("out of sight, a small player takes over and covers nothing", async () => {
    await visit("/demo/norrsken", { viewport: { width: 320, height: 480 } });
    await listener.press("Lyssna");
    await listener.reaches(0.5);
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

  test("a step is followed, wherever the reader has scrolled to", async () => {
    await visit("/demo/norrsken", { viewport: { width: 600, height: 300 }, reducedMotion: "reduce" }, keepKeys);
    await listener.press("Lyssna");
    await page.waitForFunction(() => window.keys.nexttrack);
    await listener.pause();
    await listener.knows(norrsken);
    await page.mouse.wheel(0, 4000);
    const isSeen = (wanted) =>
      page.waitForFunction((wanted) => {
        const [word] = CSS.highlights.get("lyssna-word");
        const { top, bottom } = word.getBoundingClientRect();
        return (top > 0 && bottom < innerHeight) === wanted;
      }, wanted);
    await isSeen(false);
    await page.evaluate(() => window.keys.nexttrack());
    await isSeen(true);
  });

  const scrolls = {
    "a finger": async () => {
      const session = await page.context().newCDPSession(page);
      const touch = (type, ...ys) => {
        const touchPoints = ys.map((y) => ({ x: 200, y }));
        return session.send("Input.dispatchTouchEvent", { type, touchPoints });
      };
      await touch("touchStart", 280);
      for (const y of [240, 160, 80, 10]) await touch("touchMove", y);
      // A finger that rests before it lifts does not fling the page.
      await page.waitForTimeout(200);
      await touch("touchMove", 10);
      await touch("touchEnd");
    },
    "the wheel": () => page.mouse.wheel(0, 900),
    "a key": () => page.keyboard.press("End"),
    "the scrollbar": () => page.mouse.click(395, 250),
  };
  for (const [name, scroll] of Object.entries(scrolls)) {
    test(`the page rests where the reader has scrolled to by ${name}`, async () => {
      await visit("/demo/norrsken", { viewport: { width: 400, height: 300 }, hasTouch: true });
      await listener.press("Lyssna");
      await listener.reaches(0.5);
      await scroll();
      await page.waitForFunction(async () => {
        const before = scrollY;
        await new Promise((resolve) => setTimeout(resolve, 600));
        return before > 0 && scrollY === before;
      });
      const rest = await page.evaluate(() => scrollY);
      const words = await page.evaluate(() => window.words.length);
      await page.waitForFunction((before) => window.words.length > before + 2, words);
      // Time enough for a smooth scroll to show.
      await page.waitForTimeout(500);
      assert.ok(Math.abs((await page.evaluate(() => scrollY)) - rest) < 2);
    });
  }
});
