import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { violations } from "./axe.mjs";
import { open, spoken } from "./listener.mjs";
import { startBrowser, startKept } from "./service.mjs";

const PAGES = ["/", "/demo/norrsken", "/demo/biblioteket", "/demo/budget", "/embed?url=/demo/norrsken"];

const TREE = `\
- group "Lyssna på artikeln":
  - button "Lyssna"
  - button "Föregående mening"
  - button "Nästa mening"
  - slider "Plats i uppläsningen": "0"
  - text: Hastighet
  - combobox "Hastighet":
    - option "0,6 ×"
    - option "0,75 ×"
    - option "0,9 ×"
    - option "1 ×" [selected]
    - option "1,25 ×"
    - option "1,5 ×"
    - option "1,75 ×"
    - option "2 ×"
  - button "Mer" [expanded]
  - group "Fler val":
    - button "Förra stycket"
    - button "Nästa stycke"
    - button "15 s bakåt"
    - button "15 s framåt"
    - button "Stoppa"
    - button "Läs markerad text"
    - button "Läs härifrån"
    - button "Uttalas fel?"
    - button "Visa texten"
    - button "Dela"
    - link "Ladda ner MP3"
    - text: Volym
    - slider "Volym": "100"
  - status
  - alert`;

/** Opens everything that the player can show. */
async function openAll(page) {
  await page.getByRole("button", { name: "Mer" }).click();
  await page.getByRole("button", { name: "Visa texten" }).click();
  await page.getByRole("region", { name: "Artikelns text" }).getByRole("button").first().waitFor();
  await page.getByRole("button", { name: "Dela" }).click();
}

describe("WCAG 2.2 AA, as far as axe-core can tell", () => {
  let service, browser;

  before(async () => {
    service = await startKept();
    browser = await startBrowser();
  });
  after(async () => {
    await browser?.close();
    await service?.stop();
  });

  for (const path of PAGES) {
    for (const colorScheme of ["light", "dark"]) {
      test(`${path} in ${colorScheme} colours`, async () => {
        const { page } = await open(browser, service.origin + path, { colorScheme, bypassCSP: true });
        await page.getByRole("heading", { level: 1 }).waitFor();
        if (path !== "/") await openAll(page);
        assert.deepEqual(await violations(page), []);
        await page.close();
      });
    }
  }

  for (const colorScheme of ["light", "dark"]) {
    test(`while it plays, and with the small player, in ${colorScheme} colours`, async () => {
      const options = { colorScheme, bypassCSP: true, viewport: { width: 400, height: 300 } };
      const listener = await open(browser, `${service.origin}/demo/norrsken`, options);
      const { page } = listener;
      await listener.press("Lyssna");
      await page.waitForFunction(() => CSS.highlights.has("lyssna-word"));
      assert.deepEqual(await violations(page), []);
      await page.evaluate(() => scrollTo({ top: 1e6, behavior: "instant" }));
      await page.getByRole("region", { name: "Lyssna, liten spelare" }).waitFor();
      assert.deepEqual(await violations(page), []);
      await page.close();
    });

    test(`with a failure to tell, in ${colorScheme} colours`, async () => {
      const address = `${service.origin}/embed?url=http://127.0.0.1:1/`;
      const listener = await open(browser, address, { colorScheme, bypassCSP: true });
      const { page } = listener;
      await listener.press("Lyssna");
      await page.getByRole("alert").getByRole("button", { name: "Försök igen" }).waitFor();
      assert.deepEqual(await violations(page), []);
      await page.close();
    });
  }

  test("the player is a tree of Swedish names, roles and states", async () => {
    const { page } = await open(browser, `${service.origin}/demo/norrsken`);
    await page.getByRole("button", { name: "Mer" }).click();
    const tree = await page.getByRole("group", { name: "Lyssna på artikeln" }).ariaSnapshot();
    const addresses = /:\n *- \/url: .*/g;
    assert.equal(tree.replace(addresses, ""), TREE);
    await page.close();
  });

  test("an arrow key moves the position by five seconds", async () => {
    const clip = await spoken(service, "/demo/norrsken");
    const listener = await open(browser, `${service.origin}/demo/norrsken`);
    const { page } = listener;
    await listener.hold(clip, 12);
    await page.getByLabel("Plats i uppläsningen").focus();
    for (const [key, place] of [["ArrowLeft", 7], ["ArrowDown", 2], ["ArrowDown", 0], ["ArrowRight", 5], ["ArrowUp", 10]]) {
      await page.keyboard.press(key);
      await listener.isAt(place);
    }
    await listener.close();
  });

  test("the position is of the whole, goes as far as is spoken, and is said calmly", async () => {
    const { page } = await open(browser, `${service.origin}/demo/norrsken`);
    const places = await page.evaluate(async () => {
      const [{ View }, { wordsFor }] = await Promise.all([import("/player/view.js"), import("/player/words.js")]);
      const root = document.body.appendChild(document.createElement("div")).attachShadow({ mode: "open" });
      const view = new View(root, wordsFor(document.body), [1]);
      const position = view.find(".position");
      const says = () => [Number(position.value), position.getAttribute("aria-valuetext")];
      view.time(10, 20, 100);
      const whole = [position.max, ...says()];
      position.focus();
      view.time(11, 20, 100);
      const soon = says();
      await new Promise((resolve) => setTimeout(resolve, 1100));
      view.time(12, 20, 100);
      const later = says();
      position.value = 80;
      position.dispatchEvent(new Event("input"));
      const sought = Number(position.value);
      view.time(20, 20, 100);
      return { whole, soon, later, sought, moved: says() };
    });
    assert.deepEqual(places, {
      whole: ["100", 10, "10 sekunder av 1 minut 40 sekunder"],
      soon: [10, "10 sekunder av 1 minut 40 sekunder"],
      later: [12, "12 sekunder av 1 minut 40 sekunder"],
      sought: 20,
      moved: [20, "20 sekunder av 1 minut 40 sekunder"],
    });
    await page.close();
  });

  test("each kind of code is copied by a press, and that is said", async () => {
    const { page } = await open(browser, service.origin, { permissions: ["clipboard-read", "clipboard-write"] });
    const kinds = { Skriptets: "skriptets kod", Elementets: "elementets kod", Ramens: "ramens kod", Länkens: "länkens adress" };
    for (const [whose, what] of Object.entries(kinds)) {
      await page.getByRole("button", { name: `Kopiera ${what}` }).click();
      await page.getByRole("status").filter({ hasText: `${what} är kopierad.` }).waitFor();
      const code = page.getByLabel(`${whose} ${what.split(" ")[1]}`);
      const copied = await page.evaluate(() => navigator.clipboard.readText());
      assert.ok(copied.includes(service.origin), copied);
      assert.equal(copied, await code.textContent());
    }
    await page.close();
  });

  test("the try-it page leads to its player, and says nothing else of it", async () => {
    const { page } = await open(browser, service.origin);
    await page.getByLabel("Artikelns adress").fill(`${service.origin}/demo/norrsken`);
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.activeElement.textContent === "Spelaren");
    assert.equal(await page.locator("[aria-live] lyssna-player").count(), 0);
    await page.close();
  });
});
