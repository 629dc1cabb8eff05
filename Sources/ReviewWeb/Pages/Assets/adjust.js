"use strict";
// Turning and cropping. On the adjusting page every button works without this script, which adds handles to the rectangle
// that is kept. On the upload page it shows a photo before it is sent, for who wants that.
//
// Written for the web views of old phones, like the candidate's script.
(() => {
  // The least width and height of what is kept, as fractions of the photo.
  const least = 0.05;
  const small = 0.01;
  const large = 0.05;
  const corners = [["left", "top"], ["right", "top"], ["right", "bottom"], ["left", "bottom"]];
  const edges = [["top"], ["right"], ["bottom"], ["left"]];

  const between = (low, value, high) => Math.min(Math.max(low, value), high);

  // A rectangle over a photo, with a handle for each corner and edge. They move by touch, mouse and arrow keys.
  function rectangle(stage, names, box, changed) {
    const area = document.createElement("div");
    area.className = "crop";
    stage.append(area);
    const handles = corners.concat(edges).map((sides, index) => {
      const handle = document.createElement("button");
      handle.type = "button";
      handle.className = "handle" + (sides.length === 1 ? " edge" : "");
      handle.sides = sides;
      handle.label = names[index];
      stage.append(handle);
      return handle;
    });

    const percent = (fraction) => Math.round(fraction * 1000) / 10 + "%";
    const middle = (one, other) => (box[one] + box[other]) / 2;
    function show() {
      area.style.left = percent(box.left);
      area.style.top = percent(box.top);
      area.style.width = percent(box.right - box.left);
      area.style.height = percent(box.bottom - box.top);
      handles.forEach((handle) => {
        const at = (one, other) => handle.sides.includes(one) ? box[one] : handle.sides.includes(other) ? box[other] : middle(one, other);
        handle.style.left = percent(at("left", "right"));
        handle.style.top = percent(at("top", "bottom"));
        handle.setAttribute("aria-label", handle.label + " " + handle.sides.map((side) => percent(box[side])).join(", "));
      });
    }
    function move(sides, right, down) {
      sides.forEach((side) => {
        if (side === "left") box.left = between(0, box.left + right, box.right - least);
        if (side === "right") box.right = between(box.left + least, box.right + right, 1);
        if (side === "top") box.top = between(0, box.top + down, box.bottom - least);
        if (side === "bottom") box.bottom = between(box.top + least, box.bottom + down, 1);
      });
      show();
      changed(box);
    }
    function moveAll(right, down) {
      right = between(-box.left, right, 1 - box.right);
      down = between(-box.top, down, 1 - box.bottom);
      box.left += right;
      box.right += right;
      box.top += down;
      box.bottom += down;
      show();
      changed(box);
    }

    function drag(element, moved) {
      let last = null;
      const begin = (point) => { last = { x: point.clientX, y: point.clientY }; };
      const go = (point) => {
        if (!last) return;
        const size = stage.getBoundingClientRect();
        moved((point.clientX - last.x) / size.width, (point.clientY - last.y) / size.height);
        begin(point);
      };
      const end = () => { last = null; };
      if (window.PointerEvent) {
        element.addEventListener("pointerdown", (event) => {
          begin(event);
          element.setPointerCapture(event.pointerId);
          event.preventDefault();
          if (element.focus) element.focus();
        });
        element.addEventListener("pointermove", go);
        element.addEventListener("pointerup", end);
        element.addEventListener("pointercancel", end);
        return;
      }
      element.addEventListener("touchstart", (event) => { begin(event.touches[0]); event.preventDefault(); });
      element.addEventListener("touchmove", (event) => { go(event.touches[0]); event.preventDefault(); });
      element.addEventListener("touchend", end);
      element.addEventListener("mousedown", (event) => { begin(event); event.preventDefault(); });
      document.addEventListener("mousemove", go);
      document.addEventListener("mouseup", end);
    }
    const keys = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    handles.forEach((handle) => {
      drag(handle, (right, down) => move(handle.sides, right, down));
      handle.addEventListener("keydown", (event) => {
        const way = keys[event.key];
        if (!way) return;
        event.preventDefault();
        const step = event.shiftKey ? large : small;
        move(handle.sides, way[0] * step, way[1] * step);
      });
    });
    drag(area, moveAll);
    show();
    return {
      set: (sides) => { Object.assign(box, sides); show(); },
      remove: () => { area.remove(); handles.forEach((handle) => handle.remove()); },
    };
  }

  const namesOf = (element) => (element.dataset.corners + "|" + element.dataset.edges).split("|");

  // ---- The adjusting page ----
  const form = document.querySelector("#adjust [data-crop]");
  if (form) {
    const stage = document.querySelector("#adjust .stage");
    const sides = ["left", "top", "right", "bottom"];
    const input = (side) => form.elements[side];
    const typed = () => {
      const box = {};
      sides.forEach((side) => { box[side] = between(0, Number(input(side).value) / 100 || 0, 1); });
      return box;
    };
    const kept = stage.querySelector(".kept");
    if (kept) kept.remove();
    const box = rectangle(stage, namesOf(form), typed(), (now) => {
      sides.forEach((side) => { input(side).value = Math.round(now[side] * 1000) / 10; });
    });
    sides.forEach((side) => input(side).addEventListener("input", () => {
      const now = typed();
      if (now.right - now.left >= least && now.bottom - now.top >= least) box.set(now);
    }));
  }

  // ---- Before sending ----
  // Shows a photo in its form. Calls `send` with the turn and the crop that were chosen, or without when the photo cannot be
  // shown here; calls `cancel` when nothing is to be sent.
  window.adjustBeforeSending = async (target, file, send, cancel) => {
    let bitmap;
    try {
      bitmap = await createImageBitmap(file);
    } catch (error) {
      send();
      return;
    }
    const view = document.querySelector("#before").content.firstElementChild.cloneNode(true);
    const stage = view.querySelector(".stage");
    const canvas = view.querySelector("canvas");
    let turn = 0;
    let crop = null;
    let box = null;
    function draw() {
      const scale = Math.min(1, 1200 / Math.max(bitmap.width, bitmap.height));
      const width = Math.max(1, Math.round(bitmap.width * scale));
      const height = Math.max(1, Math.round(bitmap.height * scale));
      const isOnSide = turn % 180 !== 0;
      canvas.width = isOnSide ? height : width;
      canvas.height = isOnSide ? width : height;
      const context = canvas.getContext("2d");
      context.translate(canvas.width / 2, canvas.height / 2);
      context.rotate(turn * Math.PI / 180);
      context.drawImage(bitmap, -width / 2, -height / 2, width, height);
    }
    function setCrop(sides) {
      crop = sides;
      if (box) box.remove();
      box = sides ? rectangle(stage, namesOf(view), sides, () => {}) : null;
      view.querySelector("[data-cropping]").setAttribute("aria-pressed", String(Boolean(sides)));
    }
    function close() {
      if (bitmap.close) bitmap.close();
      view.remove();
      target.querySelector("input[type=file]").focus();
    }
    view.querySelectorAll("[data-turn]").forEach((button) => button.addEventListener("click", () => {
      turn = (turn + Number(button.dataset.turn)) % 360;
      setCrop(null);
      draw();
    }));
    view.querySelector("[data-cropping]").addEventListener("click", () => {
      setCrop(crop ? null : { left: 0.1, top: 0.1, right: 0.9, bottom: 0.9 });
    });
    view.querySelector("[data-send]").addEventListener("click", () => {
      const cut = crop && [crop.left, crop.top, crop.right, crop.bottom].map((edge) => edge.toFixed(4)).join(",");
      close();
      // Without a change the server turns the photo by its text, as it does with every other.
      send(turn !== 0 || cut ? { turn: String(turn), crop: cut || "whole" } : undefined);
    });
    view.querySelector("[data-cancel]").addEventListener("click", () => { close(); cancel(); });
    draw();
    target.append(view);
    view.scrollIntoView({ block: "nearest" });
    view.querySelector("button").focus();
  };
})();
