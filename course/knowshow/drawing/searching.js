// Searching plain words: without accents and capitals, every word of the query somewhere in the text.

/**
 * A text as it is searched.
 * @param {string} text
 */
export const plainly = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase();

const SHORT = 4; // letters; a word of fewer is searched whole, or "ai" would be found in "against"

/**
 * A text as words with a blank between them.
 * @param {string} text
 */
const spaced = (text) => plainly(text).replace(/[^\p{L}\p{N}]+/gu, " ").trim();

/**
 * What a query asks for: a pattern for each of its words, or for a group of kindred words.
 * @param {string} query
 * @param {readonly (readonly string[])[]} kin words that stand for one another
 */
export function wanted(query, kin) {
  let rest = ` ${spaced(query).replaceAll(" ", "  ")} `;
  /** @type {RegExp[]} */
  const asked = [];
  for (const group of kin) {
    const alike = group.map(spaced).sort((one, other) => other.length - one.length);
    const whole = alike.map((word) => new RegExp(` ${word.replaceAll(" ", "  ")}s? `));
    const hit = whole.map((each) => rest.match(each)).find(Boolean);
    if (!hit) continue;
    rest = rest.replace(hit[0], " ");
    asked.push(pattern(alike));
  }
  return [...asked, ...rest.split(" ").filter(Boolean).map((word) => pattern([word]))];
}

/**
 * What finds one of some words where a word begins; a short one whole.
 * @param {readonly string[]} alike
 */
function pattern(alike) {
  const parts = alike.map((word) => {
    const plain = word.replaceAll(" ", "[^\\p{L}\\p{N}]+");
    return word.length < SHORT ? `${plain}(?![\\p{L}\\p{N}])` : plain;
  });
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${parts.join("|")})`, "u");
}

/**
 * Whether a filter lets a value through; an empty one lets all.
 * @param {string} wanted
 * @param {string} value
 */
export const fitting = (wanted, value) => !wanted || wanted === value;

/**
 * The words around the first hit in a text: before it, the hit itself and after it; null where there is none.
 * @param {string} text
 * @param {readonly RegExp[]} asked
 */
export function excerpt(text, asked) {
  const plain = plainly(text);
  const hits = asked.flatMap((each) => {
    const hit = plain.match(each);
    return hit ? [{ word: hit[0], at: hit.index ?? 0 }] : [];
  });
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
