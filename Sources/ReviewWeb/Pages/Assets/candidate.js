"use strict";
// The candidate's pages work without this script. With it, choosing a photo sends it at once, shows the progress, and
// keeps and resends what could not be sent.
//
// Written for the web views of old phones: ES2017, and no newer function of a browser without another way.
(() => {
  const page = document.querySelector("#page");
  document.querySelectorAll("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });
  // A form that has been submitted is not submitted again by a second tap. The server would notice, too.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.matches("[data-upload], [data-act]")) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
  });
  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => { delete form.dataset.sent; }));
  // Reading begins with what was refused, also in a browser that gives the focus to fields alone.
  const refused = document.querySelector("#news[autofocus], .answer[autofocus]");
  if (refused && !location.hash) refused.focus();
  if (!page) return;

  const words = {};
  document.querySelector("#words").content.querySelectorAll("[data-word]").forEach((p) => { words[p.dataset.word] = p.textContent; });
  const largest = 50 * 1048576;
  const waiting = [];
  // The photos whose connection was lost, until they are tried again.
  const lost = new Set();
  const sizes = new Map();
  let sending = null;

  // As the server writes sizes: a KB is 1,024 bytes, rounded up.
  const sized = (bytes) => {
    const tenths = (unit) => Math.ceil(bytes * 10 / unit) / 10;
    return bytes < 1024 ? bytes + " B" : tenths(1024) < 1024 ? tenths(1024) + " KB" : tenths(1048576) + " MB";
  };

  const newKey = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

  // ---- Shrinking ----
  // A large JPEG is made smaller before it is sent, with more pixels and less loss than what the server will keep of it.
  // In any doubt the whole file is sent.
  const shrinkAbove = 2000000;
  const longSide = 3000;
  const shortSide = 2000;
  const quality = 0.9;
  let sendsWhole = false;

  // A JPEG of 2 × 1 pixels whose EXIF orientation says that it is to be turned by a quarter.
  const turned = "/9j/4QAiRXhpZgAATU0AKgAAAAgAAQESAAMAAAABAAYAAAAAAAD/2wBDAFA3PEY8MlBGQUZaVVBfeMiCeG5uePWvuZHI////////////////////////////////////////////////////wAALCAABAAIBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAAP/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AP//Z";

  // Whether this browser can shrink a photo and keep it upright. Old ones ignore the EXIF orientation, which is then lost.
  const canShrink = (async () => {
    try {
      const bytes = Uint8Array.from(atob(turned), (character) => character.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/jpeg" }));
      return bitmap.width === 1 && bitmap.height === 2 && Boolean(HTMLCanvasElement.prototype.toBlob);
    } catch (error) {
      return false;
    }
  })();

  async function shrunk(file) {
    if (sendsWhole || file.type !== "image/jpeg" || file.size <= shrinkAbove || !(await canShrink)) return file;
    let bitmap;
    try {
      bitmap = await createImageBitmap(file);
      const long = Math.max(bitmap.width, bitmap.height);
      const short = Math.min(bitmap.width, bitmap.height);
      const scale = Math.min(1, Math.max(longSide / long, shortSide / short));
      const canvas = document.createElement("canvas");
      canvas.width = Math.round(bitmap.width * scale);
      canvas.height = Math.round(bitmap.height * scale);
      const context = canvas.getContext("2d");
      context.imageSmoothingQuality = "high";
      context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
      // Some browsers draw nothing when they are short of memory, and report no error.
      const isDrawn = [0.01, 0.5, 0.99].every((part) => context.getImageData(Math.floor(part * canvas.width), Math.floor(part * canvas.height), 1, 1).data[3] === 255);
      if (!isDrawn) return file;
      const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", quality));
      return blob && blob.type === "image/jpeg" && blob.size < 0.7 * file.size ? blob : file;
    } catch (error) {
      return file;
    } finally {
      if (bitmap && bitmap.close) bitmap.close();
    }
  }

  // ---- Choosing ----
  function enliven(form) {
    form.classList.add("live");
    const hint = form.querySelector(".pick:not(.camera) label");
    if (!matchMedia("(pointer: coarse)").matches) hint.textContent += " · " + words.drop;
    form.querySelectorAll("input[type=file]").forEach((input) => input.addEventListener("change", () => {
      choose(form, Array.from(input.files));
      input.value = "";
    }));
    offerAdjusting(form);
    form.addEventListener("dragover", (event) => { event.preventDefault(); form.classList.add("over"); });
    form.addEventListener("dragleave", () => form.classList.remove("over"));
    form.addEventListener("drop", (event) => {
      event.preventDefault();
      form.classList.remove("over");
      take(form, Array.from(event.dataTransfer.files));
    });
  }

  // A button that opens the same chooser, and shows the photo before it is sent.
  async function offerAdjusting(form) {
    if (!(await canShrink)) return;
    const button = document.querySelector("#first").content.firstElementChild.cloneNode(true);
    const input = form.querySelector("input[type=file]");
    let isOpening = false;
    button.addEventListener("click", () => {
      form.dataset.adjusts = "true";
      isOpening = true;
      input.click();
      isOpening = false;
    });
    form.querySelectorAll("input[type=file]").forEach((input) => input.addEventListener("click", () => {
      if (!isOpening) delete form.dataset.adjusts;
    }));
    form.querySelector(".jobs").before(button);
  }

  function choose(form, files) {
    const adjusts = form.dataset.adjusts;
    delete form.dataset.adjusts;
    const open = document.querySelector(".before");
    if (open) open.remove();
    if (!adjusts || files.length !== 1 || files[0].size > largest) {
      take(form, files);
      return;
    }
    window.adjustBeforeSending(form, files[0], (edits) => take(form, files, edits), refresh);
  }

  function take(form, files, edits) {
    if (form.dataset.many !== "true") files = files.slice(0, 1);
    files.forEach((file, index) => {
      const job = document.querySelector("#job").content.firstElementChild.cloneNode(true);
      const part = (name) => job.querySelector("." + name);
      const work = { form, file, job, part, key: newKey(), free: index > 0, tries: 0, edits };
      part("file").textContent = file.name + " · " + sized(file.size);
      part("again").addEventListener("click", () => again(work));
      part("drop").addEventListener("click", () => drop(work));
      part("cancel").addEventListener("click", () => drop(work));
      form.querySelector(".jobs").append(job);
      if (file.size > largest) fail(work, words["too-big"], false);
      else queue(work);
    });
  }

  // ---- Sending, one photo at a time ----
  function queue(work) {
    clearTimeout(work.timer);
    lost.delete(work);
    work.job.className = "job";
    work.part("again").hidden = true;
    work.part("drop").hidden = true;
    work.part("cancel").hidden = false;
    work.part("progress").hidden = false;
    work.part("progress").value = 0;
    work.part("say").textContent = words.waiting;
    waiting.push(work);
    next();
  }

  function next() {
    if (sending || waiting.length === 0) return;
    sending = waiting.shift();
    send(sending);
  }

  function finished(work) {
    clearTimeout(work.watch);
    if (sending === work) sending = null;
    if (waiting.length === 0 && !sending) refresh();
    next();
  }

  // Takes a photo out, wherever it is: waiting, on its way, or failed.
  function drop(work) {
    work.isDropped = true;
    clearTimeout(work.timer);
    lost.delete(work);
    if (waiting.includes(work)) waiting.splice(waiting.indexOf(work), 1);
    if (work.request) work.request.abort();
    work.job.remove();
    if (sending === work) finished(work);
  }

  function fail(work, text, mayRetry) {
    work.job.className = "job failed";
    work.part("say").textContent = text;
    work.part("percent").textContent = "";
    work.part("progress").hidden = true;
    work.part("cancel").hidden = true;
    work.part("again").hidden = !mayRetry;
    work.part("drop").hidden = false;
  }

  async function again(work) {
    if (work.part("again").hidden) return;
    work.part("again").hidden = true;
    await renewToken(work);
    if (!work.isDropped) queue(work);
  }

  // Tries again by itself: soon, then each time later, and at once when the line is back. The key is the same, so that
  // the server stores a photo once even where only its answer was lost.
  function retryLater(work, seconds) {
    clearTimeout(work.timer);
    work.timer = setTimeout(() => again(work), seconds * 1000);
  }

  function lose(work) {
    work.tries += 1;
    lost.add(work);
    fail(work, words.offline, true);
    retryLater(work, Math.min(60, Math.pow(2, work.tries)));
    finished(work);
  }

  // The page as the server has it now; nothing when nobody, or somebody else, is signed in.
  async function fetchPage() {
    const response = await fetch(location.pathname, { headers: { Accept: "text/html" }, credentials: "same-origin" });
    if (!response.ok || !response.url.endsWith("/materials")) return null;
    const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
    const there = fresh.querySelector("#page");
    return there && there.dataset.registration === page.dataset.registration ? fresh : null;
  }

  const fetchPageOrNull = () => fetchPage().catch(() => null);

  // A person who signed in again in another tab has a new session, and its forms carry another token.
  async function renewToken(work) {
    if (!work.signedOut) return;
    const fresh = await fetchPageOrNull();
    const input = fresh && fresh.querySelector("input[name=token]");
    if (!input) return;
    document.querySelectorAll("input[name=token]").forEach((old) => { old.value = input.value; });
    work.form.elements.token.value = input.value;
    work.signedOut = false;
  }

  async function send(work) {
    const bar = work.part("progress");
    work.part("say").textContent = words.sending;
    // Kept, so that a second attempt sends the same bytes without the work.
    // Of a photo that is cropped every pixel counts.
    const isCropped = work.edits && work.edits.crop !== "whole";
    if (!work.photo) work.photo = isCropped ? work.file : await shrunk(work.file);
    if (work.isDropped) return;
    const body = new FormData();
    body.append("token", work.form.elements.token.value);
    body.append("key", work.key);
    if (work.edits) {
      body.append("turn", work.edits.turn);
      body.append("crop", work.edits.crop);
    }
    body.append("photo", work.photo, work.file.name);
    const request = new XMLHttpRequest();
    work.request = request;
    // A line that carries nothing for a minute is dead, whatever the browser still hopes.
    const watch = (seconds) => {
      clearTimeout(work.watch);
      work.watch = setTimeout(() => { request.abort(); lose(work); }, seconds * 1000);
    };
    request.open("POST", work.free ? work.form.action.replace(/\/\d+\/upload$/, "/0/upload") : work.form.action);
    request.setRequestHeader("Accept", "application/json");
    request.upload.addEventListener("progress", (event) => {
      watch(60);
      if (!event.lengthComputable) return;
      bar.value = 100 * event.loaded / event.total;
      work.part("percent").textContent = Math.floor(bar.value) + "%";
    });
    request.upload.addEventListener("load", () => {
      watch(300);
      bar.removeAttribute("value");
      work.part("percent").textContent = "";
      work.part("cancel").hidden = true;
      work.part("say").textContent = words.preparing;
    });
    request.addEventListener("error", () => lose(work));
    request.addEventListener("load", () => { answered(work, request); finished(work); });
    watch(60);
    request.send(body);
  }

  function answered(work, request) {
    let answer = {};
    try { answer = JSON.parse(request.responseText); } catch (error) { /* told below */ }
    const result = (answer.results ? answer.results[0] : answer) || {};
    const error = result.error || answer.error || {};
    if (request.status === 200 && result.ok) {
      work.job.className = "job done";
      work.part("progress").hidden = true;
      work.part("cancel").hidden = true;
      work.part("say").textContent = (result.bytes < work.file.size ? words.done : words.stored).replace("{size}", sized(result.bytes));
      sizes.set("place-" + result.material + "-" + result.position, work.part("say").textContent);
    } else if (request.status === 503) {
      fail(work, words.busy, true);
      retryLater(work, Number(request.getResponseHeader("Retry-After")) || 5);
    } else if (request.status === 401 || error.code === "stale-page") {
      work.signedOut = true;
      fail(work, words["signed-out"], true);
    } else {
      const reasons = (error.reasons || []).map((reason) => reason.message);
      fail(work, [error.message || words.failed].concat(reasons).join(" "), !error.code || error.code === "internal");
      if (result.completeAt) offer(work, result.completeAt);
    }
  }

  // A document of several pages: a page of ours shows them.
  function offer(work, address) {
    const link = document.createElement("a");
    link.className = "button";
    link.href = address;
    link.textContent = words["choose-page"];
    work.part("say").after(link);
  }

  window.addEventListener("online", () => lost.forEach(again));

  // Shows the page as it is now, and keeps the photos that still need somebody.
  async function refresh() {
    const fresh = await fetchPageOrNull();
    if (!fresh || sending || waiting.length > 0 || document.querySelector(".before")) return;
    const kept = Array.from(document.querySelectorAll(".job.failed"), (job) => [job.closest(".material").id, job]);
    const here = document.activeElement && document.activeElement.id;
    document.querySelector("#page").replaceWith(document.importNode(fresh.querySelector("#page"), true));
    document.querySelector("#news").innerHTML = fresh.querySelector("#news").innerHTML;
    start();
    for (const [id, job] of kept) {
      const material = document.getElementById(id);
      if (!material) continue;
      (material.querySelector(".jobs") || material).append(job);
    }
    for (const [id, text] of sizes) {
      const place = document.getElementById(id);
      const facts = place && place.querySelector(".facts");
      if (!facts) continue;
      const line = document.createElement("span");
      line.className = "shrunk";
      line.setAttribute("role", "status");
      facts.after(line);
      line.textContent = text;
    }
    const focused = here && document.getElementById(here);
    if (focused) focused.focus();
  }

  // ---- Deleting ----
  function askRemove(event) {
    event.preventDefault();
    const link = event.currentTarget;
    const dialog = document.createElement("dialog");
    if (!dialog.showModal) {
      if (window.confirm(words["ask-remove"])) remove(link);
      return;
    }
    const text = document.createElement("p");
    text.textContent = words["ask-remove"];
    const choices = document.createElement("div");
    choices.className = "choices";
    const keep = document.createElement("button");
    keep.textContent = words.keep;
    const yes = document.createElement("button");
    yes.textContent = words.delete;
    yes.className = "danger";
    choices.append(keep, yes);
    dialog.append(text, choices);
    document.body.append(dialog);
    dialog.addEventListener("close", () => dialog.remove());
    keep.addEventListener("click", () => dialog.close());
    yes.addEventListener("click", () => { yes.disabled = true; remove(link); });
    dialog.showModal();
  }

  function remove(link) {
    const form = document.createElement("form");
    form.method = "post";
    form.action = link.href;
    const fields = { token: document.querySelector("input[name=token]").value, version: document.querySelector("#page").dataset.version, key: newKey() };
    Object.keys(fields).forEach((name) => {
      const input = document.createElement("input");
      input.type = "hidden";
      input.name = name;
      input.value = fields[name];
      form.append(input);
    });
    document.body.append(form);
    form.submit();
  }

  // ---- The page ----
  async function offerWhole() {
    const forms = document.querySelectorAll("[data-upload]");
    if (forms.length === 0 || !(await canShrink) || document.querySelector(".whole")) return;
    const choice = document.querySelector("#whole").content.firstElementChild.cloneNode(true);
    const box = choice.querySelector("input");
    box.checked = sendsWhole;
    box.addEventListener("change", () => { sendsWhole = box.checked; });
    document.querySelector(".person").before(choice);
  }

  function start() {
    document.querySelectorAll("[data-upload]").forEach(enliven);
    document.querySelectorAll("[data-remove]").forEach((link) => link.addEventListener("click", askRemove));
    offerWhole();
  }
  start();
  window.addEventListener("beforeunload", (event) => { if (sending || waiting.length > 0) event.preventDefault(); });
})();
