import assert from "node:assert/strict";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";

import { violations } from "./axe.mjs";
import { startBrowser } from "./service.mjs";

const PAGE = fileURLToPath(new URL("../../examples/listening/", import.meta.url));
const TRIALS = [
  { sound: "a1", sentence: 0 },
  { sound: "b2", sentence: 0 },
  { sound: "c3", sentence: 1 },
];

/** A tenth of a second of silence, as WAV of 16 bits. */
function silence() {
  const wav = Buffer.alloc(44 + 3200);
  wav.write("RIFF", 0);
  wav.writeUInt32LE(wav.length - 8, 4);
  wav.write("WAVEfmt ", 8);
  [16, 1 | (1 << 16), 16_000, 32_000, 2 | (16 << 16)].forEach((value, index) =>
    wav.writeUInt32LE(value, 16 + 4 * index),
  );
  wav.write("data", 36);
  wav.writeUInt32LE(3200, 40);
  return wav;
}

describe("the listening test of examples/", () => {
  let folder, browser, page;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "lyssna-listening-"));
    for (const name of ["index.html", "listening.css", "listening.js"]) {
      await cp(join(PAGE, name), join(folder, name));
    }
    await mkdir(join(folder, "sounds"));
    const listed = JSON.stringify({ test: "prov", trials: TRIALS });
    await writeFile(join(folder, "sounds", "list.js"), `window.listening = ${listed};`);
    for (const { sound } of TRIALS) await writeFile(join(folder, "sounds", `${sound}.wav`), silence());
    browser = await startBrowser();
  });
  after(async () => {
    await browser?.close();
    await rm(folder, { recursive: true });
  });
  beforeEach(async () => {
    page = await browser.newPage();
    await page.goto(pathToFileURL(join(folder, "index.html")).href);
  });
  afterEach(() => page.close());

  const heading = () => page.evaluate(() => document.activeElement.textContent);
  const writing = () => page.getByLabel("Skriv vad du hörde");

  /** Answers one sound with the keys alone, from its heading. */
  async function answer(written) {
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Spela upp igen" }).waitFor();
    await page.keyboard.press("Tab");
    if (written) {
      await page.keyboard.type(written);
      await page.keyboard.press("Tab");
    }
    await page.keyboard.press("Space");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    await page.keyboard.press("Enter");
  }

  async function saved(name) {
    const arriving = page.waitForEvent("download");
    await page.getByRole("button", { name }).click();
    return readFile(await (await arriving).path(), "utf8");
  }

  test("is answered by keyboard, asks once for each sentence, and saves what was said", async () => {
    assert.deepEqual(await violations(page), []);
    await page.getByLabel("Svenska är mitt modersmål").focus();
    await page.keyboard.press("Space");
    await page.keyboard.press("Enter");
    for (let number = 1; number <= TRIALS.length; number++) {
      assert.equal(await heading(), `Ljud ${number} av ${TRIALS.length}`);
      if (number === 1) assert.deepEqual(await violations(page), []);
      await answer((await writing().isVisible()) && 'Hon sade "hej".');
    }
    assert.equal(await heading(), "Tack!");
    assert.deepEqual(await violations(page), []);

    const results = JSON.parse(await saved("Ladda ner som JSON"));
    assert.equal(results.test, "prov");
    assert.equal(results.swedish, "first");
    const heard = (sentence) => results.answers.filter((row) => row.sentence === sentence).map((row) => row.heard);
    assert.deepEqual(heard(0), ['Hon sade "hej".', null]);
    assert.deepEqual(heard(1), ['Hon sade "hej".']);
    assert.deepEqual(results.answers.map(({ sound }) => sound).sort(), TRIALS.map(({ sound }) => sound));
    for (const row of results.answers) assert.deepEqual([row.naturalness, row.ease, row.plays], [4, 5, 1]);

    const [head, ...rows] = (await saved("Ladda ner som CSV")).split("\r\n");
    assert.equal(head, "sound,sentence,heard,naturalness,ease,plays");
    assert.equal(rows.filter((row) => row.includes('"Hon sade ""hej""."')).length, 2);
  });

  test("says what an answer lacks, and goes there", async () => {
    await page.getByRole("button", { name: "Börja testet" }).click();
    const next = page.getByRole("button", { name: "Nästa ljud" });
    await next.click();
    assert.equal(await heading(), "Spela upp");
    assert.match(await page.locator("#naturalness").innerText(), /Lyssna på ljudet först/);
    await page.getByRole("button", { name: "Spela upp" }).click();
    await page.getByRole("button", { name: "Spela upp igen" }).waitFor();
    await page.getByRole("group", { name: "Hur naturlig" }).getByLabel("3 – varken eller").check();
    await next.click();
    const focused = await page.evaluate(() => [document.activeElement.name, document.activeElement.value]);
    assert.deepEqual(focused, ["ease", "5"]);
    assert.match(await page.locator("#ease").innerText(), /Välj ett av alternativen/);
    assert.equal(await page.locator("#naturalness-error").innerText(), "");
    assert.deepEqual(await violations(page), []);
  });

  test("goes on where it was left, and names no voice", async () => {
    await page.getByRole("button", { name: "Börja testet" }).click();
    await answer((await writing().isVisible()) && "Ja.");
    await page.reload();
    await page.getByRole("heading", { name: "Ljud 2 av 3" }).waitFor();
    await page.getByRole("button", { name: "Avsluta och spara" }).click();
    assert.match(await page.locator("#end").innerText(), /1 av 3 ljud/);
    assert.doesNotMatch(await page.content(), /alva|nils|espeak/i);
  });

  test("fits a narrow window", async () => {
    await page.setViewportSize({ width: 320, height: 640 });
    await page.getByRole("button", { name: "Börja testet" }).click();
    const spare = await page.evaluate(() => {
      const { clientWidth, scrollWidth } = document.documentElement;
      return clientWidth - scrollWidth;
    });
    assert.equal(spare, 0);
  });
});
