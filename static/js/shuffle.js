// Answers in an order drawn for the person; those that are fixed keep their place. The order is
// the same in another language, is drawn anew for the next person, and is kept nowhere.

/** @type {Map<string, number[]>} where each movable answer goes, by question */
const orders = new Map();

/** The next person has an order of their own. */
export function forget() {
  orders.clear();
}

/** @param {number} count @returns {number[]} all ranks in an order drawn at random */
export function draw(count) {
  const order = [...Array(count).keys()];
  for (let last = count - 1; last > 0; last -= 1) {
    const other = Math.floor(Math.random() * (last + 1));
    [order[last], order[other]] = [order[other], order[last]];
  }
  return order;
}

/** @param {HTMLElement} list */
export function shuffle(list) {
  const code = /** @type {HTMLElement} */ (list.closest("[data-question]")).dataset.question ?? "";
  const all = [...list.children];
  const free = all.filter((one) => !("fixed" in /** @type {HTMLElement} */ (one).dataset));
  const order = orders.get(code) ?? draw(free.length);
  orders.set(code, order);
  const moved = order.map((at) => free[at]);
  list.append(...all.map((one) => (free.includes(one) ? /** @type {Element} */ (moved.shift()) : one)));
}
