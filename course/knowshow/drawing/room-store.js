// What a phone keeps for itself, without a cookie: its number for a room, and what its owner will do.

/** Where the code of the room that this phone was in last is kept. */
export const LAST = "knowshow-room";

/**
 * What was kept under a key, or null.
 * @param {string} key
 */
export function kept(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null; // no storage in this browser: the page asks again
  }
}

/**
 * Keep a text under a key; null keeps nothing. Returns whether that was possible.
 * @param {string} key
 * @param {string | null} text
 */
export function keep(key, text) {
  try {
    if (text === null) localStorage.removeItem(key);
    else localStorage.setItem(key, text);
    return true;
  } catch {
    return false;
  }
}

/** @param {string} code */
export const tokenKey = (code) => `knowshow-room-${code}`;

/** @param {string} code */
const numberKey = (code) => `knowshow-room-${code}-number`;

/**
 * The number of this phone's next message, which no other tab of it gives.
 * @param {string} code
 * @param {number} least
 */
export function nextNumber(code, least) {
  const next = Math.max(least, Number(kept(numberKey(code)) ?? 0) + 1);
  keep(numberKey(code), String(next));
  return next;
}

/**
 * Hear when another tab of this phone has said something in the room.
 * @param {string} code
 * @param {() => void} heard
 */
export function hearTabs(code, heard) {
  const hear = (/** @type {StorageEvent} */ { key }) => { if (key === numberKey(code)) heard(); };
  addEventListener("storage", hear);
  return () => removeEventListener("storage", hear);
}

/**
 * Forget a room: this phone's number there, and its count of messages.
 * @param {string} code
 */
export function forgetRoom(code) {
  for (const key of [tokenKey(code), numberKey(code), LAST]) keep(key, null);
}
