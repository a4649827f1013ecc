// The foot of the review page: handing in, under which name, the receipt, and how feedback is looked for.

import { download } from "./downloading.js";
import { address, announce, fresh, h, say } from "./parts.js";
import { notice } from "./saving.js";
/** @import { Drawn } from "./page.d.ts" */
/** @import { AddMessage, FetchMessage, FormAnswers, FormPage } from "./views.d.ts" */
/** @import { NextView, PutAnswerMessage, SentView, SubmitMessage } from "./views.d.ts" */
/** @import { Outbox } from "./outbox.js" */

/** @typedef {PutAnswerMessage | SubmitMessage | FetchMessage | AddMessage} FormMessage */

const SUBMITTING = 120000; // milliseconds: an exchange on a network drive may be slow
const BRINGING = 60000; // milliseconds
const LARGEST = 5000000; // bytes: what goes through a server's socket with ease

export class Handing {
  #asking = false;
  #submitting = false;
  #place = h("div", { class: "receipt", role: "status" });
  #trouble = h("div", { class: "trouble", role: "status" });
  #go = h("div", {});
  #actions = h("div", {});
  #onward = h("div", { class: "onward" });
  #news = h("div", { class: "news" });

  /**
   * @param {Drawn<FormPage>["model"]} model
   * @param {Outbox<FormMessage>} box
   */
  constructor(model, box) {
    this.model = model;
    this.box = box;
    this.words = model.get("words");
    this.submits = model.get("view").submits;
    this.element = h("div", { class: "handing" },
      this.#go, this.#trouble, this.#place, this.#actions, this.#onward, this.#news);
    this.draw();
  }

  get #state() {
    return this.model.get("handing");
  }

  /** Draw anew what is known of the receipt, the name and the feedback. */
  draw() {
    const { next, sent } = this.#state;
    this.#drawGo();
    this.#onward.replaceChildren(...next.map(onward));
    if (sent) this.#place.replaceChildren(receipt(sent.title, sent.lines));
    this.#actions.replaceChildren(...(sent ? this.#afterwards(sent) : []));
    this.#drawNews();
  }

  #drawGo() {
    const { words } = this;
    const { closed, sent } = this.#state;
    if (!this.submits) this.#go.replaceChildren(h("p", { class: "hint" }, words.no_submit));
    else if (closed) this.#go.replaceChildren(notice("", closed));
    else if (!this.#asking) {
      this.#go.replaceChildren(h("div", { class: "go" },
        h("button", { class: sent ? "button submit" : "button main submit", onclick: () => this.#submit("") },
          sent ? words.submit_again : words.submit),
        h("span", { class: "hint prose" }, words.submit_hint)));
    }
  }

  /**
   * Ask for the name to hand in under.
   * @param {string} proposal
   */
  #ask(proposal) {
    const { words } = this;
    const [id, hint] = [fresh("ks-name"), fresh("ks-hint")];
    this.#asking = true;
    const field = h("input", { id, class: "field", value: proposal, maxlength: 64, autocomplete: "username",
      spellcheck: "false", autocapitalize: "off", "aria-describedby": hint,
      onkeydown: (event) => event.key === "Enter" && this.#submit(field.value) });
    this.#go.replaceChildren(h("div", { class: "naming" },
      h("label", { for: id, class: "legend" }, words.ask_name),
      h("p", { id: hint, class: "hint prose" }, words.ask_hint), field,
      h("div", { class: "go" }, h("button", { class: "button main submit",
        onclick: () => this.#submit(field.value) }, words.submit_as))));
    field.focus();
  }

  /** @param {string} learner the name to hand in under, or empty */
  async #submit(learner) {
    const { words } = this;
    if (this.#submitting) return; // a second click is none: one act, one receipt
    if (this.#asking && !learner.trim()) {
      this.#trouble.replaceChildren(notice("problem", words.bad_name));
      return;
    }
    this.#submitting = true;
    this.box.flush();
    announce(this.#trouble, words.submitting);
    /** @type {FormAnswers["submit"]} */
    let outcome = { done: false, title: words.not_submitted, text: words.not_answering, asks: false,
      learner: "" };
    try {
      const { answer } = await this.box.ask({ do: "submit", learner }, words.not_answering, SUBMITTING);
      outcome = /** @type {FormAnswers["submit"]} */ (answer);
    } catch (error) {
      if (error instanceof Error) outcome.text = error.message;
    }
    this.#submitting = false;
    this.#told(outcome);
  }

  /** @param {FormAnswers["submit"]} outcome */
  #told({ asks, done, learner, text, title }) {
    const { words } = this;
    this.#trouble.replaceChildren();
    if (asks) {
      if (!this.#asking) this.#ask(learner);
      if (text) this.#trouble.replaceChildren(notice("problem", text));
    } else if (done) {
      const named = this.#asking;
      this.#asking = false;
      this.draw();
      if (!this.#state.sent) this.#place.replaceChildren(receipt(title, [text]));
      if (named) this.#go.querySelector("button")?.focus();
    } else {
      this.#trouble.replaceChildren(receipt(title, [text], "problem"));
      const { sent } = this.#state;
      if (sent && !sent.zip) this.#place.replaceChildren(receipt(words.sent_before, sent.lines));
    }
    if (done) this.#onward.scrollIntoView({ block: "nearest" });
    (done ? this.#place : this.#trouble).scrollIntoView({ block: "nearest" });
  }

  /**
   * What can be done once answers are handed in.
   * @param {SentView} sent
   */
  #afterwards(sent) {
    const { words } = this;
    const name = h("p", { class: "as" }, say(words, "sent_as", { learner: sent.learner }),
      sent.change && !this.#state.closed && h("button", { class: "button quiet",
        onclick: () => this.#ask(sent.learner) }, words.change_name));
    if (!sent.zip) return [name];
    return [name, h("div", { class: "go" },
      h("button", { class: "button main", onclick: () => this.#save() }, words.save_file),
      sent.letter && h("a", { class: "button", href: sent.letter },
        say(words, "write_to", { contact: sent.contact })))];
  }

  /** Save the file that was handed in through the browser: the server may be on another machine. */
  async #save() {
    try {
      const { answer, buffers } = await this.box.ask({ do: "save" }, this.words.save_slow, BRINGING);
      download(/** @type {FormAnswers["save"]} */ (answer), buffers, "application/zip");
      this.#trouble.replaceChildren();
    } catch (error) {
      if (error instanceof Error) this.#trouble.replaceChildren(notice("problem", error.message));
    }
  }

  #drawNews() {
    const { words } = this;
    const { looked, looks, sent } = this.#state;
    const file = h("input", { type: "file", accept: ".html,.zip", hidden: true,
      "aria-label": words.add_feedback, onchange: () => file.files?.[0] && this.#add(file.files[0]) });
    this.#news.replaceChildren(...(sent ? [
      h("p", { class: "hint", role: "status" }, looked),
      h("div", { class: "go" },
        looks && h("button", { class: "button quiet", onclick: () => this.#look() }, words.look_again),
        h("button", { class: "button quiet", onclick: () => file.click() }, words.add_feedback),
        file)] : []));
  }

  async #look() {
    const line = this.#news.querySelector("p");
    if (line) announce(line, this.words.looking);
    try {
      await this.box.ask({ do: "look" }, this.words.not_answering);
    } catch (error) {
      if (line && error instanceof Error) announce(line, error.message);
    }
  }

  /** @param {File} file */
  async #add(file) {
    const { words } = this;
    let wrong = say(words, "no_feedback_in", { name: file.name });
    try {
      if (file.size <= LARGEST) {
        /** @type {AddMessage} */
        const message = { do: "add", name: file.name, data: await encoded(file) };
        const { answer } = await this.box.ask(message, words.not_answering, BRINGING);
        wrong = /** @type {FormAnswers["add"]} */ (answer);
      }
    } catch (error) {
      if (error instanceof Error) wrong = error.message;
    }
    this.#trouble.replaceChildren(wrong ? notice("problem", wrong) : notice("done", words.added));
  }
}

/**
 * A headline with lines of text under it.
 * @param {string} title
 * @param {readonly string[]} lines
 * @param {string} [kind]
 */
const receipt = (title, lines, kind = "done") => h("div", { class: `notice ${kind}` }, h("h3", {}, title),
  lines.map((line) => h("p", {}, line)));

/**
 * A way on from here.
 * @param {NextView} next
 * @param {number} at its place among the ways
 */
const onward = ({ href, label, lead }, at) => h("p", {}, h("span", {}, lead), " ",
  h("a", { class: at === 0 ? "button" : "", href: address(href) }, label));

/**
 * A file's bytes in base64.
 * @param {File} file
 * @returns {Promise<string>}
 */
const encoded = (file) => new Promise((resolve, reject) => {
  const reader = new FileReader();
  reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ""));
  reader.onerror = () => reject(reader.error);
  reader.readAsDataURL(file);
});
