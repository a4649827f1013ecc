// What outlives a reload of this window: words that Python has not saved yet, and where the reader was.

/**
 * What was kept under a key, or null.
 * @param {string} key
 * @returns {unknown}
 */
export function recall(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? "null");
  } catch {
    return null; // no storage in this browser, or something in it that is not ours
  }
}

/**
 * Keep something under a key; null keeps nothing.
 * @param {string} key
 * @param {unknown} value
 */
export function remember(key, value) {
  try {
    if (value === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify(value));
  } catch { /* no storage in this browser: things are saved all the same */ }
}
