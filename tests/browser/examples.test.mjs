import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, test } from "node:test";

import { violations } from "./axe.mjs";
import { open } from "./listener.mjs";
import { startPartner } from "./partner.mjs";
import { startBrowser, startService } from "./service.mjs";

const HOST = "https://lyssna.example.se";
const example = (name) => readFile(new URL(`../../examples/pages/${name}.html`, import.meta.url), "utf8");

describe("the pages of examples/", () => {
  const pages = {};
  let service, partner, browser;

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

  async function visit(name) {
    pages["/sida"] = { body: (await example(name)).replaceAll(HOST, service.origin) };
    const listener = await open(browser, `${partner.origin}/sida`);
    await listener.button("Lyssna").waitFor();
    return listener;
  }

  for (const name of ["html", "wordpress", "sitevision"]) {
    test(`${name}: the button stands between heading and text, and is heard`, async () => {
      const listener = await visit(name);
      const { page } = listener;
      const order = await page.evaluate(() => {
        const parts = [...document.querySelectorAll("h1, lyssna-player, main p")];
        return parts.map(({ localName }) => localName).filter((name, index, all) => name !== all[index - 1]);
      });
      assert.deepEqual(order, ["h1", "lyssna-player", "p"]);
      assert.deepEqual(await violations(page), []);
      // The service asks nothing of this machine: an article of its own stands for the page's.
      await page.evaluate(() => document.querySelector("lyssna-player").setAttribute("url", "/demo/norrsken"));
      await listener.press("Lyssna");
      await listener.reaches(0.5);
      await listener.close();
    });
  }

  test("spa: each article has its player", async () => {
    const listener = await visit("spa");
    const { page } = listener;
    assert.deepEqual(await violations(page), []);
    const url = () => page.evaluate(() => document.querySelector("lyssna-player").getAttribute("url"));
    assert.equal(await url(), `${partner.origin}/sida`);
    await page.getByRole("link", { name: "Biblioteket" }).click();
    await page.getByRole("heading", { name: "Biblioteket öppnar igen" }).waitFor();
    assert.equal(await url(), `${partner.origin}/sida?artikel=biblioteket`);
    await page.goBack();
    await page.getByRole("heading", { name: "Tätare turer på linje 12" }).waitFor();
    await listener.button("Lyssna").waitFor();
    await listener.close();
    const shared = await open(browser, `${partner.origin}/sida#lyssna=65`);
    await shared.shows(".note", "Börjar vid 1:05.");
    await shared.close();
  });
});
