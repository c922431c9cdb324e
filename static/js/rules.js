/**
 * Display rules and the path, as `feedback/instruments/rules.py` and `path.py` say them:
 * a missing operand is false, an answer off the path counts as missing.
 * A property test holds the two together.
 *
 * @typedef {Object<string, any>} Rule
 * @typedef {Object<string, any>} Answers
 * @typedef {{code: string, show_if?: Rule, modes?: string[],
 *            statements?: {code: string}[]}} Question
 */

const WRITTEN = /^-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,6})?$/;
const LARGEST = 1e15;

/** @param {any} value @returns {number | null} the number it is or plainly writes */
function number(value) {
  if (typeof value === "string") return WRITTEN.test(value) ? Number(value) : null;
  if (typeof value !== "number" || !Number.isFinite(value)) return null;
  return Math.abs(value) < LARGEST ? value : null;
}

/** @param {any} left @param {any} right @returns {boolean} */
function same(left, right) {
  const first = number(left);
  const second = number(right);
  if (first !== null && second !== null) return first === second;
  return typeof left === "string" && typeof right === "string" && left === right;
}

/** @param {any} value @returns {boolean} */
function isMissing(value) {
  return (
    value === undefined || value === null || value === "" ||
    (Array.isArray(value) && value.length === 0)
  );
}

/** @param {Answers} answers @param {string} code @returns {any} own values only, never inherited */
function answerTo(answers, code) {
  return Object.hasOwn(answers, code) ? answers[code] : undefined;
}

/** @param {string} operator @param {any} value @param {any} expected @returns {boolean} */
function compare(operator, value, expected) {
  if (operator === "equals") return same(value, expected);
  if (operator === "in") return expected.some((/** @type {any} */ one) => same(value, one));
  if (operator === "contains") {
    return Array.isArray(value) && value.some((one) => same(one, expected));
  }
  const left = number(value);
  const right = number(expected);
  if (left === null || right === null) return false;
  return operator === "less" ? left < right : left > right;
}

/**
 * Tell whether a checked rule holds for the answers.
 * @param {Rule} rule @param {Answers} answers @returns {boolean}
 */
export function evaluate(rule, answers) {
  const [operator, operand] = Object.entries(rule)[0];
  if (operator === "all") return operand.every((/** @type {Rule} */ part) => evaluate(part, answers));
  if (operator === "any") return operand.some((/** @type {Rule} */ part) => evaluate(part, answers));
  if (operator === "not") return !evaluate(operand, answers);
  if (operator === "answered") return !isMissing(answerTo(answers, operand));
  return compare(operator, answerTo(answers, operand[0]), operand[1]);
}

/**
 * What a rule reads of one key of a question in the fields of a page: a list where several
 * answers may be given, in their order where they are ranked.
 * @param {string} kind @param {string} key @param {Object<string, string[]>} filled by name
 * @returns {any}
 */
export function valueOf(kind, key, filled) {
  if (kind === "multiple" || kind === "bank") return filled[key];
  if (kind !== "ranking" && kind !== "date") return filled[key]?.[0];
  const parts = Object.entries(filled).filter(([name]) => name.startsWith(`${key}__`));
  if (!parts.length) return undefined;
  if (kind === "date") return parts.map(([, [value]]) => value).join("-");
  parts.sort(([, [one]], [, [other]]) => Number(one) - Number(other));
  return parts.map(([name]) => name.slice(key.length + 2));
}

/**
 * Return the questions asked, in order. A text counts as an answer; closed answers come first.
 * @param {{questions: Question[]}} definition @param {Answers} answers
 * @param {Object<string, string>} [texts] @param {string | null} [mode]
 * @returns {Question[]}
 */
export function path(definition, answers, texts = {}, mode = null) {
  const values = { ...texts, ...answers };
  /** @type {Answers} */
  const seen = {};
  return definition.questions.filter((question) => {
    if (mode !== null && question.modes?.length && !question.modes.includes(mode)) return false;
    if (question.show_if && !evaluate(question.show_if, seen)) return false;
    const keys = [question.code, ...(question.statements ?? []).map((one) => one.code)];
    for (const key of keys) {
      if (Object.hasOwn(values, key)) seen[key] = values[key];
    }
    return true;
  });
}
