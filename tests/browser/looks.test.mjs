import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";

import { contrast, luminance } from "./colour.mjs";
import { open } from "./listener.mjs";
import { startPartner } from "./partner.mjs";
import { startBrowser, startService } from "./service.mjs";

const BOTH = ":root { color-scheme: light dark; background: Canvas; color: CanvasText }";

/** What a page declares, what the listener asks for, and whether the player is to be dark. */
const SCHEMES = [
  { page: BOTH, colorScheme: "light", isDark: false },
  { page: BOTH, colorScheme: "dark", isDark: true },
  { page: BOTH, colorScheme: "light", contrast: "more", isDark: false },
  { page: BOTH, colorScheme: "dark", contrast: "more", isDark: true },
  { page: BOTH, forcedColors: "active", isDark: false },
  { page: "body { background: #fff; color: #222 }", colorScheme: "dark", isDark: false },
];

/** The least spacing that a text must bear (WCAG 2.2, success criterion 1.4.12). */
const SPACING = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }";

/** Runs in the page: each colour of the player that must stand out, and the ground behind it. */
function colours() {
  const around = (element) => element.parentElement ?? element.getRootNode().host;
  const style = (element) => getComputedStyle(element);
  const ground = (element) => {
    const colour = element ? style(element).backgroundColor : "rgb(255, 255, 255)";
    return colour === "rgba(0, 0, 0, 0)" ? ground(around(element)) : colour;
  };
  const { shadowRoot } = document.querySelector("lyssna-player");
  const texts = [...shadowRoot.querySelectorAll("button, a, select, .time, .volume, .error, #address, .text p")];
  const parts = texts.map((part) => ["text", part, style(part).color, ground(part)]);
  for (const button of shadowRoot.querySelectorAll("button, a, select, #address")) {
    parts.push(["edge", button, style(button).borderTopColor, ground(around(button))]);
  }
  for (const slider of shadowRoot.querySelectorAll("[type=range]")) {
    const { accentColor } = style(slider);
    // With forced colours the system paints its own.
    if (accentColor !== "auto") parts.push(["thumb", slider, accentColor, ground(slider)]);
  }
  const error = shadowRoot.querySelector(".error");
  parts.push(["bar", error, style(error).borderInlineStartColor, ground(error)]);
  return parts.map(([kind, part, colour, ground]) => ({ kind, part: part.className || part.localName, colour, ground }));
}

describe("the player's looks", () => {
  const pages = {};
  let service, partner, browser, listener, page;

  before(async () => {
    partner = await startPartner(pages);
    service = await startService(partner.config);
    browser = await startBrowser();
  });
  after(async () => {
    await browser?.close();
    await service?.stop();
    partner?.stop();
  });
  afterEach(() => listener?.close());

  /** A page of its own style that has the player, with all that it can show. */
  async function visit(style, options, url = "/demo/norrsken") {
    const player = `<script type="module" src="${service.origin}/player.js"></script><lyssna-player url="${url}"></lyssna-player>`;
    pages["/sida"] = {
      body: `<!DOCTYPE html><html lang="sv"><meta name="viewport" content="width=device-width"><style>${style}</style>${player}`,
    };
    listener = await open(browser, `${partner.origin}/sida`, options);
    page = listener.page;
    await listener.press("Mer");
    await listener.press("Dela");
  }

  for (const { page: style, isDark, ...options } of SCHEMES) {
    const scheme = style === BOTH ? "a page of both schemes" : "a page that declares none";
    test(`its parts stand out on ${scheme}: ${JSON.stringify(options)}`, async () => {
      await visit(style, options, "http://127.0.0.1:1/");
      await listener.press("Lyssna");
      const again = listener.button("Försök igen");
      await again.hover();
      const parts = await page.evaluate(colours);
      const faint = parts.filter(({ kind, colour, ground }) => contrast(colour, ground) < (kind === "text" ? 4.5 : 3));
      assert.deepEqual(faint, []);
      const { ground } = parts.find(({ part }) => part === "time");
      assert.equal(luminance(ground) < 0.2, isDark, ground);
    });
  }

  test("a page with a small root font has a player of full size", async () => {
    await visit("html { font-size: 10px }");
    const sizes = await page.evaluate(() => {
      const { shadowRoot } = document.querySelector("lyssna-player");
      return [...shadowRoot.querySelectorAll("button, a, select, input")].map((control) => {
        const { width, height } = control.getBoundingClientRect();
        return [control.className || control.localName, Math.min(width, height), parseFloat(getComputedStyle(control).fontSize)];
      });
    });
    const small = sizes.filter(([name, target, font]) => target > 0 && (target < 24 || (font < 16 && !/position|level/.test(name))));
    assert.deepEqual(small, []);
    assert.ok(sizes.filter(([, target]) => target >= 24).length > 15, String(sizes));
  });

  for (const [name, style] of Object.entries({ "": "", ", with the text spacing of WCAG": SPACING })) {
    test(`at 320 px nothing needs scrolling sideways${name}`, async () => {
      await visit("", { viewport: { width: 320, height: 640 } });
      await page.evaluate((css) => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(css);
        const { shadowRoot } = document.querySelector("lyssna-player");
        shadowRoot.adoptedStyleSheets = [...shadowRoot.adoptedStyleSheets, sheet];
      }, style);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= 320);
    });
  }

  test("what is said has its place in the tree from the beginning", async () => {
    await visit("");
    for (const role of ["status", "alert"]) await page.getByRole(role).waitFor({ state: "attached" });
    const shown = await page.evaluate(() => {
      const { shadowRoot } = document.querySelector("lyssna-player");
      return [".say", ".error"].map((part) => getComputedStyle(shadowRoot.querySelector(part)).display);
    });
    assert.ok(!shown.includes("none"), String(shown));
  });

  test("the frames that the service writes code for hold the player while it plays", async () => {
    listener = await open(browser, service.origin);
    const code = await listener.page.locator("#frame").textContent();
    await listener.close();
    const frames = [{ width: 320, height: Number(/height="(\d+)"/.exec(code)[1]) }];
    for (const most of [320, 640]) {
      const answer = await fetch(`${service.origin}/oembed?url=/demo/norrsken&maxwidth=${most}`);
      const { width, height } = await answer.json();
      frames.push({ width, height });
    }
    for (const viewport of frames) {
      listener = await open(browser, `${service.origin}/embed?url=/demo/norrsken`, { viewport });
      await listener.press("Lyssna");
      await listener.shows(".line", /^På vintern lyser himlen/);
      const needed = await listener.page.evaluate(() => document.documentElement.scrollHeight);
      assert.ok(needed <= viewport.height, `${needed} px of ${viewport.height}`);
      await listener.close();
    }
  });
});
