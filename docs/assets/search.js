// The search: fetched at its first use, with an index of the page's language alone.
(() => {
  const SHOWN = 20;
  const form = document.querySelector("form.search");
  const box = form.querySelector("input");
  const panel = form.querySelector(".search__panel");
  const status = panel.querySelector("[role=status]");
  const list = panel.querySelector("ol");
  const failed = panel.querySelector(".search__failed");
  // Of any script that is written without spaces, or has endings of its own: looked for as it stands.
  const NOT_LATIN = /(?!\p{Script=Latin})\p{L}/u;

  // --- folding: the same for texts and for what is asked ---------------------------------------

  const SMALL = Object.fromEntries([..."ぁあぃいぅうぇえぉおっつゃやゅゆょよゎわゕかゖけ"].reduce(
    (pairs, sign, at, all) => (at % 2 ? pairs : [...pairs, [sign, all[at + 1]]]), []));

  // One sign without width, case, accent, or the difference of kana; nothing for what is no letter and no digit.
  function foldSign(sign) {
    let folded = sign.normalize("NFKC").toLowerCase();
    if (folded < "\u0250" || (folded >= "\u1e00" && folded < "\u1f00")) {
      folded = folded.normalize("NFD").replace(/[\u0300-\u036f]/g, "");
    }
    return [...folded].map((one) => {
      if (one >= "ァ" && one <= "ヶ") one = String.fromCharCode(one.charCodeAt(0) - 0x60);
      if (one === "ー") return "";
      return SMALL[one] ?? (/[\p{L}\p{N}]/u.test(one) ? one : "");
    }).join("");
  }

  // A text without what stands between letters, and for each unit of a letter where that began and ended.
  function compact(text) {
    let folded = "";
    const [places, ends] = [[], []];
    let at = 0;
    for (const sign of text) {
      const found = foldSign(sign);
      folded += found;
      for (let unit = 0; unit < found.length; unit += 1) {
        places.push(at);
        ends.push(at + sign.length);
      }
      at += sign.length;
    }
    return { folded, places, ends };
  }

  const fold = (text) => compact(text.normalize("NFKC")).folded;

  // Words of Latin script with their places; one with a hyphen also counts as its parts.
  function wordsOf(text) {
    const found = [];
    for (const match of text.matchAll(/[\p{Script=Latin}\p{N}]+(?:[-–.'’][\p{Script=Latin}\p{N}]+)*/gu)) {
      const add = (part, at) => found.push({ word: fold(part.replace(/['’]s$/, "")), at, end: at + part.length });
      add(match[0], match.index);
      if (/[-–]/.test(match[0])) {
        let at = match.index;
        for (const part of match[0].split(/[-–]/)) {
          add(part, at);
          at += part.length + 1;
        }
      }
    }
    return found;
  }

  const ENDINGS = [
    [/ies$/, "y"], [/(ations?|ators?|ating|ates?|ated)$/, "at"], [/(ings?|edly|ed|ers?|ly|ments?|es|s|e)$/, ""],
  ];

  function stem(word) {
    for (const [ending, instead] of ENDINGS) {
      const found = word.replace(ending, instead);
      if (found !== word && found.length > 2) return found.replace(/([^aeiousl])\1$/, "$1");
    }
    return word;
  }

  // Whether two words are a slip of one letter apart: changed, missing, added, or two exchanged.
  function isSlip(one, other) {
    if (Math.abs(one.length - other.length) > 1 || one.length < 4) return false;
    let at = 0;
    while (at < one.length && one[at] === other[at]) at += 1;
    const [left, right] = [one.slice(at), other.slice(at)];
    return left.slice(1) === right.slice(1) || left.slice(1) === right || left === right.slice(1)
      || (left[0] === right[1] && left[1] === right[0] && left.slice(2) === right.slice(2));
  }

  // --- the index ---------------------------------------------------------------------------------

  let loaded;

  async function load() {
    const answer = await fetch(form.dataset.index);
    if (!answer.ok) throw new Error(`The index cannot be read: ${answer.status}`);
    const { words, docs } = await answer.json();
    const vocabulary = new Map();
    docs.forEach((doc, number) => {
      doc.compact = compact(doc.text ?? "");
      doc.title = doc.title ?? "";
      doc.foldedTitle = fold(doc.title);
      doc.foldedNames = (doc.names ?? []).map(fold);
      doc.foldedNumber = doc.number ? fold(doc.number) : "";
      doc.words = wordsOf(doc.text ?? "");
      for (const { word } of [...doc.words, ...wordsOf([doc.title, ...(doc.names ?? [])].join(" "))]) {
        if (!vocabulary.has(word)) vocabulary.set(word, { stem: stem(word), docs: new Set() });
        vocabulary.get(word).docs.add(number);
      }
    });
    return { words, docs, vocabulary };
  }

  // --- what matches ------------------------------------------------------------------------------

  function matchWord(term, { vocabulary }) {
    const levels = new Map();
    const root = stem(term);
    for (const [word, { stem: other }] of vocabulary) {
      if (word === term) levels.set(word, 1);
      else if (root === other) levels.set(word, 0.8);
      else if (term.length > 1 && word.startsWith(term)) levels.set(word, 0.7);
      else if (root.length > 3 && word.startsWith(root)) levels.set(word, 0.5);
    }
    if (!levels.size) {
      for (const [word, { stem: other }] of vocabulary) {
        if (isSlip(term, word) || isSlip(root, other)) levels.set(word, 0.3);
      }
    }
    const docs = new Map();
    for (const [word, level] of levels) {
      for (const number of vocabulary.get(word).docs) docs.set(number, Math.max(level, docs.get(number) ?? 0));
    }
    return { docs, levels, weight: 1 };
  }

  function matchText(term, { docs }) {
    const found = new Map();
    docs.forEach((doc, number) => {
      const seen = doc.compact.folded.includes(term) || doc.foldedTitle.includes(term);
      if (seen || doc.foldedNames.some((name) => name.includes(term))) found.set(number, 1);
    });
    // Few places hold it as it stands: then also those that hold most of it.
    if (found.size < 5 && term.length > 2) {
      const pairs = [...term].slice(1).map((sign, at) => [...term][at] + sign);
      docs.forEach((doc, number) => {
        const shared = pairs.filter((pair) => doc.compact.folded.includes(pair)).length / pairs.length;
        if (shared >= 0.5 && !found.has(number)) found.set(number, shared / 2);
      });
    }
    return { docs: found, weight: 1 };
  }

  function termsOf(asked) {
    const parts = asked.normalize("NFKC").split(/[\s、。,]+/);
    return parts.flatMap((part) => {
      if (NOT_LATIN.test(part)) return [{ term: fold(part), isText: true }];
      return wordsOf(part).filter(({ at, end }, index, all) => index === 0 || at >= all[0].end || end > all[0].end)
        .map(({ word }) => ({ term: word, isText: false }));
    }).filter(({ term }) => term);
  }

  function find(asked, index) {
    const { docs } = index;
    const terms = termsOf(asked);
    const whole = fold(asked);
    const hits = terms.map(({ term, isText }) => {
      const hit = isText ? matchText(term, index) : matchWord(term, index);
      hit.weight = Math.log(1 + docs.length / (1 + hit.docs.size));
      return hit;
    });
    const total = hits.reduce((sum, hit) => sum + hit.weight, 0) || 1;
    const number = /\d/.test(whole) ? whole.replace(/^(?:claim|しゅちよう|主張|c)(?=[0-9rad])/, "") : "";
    const scored = docs.map((doc, at) => {
      const matched = hits.filter((hit) => hit.docs.has(at));
      let score = matched.reduce((sum, hit) => sum + hit.weight * hit.docs.get(at), 0) / total;
      const isNamed = doc.foldedNames.includes(whole);
      const isNumber = number !== "" && doc.foldedNumber === number;
      if (isNumber) score += 10;
      if (isNamed) score += 6;
      if (!score) return { score };
      if (whole.length > 1 && doc.compact.folded.includes(whole)) score += 1;
      if (whole.length > 1 && doc.foldedTitle.includes(whole)) score += doc.foldedTitle === whole ? 1.5 : 0.6;
      if (doc.kind === "claim") score += 0.3;
      score += 0.2 / (1 + doc.compact.folded.length / 200);
      return { doc, grade: Math.round(score * 2), score, isWhole: isNumber || isNamed || matched.length === hits.length };
    }).filter(({ score }) => score);
    const all = scored.filter(({ isWhole }) => isWhole);
    const kept = all.length ? all : scored.filter(({ score }) => score >= 0.4);
    // Of results as good, first one of each page, then the second of each.
    const seen = new Map();
    for (const one of kept.sort((left, right) => right.score - left.score)) {
      const key = `${one.grade} ${one.doc.where}`;
      one.turn = seen.get(key) ?? 0;
      seen.set(key, one.turn + 1);
    }
    kept.sort((left, right) =>
      right.grade - left.grade || left.turn - right.turn || right.score - left.score);
    return { results: kept.map(({ doc }) => doc), terms, hits };
  }

  // --- what is shown -----------------------------------------------------------------------------

  // The stretches of a text to mark, as pairs of places.
  function stretches(doc, { terms, hits }) {
    const found = [];
    const { folded, places, ends } = doc.compact;
    terms.forEach(({ term, isText }, number) => {
      if (isText) {
        for (let at = folded.indexOf(term); at >= 0; at = folded.indexOf(term, at + term.length)) {
          found.push([places[at], ends[at + term.length - 1]]);
        }
      } else {
        for (const { word, at, end } of doc.words) if (hits[number].levels.has(word)) found.push([at, end]);
      }
    });
    return found.sort((left, right) => left[0] - right[0]);
  }

  function excerpt(doc, query) {
    const text = doc.text ?? "";
    const marks = stretches(doc, query);
    // Never between the halves of a sign.
    const whole = (at) => (/[\udc00-\udfff]/.test(text[at] ?? "") ? at - 1 : at);
    const from = whole(Math.max(0, (marks[0]?.[0] ?? 0) - 40));
    const to = whole(Math.min(text.length, from + 160));
    const element = document.createElement("span");
    element.className = "search__text";
    let at = from;
    if (from) element.append("…");
    for (const [start, end] of marks) {
      if (start < at || end > to) continue;
      element.append(text.slice(at, start));
      const mark = document.createElement("mark");
      mark.textContent = text.slice(start, end);
      element.append(mark);
      at = end;
    }
    element.append(text.slice(at, to), to < text.length ? "…" : "");
    return element;
  }

  function item(doc, query) {
    const link = document.createElement("a");
    link.href = root + doc.location;
    const head = document.createElement("span");
    head.className = "search__head";
    const title = document.createElement("b");
    title.textContent = doc.title;
    head.append(title, doc.where === doc.title ? "" : ` ${doc.where}`);
    link.append(head, excerpt(doc, query));
    const element = document.createElement("li");
    element.dataset.kind = doc.kind;
    element.append(link);
    return element;
  }

  // The index lies one folder below the root of the site.
  const root = new URL("..", new URL(form.dataset.index, location)).href;

  function show({ words }, query) {
    const { results } = query;
    list.replaceChildren(...results.slice(0, SHOWN).map((doc) => item(doc, query)));
    status.replaceChildren();
    if (results.length) {
      const pattern = results.length === 1 ? words.one : results.length > SHOWN ? words.first : words.many;
      status.textContent = pattern.replace("{}", results.length).replace("{shown}", SHOWN);
    } else {
      const link = document.createElement("a");
      link.href = form.action;
      link.textContent = words.claims;
      status.append(words.none.replace("{}", box.value.trim()), " ", link);
    }
    failed.hidden = true;
    panel.hidden = false;
  }

  let asked = 0;

  async function search() {
    // What an input method has not settled is no word yet.
    if ("composing" in box.dataset) return;
    const turn = ++asked;
    if (!box.value.trim()) {
      close();
      return;
    }
    try {
      loaded ??= load();
      const index = await loaded;
      if (turn === asked) show(index, find(box.value, index));
    } catch {
      loaded = undefined;
      status.replaceChildren();
      list.replaceChildren();
      failed.hidden = panel.hidden = false;
    }
  }

  function close() {
    panel.hidden = true;
  }

  // --- keys --------------------------------------------------------------------------------------

  function move(step) {
    const stops = [box, ...panel.querySelectorAll(":not([hidden]) > a, li a")];
    const at = stops.indexOf(document.activeElement);
    stops[Math.min(stops.length - 1, Math.max(0, at + step))].focus();
  }

  form.addEventListener("keydown", (event) => {
    // Safari tells of the key that ends a composition after the end.
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Escape") {
      close();
      box.focus();
      box.blur();
    }
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    await search();
    if (panel.hidden) return;
    const first = list.querySelector("a");
    if (first) {
      first.click();
      close();
      box.blur();
    } else panel.querySelector(":not([hidden]) > a")?.focus();
  });
  list.addEventListener("click", close);
  for (const written of ["input", "compositionend"]) box.addEventListener(written, search);
  box.addEventListener("focus", () => box.value && search());
  box.setAttribute("aria-controls", "search-panel");
  loaded = load();
  loaded.catch(() => (loaded = undefined));
  search();
})();
