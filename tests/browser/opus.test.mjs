import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { startBrowser, startService } from "./service.mjs";

const CLIP = "/v1/audio?url=/demo/norrsken&format=opus";

describe("an Opus clip in a browser", () => {
  let service, browser, page;

  before(async () => {
    service = await startService();
    browser = await startBrowser();
    page = await browser.newPage();
    await page.goto(`${service.origin}/`);
  });
  after(async () => {
    await browser?.close();
    await service?.stop();
  });

  test("it plays while it is being spoken, and near its end when that is asked for", async () => {
    const heard = await page.evaluate(async (address) => {
      // The answer to HEAD waits for the length, without which a browser seeks nowhere.
      await fetch(address, { method: "HEAD" });
      const audio = new Audio(address);
      const once = (name) =>
        new Promise((resolve, reject) => {
          audio.addEventListener(name, resolve, { once: true });
          audio.addEventListener("error", () => reject(audio.error), { once: true });
        });
      audio.muted = true;
      audio.play();
      await once("playing");
      const { duration } = audio;
      audio.currentTime = duration - 2;
      await once("seeked");
      const sought = audio.currentTime;
      await once("ended");
      return { duration, sought, ended: audio.currentTime };
    }, CLIP);
    assert.ok(Math.abs(heard.sought - (heard.duration - 2)) < 0.1, JSON.stringify(heard));
    assert.ok(Math.abs(heard.ended - heard.duration) < 0.1, JSON.stringify(heard));

    const answer = await fetch(service.origin + CLIP);
    const clip = answer.headers.get("content-location").replace(".opus", ".json");
    await answer.body.cancel();
    const transcript = await (await fetch(service.origin + clip)).json();
    assert.ok(Math.abs(heard.duration - transcript.duration) < 0.01, `${heard.duration}`);
  });
});
