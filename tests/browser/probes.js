// What the checks ask a page. Each probe answers with what is wrong, so an empty list is good.
// tests/browser/checks.py says why each of them matters.
window.probes = (() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const short = (node) => node.outerHTML.replace(/\s+/g, " ").slice(0, 140);
  const shown = (node) => node.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const modal = () => document.querySelector("dialog:modal");
  const inside = (node, test) => {
    for (let one = node; one instanceof Element; one = one.parentElement) if (test(getComputedStyle(one), one)) return one;
    return null;
  };
  // Text for screen readers alone is one pixel wide on purpose.
  const unseen = (node) => inside(node, (style) => style.clipPath !== "none" || style.opacity === "0");

  // -- Colours ----------------------------------------------------------------------------------
  const parts = (colour) => {
    const numbers = (colour.match(/[\d.]+/g) ?? []).map(Number);
    return colour.startsWith("color(srgb") ? [...numbers.slice(0, 3).map((one) => one * 255), numbers[3] ?? 1] : [...numbers.slice(0, 3), numbers[3] ?? 1];
  };
  const light = (colour) => {
    const [r, g, b] = parts(colour).map((one) => (one / 255 <= 0.04045 ? one / 255 / 12.92 : ((one / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  // The colour behind something, or nothing where a picture or a half transparent colour lies there.
  const ground = (node) => {
    const owner = inside(node, (style) => style.backgroundImage !== "none" || parts(style.backgroundColor)[3] > 0);
    if (!owner) return "rgb(255, 255, 255)";
    const style = getComputedStyle(owner);
    return style.backgroundImage !== "none" || parts(style.backgroundColor)[3] < 1 ? null : style.backgroundColor;
  };

  // -- The keyboard -----------------------------------------------------------------------------
  const STOPS = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex], [contenteditable=true]";

  // Where Tab stops, in the order of the document; of a group of radio buttons one.
  function stops() {
    const groups = new Set();
    return all(STOPS, modal() ?? document).filter((node) => {
      if (node.tabIndex < 0 || node.disabled || !node.checkVisibility({ visibilityProperty: true }) || node.closest("[inert]")) return false;
      if (node.parentElement.closest("[contenteditable=true]")) return false; // links in a text one writes are text
      if (node.matches("summary") && node.parentElement.querySelector("summary") !== node) return false;
      if (node.type !== "radio") return true;
      const group = all(`input[type=radio][name="${CSS.escape(node.name)}"]`, node.form ?? document);
      const first = group.find((one) => one.checked) ?? group.find((one) => !one.disabled);
      if (groups.has(node.name) || first !== node) return false;
      groups.add(node.name);
      return true;
    });
  }

  // The colours of the ring around what has the focus: outlines and shadows of two pixels or more.
  function ring(node) {
    const style = getComputedStyle(node), colours = [];
    if (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) colours.push(style.outlineColor);
    for (const shadow of style.boxShadow.split(/,(?![^(]*\))/)) {
      const [, colour, lengths] = shadow.match(/((?:rgba?|color)\([^)]*\))(.*)/) ?? [];
      if (colour && parseFloat(lengths.trim().split(/\s+/)[3]) >= 2) colours.push(colour);
    }
    return colours;
  }

  function ringFaults(node) {
    // The ring of a text with tools lies around both.
    const ringed = [node, node.parentElement, node.parentElement.parentElement].find((one) => ring(one).length);
    const found = ringed ? [] : ["no ring"], colours = ringed ? ring(ringed) : [];
    const behind = ringed && ground(parseFloat(getComputedStyle(ringed).outlineOffset) < 0 ? ringed : ringed.parentElement);
    if (behind && Math.max(...colours.map((one) => contrast(one, behind))) < 3) {
      found.push(`ring ${colours} hardly seen on ${behind}`);
    }
    return found;
  }

  function faults(node) {
    const found = ringFaults(node), box = [...node.getClientRects()].find((one) => one.width && one.height);
    if (!box) return [...found, "nothing to see"];
    const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)];
    const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
    if (bottom - top < Math.min(box.height, 40) - 2) return [...found, "outside of the window"];
    const points = [[(left + right) / 2, (top + bottom) / 2], [left + 2, top + 2], [right - 2, bottom - 2]];
    const there = points.map(([x, y]) => document.elementFromPoint(x, y));
    const covers = there.filter((one) => !node.contains(one) && !one?.contains(node));
    // Of a field for much text browsers show the line one writes in.
    const most = node.matches("textarea, [role=textbox]") ? points.length - 1 : 0;
    return covers.length > most ? [...found, `covered by ${covers[0] ? short(covers[0]) : "nothing we know"}`] : found;
  }

  // While Tab is pressed again and again, each press first looks at where the one before led.
  let walk = [];
  addEventListener("keydown", (event) => { if (event.key === "Tab") walk.push(step()); }, true);

  function setOut() {
    walk = [];
    if (!modal()) {
      document.body.tabIndex = -1; // Tab begins where the focus was last
      document.body.focus();
      document.body.removeAttribute("tabindex");
      scrollTo(0, 0);
    }
    return stops().length;
  }

  function step() {
    const node = document.activeElement;
    if (!node || node === document.body) return null;
    // What stays in place or scrolls sideways stands nowhere in the order from top to bottom.
    const fixed = inside(node, (style, one) => ["fixed", "sticky"].includes(style.position)
      || (/auto|scroll/.test(style.overflowX) && one.scrollWidth > one.clientWidth));
    const box = node.getBoundingClientRect();
    return { node, faults: faults(node), place: fixed ? null : { left: box.left, right: box.right, top: box.top + scrollY, bottom: box.bottom + scrollY } };
  }

  function arrive() {
    walk.push(step());
    const expected = stops(), reached = walk.filter(Boolean), found = [];
    for (const one of reached) if (one.faults.length) found.push(`${one.faults}: ${short(one.node)}`);
    const missed = expected.filter((node) => !reached.some((one) => one.node === node));
    let before;
    for (const one of reached) {
      // Reading order: nothing comes after what stands below it.
      if (before?.place && one.place && before.node !== one.node) {
        const [a, b] = [before.place, one.place];
        const column = Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2;
        if (column && b.bottom <= a.top && expected.indexOf(one.node) > expected.indexOf(before.node)) {
          found.push(`stands above what comes before: ${short(one.node)}`);
        }
      }
      before = one;
    }
    if (missed.length) return { found: [...new Set(found)], missed: missed.map(short) };
    const order = reached.map((one) => expected.indexOf(one.node)).filter((at) => at >= 0);
    const turns = order.filter((at, n) => n && at < order[n - 1]).length;
    if (turns > 1) found.push(`Tab goes back and forth: ${order}`);
    if (!modal() && document.querySelector(".skip") && !reached[0]?.node.matches(".skip")) found.push("the skip link is not first");
    return { found: [...new Set(found)], missed: [] };
  }

  return {
    setOut,
    arrive,

    // What has the focus now.
    focus: () => (document.activeElement === document.body ? ["the focus is nowhere"] : faults(document.activeElement).map((fault) => `${fault}: ${short(document.activeElement)}`)),

    // Every stop at once, without the keys: for other colours.
    withoutRing: () => stops().flatMap((node) => {
      node.focus({ focusVisible: true });
      return ringFaults(document.activeElement).map((fault) => `${fault}: ${short(node)}`);
    }),

    // -- Room -----------------------------------------------------------------------------------
    tooWide: () => document.documentElement.scrollWidth <= innerWidth ? [] : all("body *")
      .filter((node) => node.getBoundingClientRect().right > innerWidth + 1).map(short).slice(0, 5)
      .concat(`${document.documentElement.scrollWidth} pixels`),

    // What scrolls sideways without being a box with a name that the keyboard reaches.
    scrollsSideways: () => all("body *").filter((node) =>
      /auto|scroll/.test(getComputedStyle(node).overflowX) && node.scrollWidth > node.clientWidth + 1
      && !node.matches("input, select, textarea, [tabindex='0']:is([aria-label], [aria-labelledby])")).map(short),

    // Text that ends at the edge of its box.
    cut: () => all("body *").filter((node) => {
      const style = getComputedStyle(node), holds = /hidden|clip/;
      if (!node.innerText?.trim() || !shown(node) || unseen(node) || style.webkitLineClamp !== "none") return false;
      const press = node.matches("button, .button, .tool, .pill, summary, label");
      return ((press || holds.test(style.overflowX)) && node.clientWidth && node.scrollWidth > node.clientWidth + 1)
        || ((press || holds.test(style.overflowY)) && node.clientHeight && node.scrollHeight > node.clientHeight + 3);
    }).map(short),

    // Two texts at the same place.
    overlapping: () => {
      const boxes = [], walker = document.createTreeWalker(modal() ?? document.body, NodeFilter.SHOW_TEXT);
      for (let text = walker.nextNode(); text; text = walker.nextNode()) {
        const owner = text.parentElement;
        if (!text.data.trim() || owner.matches("script, style, noscript, option, template") || !shown(owner) || unseen(owner)) continue;
        if (inside(owner, (style, node) => ["fixed", "sticky"].includes(style.position) || (node.matches(":modal") && node !== modal()))) continue;
        const range = document.createRange();
        range.selectNodeContents(text);
        const window_ = inside(owner, (style) => style.overflowX !== "visible")?.getBoundingClientRect();
        for (const box of range.getClientRects()) {
          const [left, right] = [Math.max(box.left, window_?.left ?? -Infinity), Math.min(box.right, window_?.right ?? Infinity)];
          if (right - left > 2) boxes.push({ text, owner, left, right, top: box.top + box.height / 4, bottom: box.bottom - box.height / 4 });
        }
      }
      boxes.sort((a, b) => a.top - b.top);
      const found = [];
      boxes.forEach((a, n) => {
        for (let m = n + 1; m < boxes.length && boxes[m].top < a.bottom - 2; m += 1) {
          const b = boxes[m];
          if (a.text !== b.text && Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2) found.push(`${short(a.owner)} AND ${short(b.owner)}`);
        }
      });
      return found.slice(0, 5);
    },

    spaced: (on) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }");
      document.adoptedStyleSheets = on ? [sheet] : [];
      return [];
    },

    // -- Colours of the system, motion -----------------------------------------------------------
    // Fields and buttons are still seen as such when the system sets all colours.
    withoutEdge: () => all("input:not([type=hidden], [type=range], [type=file]), select, textarea, .rich, .button, .tool").filter((node) => {
      const style = getComputedStyle(node), behind = ground(node.parentElement);
      if (!shown(node) || unseen(node)) return false;
      const sides = ["Top", "Right", "Bottom", "Left"].filter((side) => style[`border${side}Style`] !== "none"
        && parseFloat(style[`border${side}Width`]) >= 1 && (!behind || contrast(style[`border${side}Color`], behind) >= 3));
      return sides.length < 4;
    }).map(short),

    moving: () => [
      ...document.getAnimations().map((one) => `animation of ${short(one.effect.target)}`),
      ...all("body *").filter((node) => ["transitionDuration", "animationDuration"].some((name) =>
        getComputedStyle(node)[name].split(",").some((time) => parseFloat(time) > 0.01 && getComputedStyle(node).animationName + getComputedStyle(node).transitionProperty !== "noneall"))).map(short),
    ],

    // -- Markup ---------------------------------------------------------------------------------
    markup: () => {
      const found = [], ids = new Map();
      for (const node of all("[id]")) ids.set(node.id, (ids.get(node.id) ?? 0) + 1);
      for (const [id, times] of ids) if (times > 1 || !id) found.push(`the id „${id}“ ${times} times`);
      for (const name of ["for", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "aria-errormessage", "list", "form", "headers"]) {
        for (const node of all(`[${name}]`)) {
          for (const id of node.getAttribute(name).split(/\s+/)) if (id && !ids.has(id)) found.push(`${name} leads nowhere: ${short(node)}`);
        }
      }
      for (const node of all("a[href^='#']:not([href='#'])")) {
        if (!ids.has(decodeURIComponent(node.hash.slice(1)))) found.push(`the link leads nowhere: ${short(node)}`);
      }
      for (const node of all(":is(a[href], button, summary, label) :is(a[href], button, summary), :is(a[href], button, summary) :is(input, select, textarea)")) {
        found.push(`one thing to press inside another: ${short(node)}`);
      }
      for (const node of all("[tabindex]")) if (node.tabIndex > 0) found.push(`an order of its own: ${short(node)}`);
      const counts = { h1: 1, main: 1, "body > header": 1, "body > footer": 1, "html[lang=de]": 1 };
      for (const [selector, count] of Object.entries(counts)) {
        if (all(selector).length !== count) found.push(`${all(selector).length} times ${selector}`);
      }
      return found;
    },
  };
})();
