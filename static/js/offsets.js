// Places in a text, in Unicode code points: the browser counts UTF-16 units, the house does not.
// A text stands in elements marked data-start (its place in the document), with nothing added.

/** How many code points the first `units` UTF-16 units of `text` make.
 * @param {string} text @param {number} units @returns {number} */
export function codePoints(text, units) {
  let count = 0;
  for (let at = 0; at < units && at < text.length; count += 1) {
    at += text.codePointAt(at) > 0xffff ? 2 : 1;
  }
  return count;
}

/** How many UTF-16 units the first `points` code points of `text` take.
 * @param {string} text @param {number} points @returns {number} */
export function units(text, points) {
  let at = 0;
  for (let count = 0; count < points && at < text.length; count += 1) {
    at += text.codePointAt(at) > 0xffff ? 2 : 1;
  }
  return at;
}

/** The place in the document of a point of the page, or null outside a text.
 * A point between two texts counts for the end of the one before, or the start of the one after.
 * @param {Node} node @param {number} offset @param {"start"|"end"} side @param {Element} root */
export function place(node, offset, side, root) {
  const texts = [...root.querySelectorAll("[data-start]")];
  if (root.matches("[data-start]")) texts.unshift(root);
  const point = document.createRange();
  point.setStart(node, offset);
  point.collapse(true);
  let best = null;
  for (const text of texts) {
    const whole = document.createRange();
    whole.selectNodeContents(text);
    const start = Number(text.dataset.start);
    if (point.compareBoundaryPoints(Range.START_TO_START, whole) >= 0
        && point.compareBoundaryPoints(Range.END_TO_END, whole) <= 0) {
      const before = document.createRange();
      before.selectNodeContents(text);
      before.setEnd(node, offset);
      return start + codePoints(before.toString(), before.toString().length);
    }
    if (point.compareBoundaryPoints(Range.START_TO_START, whole) > 0) {
      if (side === "end") best = start + codePoints(text.textContent, text.textContent.length);
    } else if (side === "start") {
      return start;
    } else {
      return best;
    }
  }
  return side === "end" ? best : null;
}

/** The stretch selected inside `root`, blanks at both ends left out, or null.
 * @param {Element} root @param {Selection|null} selection
 * @returns {{start: number, end: number, words: string}|null} */
export function selected(root, selection = document.getSelection()) {
  if (!selection?.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!range.intersectsNode(root)) return null;
  let start = place(range.startContainer, range.startOffset, "start", root);
  let end = place(range.endContainer, range.endOffset, "end", root);
  if (start === null || end === null || start >= end) return null;
  const words = between(root, start, end);
  const lead = words.length - words.trimStart().length;
  const trail = words.length - words.trimEnd().length;
  start += lead;
  end -= trail;
  return start < end ? { start, end, words: words.trim() } : null;
}

/** The words of the page between two places; texts are joined by a line end.
 * @param {Element} root @param {number} start @param {number} end */
export function between(root, start, end) {
  const texts = [...root.querySelectorAll("[data-start]")];
  if (root.matches("[data-start]")) texts.unshift(root);
  const found = [];
  for (const text of texts) {
    const first = Number(text.dataset.start);
    const signs = [...text.textContent];
    const from = Math.max(start - first, 0);
    const to = Math.min(end - first, signs.length);
    if (from < to) found.push(signs.slice(from, to).join(""));
  }
  return found.join("\n");
}

/** The range of the page that shows a stretch, or null.
 * @param {Element} root @param {number} start @param {number} end */
export function range(root, start, end) {
  const from = point(root, start, "start");
  const to = point(root, end, "end");
  if (!from || !to) return null;
  const made = document.createRange();
  made.setStart(from.node, from.offset);
  made.setEnd(to.node, to.offset);
  return made;
}

/** Select a stretch of the page, as a person would.
 * @param {Element} root @param {number} start @param {number} end */
export function select(root, start, end) {
  const made = range(root, start, end);
  if (made) document.getSelection()?.setBaseAndExtent(made.startContainer, made.startOffset, made.endContainer, made.endOffset);
}

/** The point of the page at a place of the document.
 * @param {Element} root @param {number} at @param {"start"|"end"} side */
export function point(root, at, side) {
  const texts = [...root.querySelectorAll("[data-start]")];
  if (root.matches("[data-start]")) texts.unshift(root);
  for (const text of texts) {
    let left = at - Number(text.dataset.start);
    const length = codePoints(text.textContent, text.textContent.length);
    if (left < 0 || left > length || (side === "start" && left === length)) continue;
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const size = codePoints(node.data, node.data.length);
      if (left < size || (side === "end" && left === size)) {
        return { node, offset: units(node.data, left) };
      }
      left -= size;
    }
  }
  return null;
}
