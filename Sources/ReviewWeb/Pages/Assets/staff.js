"use strict";
// The staff's pages work without this; with it, the review page is one gallery that is led by the keyboard.
(() => {
  const all = document.querySelector("[data-all]");
  if (all) {
    all.hidden = false;
    all.addEventListener("change", () => document.querySelectorAll("input[name=\"item[]\"]").forEach((box) => { box.checked = all.checked; }));
  }
  // A wide chart begins at its end: today.
  document.querySelectorAll(".chart .scroll").forEach((chart) => { chart.scrollLeft = chart.scrollWidth; });
  const review = document.querySelector("#review");
  if (!review) return;
  const words = {};
  document.querySelector("#words").content.querySelectorAll("[data-word]").forEach((p) => { words[p.dataset.word] = p.textContent; });
  const gallery = review.querySelector(".gallery");
  const shots = () => [...gallery.querySelectorAll("figure.shot")];
  const view = { scale: 1, turn: 0, x: 0, y: 0 };
  let here = 0;
  // The pictures that were shown since the page was opened.
  const looked = new Set();

  function show(index, focus) {
    const list = shots();
    if (list.length === 0) return;
    here = Math.max(0, Math.min(index, list.length - 1));
    list.forEach((shot, number) => shot.classList.toggle("here", number === here));
    gallery.querySelectorAll("a.frame").forEach((frame) => {
      if (frame.dataset.shot === list[here].dataset.shot) {
        frame.setAttribute("aria-current", "true");
        const folded = frame.closest("details");
        if (folded) folded.open = true;
      }
      else frame.removeAttribute("aria-current");
    });
    fit();
    looked.add(list[here].dataset.shot);
    countLooked();
    // What comes next is fetched while this one is looked at.
    const coming = list[here + 1] && list[here + 1].querySelector("img");
    if (coming) coming.setAttribute("loading", "eager");
    const stage = list[here].querySelector(".stage");
    if (focus && stage) stage.focus({ preventScroll: true });
    if (focus) list[here].scrollIntoView({ block: "nearest" });
    history.replaceState(null, "", "#" + list[here].id);
  }

  // What is left is accepted together only once each of it was shown.
  function countLooked() {
    const all = document.querySelector("form[data-act=accept-all]");
    if (!all) return;
    const places = [...all.querySelectorAll("[data-seen]")];
    places.forEach((place) => { place.disabled = !looked.has(place.dataset.seen); });
    all.querySelector("button").disabled = places.some((place) => place.disabled);
  }

  function fit() { Object.assign(view, { scale: 1, turn: 0, x: 0, y: 0 }); draw(); }

  function draw() {
    // The picture before, where it is shown beside, moves along.
    const shot = shots()[here];
    if (!shot) return;
    for (const image of shot.querySelectorAll(".stage img")) {
      image.style.scale = turnedFit(image);
      image.style.transform = `translate(${view.x}px, ${view.y}px) rotate(${view.turn}deg) scale(${view.scale})`;
    }
  }

  // A picture on its side has other room than an upright one: how much larger or smaller it is drawn to fill its place.
  function turnedFit(image) {
    const [width, height] = [Number(image.getAttribute("width")), Number(image.getAttribute("height"))];
    if (view.turn % 180 === 0 || !width || !height || !image.clientWidth) return 1;
    const upright = Math.min(image.clientWidth / width, image.clientHeight / height);
    return Math.min(image.clientWidth / height, image.clientHeight / width) / upright;
  }

  function zoom(factor) { view.scale = Math.max(1, Math.min(8, view.scale * factor)); if (view.scale === 1) view.x = view.y = 0; draw(); }
  const looks = { in: () => zoom(1.4), out: () => zoom(1 / 1.4), fit, left: () => { view.turn -= 90; draw(); }, right: () => { view.turn += 90; draw(); } };

  // Says at the page's top what was done; why something was refused stands at the picture.
  function say(text, kind) {
    const news = document.createElement("div");
    news.className = "news " + kind;
    const line = document.createElement("p");
    line.textContent = text;
    news.append(line);
    gallery.querySelectorAll("[data-answer]").forEach((answer) => { answer.textContent = ""; });
    const shot = shots()[here];
    const place = kind === "bad" && shot ? shot.querySelector("[data-answer]") : document.querySelector("#news");
    place.textContent = "";
    place.append(news);
    if (kind === "bad") news.scrollIntoView({ block: "nearest" });
  }

  // An act on one picture: sent without leaving the page, then everything but the pictures is brought up to date.
  async function send(form) {
    const button = form.querySelector("button");
    if (button.disabled) return;
    button.disabled = true;
    try {
      const response = await fetch(form.action, { method: "POST", headers: { Accept: "application/json" }, body: new URLSearchParams(new FormData(form)) });
      const answer = await response.json();
      if (response.status === 409 && answer.error.code === "stale-version") { form.submit(); return; }
      if (response.status === 401) { location.reload(); return; }
      if (response.status === 409 && answer.error.code === "claimed-by-another") await refresh();
      if (!response.ok) { say([answer.error.message, ...(answer.error.reasons || []).map((reason) => reason.message)].join(" "), "bad"); return; }
      say(answer.message, "good");
      await refresh();
      if (form.dataset.act === "accept" || form.dataset.act === "accept-all" || form.dataset.act === "want") next();
    } catch (error) { say(words.lost, "bad"); } finally { button.disabled = false; }
  }

  // The whole identity number stands in its place for half a minute; it is never part of the page as it was sent.
  async function showIdentity(form) {
    const button = form.querySelector("button");
    if (button.disabled) return;
    button.disabled = true;
    try {
      const response = await fetch(form.action, { method: "POST", headers: { Accept: "application/json" }, cache: "no-store", body: new URLSearchParams(new FormData(form)) });
      const answer = await response.json();
      if (response.status === 401) { location.reload(); return; }
      if (!response.ok) { say(answer.error.message, "bad"); return; }
      const place = document.querySelector("[data-id-number]");
      const masked = place.textContent;
      const whole = answer.idNumber + (answer.card ? ` · ${answer.card.inside}` : "");
      place.textContent = whole;
      setTimeout(() => { if (place.textContent === whole) place.textContent = masked; }, 30000);
    } catch (error) { say(words.lost, "bad"); } finally { button.disabled = false; }
  }

  function next() {
    const list = shots();
    // With nothing left to decide it stays: what comes next is the decision, not a place that is empty.
    const open = [...list.slice(here + 1), ...list.slice(0, here)].find((shot) => shot.classList.contains("locked"));
    show(open ? list.indexOf(open) : here, true);
  }

  async function refresh() {
    const response = await fetch(location.pathname, { headers: { Accept: "text/html" } });
    if (!response.ok) { location.reload(); return; }
    const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
    const kept = new Map([...gallery.querySelectorAll("figure.shot img")].map((image) => [image.getAttribute("src"), image]));
    gallery.innerHTML = fresh.querySelector(".gallery").innerHTML;
    gallery.querySelectorAll("figure.shot img").forEach((image) => { const old = kept.get(image.getAttribute("src")); if (old) image.replaceWith(old); });
    document.querySelector("#side").innerHTML = fresh.querySelector("#side").innerHTML;
    start();
    show(here);
  }

  function start() {
    gallery.classList.add("live");
    const tools = document.querySelector("#tools").content;
    gallery.querySelectorAll(".stage").forEach((stage) => {
      stage.before(document.importNode(tools, true));
      stage.addEventListener("wheel", (event) => { event.preventDefault(); zoom(event.deltaY < 0 ? 1.15 : 1 / 1.15); }, { passive: false });
      stage.addEventListener("dblclick", () => (view.scale > 1 ? fit() : zoom(2.5)));
      stage.addEventListener("pointerdown", (event) => {
        if (view.scale === 1) return;
        stage.setPointerCapture(event.pointerId);
        stage.classList.add("moving");
        const from = { x: event.clientX - view.x, y: event.clientY - view.y };
        const move = (moved) => { view.x = moved.clientX - from.x; view.y = moved.clientY - from.y; draw(); };
        stage.addEventListener("pointermove", move);
        stage.addEventListener("pointerup", () => { stage.removeEventListener("pointermove", move); stage.classList.remove("moving"); }, { once: true });
      });
    });
    gallery.querySelectorAll("[data-former]").forEach((former) => {
      const pane = former.querySelector(".pane");
      former.addEventListener("toggle", () => {
        const stage = former.parentElement.querySelector(".stage");
        if (!stage) return;
        if (former.open) stage.prepend(pane); else former.append(pane);
        stage.classList.toggle("pair", former.open);
        draw();
      });
    });
    gallery.querySelectorAll("[data-view]").forEach((button) => button.addEventListener("click", () => looks[button.dataset.view]()));
    gallery.querySelectorAll("a.frame").forEach((frame) => frame.addEventListener("click", (event) => {
      event.preventDefault();
      show(shots().findIndex((shot) => shot.dataset.shot === frame.dataset.shot), true);
    }));
    onFirst(document, "form[data-identity]", (form) => form.addEventListener("submit", (event) => { event.preventDefault(); showIdentity(form); }));
    // A proposed text is typed over, or kept.
    onFirst(document, "#return-note", (note) => note.addEventListener("focus", () => { if (note.value === note.defaultValue) note.select(); }));
    review.querySelectorAll("form[data-act]").forEach((form) => form.addEventListener("submit", (event) => { event.preventDefault(); send(form); }));
  }

  // Does something with the first element that a selector finds, where there is one.
  function onFirst(parent, selector, act) {
    const found = parent && parent.querySelector(selector);
    if (found) act(found);
  }

  const help = document.querySelector("#keys");
  // A browser without dialogs shows the keys on the page.
  const showHelp = () => { if (help.showModal) help.showModal(); else help.setAttribute("open", ""); };
  document.querySelectorAll("[data-help]").forEach((button) => { button.hidden = false; button.addEventListener("click", showHelp); });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
    if (event.target.matches("input, textarea, select")) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    const shot = shots()[here];
    if (/^[1-9]$/.test(event.key)) {
      const reason = review.querySelectorAll("#reasons option")[event.key - 1];
      onFirst(shot, "form[data-act=want] input[name=note]", (note) => {
        if (!reason || note.matches(":disabled")) return;
        event.preventDefault();
        note.value = reason.textContent;
        note.focus();
        note.select();
      });
      return;
    }
    const keys = {
      j: () => show(here + 1, true), k: () => show(here - 1, true), "+": looks.in, "=": looks.in, "-": looks.out, 0: fit, "[": looks.left, "]": looks.right, "?": showHelp,
      A: () => onFirst(document, "#side [data-key=A]", (button) => button.click()),
      a: () => onFirst(shot, "form[data-act=accept] button", (button) => button.click()),
      w: () => onFirst(shot, "form[data-act=want] input[name=note]", (note) => note.focus()),
      c: () => onFirst(shot, "[data-former] summary", (summary) => summary.click()),
      i: () => onFirst(document, "form[data-identity] button", (button) => button.click()),
      p: () => onFirst(document, "#side [data-key=p]", (button) => button.click()),
      r: () => onFirst(document, "#return-note", (note) => note.focus()),
    };
    if (!keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });
  start();
  const asked = shots().findIndex((shot) => "#" + shot.id === location.hash);
  const open = shots().findIndex((shot) => shot.classList.contains("locked"));
  show(asked >= 0 ? asked : Math.max(0, open));
  // A browser goes to the picture that the address names some time after loading; what counts is that all of it is seen.
  window.addEventListener("load", () => requestAnimationFrame(() => requestAnimationFrame(() => {
    window.scrollTo(0, 0);
    if (shots()[here]) shots()[here].scrollIntoView({ block: "nearest" });
  })));
})();
