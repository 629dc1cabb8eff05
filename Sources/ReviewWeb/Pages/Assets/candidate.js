"use strict";
// The candidate's pages work without this; with it, choosing a photo sends it at once, shows how far it is, and keeps
// what could not be sent.
(() => {
  const page = document.querySelector("#page");
  document.querySelectorAll("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });
  // One tap, one act: a form that is on its way is not sent again. The server would notice, too.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.matches("[data-upload], [data-act]")) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
  });
  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent));
  if (!page) return;

  const words = Object.fromEntries([...document.querySelector("#words").content.querySelectorAll("[data-word]")].map((p) => [p.dataset.word, p.textContent]));
  const largest = 50 * 1048576;
  const waiting = [];
  const sizes = new Map();
  let working = 0;

  // As the server says sizes: a KB is 1,024 bytes, rounded up.
  const sized = (bytes) => {
    const tenths = (unit) => Math.ceil(bytes * 10 / unit) / 10;
    return bytes < 1024 ? bytes + " B" : tenths(1024) < 1024 ? tenths(1024) + " KB" : tenths(1048576) + " MB";
  };

  const newKey = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

  function enliven(form) {
    form.classList.add("live");
    const hint = form.querySelector(".pick:not(.camera) label");
    if (!matchMedia("(pointer: coarse)").matches) hint.textContent += " · " + words.drop;
    form.querySelectorAll("input[type=file]").forEach((input) => input.addEventListener("change", () => {
      take(form, [...input.files]);
      input.value = "";
    }));
    form.addEventListener("dragover", (event) => { event.preventDefault(); form.classList.add("over"); });
    form.addEventListener("dragleave", () => form.classList.remove("over"));
    form.addEventListener("drop", (event) => {
      event.preventDefault();
      form.classList.remove("over");
      take(form, [...event.dataTransfer.files]);
    });
  }

  function take(form, files) {
    if (form.dataset.many !== "true") files = files.slice(0, 1);
    files.forEach((file, index) => {
      const job = document.querySelector("#job").content.firstElementChild.cloneNode(true);
      job.querySelector(".file").textContent = file.name + " · " + sized(file.size);
      const again = job.querySelector(".again");
      again.addEventListener("click", async () => { again.hidden = true; await renewToken(work); queue(work); });
      job.querySelector(".drop").addEventListener("click", () => job.remove());
      form.querySelector(".jobs").append(job);
      const work = { form, file, job, key: newKey(), free: index > 0 };
      if (file.size > largest) fail(work, words["too-big"], false);
      else queue(work);
    });
  }

  function queue(work) {
    work.job.className = "job";
    waiting.push(work);
    next();
  }

  function next() {
    if (working > 0) return;
    const work = waiting.shift();
    if (!work) return;
    working += 1;
    send(work);
  }

  function finished() {
    working -= 1;
    if (waiting.length === 0 && working === 0) refresh();
    next();
  }

  function fail(work, text, mayRetry) {
    work.job.className = "job failed";
    work.job.querySelector(".say").textContent = text;
    work.job.querySelector("progress").hidden = true;
    work.job.querySelector(".again").hidden = !mayRetry;
    work.job.querySelector(".drop").hidden = false;
  }

  // The page as the server has it now; nothing when nobody, or somebody else, is signed in.
  async function fetchPage() {
    const response = await fetch("/materials", { headers: { Accept: "text/html" } });
    if (!response.ok || !response.url.endsWith("/materials")) return null;
    const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
    return fresh.querySelector("#page")?.dataset.registration === page.dataset.registration ? fresh : null;
  }

  // Whoever signed in again in another tab has another visit, and its forms carry another mark.
  async function renewToken(work) {
    if (!work.signedOut) return;
    const token = (await fetchPage().catch(() => null))?.querySelector("input[name=token]")?.value;
    if (!token) return;
    document.querySelectorAll("input[name=token]").forEach((input) => { input.value = token; });
    work.form.elements.token.value = token;
    work.signedOut = false;
  }

  function send(work) {
    const bar = work.job.querySelector("progress");
    const say = work.job.querySelector(".say");
    bar.hidden = false;
    bar.value = 0;
    say.textContent = words.sending;
    const body = new FormData();
    body.append("token", work.form.elements.token.value);
    body.append("key", work.key);
    body.append("photo", work.file);
    const request = new XMLHttpRequest();
    request.open("POST", work.free ? work.form.action.replace(/\/\d+\/upload$/, "/0/upload") : work.form.action);
    request.setRequestHeader("Accept", "application/json");
    request.upload.addEventListener("progress", (event) => { if (event.lengthComputable) bar.value = 100 * event.loaded / event.total; });
    request.upload.addEventListener("load", () => { bar.removeAttribute("value"); say.textContent = words.preparing; });
    request.addEventListener("error", () => { fail(work, words.offline, true); finished(); });
    request.addEventListener("load", () => {
      let answer = {};
      try { answer = JSON.parse(request.responseText); } catch { /* told below */ }
      const result = answer.results ? answer.results[0] : answer;
      if (request.status === 200 && result.ok) {
        work.job.className = "job done";
        bar.hidden = true;
        say.textContent = sized(result.bytesBefore) + " → " + sized(result.bytes) + " ✓";
        sizes.set("place-" + result.material + "-" + result.position, say.textContent);
      } else if (request.status === 503) {
        fail(work, words.busy, true);
        const seconds = Number(request.getResponseHeader("Retry-After")) || 5;
        setTimeout(() => { if (!work.job.querySelector(".again").hidden) { work.job.querySelector(".again").hidden = true; queue(work); } }, seconds * 1000);
      } else if (request.status === 401 || answer.error?.code === "stale-page") {
        work.signedOut = true;
        fail(work, words["signed-out"], true);
      } else {
        const error = result.error || {};
        const reasons = (error.reasons || []).map((reason) => reason.message);
        fail(work, [error.message || words.offline, ...reasons].join(" "), !error.code || error.code === "internal");
      }
      finished();
    });
    request.send(body);
  }

  // The page as it is now, without losing jobs that still need somebody.
  async function refresh() {
    const fresh = await fetchPage().catch(() => null);
    if (!fresh || working > 0 || waiting.length > 0) return;
    const kept = [...document.querySelectorAll(".job.failed")].map((job) => [job.closest(".material").id, job]);
    const here = document.activeElement && document.activeElement.id;
    document.querySelector("#page").replaceWith(document.importNode(fresh.querySelector("#page"), true));
    document.querySelector("#news").innerHTML = fresh.querySelector("#news").innerHTML;
    start();
    for (const [id, job] of kept) {
      const jobs = document.querySelector("#" + CSS.escape(id) + " .jobs");
      if (jobs) jobs.append(job);
      else document.querySelector("#" + CSS.escape(id)).append(job);
    }
    for (const [id, text] of sizes) {
      const line = document.createElement("span");
      line.className = "shrunk";
      line.textContent = text;
      document.getElementById(id)?.querySelector(".facts")?.after(line);
    }
    if (here) document.getElementById(here)?.focus();
  }

  function askRemove(event) {
    event.preventDefault();
    const link = event.currentTarget;
    const dialog = document.createElement("dialog");
    const text = document.createElement("p");
    text.textContent = words["ask-remove"];
    const choices = document.createElement("div");
    choices.className = "choices";
    const keep = document.createElement("button");
    keep.textContent = words.keep;
    const remove = document.createElement("button");
    remove.textContent = words.delete;
    remove.className = "danger";
    choices.append(keep, remove);
    dialog.append(text, choices);
    document.body.append(dialog);
    dialog.addEventListener("close", () => dialog.remove());
    keep.addEventListener("click", () => dialog.close());
    remove.addEventListener("click", () => {
      remove.disabled = true;
      const form = document.createElement("form");
      form.method = "post";
      form.action = link.href;
      for (const [name, value] of [["token", document.querySelector("input[name=token]").value], ["version", document.querySelector("#page").dataset.version], ["key", newKey()]]) {
        const input = document.createElement("input");
        input.type = "hidden";
        input.name = name;
        input.value = value;
        form.append(input);
      }
      document.body.append(form);
      form.submit();
    });
    dialog.showModal();
  }

  function start() {
    document.querySelectorAll("[data-upload]").forEach(enliven);
    document.querySelectorAll("[data-remove]").forEach((link) => link.addEventListener("click", askRemove));
  }
  start();
  window.addEventListener("beforeunload", (event) => { if (working > 0 || waiting.length > 0) event.preventDefault(); });
})();
