// What the pages need beyond links and forms. Everything works without it, less comfortably.
(function () {
  "use strict";

  var csrf = document.body.getAttribute("data-csrf") || "", me = document.body.getAttribute("data-me") || "";
  function all(selector, within) { return Array.prototype.slice.call((within || document).querySelectorAll(selector)); }
  function make(tag, className, text) {
    var element = document.createElement(tag);
    if (className) element.className = className;
    if (text) element.textContent = text;
    return element;
  }
  function post(url, values) {
    var body = new URLSearchParams(values);
    return fetch(url, { method: "POST", body: body, credentials: "same-origin", headers: { "X-CSRFToken": csrf, "X-Requested-With": "fetch" } });
  }

  // --- the menu shows where one is ---
  all(".j-menu a.active").forEach(function (here) {
    var box = here.closest(".j-menu"), own = here.getBoundingClientRect(), frame = box.getBoundingClientRect();
    if (own.bottom > frame.bottom - 48) box.scrollTop += own.bottom - frame.bottom + frame.height / 2;
  });

  // --- notices ---
  function notice(text, kind) {
    var place = document.getElementById("notices");
    if (!place) return null;
    var box = make("div", "j-notice j-notice-" + (kind || "info"));
    box.appendChild(make("span", "", text));
    var close = make("button", "j-notice-close", "×");
    close.type = "button";
    close.setAttribute("data-close-notice", "");
    close.setAttribute("aria-label", "关闭这条提示");
    box.appendChild(close);
    place.appendChild(box);
    box.scrollIntoView({ block: "nearest" });
    return box;
  }

  // --- a question before what is hard to undo ---
  function ask(text, danger, yes) {
    var box = document.getElementById("ask");
    if (!box || !window.bootstrap) { if (window.confirm(text)) yes(); return; }
    var modal = window.bootstrap.Modal.getOrCreateInstance(box), button = box.querySelector("[data-ask-yes]");
    box.querySelector("[data-ask-text]").textContent = text;
    button.className = danger ? "btn btn-danger" : "btn btn-primary";
    button.onclick = function () { modal.hide(); yes(); };
    modal.show();
  }

  // --- forms: one submit, a question, a warning before leaving ---
  var leaving = false, dirty = new Set(), SENT = "jishi-sent", HELD = "jishi-held";
  function sent(form) {
    form.setAttribute("data-sent", "");
    leaving = true;
    var key = form.getAttribute("data-draft-key") || sessionStorage.getItem(HELD);
    var once = form.querySelector("input[name=_once]");
    if (key) { sessionStorage.setItem(SENT, JSON.stringify([key, once ? once.value : ""])); sessionStorage.removeItem(HELD); }
    // After the submit itself, or a disabled button's own name would not be sent.
    setTimeout(function () { all("button:not([type=button]), input[type=submit]", form).forEach(function (b) { b.disabled = true; b.setAttribute("aria-busy", "true"); }); }, 0);
  }
  function offline(form) {
    var words = "现在没有网络，还没有提交。填的都留着，有网络后再点一次。", state = form.querySelector("[data-draft-state]");
    if (state) state.textContent = words; else notice(words, "error");
  }
  document.addEventListener("submit", function (event) {
    var form = event.target, button = event.submitter;
    if (form.method !== "post" || form.hasAttribute("hx-post")) return;
    if (form.hasAttribute("data-sent")) { event.preventDefault(); return; }
    if (navigator.onLine === false) { event.preventDefault(); offline(form); return; }
    var question = (button && button.getAttribute("data-confirm")) || form.getAttribute("data-confirm");
    if (question && !form.hasAttribute("data-asked")) {
      event.preventDefault();
      ask(question, form.hasAttribute("data-danger") || (button && button.classList.contains("btn-danger")), function () {
        form.setAttribute("data-asked", "");
        if (button) button.click(); else form.submit();
      });
      return;
    }
    sent(form);
  });
  window.addEventListener("pageshow", function (event) {
    if (!event.persisted) return;
    leaving = false; sessionStorage.removeItem(SENT);
    all("form[data-sent]").forEach(function (form) { form.removeAttribute("data-sent"); form.removeAttribute("data-asked"); all("[aria-busy]", form).forEach(function (b) { b.disabled = false; b.removeAttribute("aria-busy"); }); });
  });
  function touched(event) { var form = event.target.form; if (form && form.hasAttribute("data-guard")) dirty.add(form); }
  document.addEventListener("input", touched);
  document.addEventListener("change", touched);
  window.addEventListener("beforeunload", function (event) { if (csrf && dirty.size && !leaving) { event.preventDefault(); event.returnValue = ""; } });

  // --- drafts: kept on the server for this account every five seconds while one writes ---
  // The draft of a form just sent is dropped by the next page once the server says that it was
  // taken; a page that shows it refused (data-unsent) holds it until it is sent again. What was
  // typed is also kept in the tab, at once and without a network, for this account alone.
  var KEPT = "jishi-kept:";
  function settle() {
    var mark = JSON.parse(sessionStorage.getItem(SENT) || "null"), done = Promise.resolve();
    sessionStorage.removeItem(SENT);
    Object.keys(sessionStorage).forEach(function (name) { if (me && name.indexOf(KEPT) === 0 && name.indexOf(KEPT + me + ":") !== 0) sessionStorage.removeItem(name); });
    if (document.querySelector("[data-unsent]")) { if (mark) sessionStorage.setItem(HELD, mark[0]); return done; }
    sessionStorage.removeItem(HELD);
    if (!mark || !csrf) return done;
    return post("/drafts/", { key: mark[0], once: mark[1], discard: "1" }).then(function (answer) { if (answer.ok) sessionStorage.removeItem(KEPT + me + ":" + mark[0]); }, function () {});
  }
  document.addEventListener("submit", function (event) { if (event.target.getAttribute("action") === "/logout/") Object.keys(sessionStorage).forEach(function (name) { if (name.indexOf(KEPT) === 0) sessionStorage.removeItem(name); }); });
  var SECRET = /^(csrfmiddlewaretoken|_once|_version)$/;
  function content(form) {
    var kept = [];
    all("input, select, textarea", form).forEach(function (field) {
      if (!field.name || SECRET.test(field.name) || field.type === "password" || field.type === "file" || field.type === "submit") return;
      if ((field.type === "checkbox" || field.type === "radio") && !field.checked) return;
      if (field.multiple && field.options) all("option", field).forEach(function (o) { if (o.selected) kept.push([field.name, o.value]); });
      else kept.push([field.name, field.value]);
    });
    return JSON.stringify(kept);
  }
  function restore(form, text) {
    var values = {};
    JSON.parse(text).forEach(function (pair) { (values[pair[0]] = values[pair[0]] || []).push(pair[1]); });
    all("input, select, textarea", form).forEach(function (field) {
      if (!field.name || SECRET.test(field.name) || field.type === "file" || field.type === "password") return;
      var mine = values[field.name] || [];
      if (field.type === "checkbox" || field.type === "radio") field.checked = mine.indexOf(field.value) >= 0;
      else if (field.multiple && field.options) all("option", field).forEach(function (o) { o.selected = mine.indexOf(o.value) >= 0; });
      else if (mine.length) field.value = mine.shift();
      field.dispatchEvent(new Event("restored", { bubbles: true }));
    });
    dirty.add(form);
  }
  function drafts(form) {
    var key = form.getAttribute("data-draft-key"), state = form.querySelector("[data-draft-state]"), last = content(form), busy = false, own = KEPT + me + ":" + key, kept = sessionStorage.getItem(own);
    function keep() { if (dirty.has(form)) try { sessionStorage.setItem(own, content(form)); } catch (full) { /* the server keeps it too */ } }
    form.addEventListener("input", keep);
    form.addEventListener("change", keep);
    setInterval(function () {
      if (!dirty.has(form) || busy || leaving) return;
      var now = content(form);
      if (now === last) return;
      busy = true;
      post("/drafts/", { key: key, title: form.getAttribute("data-draft-title") || document.title, link: location.pathname + location.search, content: now })
        .then(function (answer) { if (!answer.ok) throw answer; last = now; if (state) state.textContent = "草稿已保存 " + new Date().toTimeString().slice(0, 5); })
        .catch(function () { if (state) state.textContent = "草稿暂时没有存上，请不要关闭页面"; })
        .then(function () { busy = false; });
    }, 5000);
    if (kept && kept !== last) { restore(form, kept); again(form, key, own); return; }
    fetch("/drafts/?key=" + encodeURIComponent(key), { credentials: "same-origin", headers: { Accept: "application/json" } })
      .then(function (answer) { return answer.status === 200 ? answer.json() : null; })
      .then(function (draft) { if (draft && draft.content && draft.content !== last) offer(form, key, draft); })
      .catch(function () {});
  }
  function again(form, key, own) {
    var box = make("div", "j-notice j-notice-info j-draft-offer"), drop = make("button", "btn btn-sm btn-outline-secondary", "重新填"), photos = form.querySelector("input[type=file]");
    drop.type = "button";
    box.setAttribute("role", "status");
    box.appendChild(make("span", "", "刚才填的还在，接着填就行" + (photos ? "；照片请重新选" : "") + "。"));
    box.appendChild(drop);
    form.parentNode.insertBefore(box, form);
    drop.onclick = function () { sessionStorage.removeItem(own); leaving = true; post("/drafts/", { key: key, discard: "1" }).then(go, go); };
    function go() { location.reload(); }
  }
  function offer(form, key, draft) {
    var box = make("div", "j-notice j-notice-info j-draft-offer"), take = make("button", "btn btn-sm btn-outline-secondary", "接着填"), drop = make("button", "btn btn-sm btn-outline-secondary", "不要了");
    take.type = drop.type = "button";
    box.setAttribute("role", "status");
    box.appendChild(make("span", "", "这里有您没有提交的草稿" + (draft.saved_at ? "（" + draft.saved_at + "）" : "")));
    box.appendChild(take); box.appendChild(drop);
    form.parentNode.insertBefore(box, form);
    take.onclick = function () { restore(form, draft.content); box.remove(); form.querySelector("input:not([type=hidden]), select, textarea").focus(); };
    drop.onclick = function () { post("/drafts/", { key: key, discard: "1" }); box.remove(); };
  }

  // --- finding an organisation: a name is shown, its code is sent ---
  var pickers = 0;
  function picker(box) {
    var code = box.querySelector("input[name]");
    if (!code || box.classList.contains("j-pick-live")) return;
    var words = make("input", code.className), list = make("div", "j-pick-options"), shown = box.querySelector(".j-pick-shown"), id = "pick-" + (++pickers), timer, asked = 0, at = -1;
    all(".j-pick-options", box).forEach(function (old) { old.remove(); });
    ["aria-describedby", "aria-invalid", "aria-label", "required", "disabled"].forEach(function (name) { if (code.hasAttribute(name)) words.setAttribute(name, code.getAttribute(name)); });
    words.type = "text"; words.id = code.id; words.autocomplete = "off"; words.placeholder = "名称、拼音首字母或编码";
    words.value = (shown && shown.textContent.trim()) || code.value;
    words.setAttribute("role", "combobox"); words.setAttribute("aria-autocomplete", "list"); words.setAttribute("aria-expanded", "false"); words.setAttribute("aria-controls", id);
    list.id = id; list.hidden = true; list.setAttribute("role", "listbox"); list.setAttribute("aria-label", "可选组织");
    code.removeAttribute("id"); code.removeAttribute("required"); code.type = "hidden";
    box.classList.add("j-pick-live");
    box.insertBefore(words, code); box.appendChild(list);
    function options() { return all("[data-code]", list); }
    function close() { list.hidden = true; at = -1; words.setAttribute("aria-expanded", "false"); words.removeAttribute("aria-activedescendant"); }
    function mark(next) {
      var found = options();
      if (!found.length) return;
      at = (next + found.length) % found.length;
      found.forEach(function (option, i) { option.setAttribute("aria-selected", i === at ? "true" : "false"); });
      words.setAttribute("aria-activedescendant", found[at].id);
      found[at].scrollIntoView({ block: "nearest" });
    }
    function set(value, name) {
      var changed = code.value !== value;
      code.value = value; words.value = name; close();
      if (changed) { code.dispatchEvent(new Event("input", { bubbles: true })); code.dispatchEvent(new Event("change", { bubbles: true })); }
    }
    function find() {
      var mine = ++asked, url = box.getAttribute("data-pick");
      fetch(url + (url.indexOf("?") < 0 ? "?" : "&") + "q=" + encodeURIComponent(words.value.trim()), { credentials: "same-origin", headers: { "HX-Request": "true" } })
        .then(function (answer) { return answer.ok && !answer.redirected ? answer.text() : ""; })
        .then(function (html) {
          if (mine !== asked || document.activeElement !== words) return;
          list.innerHTML = html; at = -1;
          options().forEach(function (option, i) { option.id = id + "-" + i; option.tabIndex = -1; option.setAttribute("role", "option"); option.setAttribute("aria-selected", "false"); });
          list.setAttribute("role", options().length ? "listbox" : "status");
          list.hidden = !html.trim();
          words.setAttribute("aria-expanded", String(!list.hidden));
          if (!list.hidden) list.scrollIntoView({ block: "nearest" });
        });
    }
    words.addEventListener("input", function (event) { event.stopPropagation(); clearTimeout(timer); timer = setTimeout(find, 200); if (!words.value.trim()) set("", ""); });
    words.addEventListener("change", function (event) { event.stopPropagation(); });
    words.addEventListener("focus", function () { words.select(); find(); });
    words.addEventListener("keydown", function (event) {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") { event.preventDefault(); if (list.hidden) find(); else mark(at + (event.key === "ArrowDown" ? 1 : -1)); }
      else if (event.key === "Enter" && !list.hidden && options().length) { event.preventDefault(); var option = options()[Math.max(at, 0)]; set(option.getAttribute("data-code"), option.getAttribute("data-name")); }
      else if (event.key === "Escape" && !list.hidden) { event.stopPropagation(); close(); }
    });
    // What was typed but not chosen is sent as it stands: it may be a code, and the server checks it.
    words.addEventListener("blur", function () { setTimeout(function () { close(); var typed = words.value.trim(); if (typed && !code.value) set(typed, typed); }, 150); });
    words.addEventListener("input", function () { if (words.value.trim()) code.value = ""; });
    list.addEventListener("mousedown", function (event) { event.preventDefault(); });
    list.addEventListener("click", function (event) { var option = event.target.closest("[data-code]"); if (option) set(option.getAttribute("data-code"), option.getAttribute("data-name")); });
    code.addEventListener("restored", function () { words.value = code.value; });
    if (words.hasAttribute("disabled") || box.hasAttribute("data-flat")) return;
    // The other way to choose: open the tree branch by branch, each fetched when it is opened.
    var opener = make("button", "j-pick-open", "组织树"), tree = make("div", "j-pick-options j-pick-tree j-tree");
    opener.type = "button"; opener.setAttribute("aria-label", "从组织树上选"); opener.setAttribute("aria-expanded", "false"); opener.setAttribute("aria-controls", id + "-tree");
    tree.id = id + "-tree"; tree.hidden = true; tree.setAttribute("role", "group"); tree.setAttribute("aria-label", "组织树");
    box.insertBefore(opener, list); box.appendChild(tree);
    function fold(open) { tree.hidden = !open; opener.setAttribute("aria-expanded", String(open)); }
    function unfold(into, under) {
      var url = box.getAttribute("data-pick");
      into.setAttribute("data-asked", "");
      fetch(url + (url.indexOf("?") < 0 ? "?" : "&") + "under=" + under, { credentials: "same-origin", headers: { "HX-Request": "true" } })
        .then(function (answer) { if (!answer.ok || answer.redirected) throw answer; return answer.text(); })
        .then(function (html) {
          into.insertAdjacentHTML("beforeend", html);
          var ways = all("details", into);
          if (!under && ways.length === 1) ways[0].open = true;
          if (!under) tree.scrollIntoView({ block: "nearest" });
        })
        .catch(function () { into.removeAttribute("data-asked"); into.open = false; if (!under) fold(false); notice("组织树没有取到，请稍候再试。", "error"); });
    }
    opener.addEventListener("click", function () { close(); fold(tree.hidden); if (!tree.hidden && !tree.hasAttribute("data-asked")) unfold(tree, ""); });
    tree.addEventListener("toggle", function (event) { var way = event.target; if (way.open && !way.hasAttribute("data-asked")) unfold(way, way.getAttribute("data-under")); }, true);
    tree.addEventListener("click", function (event) { var chosen = event.target.closest("[data-code]"); if (chosen) { set(chosen.getAttribute("data-code"), chosen.getAttribute("data-name")); fold(false); opener.focus(); } });
    box.addEventListener("keydown", function (event) { if (event.key === "Escape" && !tree.hidden) { event.stopPropagation(); fold(false); opener.focus(); } });
    words.addEventListener("focus", function () { fold(false); });
    document.addEventListener("click", function (event) { if (!box.contains(event.target)) fold(false); });
    box.addEventListener("focusout", function (event) { if (event.relatedTarget && !box.contains(event.relatedTarget)) fold(false); });
  }

  // --- clicks ---
  document.addEventListener("click", function (event) {
    var target = event.target.closest("[data-close-notice], [data-print], [data-back], [data-copy], [data-copy-from], [data-open]");
    if (!target) return;
    if (target.hasAttribute("data-open")) target.setAttribute("aria-expanded", String(document.querySelector(target.getAttribute("data-open")).classList.toggle("open")));
    else if (target.hasAttribute("data-close-notice")) target.closest(".j-notice").remove();
    else if (target.hasAttribute("data-print")) window.print();
    else if (target.hasAttribute("data-back")) { if (history.length > 1) { event.preventDefault(); history.back(); } }
    else copy(target);
  });
  function copy(button) {
    var from = button.getAttribute("data-copy-from"), text = from ? (document.querySelector(from) || {}).textContent || "" : button.getAttribute("data-copy"), label = button.textContent;
    function done(ok) { button.setAttribute("aria-live", "polite"); button.textContent = ok ? "已复制" : "请手工复制"; setTimeout(function () { button.textContent = label; }, 2000); }
    // navigator.clipboard exists under TLS only; an intranet over plain HTTP needs the old way.
    if (navigator.clipboard && window.isSecureContext) { navigator.clipboard.writeText(text).then(function () { done(true); }, function () { done(false); }); return; }
    var area = make("textarea", "visually-hidden", text.trim());
    document.body.appendChild(area); area.select();
    var ok = false;
    try { ok = document.execCommand("copy"); } catch (fault) { ok = false; }
    area.remove(); button.focus(); done(ok);
  }

  // --- small comforts ---
  var DIGITS = "０１２３４５６７８９．－";
  document.addEventListener("change", function (event) {
    var field = event.target;
    if (field.matches("[inputmode=numeric], [inputmode=decimal], [inputmode=tel], [type=tel], [data-plain-digits]")) field.value = field.value.trim().replace(/[０-９．－]/g, function (c) { return "0123456789.-"[DIGITS.indexOf(c)]; });
    if (field.hasAttribute("data-autosubmit") && field.form) field.form.requestSubmit ? field.form.requestSubmit() : field.form.submit();
  });
  document.addEventListener("wheel", function (event) { if (event.target.type === "number" && event.target === document.activeElement) event.target.blur(); }, { passive: true });
  document.addEventListener("keydown", function (event) {
    var box = document.getElementById("top-search");
    if (event.key === "/" && box && !event.ctrlKey && !event.altKey && !event.metaKey && !event.target.closest("input, textarea, select, [contenteditable]")) { event.preventDefault(); box.focus(); }
  });
  document.addEventListener("focusin", function (event) { if (event.target.hasAttribute("data-select")) event.target.select(); });
  // A table wider than its place can be scrolled with the keyboard.
  function scrollable() { all(".j-table-frame, .j-tabs, .j-paper-body").forEach(function (frame) { if (frame.scrollWidth > frame.clientWidth + 1) frame.tabIndex = 0; else if (frame.tabIndex === 0) frame.removeAttribute("tabindex"); }); }
  window.addEventListener("resize", scrollable);

  // --- htmx ---
  document.addEventListener("htmx:configRequest", function (event) {
    var detail = event.detail;
    if (!detail.elt.hasAttribute("data-short-query")) return;
    var names = []; // empty filters stay out of the address
    detail.formData.forEach(function (value, name) { if (value === "") names.push(name); });
    names.forEach(function (name) { detail.formData.delete(name); });
  });
  document.addEventListener("htmx:responseError", function (event) {
    var page = new DOMParser().parseFromString(event.detail.xhr.responseText || "", "text/html"), heading = page.querySelector(".j-message h1"), text = page.querySelector(".j-message-text");
    notice((heading ? heading.textContent + "。" : "没有办成。") + (text ? text.textContent : "请稍候再试。"), "error");
  });
  document.addEventListener("htmx:sendError", function () { notice("连不上服务器，请检查网络后再试。", "error"); });
  function begin(within) { all("[data-pick]", within).forEach(picker); scrollable(); }
  document.addEventListener("htmx:afterSettle", function (event) {
    var form = event.target.closest && event.target.closest("form[data-guard]"), asked = event.detail.requestConfig;
    if (form && asked && asked.verb === "post") dirty.add(form); // what a button arranged in it is not saved yet
    begin(event.target);
  });

  document.documentElement.classList.add("j-live");
  begin(document);
  settle().then(function () { all("form[data-draft-key]").forEach(drafts); });
  var faults = document.querySelector("[data-faults]");
  if (faults) faults.focus();
})();
