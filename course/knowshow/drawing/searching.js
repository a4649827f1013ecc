// Searching plain words: without accents and capitals, every word of the query somewhere in the text.

/**
 * A text as it is searched.
 * @param {string} text
 */
export const plainly = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase();

/**
 * The words of a query.
 * @param {string} query
 */
export const split = (query) => plainly(query).split(/\s+/).filter(Boolean);

/**
 * Whether a filter lets a value through; an empty one lets all.
 * @param {string} wanted
 * @param {string} value
 */
export const fitting = (wanted, value) => !wanted || wanted === value;

/**
 * The words around the first hit in a text: before it, the hit itself and after it; null where there is none.
 * @param {string} text
 * @param {readonly string[]} asked
 */
export function excerpt(text, asked) {
  const plain = plainly(text);
  const hits = asked.map((word) => ({ word, at: plain.indexOf(word) })).filter(({ at }) => at >= 0);
  if (!hits.length) return null;
  const { word, at } = hits.reduce((first, hit) => (hit.at < first.at ? hit : first));
  const end = at + word.length;
  const from = text.lastIndexOf(" ", Math.max(0, at - 50)) + 1;
  const to = text.indexOf(" ", Math.min(text.length, end + 60));
  return {
    before: `${from ? "… " : ""}${text.slice(from, at)}`,
    hit: text.slice(at, end),
    after: to < 0 ? text.slice(end) : `${text.slice(end, to)} …`,
  };
}
