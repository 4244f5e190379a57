// What the player says and shows: in Swedish, and in English where the page is in English.

const two = (number) => String(number).padStart(2, "0");

/** Hours, minutes and seconds, of seconds. */
const parts = (seconds) => {
  const whole = Math.max(0, Math.floor(seconds));
  return [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
};

/** Seconds as a clock for the eye: 65 is "1:05" and 3665 is "1:01:05". */
const clock = (seconds) => {
  const [hours, minutes, rest] = parts(seconds);
  return [...(hours ? [hours, two(minutes)] : [minutes]), two(rest)].join(":");
};

/** Seconds in the words of a language: 65 is "1 minut 5 sekunder". A clock is read as a number. */
const spoken = (lang) => {
  const format = (unit) => new Intl.NumberFormat(lang, { style: "unit", unit, unitDisplay: "long" });
  const formats = ["hour", "minute", "second"].map(format);
  return (seconds) => {
    const told = parts(seconds).map((number, i) => number && formats[i].format(number));
    return told.filter(Boolean).join(" ") || formats[2].format(0);
  };
};

const SWEDISH = {
  lang: "sv",
  clock,
  spoken: spoken("sv"),
  decimal: (number) => String(number).replace(".", ","),
  minutes: (seconds) => {
    if (seconds < 45) return "Mindre än en minut";
    const whole = Math.round(seconds / 60);
    return whole <= 1 ? "Ungefär en minut" : `Ungefär ${whole} minuter`;
  },
  player: "Lyssna på artikeln",
  small: "Lyssna, liten spelare",
  play: "Lyssna",
  pause: "Pausa",
  back: "Föregående mening",
  forward: "Nästa mening",
  leftKey: "vänsterpil",
  rightKey: "högerpil",
  place: "Plats i uppläsningen",
  of: (now, length) => `${now} av ${length}`,
  speed: "Hastighet",
  more: "Mer",
  choices: "Fler val",
  paragraphBack: "Förra stycket",
  paragraphForward: "Nästa stycke",
  skipBack: "15 s bakåt",
  skipForward: "15 s framåt",
  stop: "Stoppa",
  selection: "Läs markerad text",
  from: "Läs härifrån",
  report: "Uttalas fel?",
  reported: (word) => `Tack! ”${word}” är anmält.`,
  show: "Visa texten",
  share: "Dela",
  download: "Ladda ner MP3",
  volume: "Volym",
  address: "Länk till det här stället",
  copy: "Kopiera",
  text: "Artikelns text",
  close: "Stoppa och stäng",
  starts: (time) => `Börjar vid ${time}.`,
  stopped: "Uppläsningen är stoppad.",
  left: (minutes) => `${minutes} kvar.`,
  selectFirst: "Markera text i artikeln först.",
  which: (word) => `Gäller det ”${word}”? Tryck igen. Markera annars rätt ord först.`,
  selectedElsewhere: "Markeringen är inte i artikelns text.",
  click: "Klicka i texten där uppläsningen ska börja.",
  copied: "Länken är kopierad.",
  copyYourself: "Kopiera den markerade länken med tangentbordet.",
  fetching: "Hämtar artikeln …",
  speaking: (left) => `Läser in rösten … ${left} att lyssna på.`,
  ended: "Uppläsningen är klar.",
  again: "Försök igen",
  read: "Läs texten",
  failures: {
    unreachable: "Det går inte att nå uppläsningen just nu.",
    cut: "Uppläsningen avbröts.",
    other: "Något gick fel.",
  },
};

const ENGLISH = {
  lang: "en",
  clock,
  spoken: spoken("en"),
  decimal: String,
  minutes: (seconds) => {
    if (seconds < 45) return "Less than a minute";
    const whole = Math.round(seconds / 60);
    return whole <= 1 ? "About a minute" : `About ${whole} minutes`;
  },
  player: "Listen to the article",
  small: "Listen, small player",
  play: "Listen",
  pause: "Pause",
  back: "Previous sentence",
  forward: "Next sentence",
  leftKey: "left arrow",
  rightKey: "right arrow",
  place: "Place in the reading",
  of: (now, length) => `${now} of ${length}`,
  speed: "Speed",
  more: "More",
  choices: "More choices",
  paragraphBack: "Previous paragraph",
  paragraphForward: "Next paragraph",
  skipBack: "Back 15 s",
  skipForward: "Forward 15 s",
  stop: "Stop",
  selection: "Read selected text",
  from: "Read from here",
  report: "Mispronounced?",
  reported: (word) => `Thank you! “${word}” is reported.`,
  show: "Show the text",
  share: "Share",
  download: "Download MP3",
  volume: "Volume",
  address: "Link to this place",
  copy: "Copy",
  text: "The article's text",
  close: "Stop and close",
  starts: (time) => `Starts at ${time}.`,
  stopped: "The reading has stopped.",
  left: (minutes) => `${minutes} left.`,
  selectFirst: "Select text in the article first.",
  which: (word) => `Is it “${word}”? Press again. If not, select the right word first.`,
  selectedElsewhere: "The selection is not in the article's text.",
  click: "Click in the text where the reading is to begin.",
  copied: "The link is copied.",
  copyYourself: "Copy the selected link with the keyboard.",
  fetching: "Fetching the article …",
  speaking: (left) => `Preparing the voice … ${left} to listen to.`,
  ended: "The reading has ended.",
  again: "Try again",
  read: "Read the text",
  failures: {
    unreachable: "The reading cannot be reached just now.",
    cut: "The reading was cut off.",
    other: "Something went wrong.",
  },
};

/** The words for an element, by the language of the page around it. */
export function wordsFor(element) {
  return /^en\b/i.test(element.closest("[lang]")?.lang ?? "") ? ENGLISH : SWEDISH;
}
