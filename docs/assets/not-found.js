// On the page for what is not found: the pages and claims whose addresses are most like the one asked for.
(async () => {
  const root = new URL("..", document.currentScript.src);
  // Of a sign that is no character's, what stands there is as good as any.
  const path = location.pathname.replace(/(%[0-9a-f]{2})+/gi, (signs) => {
    try {
      return decodeURIComponent(signs);
    } catch {
      return signs;
    }
  });
  const asked = path.slice(root.pathname.length).replace(/\/$/, "").toLowerCase();
  const answer = await fetch(new URL("assets/addresses.json", root));
  if (!answer.ok || !asked) return;
  const known = await answer.json();

  // The number of letters to change between two texts, Levenshtein's distance.
  function distance(one, other) {
    let row = [...Array(other.length + 1).keys()];
    for (let i = 1; i <= one.length; i += 1) {
      const next = [i];
      for (let j = 1; j <= other.length; j += 1) {
        next[j] = Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + (one[i - 1] !== other[j - 1]));
      }
      row = next;
    }
    return row[other.length];
  }

  // Of addresses as near, the one that begins alike.
  function alike(address) {
    let length = 0;
    while (length < asked.length && asked[length] === address[length]?.toLowerCase()) length += 1;
    return length;
  }

  const near = known
    .map((address) => ({ address, far: distance(asked, address.replace(/\/$/, "").toLowerCase()) }))
    .filter(({ far }) => far <= Math.max(1, Math.floor(asked.length / 4)))
    .sort((one, other) => one.far - other.far || alike(other.address) - alike(one.address))
    .slice(0, 3);

  for (const list of document.querySelectorAll(".not-found__near")) {
    near.forEach(({ address }, index) => {
      const link = document.createElement("a");
      link.href = new URL(address, root);
      link.hreflang = address.startsWith("en/") ? "en" : "ja";
      link.textContent = `/${address}`;
      list.append(index ? " · " : "", link);
    });
    list.hidden = !near.length;
  }
})();
