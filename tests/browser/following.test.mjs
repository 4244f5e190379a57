import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { keepShown, open, spoken } from "./listener.mjs";
import { startPartner } from "./partner.mjs";
import { startBrowser, startKept, startNearby, startService } from "./service.mjs";

/** Bytes a second and milliseconds: a telephone at the edge of its cell. */
const SLOW = { offline: false, downloadThroughput: 24_000, uploadThroughput: 8_000, latency: 400 };

/** Words that are heard of each paragraph of the longer article. */
const HEARD = 10;

const short = (host) => `<!DOCTYPE html><html lang="sv"><title>Bron stängs</title>
<script type="module" src="${host}/player.js"></script>
<main><article><h1>Bron stängs</h1><lyssna-player></lyssna-player>
<p>Bron över Storselet stängs på måndag. Arbetet tar <b>tre</b> veckor, och det kostar 12 kr.</p>
<p>Bron öppnas sedan igen.</p></article></main>`;

/** Runs in the page: keeps each marked word with its time, and goes on after so many of a paragraph. */
function follow(most) {
  window.followed = [];
  document.addEventListener("lyssna-word", ({ target, detail: { block } }) => {
    const marked = [...CSS.highlights.get("lyssna-word")].join();
    window.followed.push({ block, marked, time: target.currentTime });
    const heard = window.followed.filter((word) => word.block === block);
    if (heard.length >= most) target.shadowRoot.querySelector(".paragraph-forward").click();
  });
}

/** What was followed to the end, once each mark is found to be what the transcript has at its time. */
async function followed(page, words) {
  await page.getByText("Uppläsningen är klar").waitFor({ state: "attached" });
  const followed = await page.evaluate(() => window.followed);
  for (const { marked, time } of followed) {
    const index = words.findLastIndex(({ start }) => start <= time);
    // The time may have passed into the next word since the mark was set.
    const near = words.slice(Math.max(0, index - 1), index + 2).map(({ text }) => text);
    assert.ok(near.includes(marked), `${marked} at ${time} s, where ${near.join(" ")} is said`);
  }
  return followed;
}

describe("the marked word and the voice", () => {
  let service, browser;

  before(async () => {
    service = await startKept();
    browser = await startBrowser();
  });
  after(async () => {
    await browser?.close();
    await service?.stop();
  });

  test("the marked word is the one that the transcript has at that time", async () => {
    const { words } = await spoken(service, "/demo/budget");
    const listener = await open(browser, `${service.origin}/demo/budget`);
    const { page } = listener;
    await page.evaluate(follow, HEARD);
    await page.getByLabel("Hastighet").selectOption("2");
    await listener.press("Lyssna");
    const heard = await followed(page, words);
    assert.ok(heard.length > 40, `${heard.length} words`);
    const blocks = new Set(heard.map(({ block }) => block)).size;
    assert.ok(blocks >= 9, `${blocks} blocks`);
    await listener.close();
  });

  test("a short article is followed whole, from its first word to its last", async () => {
    const pages = {};
    const partner = await startPartner(pages);
    const nearby = await startNearby(partner.config, partner.origin);
    pages["/bron"] = { body: short(nearby.origin) };
    const { words } = await spoken(nearby, `${partner.origin}/bron`);
    const listener = await open(browser, `${partner.origin}/bron`);
    const { page } = listener;
    await page.evaluate(follow, Infinity);
    await listener.press("Lyssna");
    const heard = await followed(page, words);
    const marked = heard.map(({ marked }) => marked);
    assert.ok(marked.length > words.length / 2 && marked.length <= words.length, marked.join(" "));
    for (const [end, at] of [["first", 0], ["last", -1]]) {
      const near = at ? words.slice(-2) : words.slice(0, 2);
      assert.ok(near.some(({ text }) => text === marked.at(at)), `${marked.at(at)} is marked ${end}`);
    }
    await listener.close();
    await nearby.stop();
    partner.stop();
  });

  test("a browser that cannot mark the page is shown each sentence and its word", async () => {
    const withoutMarks = () => {
      delete CSS.highlights;
      window.shown = [];
      document.addEventListener("lyssna-word", ({ target, detail: { text } }) => {
        const line = target.shadowRoot.querySelector(".line");
        window.shown.push([text, line.querySelector("mark").textContent, line.textContent]);
      });
    };
    const listener = await open(browser, `${service.origin}/demo/norrsken`, {}, withoutMarks);
    const { page } = listener;
    await listener.press("Lyssna");
    await page.waitForFunction(() => window.shown.length > 8);
    const shown = await page.evaluate(() => window.shown);
    assert.deepEqual(shown.filter(([said, marked, line]) => said !== marked || !line.includes(said)), []);
    const whole = "På vintern lyser himlen över norra Sverige ibland i grönt, rött och violett.";
    assert.ok(shown.some(([, , line]) => line === whole), String(shown.at(-1)));
    await listener.close();
  });

  test("on a slow network the listener is told what is waited for, and hears it", async () => {
    const listener = await open(browser, `${service.origin}/demo/biblioteket`, {}, keepShown);
    const { page } = listener;
    const network = await page.context().newCDPSession(page);
    await network.send("Network.enable");
    await network.send("Network.emulateNetworkConditions", SLOW);
    await listener.press("Lyssna");
    await listener.reaches(2);
    const [first] = await page.evaluate(() => window.noted);
    assert.equal(first, "Hämtar artikeln …");
    await listener.close();
  });

  test("a service that goes away is named, and can be asked again", async () => {
    const failing = await startService();
    const listener = await open(browser, `${failing.origin}/demo/norrsken`);
    await listener.button("Lyssna").waitFor();
    await failing.stop();
    await listener.press("Lyssna");
    const alert = listener.page.getByRole("alert");
    await alert.getByText("Det går inte att nå uppläsningen just nu.").waitFor();
    await alert.getByRole("button", { name: "Försök igen" }).click();
    await alert.getByText("Det går inte att nå uppläsningen just nu.").waitFor();
    await listener.close();
  });
});
