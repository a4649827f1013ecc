// Commitments: a module's prompts and what was written to them, or the whole plan with the page made from it.

import { notices, outbox } from "./outbox.js";
import { fresh, h, root, say } from "./parts.js";
import { TYPING, bound, growing, labelled, newId, rowList, undoBar } from "./rows.js";

function render({ model, el }) {
  const words = model.get("words");
  const first = model.get("view");
  root(el, "commitments");
  const box = outbox(model, words, first.whole ? "plan" : `commitments ${first.groups[0].source}`, () => show());
  const told = notices(model);
  const undo = undoBar(words, () => box.send("removed", { do: "restore" }));
  const groups = new Map(); // source -> { list, element, heading }
  const holder = h("div", { class: "groups" });
  const empty = h("p", { class: "muted" }, words.empty);
  const exported = h("div", { role: "status", class: "exported" });

  function draw(row, changed) {
    const what = bound(growing({ maxlength: 2000 }), row, "what", changed);
    const who = bound(h("input", { type: "text", maxlength: 200 }), row, "who", changed);
    const by = bound(h("input", { type: "text", maxlength: 200 }), row, "by", changed);
    const principle = bound(h("select", {}, h("option", { value: "" }, words.no_principle),
      first.principles.map((one) => h("option", { value: one.id }, one.label))), row, "principle", changed);
    const prompt = first.prompts.find((one) => one.id === row.prompt);
    const away = h("button", { class: "button quiet", onclick: () => remove(row) }, words.remove);
    const element = h("div", { class: "commitment", role: "group", "aria-label": prompt?.ask ?? words.commitment },
      prompt && h("p", { class: "ask" }, prompt.ask),
      labelled(words.what, what.field, prompt?.starts),
      h("div", { class: "facts" }, labelled(words.who, who.field), labelled(words.by, by.field), labelled(words.principle, principle.field), away));
    const named = () => away.setAttribute("aria-label", say(words, "remove_this", { what: short(row.what) }));
    named();
    return { element, first: what.field, show: (now) => { [what, who, by, principle].forEach((one) => one.show(now)); named(); } };
  }

  const short = (text) => { const line = text.trim().replace(/\s+/g, " ") || words.untitled; return line.length > 80 ? `${line.slice(0, 79)}…` : line; };

  function remove(row) {
    const { list } = groups.get(row.source);
    const blank = list.isBlank(row.id);
    list.flush();
    list.take(row.id);
    drawPrompts();
    drawEmpty();
    if (blank) return el.querySelector(".prompts button, .add")?.focus();
    box.send(row.id, { do: "remove", id: row.id });
    groups.get(row.source).element.after(undo.element);
    undo.show(short(row.what));
  }

  function add(source, prompt = null) {
    undo.clear();
    const given = { source, prompt: prompt?.id ?? "", principle: prompt?.cite ?? "" };
    const card = groups.get(source).list.fresh({ id: newId("c"), what: "", who: "", by: "", ...given }, given);
    drawPrompts();
    drawEmpty();
    card.first.focus();
  }

  function drawEmpty() {
    for (const { element, list } of groups.values()) element.hidden = first.whole && list.count() === 0;
    empty.hidden = !first.whole || [...groups.values()].some(({ list }) => list.count());
  }

  function group(source, title) {
    const id = fresh("ks-group");
    const place = h("div", {});
    const heading = h("h2", { id }, title);
    const element = h("section", { "aria-labelledby": id }, heading, ...(first.whole ? [] : [h("p", { class: "prose lead" }, words.lead)]), place);
    groups.set(source, { element, list: rowList(box, place, draw) });
    holder.append(element);
    return groups.get(source);
  }

  const prompts = h("div", { class: "prompts" });
  function drawPrompts() {
    if (first.whole) return;
    const source = first.groups[0].source;
    const { list } = groups.get(source);
    const open = first.prompts.filter((one) => !list.rows().some((row) => row.prompt === one.id));
    prompts.replaceChildren(...open.map((one) => h("div", { class: "prompt" }, h("p", { class: "ask" }, one.ask),
      h("button", { class: "button", "aria-label": say(words, "write_this", { ask: one.ask }), onclick: () => add(source, one) }, words.write))),
    h("div", { class: "go" }, h("button", { class: "button quiet", onclick: () => add(source) }, words.add_own)));
  }

  const owner = h("input", { type: "text", maxlength: 200, class: "field" });
  let typing = null;
  const named = () => { clearTimeout(typing); typing = null; box.send("owner", { do: "owner", value: owner.value }); };
  owner.addEventListener("input", () => { clearTimeout(typing); typing = setTimeout(named, TYPING); box.typing(); });
  owner.addEventListener("change", named);
  const flush = () => { if (typing) named(); for (const { list } of groups.values()) list.flush(); };

  function show() {
    const view = model.get("view");
    for (const { source, title, rows } of view.groups) (groups.get(source) ?? group(source, view.whole ? title : words.title)).list.show(rows);
    for (const [source, { element, list }] of groups) {
      if (!view.groups.some((one) => one.source === source)) list.show([]);
    }
    drawEmpty();
    if (!typing && !box.waits("owner")) owner.value = view.owner;
    drawPrompts();
    if (exported.dataset.shown !== JSON.stringify(view.exported)) drawExported(view.exported);
  }

  function drawExported({ made, lines }) {
    exported.dataset.shown = JSON.stringify({ made, lines });
    const at = location.pathname.match(/^(.*?)\/(?:lab|doc|notebooks)\/(?:workspaces\/[^/]+\/)?(?:tree\/)?(.*\/)?[^/]*$/);
    const link = made && at && h("p", {}, h("a", { href: `${at[1]}/files/${at[2] ?? ""}my-action-plan.html`, target: "_blank", rel: "noopener" }, words.open_page));
    exported.replaceChildren(...(lines.length ? [h("div", { class: `notice ${made ? "done" : ""}` }, lines.map((line) => h("p", {}, line)), link)] : []));
  }

  const finish = () => first.whole && h("section", { class: "finish" },
    labelled(words.owner, owner, words.owner_hint),
    h("div", { class: "go" },
      h("button", { class: "button main", onclick: () => { flush(); exported.dataset.shown = ""; box.send("export", { do: "export" }); } }, words.export),
      h("span", { class: "hint" }, words.export_hint)),
    exported);

  el.append(
    h("div", { class: "bar" }, h("span", { class: "kicker" }, first.whole ? words.plan : first.groups[0].title), h("span", { class: "grow" }), box.element),
    told.element,
    ...(first.whole ? [h("p", { class: "prose lead" }, words.plan_lead)] : []),
    empty, holder, undo.element,
    first.whole ? h("div", { class: "go" }, h("button", { class: "button add", onclick: () => add("own") }, words.add_own)) : prompts,
    ...[finish()].filter(Boolean),
    h("p", { class: "hint private" }, words.private));
  show();
  box.recover();
  const hidden = () => { if (document.visibilityState === "hidden") flush(); };
  document.addEventListener("visibilitychange", hidden);
  model.on("change:view", show);
  return () => {
    flush();
    document.removeEventListener("visibilitychange", hidden);
    model.off("change:view", show);
    box.leave();
    told.leave();
  };
}

export default { render };
