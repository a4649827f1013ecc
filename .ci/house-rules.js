// The house's own rules for scripts, as a plugin of `deno lint`: functions and lines that fit on a screen.

const MOST_LINES = 39;
const MOST_CHARACTERS = 110;

/** @typedef {{ node?: unknown, range?: readonly number[], message: string, hint: string }} Finding */

/**
 * What a rule uses of what `deno lint` hands it, which has no types of its own for the checker.
 * @typedef {object} Context
 * @property {{ text: string, getText(node: unknown): string }} sourceCode
 * @property {(finding: Finding) => void} report
 */

/** @param {Context} context */
function shortFunctions(context) {
  /** @param {unknown} node */
  const check = (node) => {
    const lines = context.sourceCode.getText(node).split("\n").length;
    if (lines > MOST_LINES) {
      const hint = `at most ${MOST_LINES}: divide it`;
      context.report({ node, message: `a function of ${lines} lines`, hint });
    }
  };
  return { FunctionDeclaration: check, FunctionExpression: check, ArrowFunctionExpression: check };
}

/** @param {Context} context */
function shortLines(context) {
  return {
    /** @param {{ range: readonly [number, number] }} program */
    Program(program) {
      let start = program.range[0] - context.sourceCode.text.slice(0, program.range[0]).length;
      for (const line of context.sourceCode.text.split("\n")) {
        const end = start + line.length;
        if (line.length > MOST_CHARACTERS) {
          context.report({ range: [start, end], message: `a line of ${line.length} characters`,
            hint: `at most ${MOST_CHARACTERS}: break it` });
        }
        start = end + 1;
      }
    },
  };
}

export default {
  name: "house",
  rules: { "short-functions": { create: shortFunctions }, "short-lines": { create: shortLines } },
};
