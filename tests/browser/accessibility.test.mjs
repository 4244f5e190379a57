import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { after, before, describe, test } from "node:test";

import { startBrowser, startService } from "./service.mjs";

const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
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
    - slider "Volym": "1"`;

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
    service = await startService();
    browser = await startBrowser();
  });
  after(async () => {
    await browser?.close();
    await service?.stop();
  });

  for (const path of PAGES) {
    for (const colorScheme of ["light", "dark"]) {
      test(`${path} in ${colorScheme} colours`, async () => {
        const page = await browser.newPage({ colorScheme, bypassCSP: true });
        await page.goto(service.origin + path);
        await page.getByRole("heading", { level: 1 }).waitFor();
        if (path !== "/") await openAll(page);
        await page.evaluate(AXE);
        const { violations } = await page.evaluate("axe.run()");
        const found = violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`);
        assert.deepEqual(found, []);
        await page.close();
      });
    }
  }

  test("the player is a tree of Swedish names, roles and states", async () => {
    const page = await browser.newPage();
    await page.goto(`${service.origin}/demo/norrsken`);
    await page.getByRole("button", { name: "Mer" }).click();
    const tree = await page.getByRole("group", { name: "Lyssna på artikeln" }).ariaSnapshot();
    const addresses = /:\n *- \/url: .*/g;
    assert.equal(tree.replace(addresses, ""), TREE);
    await page.close();
  });
});
