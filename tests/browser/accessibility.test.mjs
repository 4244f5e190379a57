import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { after, before, describe, test } from "node:test";

import { startBrowser, startService } from "./service.mjs";

const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const PAGES = ["/", "/demo/norrsken", "/demo/biblioteket", "/demo/budget", "/embed?url=/demo/norrsken"];

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
        await page.getByRole("link", { name: /./ }).first().waitFor();
        await page.evaluate(AXE);
        const { violations } = await page.evaluate("axe.run()");
        const found = violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`);
        assert.deepEqual(found, []);
        await page.close();
      });
    }
  }

  test("the player's accessible names are Swedish", async () => {
    const page = await browser.newPage();
    await page.goto(`${service.origin}/demo/norrsken`);
    const tree = await page.getByRole("group", { name: "Lyssna på artikeln" }).ariaSnapshot();
    for (const name of ["Lyssna", "Föregående mening", "Nästa mening", "Plats i uppläsningen", "Hastighet", "Ladda ner som MP3"]) {
      assert.ok(tree.includes(`"${name}"`), `${name} is not in\n${tree}`);
    }
    await page.close();
  });
});
