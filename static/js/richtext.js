// Rich text for every textarea[data-rich]: the maintained editor of django-prose-editor under a
// toolbar of our own (includes/toolbar.html). The textarea stays the field of the form.

const form = document.querySelector("form[data-editor]");
const template = document.querySelector("[data-toolbar]");
const library = import(form.dataset.editor);
const editors = new WeakMap(); // by textarea

// Nobody types into a plain field just before the editor takes its place.
const plain = [...document.querySelectorAll("textarea[data-rich]")];
for (const field of plain) field.readOnly = true;
library.catch(() => plain.forEach((field) => { field.readOnly = false; }));

const STATES = {
  paragraph: (editor) => editor.isActive("paragraph") && !["bulletList", "orderedList", "blockquote"].some((name) => editor.isActive(name)),
  title: (editor) => editor.isActive("heading", { level: 2 }),
  heading: (editor) => editor.isActive("heading", { level: 3 }),
};
const COMMANDS = {
  paragraph: (chain) => chain.clearNodes(),
  title: (chain) => chain.toggleHeading({ level: 2 }),
  heading: (chain) => chain.toggleHeading({ level: 3 }),
  bold: (chain) => chain.toggleBold(),
  italic: (chain) => chain.toggleItalic(),
  bulletList: (chain) => chain.toggleBulletList(),
  orderedList: (chain) => chain.toggleOrderedList(),
  blockquote: (chain) => chain.toggleBlockquote(),
  undo: (chain) => chain.undo(),
  redo: (chain) => chain.redo(),
};

// A recap has one level of headings, a page of the footer has two: data-rich="2 3".
const levelsOf = (textarea) => (textarea.dataset.rich || "3").split(" ").map(Number);

// The small set that the server keeps (recaps/text.py, pages/text.py); whatever else is pasted
// turns into it.
function extensions(lib, levels) {
  const nearest = (level) => Math.min(Math.max(level, levels[0]), levels.at(-1));
  const { Document, Paragraph, Text, Bold, Italic, HardBreak, BulletList, OrderedList, History } = lib;
  return [
    Document, Paragraph, Text, Bold, Italic, HardBreak, BulletList, History,
    OrderedList.configure({ enableListAttributes: false }),
    // Pasted headings of any level become one that there is.
    lib.Heading.configure({ levels }).extend({
      parseHTML: () => [1, 2, 3, 4, 5, 6].map((level) => ({ tag: `h${level}`, attrs: { level: nearest(level) } })),
    }),
    lib.Blockquote.extend({ content: "paragraph+" }),
    // Without the tabulator, which belongs to those who walk through the page with the keyboard.
    lib.ListItem.extend({
      addKeyboardShortcuts() {
        return { Enter: () => this.editor.commands.splitListItem(this.name) };
      },
    }),
    lib.Link.extend({
      addKeyboardShortcuts() {
        return { "Mod-k": () => Boolean(askForLink(this.editor)) };
      },
    }).configure({ autolink: false, isAllowedUri: (url) => /^(https?:|mailto:|tel:|\/|#)/i.test(url) }),
  ];
}

// Styles would not survive anyway; the policy complains about them as soon as they are parsed.
function withoutStyles(html) {
  return html
    .replace(/<style[\s\S]*?<\/style>/gi, "")
    .replace(/(<[a-z][^<>]*?)\sstyle\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)/gi, "$1");
}

async function enhance(textarea) {
  const lib = await library;
  if (editors.has(textarea) || !textarea.isConnected) return;
  const label = textarea.labels[0];
  label.id ||= `${textarea.id}_label`;
  const box = document.createElement("div");
  box.className = "rich";
  textarea.after(box);
  const focused = document.activeElement === textarea;
  textarea.hidden = true;
  const attributes = { class: "story", role: "textbox", "aria-multiline": "true", "aria-labelledby": label.id };
  const described = textarea.getAttribute("aria-describedby");
  if (described) attributes["aria-describedby"] = described;
  const editor = new lib.Editor({
    element: box,
    extensions: extensions(lib, levelsOf(textarea)),
    content: textarea.value,
    injectCSS: false, // the Content Security Policy refuses what a script styles; see work.css
    editorProps: { attributes, transformPastedHTML: withoutStyles, scrollMargin: 96, scrollThreshold: 96 },
    onUpdate() {
      textarea.value = editor.isEmpty ? "" : editor.getHTML();
      textarea.dispatchEvent(new Event("input", { bubbles: true }));
    },
  });
  editors.set(textarea, editor);
  box.prepend(toolbarOf(editor, label, levelsOf(textarea)));
  label.addEventListener("click", () => editor.commands.focus());
  if (focused) editor.commands.focus();
  // Browsers show where the caret is; who comes by the keyboard should see the whole field.
  box.addEventListener("keyup", (event) => {
    if (event.key === "Tab") box.scrollIntoView({ block: "nearest" });
  });
}

function toolbarOf(editor, label, levels) {
  const toolbar = template.content.firstElementChild.cloneNode(true);
  if (!levels.includes(2)) toolbar.querySelector("[data-do=title]").remove();
  toolbar.setAttribute("aria-label", `${toolbar.dataset.label}: ${label.textContent.trim()}`);
  const buttons = [...toolbar.querySelectorAll("button")];
  const stop = (wanted) => buttons.forEach((button) => { button.tabIndex = button === wanted ? 0 : -1; });
  stop(buttons[0]);
  toolbar.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    stop(button);
    if (button.dataset.do === "link") askForLink(editor);
    else COMMANDS[button.dataset.do](editor.chain().focus()).run();
  });
  // The selection in the text stays while the mouse is on a button.
  toolbar.addEventListener("mousedown", (event) => event.preventDefault());
  toolbar.addEventListener("keydown", (event) => {
    const at = buttons.indexOf(document.activeElement), last = buttons.length - 1;
    const to = { ArrowRight: at === last ? 0 : at + 1, ArrowLeft: at === 0 ? last : at - 1, Home: 0, End: last }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    stop(buttons[to]);
    buttons[to].focus();
  });
  const show = () => {
    for (const button of buttons) {
      const name = button.dataset.do;
      if (name === "undo" || name === "redo") button.ariaDisabled = String(!editor.can()[name]());
      else button.ariaPressed = String((STATES[name] ?? ((one) => one.isActive(name)))(editor));
    }
  };
  editor.on("transaction", show);
  show();
  return toolbar;
}

// -- Links -------------------------------------------------------------------------------------

const dialog = document.querySelector("[data-link-dialog]");
const [linkText, linkAddress] = dialog.querySelectorAll("input");
let linking; // the editor that asks

function askForLink(editor) {
  linking = editor;
  const inside = editor.isActive("link");
  if (inside) editor.commands.extendMarkRange("link");
  linkText.value = "";
  linkText.closest("[data-link-text]").hidden = inside || !editor.state.selection.empty;
  linkAddress.value = (editor.getAttributes("link").href ?? "").replace(/^(mailto|tel):/, "");
  dialog.querySelector("[data-link-remove]").hidden = !inside;
  complain(false);
  dialog.showModal();
  return true;
}

// What people type for an address: „www.jena.de“, „name@stadt.example“, „03641 49-0“.
function asAddress(typed) {
  const text = typed.trim();
  if (/^(https?:\/\/|mailto:|tel:|\/(?!\/)|#)\S+$/i.test(text)) return text;
  if (/^[^\s@:/]+@[^\s@:/]+\.[^\s@:/]+$/.test(text)) return `mailto:${text}`;
  if (/^\+?[\d\s()/-]{5,}$/.test(text)) return `tel:${text.replace(/[^\d+]/g, "")}`;
  if (/^[\p{L}\d-]+(\.[\p{L}\d-]+)+([/?#]\S*)?$/u.test(text)) return `https://${text}`;
  return "";
}

function complain(wrong) {
  dialog.querySelector("[data-link-error]").hidden = !wrong;
  linkAddress.ariaInvalid = String(wrong);
}

function answer(change) {
  dialog.close();
  change(linking.chain().focus()).run();
}

dialog.querySelector("form").addEventListener("submit", (event) => {
  event.preventDefault();
  const href = asAddress(linkAddress.value);
  if (!href) {
    complain(true);
    linkAddress.focus();
    return;
  }
  if (!linking.state.selection.empty) return answer((chain) => chain.setLink({ href }));
  const text = linkText.value.trim() || linkAddress.value.trim();
  answer((chain) => chain.insertContent({ type: "text", text, marks: [{ type: "link", attrs: { href } }] }));
});
dialog.querySelector("[data-link-remove]").addEventListener("click", () => answer((chain) => chain.unsetLink()));
dialog.querySelector("[data-link-cancel]").addEventListener("click", () => answer((chain) => chain));

// -- The page ----------------------------------------------------------------------------------

const all = (root) => Promise.all([...root.querySelectorAll("textarea[data-rich]")].map(enhance));
document.addEventListener("row-added", (event) => all(event.target));

// A jump to a field leads into its editor; plain fields take the focus as well.
function goTo(hash) {
  const field = document.getElementById(decodeURIComponent(hash.slice(1)));
  if (!field?.matches("input, textarea")) return;
  const editor = editors.get(field);
  if (editor) editor.commands.focus();
  else field.focus();
  field.closest(".place")?.scrollIntoView({ block: "nearest" });
}

addEventListener("hashchange", () => goTo(location.hash));
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href*='#']");
  if (link?.pathname === location.pathname && link.hash === location.hash) goTo(link.hash);
});

await all(document);
goTo(location.hash);
