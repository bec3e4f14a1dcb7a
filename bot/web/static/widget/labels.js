/** Which language the widget speaks, and how that language writes dates and hours. */

import { da as daCall } from "../call/labels/da.js";
import { en as enCall } from "../call/labels/en.js";
import { da } from "./labels/da.js";
import { en } from "./labels/en.js";

const LANGUAGES = {
  da: { ...da, locale: "da-DK", call: daCall },
  en: { ...en, locale: "en-GB", call: enCall },
};

/** The language asked for, else the page's own, else Danish. */
export function languageOf(asked) {
  const wanted = (asked || document.documentElement.lang || "da").slice(0, 2).toLowerCase();
  return wanted in LANGUAGES ? wanted : "da";
}

export function labelsIn(language) {
  return LANGUAGES[language];
}

/** "24. november 2026" or "24 November 2026", from an ISO date; the same day in every time zone. */
export function day(iso, labels) {
  const date = new Date(`${iso.slice(0, 10)}T12:00:00Z`);
  if (Number.isNaN(date.getTime())) return iso;
  const form = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" };
  return new Intl.DateTimeFormat(labels.locale, form).format(date);
}

/** "14.32" or "14:32", in the reader's own time zone; empty where the moment is unknown. */
export function clock(iso, labels) {
  const zoned = /(Z|[+-]\d\d:?\d\d)$/.test(iso ?? "") ? iso : `${iso}Z`; // the server's are UTC
  const date = new Date(zoned);
  if (Number.isNaN(date.getTime())) return "";
  return new Intl.DateTimeFormat(labels.locale, { hour: "2-digit", minute: "2-digit" }).format(date);
}

/** What an error means to the citizen; the server's own title only where the languages agree. */
export function explain(error, labels) {
  const status = error?.status ?? 0;
  const known = labels.errors[status] ?? (status >= 500 ? labels.errors[500] : null);
  return known ?? ((labels.locale === "da-DK" && error.title) || labels.errors.other);
}
