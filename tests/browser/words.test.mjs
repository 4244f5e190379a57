import assert from "node:assert/strict";
import { test } from "node:test";

import { english, swedish } from "./words.mjs";

/** Seconds, how they are shown, and how they are said in both languages. */
const TIMES = [
  [0, "0:00", "0 sekunder", "0 seconds"],
  [1.9, "0:01", "1 sekund", "1 second"],
  [60, "1:00", "1 minut", "1 minute"],
  [65, "1:05", "1 minut 5 sekunder", "1 minute 5 seconds"],
  [3600, "1:00:00", "1 timme", "1 hour"],
  [7325, "2:02:05", "2 timmar 2 minuter 5 sekunder", "2 hours 2 minutes 5 seconds"],
];

test("times are shown as clocks and said in words", () => {
  for (const [seconds, clock, said, inEnglish] of TIMES) {
    const all = [swedish.clock(seconds), swedish.spoken(seconds), english.spoken(seconds)];
    assert.deepEqual(all, [clock, said, inEnglish]);
  }
});

test("what is left is told in whole minutes", () => {
  const told = [30, 45, 89, 90, 3600].map((seconds) => swedish.left(swedish.minutes(seconds)));
  assert.deepEqual(told, [
    "Mindre än en minut kvar.",
    "Ungefär en minut kvar.",
    "Ungefär en minut kvar.",
    "Ungefär 2 minuter kvar.",
    "Ungefär 60 minuter kvar.",
  ]);
});

test("both languages have the same words", () => {
  assert.deepEqual(Object.keys(english), Object.keys(swedish));
  assert.deepEqual(Object.keys(english.failures), Object.keys(swedish.failures));
});
