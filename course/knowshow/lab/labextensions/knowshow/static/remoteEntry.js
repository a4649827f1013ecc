// The course's JupyterLab extension, by hand: no bundler, so it is read and served as it stands here.
// It runs a course notebook on open (only one whose code is the package's own), hides code,
// keeps single keys from deleting cells, and adds the way to the neighbouring modules.
"use strict";
/** @import { About, App, Cell, Lab, Panel, Scope, Shipped, Side, Tracker, Widget } from "./lab.d.ts" */

{
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const home = script.src.replace(/[^/]*$/, "");
  const START = "doc/tree/00-start-here.ipynb";
  /** @type {Scope} */
  let scope = {};
  window.__ksNext = location.hash === "#next"; // JupyterLab takes the address over
  window.__ksLook ||= location.hash === "#look-up";
  const step = location.hash.slice(1);

  /**
   * What one of JupyterLab's modules exports.
   * @param {string} name
   */
  const shared = async (name) => {
    const [latest] = Object.values(scope[`@jupyterlab/${name}`]).slice(-1);
    const factory = await latest.get();
    return factory();
  };

  const plugins = async () => {
    if (!scope["@jupyterlab/notebook"]) return []; // a page without JupyterLab's notebook, such as Voilà's
    const names = ["application", "cells", "notebook", "coreutils", "apputils"];
    /** @type {Lab} */
    const lab = Object.assign({}, ...(await Promise.all(names.map(shared))));
    const courseMode = lab.PageConfig.getOption("knowshowCourse") === "true";
    const course = {
      id: "knowshow:course",
      autoStart: true,
      requires: [lab.INotebookTracker],
      /** @type {(app: App, tracker: Tracker) => void} */
      activate: (app, tracker) => {
        if (courseMode) {
          findPage(lab.PageConfig.getBaseUrl());
          keepHistory();
        }
        addStyle();
        /** @type {Promise<Shipped>} */
        const shipped = fetch(`${home}shipped.json`).then((reply) => reply.json());
        const first = window.__ksFirst;
        /** @type {(panel: Panel) => void} */
        const shown = !courseMode ? () => {} : first ? (panel) => first.handOver(panel.node) : veil(shipped);
        if (courseMode) app.restored.then(() => calm(app));
        tracker.widgetAdded.connect((_, panel) => open(panel, shipped, lab).finally(() => shown(panel)));
      },
    };
    return courseMode ? [course, quiet(lab)] : [course];
  };

  /**
   * Until the page has its shape, nothing of JupyterLab shows that would jump; gives what ends it.
   * @param {Promise<Shipped>} shipped
   */
  const veil = (shipped) => {
    const note = document.createElement("p");
    note.classList.add("ks-opening", "ks-veil");
    shipped.then(({ strings }) => { note.textContent = strings.opening; });
    document.documentElement.dataset.ksVeiled = "true";
    document.body.append(note);
    const lift = () => requestAnimationFrame(() => requestAnimationFrame(() => {
      delete document.documentElement.dataset.ksVeiled;
      note.remove();
    }));
    setTimeout(lift, 10_000); // whatever else is opened here must not stay unseen
    return lift;
  };

  /**
   * JupyterLab without a page is a blank one, and with a page that is not there it opens a dialog.
   * @param {string} base
   */
  const findPage = async (base) => {
    const at = location.pathname.split("/tree/")[1];
    if (!at) return location.replace(base + START);
    const reply = await fetch(`${base}api/contents/${at}?content=0`);
    if (reply.status === 404) location.replace(`${base}no-such-page`);
  };

  /**
   * A page is one step for the browser's *Back*: what JupyterLab writes into the history while it opens is
   * none. What names a step of a module is ours, and stays.
   */
  const keepHistory = () => {
    const push = history.pushState.bind(history);
    history.pushState = (state, unused, url) => {
      const to = new URL(url ?? "", location.href);
      if (to.hash) return push(state, unused, url);
      if (to.pathname === location.pathname) to.hash = location.hash;
      history.replaceState(state, unused, to);
    };
  };

  /**
   * In course mode the page itself says that the server is gone; JupyterLab's dialog would speak of Jupyter.
   * @param {Lab} lab
   */
  const quiet = (lab) => ({
    id: "knowshow:connection-lost",
    autoStart: true,
    provides: lab.IConnectionLost,
    activate: () => () => Promise.resolve(),
  });

  const CHROME = new Set(["jp-top-panel", "jp-menu-panel", "jp-bottom-panel", "jp-main-statusbar",
    "jp-title-panel-title"]);

  /**
   * Course mode: the notebook is the page. Lumino lays out what is not hidden, so widgets are hidden and not
   * styled away.
   * @param {App} app
   */
  const calm = (app) => {
    document.body.dataset.ksCourse = "true";
    /** @param {Widget} widget */
    const walk = (widget) => {
      if (CHROME.has(widget.id)) widget.hide();
      else for (const child of widget.children()) walk(child);
    };
    walk(app.shell);
    for (const side of /** @type {Side[]} */ (["left", "right"])) {
      if (app.shell.isSideTabBarVisible(side)) app.shell.toggleSideTabBarVisibility(side);
    }
  };

  /**
   * @param {Panel} panel
   * @param {Promise<Shipped>} shipped
   * @param {Lab} lab
   */
  const open = async (panel, shipped, lab) => {
    await panel.context.ready;
    const about = /** @type {About | undefined} */ (panel.content.model.getMetadata("knowshow"));
    if (!about) return;
    panel.addClass("ks-notebook");
    panel.toolbar.hide();
    const [manners, bars, { putInSteps }, { comeBack }, top] = await Promise.all(
      ["manners", "bars", "steps", "come-back", "kept-top"].map((name) => import(`${home}${name}.js`)));
    manners.leaveMenu(panel);
    guardKeys(panel);
    skipCells(panel);
    stayClean(panel);
    const { strings, cells, steps } = await shipped;
    const way = { path: panel.context.path, about, says: strings };
    /** @param {Event} event */
    const toSearch = (event) => lookUp(panel, event);
    pageOf(panel).prepend(bars.topBar({ ...way, lookUp: toSearch }));
    pageOf(panel).append(bars.endBar(way));
    const minutes = document.body.dataset.ksCourse && steps[panel.context.path.replace(/\.ipynb$/, "")];
    if (minutes) {
      putInSteps({ panel, page: pageOf(panel), minutes, says: strings, asked: step, title: about.title });
    }
    manners.beginAtTop(panel, pageOf(panel));
    if (document.body.dataset.ksCourse) top.keep(); // in a plain JupyterLab an address is not one page's
    if (document.body.dataset.ksCourse && !window.__ksNext) top.comeTo(pageOf(panel));
    if (trusted(panel, cells)) manners.reserve(codeCells(panel).find(own), strings.opening);
    if (document.body.dataset.ksCourse) nameWindow(panel, `${about.title} · ${strings.course}`);
    followLinks(panel, bars.address);
    const start = async () => {
      await panel.sessionContext.ready;
      const run = () => runOwn(panel, lab);
      comeBack(panel, strings, run, lab);
      await run();
    };
    if (!trusted(panel, cells)) return askFirst(panel, strings, start);
    start();
  };

  /** @param {Panel} panel */
  const codeCells = (panel) => panel.content.widgets.filter((cell) => cell.model.type === "code");

  /** @param {Cell} cell */
  const own = (cell) => {
    const tags = cell.model.getMetadata("tags");
    return Array.isArray(tags) && tags.includes("knowshow");
  };

  /**
   * @param {Panel} panel
   * @param {readonly string[]} known
   */
  const trusted = (panel, known) => {
    return codeCells(panel).every((cell) => known.includes(cell.model.sharedModel.getSource()));
  };

  /**
   * One after the other, in page order, with a breath between them for what the reader does meanwhile; a cell
   * that fails stops no other. Not by JupyterLab's "Run", which scrolls to the cell: she is at the story.
   * @param {Panel} panel
   * @param {Lab} lab
   */
  const runOwn = async (panel, lab) => {
    for (const cell of codeCells(panel).filter(own)) {
      await lab.CodeCell.execute(cell, panel.sessionContext).catch(() => {});
      await breath();
    }
  };

  const breath = () => new Promise((done) => {
    if ("requestIdleCallback" in window) requestIdleCallback(done, { timeout: 1000 });
    else setTimeout(done, 50);
  });

  /**
   * @param {Panel} panel
   * @param {Shipped["strings"]} says
   * @param {() => Promise<void>} start
   */
  const askFirst = (panel, says, start) => {
    const box = document.createElement("div");
    box.className = "ks-ask";
    box.setAttribute("role", "region");
    box.setAttribute("aria-label", says.run);
    const text = document.createElement("p");
    text.textContent = says.changed;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = says.run;
    button.addEventListener("click", () => {
      const bar = panel.node.querySelector(".ks-bar a");
      box.remove();
      if (bar instanceof HTMLElement) bar.focus();
      start();
    });
    box.append(text, button);
    pageOf(panel).prepend(box);
  };

  /**
   * What scrolls: everything that is read lies in it.
   * @param {Panel} panel
   */
  const pageOf = (panel) => panel.node.querySelector(".jp-WindowedPanel-outer") ?? panel.content.node;

  /**
   * A cell is no control here: it is neither a stop for the Tab key nor boxed when the page opens, and a page
   * is no feed of articles that a screen reader should count.
   * @param {Panel} panel
   */
  const skipCells = (panel) => {
    const skip = () => {
      const every = panel.node.querySelectorAll.bind(panel.node);
      for (const cell of every('.jp-Cell[tabindex="0"]')) cell.setAttribute("tabindex", "-1");
      for (const cell of every(".jp-Cell[aria-label]")) cell.removeAttribute("aria-label");
      for (const feed of every('[role="feed"]')) feed.removeAttribute("role");
    };
    const watched = { subtree: true, childList: true, attributeFilter: ["tabindex", "role", "aria-label"] };
    new MutationObserver(skip).observe(panel.node, watched);
    skip();
  };

  /**
   * Lumino looks for this attribute on the focused element; Ctrl, Cmd and Alt keep their meaning. Line breaks
   * and undo belong to the field in which one writes, and what lies in no cell keeps its focus: the notebook
   * takes both.
   * @param {Panel} panel
   */
  const guardKeys = (panel) => {
    /** @type {(names: readonly string[], within: string) => void} */
    const keep = (names, within) => {
      /** @param {Event} event */
      const stop = (event) => {
        const { target } = event;
        if (!(target instanceof Element) || !panel.node.contains(target)) return;
        if (target.closest(within)) event.stopPropagation();
      };
      for (const name of names) window.addEventListener(name, stop, { capture: true });
    };
    keep(["beforeinput"], "textarea,input");
    keep(["keydown", "focusin"], ".ks-bar, .ks-ask, .ks-top, .ks-steps, .ks-onward, .ks-landed");
    window.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const target = event.target;
      if (target instanceof Element && panel.node.contains(target)) {
        target.setAttribute("data-lm-suppress-shortcuts", "true");
      }
    }, { capture: true });
  };

  /**
   * Outputs are drawn anew on each open and answers lie in files of their own: nothing to save here,
   * so no "unsaved changes" question on leaving.
   * @param {Panel} panel
   */
  const stayClean = (panel) => {
    const model = panel.content.model;
    model.stateChanged.connect((_, change) => {
      if (change.name === "dirty" && change.newValue) model.dirty = false;
    });
  };

  /**
   * On the page that holds the search itself, go there without opening it anew.
   * @param {Panel} panel
   * @param {Event} event
   */
  const lookUp = (panel, event) => {
    const field = panel.node.querySelector(".ks-explorer input");
    if (!(field instanceof HTMLElement)) return;
    event.preventDefault();
    field.focus();
    field.scrollIntoView({ block: "center" });
  };

  /**
   * JupyterLab names the window after the file, and does so anew now and then.
   * @param {Panel} panel
   * @param {string} name
   */
  const nameWindow = (panel, name) => {
    const give = () => {
      if (panel.isVisible && document.title !== name) document.title = name;
    };
    const title = document.querySelector("title");
    if (title) new MutationObserver(give).observe(title, { childList: true });
    give();
  };

  /**
   * A link in the text to another page of the course opens it in the same calm view.
   * @param {Panel} panel
   * @param {(name: string, path: string, folder: string) => string} address
   */
  const followLinks = (panel, address) => {
    panel.node.addEventListener("click", (event) => {
      const link = event.target instanceof Element && event.target.closest(".jp-MarkdownOutput a[href]");
      if (!(link instanceof HTMLAnchorElement) || event.button) return;
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      const found = decodeURIComponent(new URL(link.href).pathname).match(/\/(?:files|tree)\/(.*\.ipynb)$/);
      if (!found) return;
      event.preventDefault();
      event.stopPropagation();
      location.assign(address(found[1], panel.context.path, ""));
    }, { capture: true });
  };

  const addStyle = () => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = `${home}course.css`;
    document.head.append(link);
  };

  (window._JUPYTERLAB ??= {}).knowshow = {
    /** @param {Scope} given */
    init: (given) => {
      scope = given;
    },
    get: async () => {
      const made = await plugins();
      return () => ({ __esModule: true, default: made });
    },
  };
}
