// What a phone keeps for itself, without a cookie: its number for a room, and what its owner will do.

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

/** Where the code of the room that this phone was in last is kept. */
export const LAST = "knowshow-room";
