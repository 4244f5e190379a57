import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { PATIENCE, open } from "./listener.mjs";
import { startBrowser, startService } from "./service.mjs";

const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const KEY = "en nyckel med mer an sexton tecken";

describe("Uttalas fel", () => {
  let service, browser, folder, lexicon;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "lyssna-lexicon-"));
    lexicon = join(folder, "ord.toml");
    await writeFile(lexicon, "");
    service = await startService(`lexicons = ["${lexicon}"]\n[http]\nadmin_key = "${KEY}"\n`);
    browser = await startBrowser();
  });
  after(async () => {
    await browser?.close();
    await service?.stop();
    await rm(folder, { recursive: true });
  });

  test("a word reaches the operator, who hears it otherwise and saves it", async () => {
    const listener = await open(browser, `${service.origin}/demo/norrsken`);
    const { page } = listener;
    await listener.press("Mer");
    await listener.press("Uttalas fel?");
    await listener.shows(".say", "Markera text i artikeln först.");
    await page.locator("h1").dblclick({ position: { x: 10, y: 10 } });
    const word = await page.evaluate(() => getSelection().toString().trim());
    await listener.button("Uttalas fel?").focus();
    await page.keyboard.press("Enter");
    await listener.shows(".say", `Tack! ”${word}” är anmält.`);
    await page.evaluate(() => getSelection().removeAllRanges());
    await listener.press("Lyssna");
    await listener.reaches(1);
    await listener.press("Uttalas fel?");
    const named = page.locator("lyssna-player .say").filter({ hasText: /^Gäller det ”/ });
    await named.waitFor();
    await listener.button("Lyssna").waitFor();
    const [, spoken] = /”(.*)”/.exec(await named.textContent());
    await listener.press("Uttalas fel?");
    await listener.shows(".say", `”${spoken}” är anmält.`);
    // A held voice marks where it is, also a word that no frame was drawn during.
    await listener.moveTo(await listener.time());
    assert.equal(await page.evaluate(() => window.words.at(-1)), spoken);
    await listener.close();

    const context = await browser.newContext({ bypassCSP: true, httpCredentials: { username: "", password: KEY } });
    const admin = await context.newPage();
    admin.setDefaultTimeout(PATIENCE);
    for (const colorScheme of ["light", "dark"]) {
      await admin.emulateMedia({ colorScheme });
      await admin.goto(`${service.origin}/admin/uttal`);
      await admin.getByRole("heading", { name: `${word} (1 anmälan)` }).waitFor();
      await admin.evaluate(AXE);
      const { violations } = await admin.evaluate("axe.run()");
      assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`), []);
    }
    const other = admin.getByRole("listitem").filter({ has: admin.getByRole("heading", { name: `${spoken} (` }) });
    await other.getByRole("button", { name: "Avfärda" }).click();
    await admin.getByRole("status").filter({ hasText: `${spoken} är avfärdat.` }).waitFor();
    await admin.getByLabel("eller IPA").fill("xyz7");
    await admin.getByRole("button", { name: "Hör" }).click();
    await admin.getByRole("alert").filter({ hasText: "giltig IPA" }).waitFor();
    await admin.getByLabel("eller IPA").fill("");
    await admin.getByLabel("Skrivet som det låter").fill("soh");
    await admin.getByRole("button", { name: "Hör" }).click();
    await admin.getByRole("status").filter({ hasText: "Spelar: " }).waitFor();
    await admin.getByRole("button", { name: "Spara" }).click();
    await admin.getByRole("status").filter({ hasText: `${word} är sparat. Inget mer är anmält.` }).waitFor();
    assert.equal(await readFile(lexicon, "utf8"), `[[word]]\nmatch = "${word}"\nsay = "soh"\n`);
    await context.close();
  });
});
