import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";

import { open } from "./listener.mjs";
import { startPartner } from "./partner.mjs";
import { startBrowser, startService } from "./service.mjs";

const TEXT = "Vägarna kring sjön plogas först när snön har lagt sig, och det kan dröja. ";
const LONG = TEXT.repeat(6);
const MENU = `<div class="meny">${'<a href="#">Så här söker du bygglov i kommunen</a> '.repeat(20)}</div>`;
const FOOT = "<div>Storsele kommun, 987 65 Storsele</div>";

/** Pages without an article element: the script's attributes, the body, and what the player stands before. */
const PAGES = {
  "text in nothing but div": ["", `<div>${MENU}<div id="text"><div>${LONG}</div><div>${LONG}</div></div>${FOOT}</div>`, "text"],
  "paragraphs in a div": ["", `<h1>Vägar</h1>${MENU}<div id="text"><p>${LONG}</p><p>${LONG}</p></div>${FOOT}`, "text"],
  "a part marked to be read": ["", `<div>${LONG.repeat(3)}</div><div class="rs_read_this" id="text">${TEXT}</div>`, "text"],
  "a part that the script names": ["data-readid=text", `<article>${LONG}</article><div id="text">${TEXT}</div>`, "text"],
};

describe("one line of script", () => {
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

  async function visit(body, attributes = "", headers = {}) {
    const script = `<script src="${service.origin}/player.js" data-auto ${attributes}></script>`;
    pages["/sida"] = { body: `<!DOCTYPE html><html lang="sv">${script}<body>${body}`, headers };
    listener = await open(browser, `${partner.origin}/sida`);
    page = listener.page;
  }
  const next = () => page.evaluate(() => document.querySelector("lyssna-player").nextElementSibling.id);

  for (const [name, [attributes, body, place]] of Object.entries(PAGES)) {
    test(`${name}: the player stands before the text`, async () => {
      await visit(body, attributes);
      await listener.button("Lyssna").waitFor();
      assert.equal(await next(), place);
    });
  }

  test("the part that the script names is what is read", async () => {
    await visit(`<div id="text">${LONG}</div>`, "data-readid=text");
    await listener.press("Mer");
    const file = await page.getByRole("link", { name: "Ladda ner MP3" }).getAttribute("href");
    assert.equal(new URL(file).searchParams.get("readid"), "text");
  });

  test("an article that an application writes late has its player, and the next one too", async () => {
    await visit('<div id="app"></div>');
    const write = (id) =>
      page.evaluate(([id, text]) => {
        document.getElementById("app").innerHTML = `<article id="${id}"><p>${text}</p></article>`;
      }, [id, LONG]);
    await page.waitForFunction(() => customElements.get("lyssna-player"));
    await page.waitForLoadState("load");
    for (const id of ["forsta", "andra"]) {
      await write(id);
      await listener.button("Lyssna").waitFor();
      assert.equal(await next(), id);
      await page.evaluate(() => document.querySelector("lyssna-player").remove());
    }
  });

  test("the player works where scripts must not write markup", async () => {
    const policy = "require-trusted-types-for 'script'; trusted-types lyssna";
    await visit(`<article><p>${LONG}</p></article>`, "", { "Content-Security-Policy": policy });
    await listener.button("Lyssna").waitFor();
    await page.evaluate((url) => document.querySelector("lyssna-player").setAttribute("url", url), `${service.origin}/demo/norrsken`);
    await listener.press("Lyssna");
    await listener.reaches(0.5);
    await listener.press("Mer");
    await listener.press("Visa texten");
    await page.getByRole("button", { name: /^Läs härifrån: / }).first().waitFor();
  });
});
