import FoundationEssentials
import KeyhoundCore

/// The frame of the page: its policy, its style and its script.
enum HTMLPage {
  static func head(title: String) -> String {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="\(policy)">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="referrer" content="no-referrer">
    <meta name="robots" content="noindex">
    <title>\(title) - Keyhound</title>
    <style>\(style)</style>
    </head>

    """
  }

  static var foot: String { "<script>\(script)</script>\n</body>\n</html>\n" }

  /// Nothing may be loaded; only the style and the script below are taken, known by their hashes.
  private static var policy: String {
    "default-src 'none'; base-uri 'none'; form-action 'none'; style-src '\(hash(of: style))'; script-src '\(hash(of: script))'"
  }

  private static func hash(of text: String) -> String {
    "sha256-" + Data(SHA256.digest(of: Array(text.utf8))).base64EncodedString()
  }

  /// The findings are blocks and not list items: a browser numbers the rest of a list anew for each item that is hidden, numbers shown
  /// or not, and with 5,000 of them a filter took a minute or two.
  private static let style = """

    :root { color-scheme: light dark; --back: #fff; --card: #f7f7f8; --text: #1b1d22; --dim: #565b66; --line: #d4d7dd;
      --high: #b3261e; --medium: #8a5300; --low: #4a5568; --link: #0b57d0; --mark: #ffe08a; --marktext: #1b1d22; }
    @media (prefers-color-scheme: dark) { :root { --back: #16181d; --card: #1f2229; --text: #e6e8ec; --dim: #a6adba;
      --line: #3a3f4b; --high: #ff8a80; --medium: #ffb74d; --low: #a6b0c0; --link: #8ab4f8; --mark: #6b5200; --marktext: #fff; } }
    * { box-sizing: border-box; }
    body { margin: 0 auto; max-width: 72rem; padding: 1rem 1.5rem 6rem; background: var(--back); color: var(--text);
      font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
    h1 { margin: 0.5rem 0 0; font-size: 1.6rem; }
    h2 { margin: 0; font-size: 1.05rem; }
    a { color: var(--link); }
    code, pre, kbd { font-family: ui-monospace, "DejaVu Sans Mono", monospace; font-size: 0.9em; overflow-wrap: anywhere; }
    .skip { position: absolute; left: -100rem; }
    .skip:focus { left: 1rem; top: 0.5rem; padding: 0.3rem 0.6rem; background: var(--card); }
    .hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
    [hidden] { display: none !important; }
    .gap { margin: 1rem 0; padding: 0.8rem 1rem; border: 1px solid var(--high); border-left-width: 6px; border-radius: 6px; }
    .note, .keys, .place, .kind, dt { color: var(--dim); }
    #filters { position: sticky; top: 0; z-index: 1; display: flex; flex-wrap: wrap; gap: 0.5rem 1rem; align-items: center;
      margin: 1rem 0; padding: 0.7rem 1rem; background: var(--card); border: 1px solid var(--line); border-radius: 6px; }
    #filters p { margin: 0; }
    .keys { flex-basis: 100%; font-size: 0.85rem; }
    input, select, button { font: inherit; color: inherit; background: var(--back); border: 1px solid var(--dim);
      border-radius: 4px; padding: 0.2rem 0.5rem; max-width: min(18rem, 100%); }
    label, .cell > div { min-width: 0; max-width: 100%; }
    button { cursor: pointer; }
    :focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
    #findings { list-style: none; margin: 0; padding: 0; }
    #findings > li { display: block; }
    .finding { margin: 0 0 1rem; padding: 0.8rem 1rem; background: var(--card); border: 1px solid var(--line);
      border-left: 6px solid var(--low); border-radius: 6px; content-visibility: auto; contain-intrinsic-size: auto 16rem;
      scroll-margin-top: 9rem; }
    .finding.high { border-left-color: var(--high); }
    .finding.medium { border-left-color: var(--medium); }
    .badge { margin-left: 0.5rem; font-size: 0.85rem; font-weight: 600; color: var(--low); white-space: nowrap; }
    .high .badge { color: var(--high); }
    .medium .badge { color: var(--medium); }
    .place, .kind { margin: 0.2rem 0 0.5rem; }
    pre { margin: 0; padding: 0.5rem 0.7rem; white-space: pre-wrap; background: var(--back); border: 1px solid var(--line);
      border-radius: 4px; }
    mark { background: var(--mark); color: var(--marktext); }
    .cell { display: grid; grid-template-columns: 5.5rem 1fr; gap: 0.5rem; }
    .cell .prompt { padding-top: 1.9rem; text-align: right; color: var(--link); font: 0.85rem ui-monospace, monospace; }
    .cell.output .prompt { color: var(--high); }
    .cell .kind { margin: 0 0 0.2rem; font-size: 0.85rem; }
    .cell.output pre { border-style: dashed; }
    dl { margin: 0.6rem 0; }
    dl div { display: grid; grid-template-columns: 6rem 1fr; gap: 0.5rem; }
    dd { margin: 0; overflow-wrap: anywhere; }
    .actions { margin: 0.6rem 0 0; display: flex; flex-wrap: wrap; gap: 0.5rem 1rem; align-items: center; }
    .finding.finished { opacity: 0.65; }
    @media (max-width: 40rem) { body { padding: 0.5rem; } .cell, dl div { grid-template-columns: 1fr; gap: 0; }
      .cell .prompt { padding: 0; text-align: left; } #filters { position: static; } }
    @media print { #filters, .actions, .skip { display: none; } .finding { content-visibility: visible; break-inside: avoid; } }

    """

  private static let script = """

    "use strict";
    const form = document.getElementById("filters");
    const count = document.getElementById("count");
    const all = Array.from(document.querySelectorAll(".finding"));
    const key = "keyhound-done";
    const done = new Set(load());
    let current = -1;

    function load() {
      try { return JSON.parse(localStorage.getItem(key)) || []; } catch (error) { return []; }
    }
    function save() {
      try { localStorage.setItem(key, JSON.stringify(Array.from(done))); } catch (error) { /* remembered while the page is open */ }
    }
    function value(name) {
      const field = form.elements[name];
      return field ? field.value.trim().toLowerCase() : "";
    }
    function isShown(finding) {
      const data = finding.dataset;
      return (!value("rule") || data.rule.toLowerCase() === value("rule"))
        && (!value("confidence") || data.confidence === value("confidence"))
        && data.path.toLowerCase().includes(value("path")) && data.commit.startsWith(value("commit"))
        && (form.elements.done.checked || !done.has(data.id) || finding.contains(document.activeElement));
    }
    function update() {
      let shown = 0;
      for (const finding of all) {
        finding.classList.toggle("finished", done.has(finding.dataset.id));
        finding.querySelector(".done").checked = done.has(finding.dataset.id);
        finding.parentElement.hidden = !isShown(finding);
        if (!finding.parentElement.hidden) shown += 1;
      }
      count.textContent = shown + " of " + all.length + " shown, " + done.size + " done";
    }
    function mark(finding, isDone) {
      if (isDone) done.add(finding.dataset.id); else done.delete(finding.dataset.id);
      save();
      update();
    }
    function move(step) {
      const shown = all.filter(finding => !finding.parentElement.hidden);
      if (shown.length === 0) return;
      const index = shown.indexOf(all[current]);
      const next = shown[Math.min(Math.max(index + step, 0), shown.length - 1)];
      current = all.indexOf(next);
      next.focus();
    }
    function copyText(finding, what) {
      if (what === "exception") {
        return finding.dataset.id + "  # " + finding.dataset.rule + " in " + finding.dataset.path;
      }
      const steps = Array.from(finding.querySelectorAll(".steps li"), (step, index) => (index + 1) + ". " + step.textContent);
      return [finding.querySelector("h2").textContent, finding.querySelector(".place").textContent].concat(steps).join("\\n");
    }
    async function copy(button) {
      const text = copyText(button.closest(".finding"), button.dataset.copy);
      const label = button.textContent;
      let message = "Copied";
      try { await navigator.clipboard.writeText(text); } catch (error) { message = copyBySelection(text) ? "Copied" : "Not copied"; }
      button.textContent = message;
      count.textContent = message;
      setTimeout(() => { button.textContent = label; }, 1500);
    }
    function copyBySelection(text) {
      const area = document.createElement("textarea");
      area.value = text;
      document.body.append(area);
      area.select();
      const isCopied = document.execCommand("copy");
      area.remove();
      return isCopied;
    }

    if (form) {
      form.hidden = false;
      form.addEventListener("submit", event => event.preventDefault());
      form.addEventListener("input", update);
      form.addEventListener("reset", () => setTimeout(update));
      document.addEventListener("click", event => {
        const button = event.target.closest("button[data-copy]");
        if (button) copy(button);
      });
      document.addEventListener("change", event => {
        if (event.target.classList.contains("done")) mark(event.target.closest(".finding"), event.target.checked);
      });
      document.addEventListener("focusin", event => {
        const finding = event.target.closest(".finding");
        if (finding) current = all.indexOf(finding);
      });
      document.addEventListener("keydown", event => {
        if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
        const finding = all[current];
        if (event.key === "j") move(1);
        else if (event.key === "k") move(-1);
        else if (event.key === "/") { event.preventDefault(); form.elements.path.focus(); }
        else if (event.key === "d" && finding) mark(finding, !done.has(finding.dataset.id));
      });
      update();
    }

    """
}
