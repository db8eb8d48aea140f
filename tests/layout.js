// What is wrong with how a page is laid out, as a list of sentences; tests/layout.py evaluates it, in any engine.
// With `isPlain` no region scrolls either, and no word of running text breaks inside; else that is asked of labels alone.
(isPlain) => {
  const found = new Set();
  const LABELS =
    "h1, h2, h3, th, caption, dt, legend, label, button, summary, time, nav a, .claim__mark, .relation, .reference," +
    " .note__label, .comparison__label, .standing__title, .strata__title, .drawn__seat, .where, .language-switch";
  // What has no words: addresses, and code.
  const WORDLESS = ".address, .cover__edition, .colophon dd, .downloads a, code, pre";
  const WORD = /[\p{Script=Latin}\p{N}][\p{Script=Latin}\p{N}\p{M}’.,%]*/gu;
  const isAddress = (text, index) => {
    const [before, after] = [text.slice(0, index), text.slice(index)].map((part) => part.match(/^[!-~]*|[!-~]*$/g));
    return /[a-z]\.[a-z]+\/|^@|_/i.test((before.at(-1) ?? "") + after[0]);
  };
  const name = (element) => {
    const own = element.closest("[class]") ?? element;
    return `${element.tagName.toLowerCase()}${own.className && typeof own.className === "string" ? ` .${own.className}` : ""}`;
  };
  const tell = (what, element, text) => found.add(`${what}: ${name(element)}: ${text.trim().slice(0, 60)}`);

  const styles = new Map();
  const styleOf = (element) => {
    if (!styles.has(element)) styles.set(element, getComputedStyle(element));
    return styles.get(element);
  };
  const boxes = new Map();
  const boxOf = (element) => {
    if (!boxes.has(element)) boxes.set(element, element.getBoundingClientRect());
    return boxes.get(element);
  };
  const isBlock = (style) => style.display !== "inline" && style.display !== "contents";
  // A box that is seen as one: what stands in it has to stay there.
  const isSeen = (style) =>
    style.display === "table-cell" ||
    parseFloat(style.borderLeftWidth) + parseFloat(style.borderRightWidth) > 0 ||
    !["rgba(0, 0, 0, 0)", "transparent"].includes(style.backgroundColor);

  // What holds a text: its block, the boxes around it that are seen, what clips or scrolls it, and its layer.
  const places = new Map();
  const placeOf = (element) => {
    if (places.has(element)) return places.get(element);
    const place = { block: null, seen: [], clips: [], layer: null, cut: null, isHidden: false, isOnHead: false };
    if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) place.isHidden = true;
    let isIn = true;
    for (let at = element; at && at !== document.documentElement && !place.isHidden; at = at.parentElement) {
      const style = styleOf(at);
      if (style.clipPath !== "none") place.isHidden = true;
      // What is turned by half a circle is read from below, so it has to be upright.
      if (style.transform.startsWith("matrix(-1, 0") && style.writingMode === "horizontal-tb") place.isOnHead = true;
      if (isBlock(style) && !place.block) place.block = at;
      const isClip = at !== document.body && isBlock(style) && style.overflowX !== "visible";
      if (isIn && !isClip && at !== document.body && isBlock(style) && isSeen(style)) place.seen.push(at);
      if (isClip) {
        place.clips.push(at);
        isIn = false;
        if (["hidden", "clip"].includes(style.overflowX) && style.textOverflow !== "ellipsis") place.cut ??= at;
      }
      if (["fixed", "absolute"].includes(style.position)) isIn = false;
      if (style.position === "fixed") place.layer ??= at;
    }
    places.set(element, place);
    return place;
  };

  // --- sideways ----------------------------------------------------------------------------------
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) tell("scrolls sideways", root, `${root.scrollWidth - root.clientWidth} px`);
  for (const element of document.body.querySelectorAll("*")) {
    if (element.scrollWidth <= element.clientWidth + 1 || !element.checkVisibility()) continue;
    const style = styleOf(element);
    const mayScroll = ["auto", "scroll"].includes(style.overflowX);
    // A region can be scrolled by keys too, which nobody has to whose letters are as they come.
    if (mayScroll && element.clientWidth && !element.matches(isPlain ? "input" : "[tabindex], input")) {
      tell("scrolls sideways", element, `${element.scrollWidth - element.clientWidth} px`);
    }
  }
  for (const control of document.querySelectorAll("a, button, input, summary, select, textarea")) {
    const place = placeOf(control);
    const box = boxOf(control);
    if (place.isHidden || place.clips.length || control.matches(".search__box") || !box.width) continue;
    if (box.left < -0.5 || box.right > root.clientWidth + 0.5) {
      tell("is off the window", control, control.textContent || control.ariaLabel);
    }
  }

  // --- texts -------------------------------------------------------------------------------------
  const lines = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (texts.nextNode()) {
    const node = texts.currentNode;
    const parent = node.parentElement;
    if (!node.data.trim() || parent.matches("script, style, template, noscript, option")) continue;
    const place = placeOf(parent);
    if (place.isHidden || !place.block) continue;
    if (place.isOnHead) tell("stands on its head", parent, node.data);
    range.selectNodeContents(node);
    // At the end of a line hang a wide space, spaced as other letters are, and the space between Japanese and Latin.
    const slack = parseFloat(styleOf(parent).fontSize) * (/\u3000/.test(node.data) ? 1.13 : /[ぁ-ヿ一-鿿]/.test(node.data) ? 0.13 : 0);
    const isUpright = styleOf(parent).writingMode !== "horizontal-tb";
    const rects = [...range.getClientRects()].filter((rect) => rect.width > 0.5 && rect.height > 0.5);
    for (const rect of rects) {
      let [left, right, top, bottom] = [rect.left, rect.right, rect.top, rect.bottom];
      // Where there is ink, not the whole height of the font.
      if (isUpright) [left, right] = [left + rect.width * 0.25, right - rect.width * 0.25];
      else [top, bottom] = [top + rect.height * 0.25, bottom - rect.height * 0.25];
      for (const box of new Set([place.block, ...place.seen])) {
        if (styleOf(box).textOverflow === "ellipsis") continue;
        const edge = boxOf(box);
        if (left < edge.left - 1 || right > edge.right + 1 + slack || top < edge.top - 1 || bottom > edge.bottom + 1) {
          tell(`leaves ${name(box)}`, parent, node.data);
        }
      }
      for (const clip of place.clips) {
        const edge = boxOf(clip);
        const isOut = left < edge.left - 1 || right > edge.right + 1;
        if (isOut && clip === place.cut) tell(`is cut by ${name(clip)}`, parent, node.data);
        left = Math.max(left, edge.left);
        right = Math.min(right, edge.right);
        top = Math.max(top, edge.top);
        bottom = Math.min(bottom, edge.bottom);
      }
      if (left >= right || top >= bottom) continue;
      if (!place.clips.length && (left < -0.5 || right > root.clientWidth + 0.5)) {
        tell("is off the window", parent, node.data);
      }
      lines.push({ left: left + 0.5, right: right - 0.5, top, bottom, parent, place, data: node.data });
    }
    if (isUpright || rects.length < 2 || parent.closest(WORDLESS) || (!isPlain && !parent.closest(LABELS))) continue;
    // The phrases of a heading in Japanese break at spaces alone.
    const isPhrase = isPlain && parent.closest("h1, h2, h3")?.querySelector("wbr");
    for (const word of node.data.matchAll(isPhrase ? /\S+/g : WORD)) {
      if (word[0].length < 2 || isAddress(node.data, word.index)) continue;
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      const tops = [...range.getClientRects()].filter((rect) => rect.width > 0.5).map((rect) => rect.top);
      if (tops.length > 1 && Math.max(...tops) - Math.min(...tops) > 4) tell("breaks inside", parent, word[0]);
    }
  }

  // --- texts upon each other -----------------------------------------------------------------------
  lines.sort((one, other) => one.top - other.top);
  const open = [];
  for (const line of lines) {
    for (let index = open.length - 1; index >= 0; index--) {
      const other = open[index];
      if (other.bottom <= line.top) open.splice(index, 1);
      else if (
        other.parent !== line.parent &&
        other.place.layer === line.place.layer &&
        other.left < line.right &&
        line.left < other.right
      ) {
        tell(`runs into “${other.data.trim().slice(0, 40)}”`, line.parent, line.data);
      }
    }
    open.push(line);
  }
  return [...found];
}
