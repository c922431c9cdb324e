// A number: large − and + beside what is typed, and what is wrong told before one goes on.

const WRITTEN = /^[-+]?\d{1,12}(?:\.\d{1,6})?$/;
const LATIN = /[٠-٩۰-۹]/g; // figures of Arabic keyboards end in the same four bits

/** @param {string} typed @returns {number} what it writes; NaN when it writes no number */
function read(typed) {
  const plain = typed.replace(/\s/g, "").replace(LATIN, (one) => String(one.charCodeAt(0) & 15))
    .replace(/[,٫]/, ".");
  return WRITTEN.test(plain) ? Number(plain) : NaN;
}

/** @param {HTMLElement} line the field with its limits */
export function stepper(line) {
  const input = /** @type {HTMLInputElement} */ (line.querySelector("input"));
  const { min = "-Infinity", max = "Infinity", decimals, wrong = "" } = line.dataset;
  const [low, high, fine] = [Number(min), Number(max), 10 ** Number(decimals)];
  // One at a time, but where one is too much of the whole
  const step = high - low <= 5 && fine > 1 ? 1 / fine : 1;

  /** @param {number} value */
  const fits = (value) => value >= low && value <= high && Math.abs(Math.round(value * fine) - value * fine) < 1e-6;
  const check = () => {
    const value = input.value.trim();
    input.setCustomValidity(value && !fits(read(value)) ? wrong : "");
    less.disabled = read(value) <= low;
    more.disabled = read(value) >= high;
  };

  /** @param {number} by */
  const move = (by) => {
    const was = read(input.value);
    const first = Math.min(Math.max(0, low), high);
    const next = Number.isNaN(was) ? first : Math.min(Math.max(was + by, low), high);
    const comma = ["en", "ar"].includes(document.documentElement.lang) ? "." : ",";
    input.value = String(Math.round(next * fine) / fine).replace(".", comma);
    said.textContent = input.value;
    for (const name of ["input", "change"]) input.dispatchEvent(new Event(name, { bubbles: true }));
  };

  /** @param {string} sign @param {string} words @param {number} by */
  const button = (sign, words, by) => {
    const made = document.createElement("button");
    Object.assign(made, { type: "button", className: "answer-step", textContent: sign });
    made.setAttribute("aria-label", words);
    made.setAttribute("aria-describedby", input.id);
    made.addEventListener("click", () => move(by));
    return made;
  };
  const less = button("−", line.dataset.less ?? "−", -step);
  const more = button("+", line.dataset.more ?? "+", step);
  const said = document.createElement("span");
  said.className = "visually-hidden";
  said.setAttribute("role", "status");
  input.before(less);
  input.after(more, said);
  input.addEventListener("input", check);
  check();
}
