// Reading from where the listener points: a selection, or a click in the text.

/** The places where the page's selection begins and ends; nothing when it is not of the article's text. */
export function selected(marker) {
  const selection = getSelection();
  if (!selection?.rangeCount || selection.isCollapsed) return undefined;
  const range = selection.getRangeAt(0);
  const from = marker.placeOf(range.startContainer, range.startOffset);
  const to = marker.placeOf(range.endContainer, range.endOffset) ?? { block: Infinity, offset: 0 };
  const isEmpty = !from || (from.block === to.block && from.offset === to.offset);
  return isEmpty ? undefined : { from, to };
}

/** The text that is selected on the page. */
export function selectedText() {
  return getSelection()?.toString().trim();
}

/**
 * Waits for clicks in the article's text, until `signal` is aborted.
 *
 * Links and controls keep their own clicks.
 */
export function onPointed(marker, take, signal) {
  const point = (event) => {
    if (event.button !== 0 || event.target.closest("a, button, input, select, textarea, label, summary")) return;
    const caret = caretAt(event.clientX, event.clientY);
    if (!caret || !marker()?.holds(caret.node)) return;
    take(marker().placeOf(caret.node, caret.offset));
  };
  document.addEventListener("click", point, { signal });
}

function caretAt(x, y) {
  if (document.caretPositionFromPoint) {
    const caret = document.caretPositionFromPoint(x, y);
    return caret && { node: caret.offsetNode, offset: caret.offset };
  }
  const range = document.caretRangeFromPoint?.(x, y);
  return range && { node: range.startContainer, offset: range.startOffset };
}
