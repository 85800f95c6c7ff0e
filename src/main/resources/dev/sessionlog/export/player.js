
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
  const markers = [];   // {at, text, said: true}
  const said = [];    // {at, text}: the transcript
  const typed = [];   // {at, text, exit, took, guessed}: the commands that were found
  let widest = 1, highest = 1;
  let poster = 0, most = -1, filled = 0;
  let end = 0;
  let ids = [];
  const size = id => id < 0 ? 0 : plain[id].trim().length;
  const known = row => row.map(run => typeof run === "string" ? run : run[0]).join("");
  for (let i = 1; i < text.length; i++) {
    if (!text[i]) continue;
    const value = JSON.parse(text[i]);
    if (value[0] === "p") {
      const [, at, columns, height, x, y, changes, fresh] = value;
      for (const row of fresh) { rows.push(row); plain.push(known(row)); }
      if (ids.length !== height) { ids = new Array(height).fill(-1); filled = 0; }
      for (let c = 0; c < changes.length; c += 2) {
        filled += size(changes[c + 1]) - size(ids[changes[c]]);
        ids[changes[c]] = changes[c + 1];
      }
      if (filled > most) { most = filled; poster = pictures.length; }
      if (filled > 0) { // many sessions begin blank, in another size
        widest = Math.max(widest, columns);
        highest = Math.max(highest, height);
      }
      const picture = {at, columns, height, x, y, changes, all: null};
      if (pictures.length % KEYFRAME === 0 || changes.length >= 2 * height) picture.all = ids.slice();
      pictures.push(picture);
      end = Math.max(end, at);
    } else if (value[0] === "m") {
      markers.push({at: value[1], text: value[2], said: true});
    } else if (value[0] === "l") {
      said.push({at: value[1], text: value[2]});
    } else if (value[0] === "c") {
      const [, at, text, exit, took, guessed] = value;
      typed.push({at, text, exit, took, guessed, command: true});
    } else if (value[0] === "e") {
      end = Math.max(end, value[1]);
    }
  }
  text = null;
  if (most <= 0 && pictures.length > 0) ({columns: widest, height: highest} = pictures[pictures.length - 1]);
  if (pictures.length === 0) {
    problem("This recording is empty.");
    return;
  }

  const zoned = options => {
    try {
      return new Intl.DateTimeFormat("en-GB", {...options, timeZone: facts.zone || "UTC", timeZoneName: "short"});
    } catch (e) {
      return new Intl.DateTimeFormat("en-GB", {...options, timeZone: "UTC", timeZoneName: "short"});
    }
  };
  const started = new Date(facts.started);
  const day = zoned({weekday: "short", year: "numeric", month: "short", day: "numeric", hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23"});
  const hour = zoned({hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23"});
  const timeOfDay = at => hour.format(new Date(started.getTime() + at));
  const title = facts.title || facts.user + "@" + facts.host;
  document.title = title + " – " + facts.id;
  $("title").textContent = title;
  $("facts").textContent = facts.user + "@" + facts.host + (facts.tty ? " on " + facts.tty : "") + ", session " + facts.id
      + ", started " + day.format(started) + ", " + facts.state;

  // Drawing: elements are made one by one, and get their text as text.
  const screen = $("screen"), stage = $("stage"), player = $("player");
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
  const grid = document.createElement("div");
  screen.append(grid);
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
    while (grid.children.length > wanted.length) grid.lastChild.remove();
    while (grid.children.length < wanted.length) {
      const line = document.createElement("div");
      line.className = "row";
      grid.append(line);
      shownIds[grid.children.length - 1] = undefined;
    }
    cursor.remove();
    // The box stays as large as the largest picture: what stands beside it must not jump.
    grid.style.width = picture.columns + "ch";
    grid.classList.toggle("smaller", picture.columns < widest || picture.height < highest);
    for (let row = 0; row < wanted.length; row++) {
      if (anew || shownIds[row] !== wanted[row]) fill(grid.children[row], wanted[row]);
    }
    shownIds = wanted;
    if (picture.x >= 0 && grid.children[picture.y]) {
      cursor.style.left = picture.x + "ch";
      grid.children[picture.y].append(cursor);
    }
    shown = index;
  };
  const lastBefore = (list, at) => {
    let low = -1, high = list.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (list[middle].at <= at) low = middle; else high = middle - 1;
    }
    return low;
  };
  const indexAt = at => Math.max(0, lastBefore(pictures, at));

  // Time.
  const IDLE = 1500;
  let now = 0, playing = false, before = 0;
  const clock = ms => {
    const s = Math.floor(ms / 1000), h = Math.floor(s / 3600), two = n => String(n).padStart(2, "0");
    return (h ? h + ":" + two(Math.floor(s / 60) % 60) : Math.floor(s / 60)) + ":" + two(s % 60);
  };
  const show = () => {
    $("start").hidden = true;
    draw(indexAt(now));
    tell();
  };
  const tell = () => {
    $("seek").value = now;
    $("seek").setAttribute("aria-valuetext", clock(now));
    const marker = markers.filter(m => m.at <= now && now - m.at < 3000).pop();
    $("time").textContent = clock(now) + " / " + clock(end);
    $("day").textContent = timeOfDay(now);
    $("said").textContent = marker ? marker.text : "";
    pointOut();
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
    $("start").hidden = true;
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

  // The box: scaled to the room there is, so that a phone shows whole lines.
  const MOST_SCALE = 1.5;
  const fitOnce = () => {
    const width = screen.offsetWidth, height = screen.offsetHeight;
    const full = document.fullscreenElement === player;
    player.style.maxWidth = full ? "" : Math.max(320, Math.ceil(width * MOST_SCALE)) + "px";
    if (full) stage.style.height = "";
    const room = stage.clientWidth;
    const high = full ? stage.clientHeight : Math.max(height, innerHeight - 260);
    const scale = Math.min(room / width, high / height, full ? Infinity : MOST_SCALE);
    screen.style.transform = "translateX(" + Math.max(0, (room - width * scale) / 2) + "px) scale(" + scale + ")";
    if (!full) stage.style.height = Math.ceil(height * scale) + 2 + "px";
    return stage.clientWidth === room; // else a scroll bar came
  };
  const fit = () => { fitOnce() || fitOnce(); };

  // The list: only what is in sight has elements.
  const LINE = 24;
  // A prompt, its sign and what was typed behind it; an arrow in a text is no sign.
  const PROMPT = /^.{0,99}?(?:[$#%❯➜»λ]|(?<![-=])>) (?=\S)/u;
  const all = said.concat(markers).sort((one, other) => one.at - other.at);
  // What shells marked, or stood behind their prompts; else what looks like that.
  const commands = typed.length
    ? typed.concat(markers).sort((one, other) => one.at - other.at)
    : all.filter(line => line.said || PROMPT.test(line.text));
  const outcome = ({exit, took, guessed}) =>
    (exit >= 0 ? "exit code " + exit + ", " : "") + (took >= 0 ? "took " + clock(took) : "") +
    (guessed ? "; this is a guess" : "");
  let listed = commands;
  let current = -1;
  const fillList = () => {
    const list = $("list"), from = Math.max(0, Math.floor(list.scrollTop / LINE) - 5);
    const to = Math.min(listed.length, from + Math.ceil(list.clientHeight / LINE) + 10);
    $("lines").style.height = listed.length * LINE + "px";
    $("lines").textContent = "";
    for (let i = from; i < to; i++) {
      const {at, text, said: marker, command, exit, guessed} = listed[i];
      const line = document.createElement("button"), when = document.createElement("i");
      line.type = "button";
      line.className = "line";
      line.classList.toggle("now", i === current);
      line.classList.toggle("said", Boolean(marker));
      line.style.top = i * LINE + "px";
      line.title = timeOfDay(at) + "\n" + text + (command ? "\n" + outcome(listed[i]) : "");
      when.textContent = clock(at) + "  ";
      line.append(when);
      if (command) {
        if (exit > 0) {
          const failed = document.createElement("b");
          failed.textContent = exit + "  ";
          failed.title = "exit code " + exit;
          line.append(failed);
        }
        line.append(text.replace(/\n/g, " \u21b5 ") + (guessed ? " ?" : ""));
      } else {
        line.append(listed === commands && !marker ? text.replace(PROMPT, "") : text);
      }
      line.addEventListener("click", () => seek(at));
      $("lines").append(line);
    }
  };
  const pointOut = () => {
    const index = lastBefore(listed, now);
    if (index === current) return;
    current = index;
    const list = $("list"), top = index * LINE;
    if (index >= 0 && (top < list.scrollTop || top + LINE > list.scrollTop + list.clientHeight)) {
      list.scrollTop = Math.max(0, top - list.clientHeight / 2);
    }
    fillList();
  };
  const choose = which => {
    listed = which === "commands" ? commands : all;
    $("kind").value = which;
    current = -2;
    pointOut();
  };

  // Marks on the bar, as wide as its thumb can go.
  for (const marker of markers.slice(0, 500)) {
    const mark = document.createElement("button");
    mark.type = "button";
    mark.className = "mark";
    mark.title = clock(marker.at) + "  " + marker.text;
    mark.setAttribute("aria-label", mark.title);
    mark.style.left = "calc(8px + (100% - 16px) * " + (end ? marker.at / end : 0) + ")";
    mark.addEventListener("click", () => seek(marker.at));
    $("marks").append(mark);
  }

  const fullScreen = () => {
    if (!player.requestFullscreen) return;
    if (document.fullscreenElement) document.exitFullscreen(); else player.requestFullscreen();
  };
  $("seek").max = end;
  $("seek").addEventListener("input", () => seek(Number($("seek").value)));
  $("play").addEventListener("click", toggle);
  $("start").addEventListener("click", toggle);
  $("full").addEventListener("click", fullScreen);
  $("full").hidden = !player.requestFullscreen;
  $("kind").addEventListener("change", () => choose($("kind").value));
  $("list").addEventListener("scroll", fillList);
  $("find").addEventListener("input", look);
  $("find").addEventListener("keydown", e => {
    if (e.key === "Enter") go(!e.shiftKey);
    if (e.key === "Escape") toScreen();
  });
  $("before").addEventListener("click", () => go(false));
  $("after").addEventListener("click", () => go(true));
  screen.addEventListener("click", () => { if (getSelection().isCollapsed) toggle(); });
  const root = document.documentElement;
  root.dataset.theme = matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark";
  $("theme").addEventListener("click", () => { root.dataset.theme = root.dataset.theme === "dark" ? "light" : "dark"; });

  // Whatever was clicked, the keys stay the player's; who goes about by Tab keeps the focus.
  const toScreen = () => screen.focus({preventScroll: true});
  document.addEventListener("click", e => { if (e.detail > 0 && !["find", "speed", "kind"].includes(e.target.id)) toScreen(); });
  for (const id of ["speed", "kind", "seek"]) $(id).addEventListener("change", toScreen);
  document.addEventListener("keydown", e => {
    const button = e.target.tagName === "BUTTON" || e.target.type === "checkbox";
    if (e.ctrlKey || e.metaKey || e.altKey || e.target === $("find") || e.target.tagName === "SELECT") return;
    if (button && (e.key === " " || e.key === "Enter")) return;
    const keys = {
      " ": toggle, "ArrowLeft": () => seek(now - 5000), "ArrowRight": () => seek(now + 5000),
      ".": () => seek(pictures[Math.min(pictures.length - 1, indexAt(now) + 1)].at),
      ",": () => seek(pictures[Math.max(0, indexAt(now) - 1)].at),
      "/": () => $("find").focus(), "n": () => go(true), "N": () => go(false),
      "f": fullScreen, "Home": () => seek(0), "End": () => seek(end)
    };
    if (keys[e.key]) { e.preventDefault(); keys[e.key](); }
  });

  player.hidden = false;
  $("side").hidden = false;
  $("page").classList.add("listed");
  screen.style.width = "calc(" + widest + "ch + 16px)";
  screen.style.height = "calc(" + highest * 1.25 + "em + 16px)";
  new ResizeObserver(fit).observe(document.body);
  addEventListener("resize", fit);
  document.addEventListener("fullscreenchange", fit);
  fit();
  choose(commands.length > markers.length ? "commands" : "lines");
  // "#t=12.5" opens the page at that time, in seconds; else a picture with much on it invites.
  const wanted = /^#t=(\d+(?:\.\d+)?)$/.exec(location.hash);
  if (wanted) {
    seek(Number(wanted[1]) * 1000);
  } else {
    $("start").firstElementChild.textContent = "Play " + clock(end);
    draw(poster);
    tell();
  }
  if (document.fonts) document.fonts.ready.then(fit);
})();
