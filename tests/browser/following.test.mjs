import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { open } from "./listener.mjs";
import { startBrowser, startService } from "./service.mjs";

/** Bytes a second and milliseconds: a telephone at the edge of its cell. */
const SLOW = { offline: false, downloadThroughput: 24_000, uploadThroughput: 8_000, latency: 400 };

/** Words that are heard of each paragraph. */
const HEARD = 10;

/** The clip of a demo article, spoken to its end: its words as the transcript times them. */
async function transcript(service, article) {
  const events = await fetch(`${service.origin}/v1/events?url=/demo/${article}`).then((answer) => answer.text());
  const { id } = JSON.parse(events.split("event: done\ndata: ")[1]);
  const spoken = await fetch(`${service.origin}/v1/clips/${id}.json`).then((answer) => answer.json());
  return spoken.segments.flatMap(({ words }) => words);
}

describe("the marked word and the voice", () => {
  let service, browser;

  before(async () => {
    service = await startService();
    browser = await startBrowser();
  });
  after(async () => {
    await browser?.close();
    await service?.stop();
  });

  test("the marked word is the one that the transcript has at that time", async () => {
    const words = await transcript(service, "budget");
    const listener = await open(browser, `${service.origin}/demo/budget`);
    const { page } = listener;
    await page.evaluate((most) => {
      window.followed = [];
      document.addEventListener("lyssna-word", ({ target, detail: { block, start } }) => {
        const marked = [...CSS.highlights.get("lyssna-word")].join();
        window.followed.push({ block, marked, time: target.currentTime, start });
        const heard = window.followed.filter((word) => word.block === block);
        if (heard.length >= most) target.shadowRoot.querySelector(".paragraph-forward").click();
      });
    }, HEARD);
    await page.getByLabel("Hastighet").selectOption("2");
    await listener.press("Lyssna");
    await page.getByText("Uppläsningen är klar").waitFor({ state: "attached", timeout: 120_000 });
    const followed = await page.evaluate(() => window.followed);
    for (const { marked, time, start } of followed) {
      const spoken = words.find((word) => word.start === start);
      assert.ok(spoken, `no word of the transcript starts at ${start} s`);
      assert.equal(marked, spoken.text);
      assert.ok(time >= start, `${marked} at ${time} s, before ${start} s`);
    }
    assert.ok(followed.length > 40, `${followed.length} words`);
    const blocks = await page.evaluate(() => new Set(window.followed.map(({ block }) => block)).size);
    assert.ok(blocks >= 9, `${blocks} blocks`);
    await listener.close();
  });

  test("on a slow network the listener is told what is waited for, and hears it", async () => {
    const listener = await open(browser, `${service.origin}/demo/biblioteket`);
    const { page } = listener;
    const network = await page.context().newCDPSession(page);
    await network.send("Network.enable");
    await network.send("Network.emulateNetworkConditions", SLOW);
    await listener.press("Lyssna");
    await listener.shows(".note", /^Hämtar artikeln/);
    await listener.reaches(2);
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
