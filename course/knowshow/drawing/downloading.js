// A file from Python, saved through the browser: the server may be on another machine.

import { h } from "./parts.js";

const KEPT = 60000; // milliseconds until the browser has taken it

/**
 * Let the browser save a file.
 * @param {string} name
 * @param {readonly DataView<ArrayBuffer>[]} buffers
 * @param {string} type
 */
export function download(name, buffers, type) {
  const url = URL.createObjectURL(new Blob([...buffers], { type }));
  h("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), KEPT);
}
