
"use strict";
(async () => {
  const $ = id => document.getElementById(id);
  const problem = text => { $("problem").textContent = text; };

  // The recording: lines of JSON, compressed, in base64. Nothing of it is ever taken for markup.
  const lines = async () => {
    const base64 = $("recording").content.textContent.trim();
    const bytes = Uint8Array.from(atob(base64), c => c.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return (await new Response(stream).text()).split("\n");
  };

  let text;
  try {
    text = await lines();
  } catch (e) {
    problem("The recording in this page cannot be read: " + e.message);
    return;
  }

  const KEYFRAME = 200;
  const facts = JSON.parse(text[0]);
  const rows = [];      // content by id
  const plain = [];     // its text, for searching
  const pictures = [];  // {at, columns, rows, cursor, changes, all: ids at a keyframe}
  const markers = [];
  let end = 0;
  let ids = [];
  const known = row => row.map(run => typeof run === "string" ? run : run[0]).join("");
  for (let i = 1; i < text.length; i++) {
    if (!text[i]) continue;
    const value = JSON.parse(text[i]);
    if (value[0] === "p") {
      const [, at, columns, height, x, y, changes, fresh] = value;
      for (const row of fresh) { rows.push(row); plain.push(known(row)); }
      if (ids.length !== height) ids = new Array(height).fill(-1);
      for (let c = 0; c < changes.length; c += 2) ids[changes[c]] = changes[c + 1];
      const picture = {at, columns, height, x, y, changes, all: null};
      if (pictures.length % KEYFRAME === 0 || changes.length >= 2 * height) picture.all = ids.slice();
      pictures.push(picture);
      end = Math.max(end, at);
    } else if (value[0] === "m") {
      markers.push({at: value[1], text: value[2]});
    } else if (value[0] === "e") {
      end = Math.max(end, value[1]);
    }
  }
  text = null;
  if (pictures.length === 0) {
    problem("This recording is empty.");
    return;
  }

  const title = facts.title || facts.user + "@" + facts.host;
  document.title = title + " – " + facts.id;
  $("title").textContent = title;
  $("facts").textContent = facts.user + "@" + facts.host + (facts.tty ? " on " + facts.tty : "") + ", session " + facts.id
      + ", started " + new Date(facts.started).toLocaleString() + ", " + facts.state;

  // Drawing: elements are made one by one, and get their text as text.
  const screen = $("screen");
  const ATTRIBUTES = ["bold", "faint", "italic", "under", "", "", "", "crossed", "over"];
  const INVERSE = 1 << 5, INVISIBLE = 1 << 6;
  const RGB = 1 << 24;
  const color = (value, standard) => {
    if (value < 0) return standard;
    if (value & RGB) return "#" + (value & 0xffffff).toString(16).padStart(6, "0");
    if (value < 16) return "var(--c" + value + ")";
    if (value > 231) { const g = 8 + (value - 232) * 10; return "rgb(" + g + "," + g + "," + g + ")"; }
    const v = value - 16, level = n => n === 0 ? 0 : 55 + n * 40;
    return "rgb(" + level(Math.floor(v / 36)) + "," + level(Math.floor(v / 6) % 6) + "," + level(v % 6) + ")";
  };
  const span = ([chars, columns, fg, bg, attributes]) => {
    const element = document.createElement("span");
    element.textContent = attributes & INVISIBLE ? " ".repeat(chars.length) : chars;
    if (columns > 0) { element.className = "cell"; element.style.width = columns + "ch"; }
    ATTRIBUTES.forEach((name, bit) => { if (name && attributes & (1 << bit)) element.classList.add(name); });
    const front = color(fg, "var(--text)"), back = color(bg, "var(--screen)");
    const inverse = attributes & INVERSE;
    if (fg >= 0 || inverse) element.style.color = inverse ? back : front;
    if (bg >= 0 || inverse) element.style.backgroundColor = inverse ? front : back;
    return element;
  };
  const fill = (line, id) => {
    line.textContent = "";
    for (const run of id < 0 ? [] : rows[id]) {
      line.append(typeof run === "string" ? document.createTextNode(run) : span(run));
    }
    if (line.childNodes.length === 0) line.append(document.createTextNode(""));
    line.classList.toggle("hit", needle !== "" && id >= 0 && plain[id].toLowerCase().includes(needle));
  };

  let shownIds = [];
  let shown = -1;
  let needle = "";
  const cursor = document.createElement("div");
  cursor.className = "cursor";
  const idsAt = index => {
    let from = index;
    while (!pictures[from].all) from--;
    const result = pictures[from].all.slice();
    for (let i = from + 1; i <= index; i++) {
      const c = pictures[i].changes;
      for (let k = 0; k < c.length; k += 2) result[c[k]] = c[k + 1];
    }
    return result;
  };
  const draw = (index, anew) => {
    if (index === shown && !anew) return;
    const picture = pictures[index];
    const wanted = idsAt(index);
    while (screen.children.length > wanted.length) screen.lastChild.remove();
    while (screen.children.length < wanted.length) {
      const line = document.createElement("div");
      line.className = "row";
      screen.append(line);
      shownIds[screen.children.length - 1] = undefined;
    }
    cursor.remove();
    screen.style.minWidth = picture.columns + "ch";
    for (let row = 0; row < wanted.length; row++) {
      if (anew || shownIds[row] !== wanted[row]) fill(screen.children[row], wanted[row]);
    }
    shownIds = wanted;
    if (picture.x >= 0 && screen.children[picture.y]) {
      cursor.style.left = picture.x + "ch";
      screen.children[picture.y].append(cursor);
    }
    shown = index;
  };
  const indexAt = at => {
    let low = 0, high = pictures.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (pictures[middle].at <= at) low = middle; else high = middle - 1;
    }
    return low;
  };

  // Time.
  const IDLE = 1500;
  let now = 0, playing = false, before = 0;
  const clock = ms => {
    const s = Math.floor(ms / 1000), h = Math.floor(s / 3600), two = n => String(n).padStart(2, "0");
    return (h ? h + ":" + two(Math.floor(s / 60) % 60) : Math.floor(s / 60)) + ":" + two(s % 60);
  };
  const show = () => {
    draw(indexAt(now));
    $("seek").value = now;
    const marker = markers.filter(m => m.at <= now && now - m.at < 3000).pop();
    $("time").textContent = clock(now) + " / " + clock(end) + (marker ? " · " + marker.text : "");
  };
  const seek = at => { now = Math.max(0, Math.min(end, at)); show(); };
  const step = time => {
    if (!playing) return;
    now += (time - before) * Number($("speed").value);
    before = time;
    const index = indexAt(now);
    const next = index + 1 < pictures.length ? pictures[index + 1].at : end;
    if ($("idle").checked && now - pictures[index].at > IDLE && next - now > 200) now = next - 100;
    if (now >= end) { now = end; pause(); }
    show();
    requestAnimationFrame(step);
  };
  const pause = () => { playing = false; $("play").textContent = "Play"; };
  const play = () => {
    if (now >= end) now = 0;
    playing = true;
    before = performance.now();
    $("play").textContent = "Pause";
    requestAnimationFrame(step);
  };
  const toggle = () => playing ? pause() : play();

  // Finding: the pictures on which a row with the text comes to stand.
  let hits = [];
  const look = () => {
    needle = $("find").value.toLowerCase();
    hits = [];
    if (needle !== "") {
      const has = plain.map(line => line.toLowerCase().includes(needle));
      pictures.forEach((picture, index) => {
        for (let k = 1; k < picture.changes.length; k += 2) {
          if (has[picture.changes[k]]) { hits.push(index); return; }
        }
      });
    }
    $("found").textContent = needle === "" ? "" : hits.length + " found";
    draw(shown < 0 ? 0 : shown, true);
  };
  const go = forward => {
    const found = forward ? hits.find(i => pictures[i].at > now) : hits.filter(i => pictures[i].at < now).pop();
    if (found === undefined) { $("found").textContent = "no more " + (forward ? "after" : "before"); return; }
    pause();
    $("found").textContent = hits.indexOf(found) + 1 + " of " + hits.length;
    seek(pictures[found].at);
  };

  $("seek").max = end;
  $("seek").addEventListener("input", () => seek(Number($("seek").value)));
  $("play").addEventListener("click", toggle);
  $("find").addEventListener("input", look);
  $("find").addEventListener("keydown", e => { if (e.key === "Enter") go(!e.shiftKey); });
  $("before").addEventListener("click", () => go(false));
  $("after").addEventListener("click", () => go(true));
  const root = document.documentElement;
  root.dataset.theme = matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark";
  $("theme").addEventListener("click", () => { root.dataset.theme = root.dataset.theme === "dark" ? "light" : "dark"; });
  document.addEventListener("keydown", e => {
    if (e.ctrlKey || e.metaKey || e.altKey || ["INPUT", "SELECT", "BUTTON"].includes(e.target.tagName)) return;
    const keys = {
      " ": toggle, "ArrowLeft": () => seek(now - 5000), "ArrowRight": () => seek(now + 5000),
      ".": () => seek(pictures[Math.min(pictures.length - 1, shown + 1)].at),
      ",": () => seek(pictures[Math.max(0, shown - 1)].at),
      "/": () => $("find").focus(), "n": () => go(true), "N": () => go(false),
      "Home": () => seek(0), "End": () => seek(end)
    };
    if (keys[e.key]) { e.preventDefault(); keys[e.key](); }
  });
  // "#t=12.5" opens the page at that time, in seconds.
  const wanted = /^#t=(\d+(?:\.\d+)?)$/.exec(location.hash);
  seek(wanted ? Number(wanted[1]) * 1000 : 0);
})();
