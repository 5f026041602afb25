// The upload of this tab. It outlives the view, so that it continues while other pages are open.
const MEMORY = "launchpad-upload";
const PAUSES = [1, 2, 4, 8, 15, 30];
const live = (globalThis.__launchpadUpload ??= { job: null, show: () => {}, arrived: () => {} });

const megabytes = (bytes) => (bytes / 1024 ** 2).toFixed(bytes < 10 * 1024 ** 2 ? 1 : 0);
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
const fingerprint = (file) => `${file.name}|${file.size}|${file.lastModified}`;
const recall = () => JSON.parse(sessionStorage.getItem(MEMORY) ?? "null");

function request(method, data, token, more = {}, job = null) {
  return new Promise((resolve, reject) => {
    const call = new XMLHttpRequest();
    if (job) job.call = call;
    call.open(method, data.route);
    call.setRequestHeader("Upload-Token", token);
    call.setRequestHeader("Accept-Language", data.language);
    if (more.offset !== undefined) call.setRequestHeader("Upload-Offset", String(more.offset));
    if (more.progress) call.upload.onprogress = (event) => more.progress(event.loaded);
    call.onload = () => {
      try { resolve({ status: call.status, answer: JSON.parse(call.responseText || "{}") }); }
      catch { resolve({ status: 503, answer: {} }); }
    };
    call.onerror = call.onabort = () => reject(new Error("connection"));
    call.send(more.body ?? null);
  });
}

async function run(job) {
  let failures = 0;
  const turn = (job.turn = (job.turn ?? 0) + 1); // after a pause an older loop may still be waiting
  while (live.job === job && job.state === "sending" && job.turn === turn) {
    try {
      if (job.unsure) {
        const { status, answer } = await request("GET", job, job.token);
        if (status === 404) return end(job, "refused", `${answer.message} ${answer.hint}`);
        if (status !== 200) throw new Error("busy");
        if (answer.state === "refused") return end(job, "refused", answer.reason);
        job.received = answer.received;
        job.unsure = false;
        if (answer.state === "complete") return end(job, "arrived");
      }
      const body = job.file.slice(job.received, job.received + (job.received ? job.chunk : job.first));
      const start = job.received;
      const { status, answer } = await request("PATCH", job, job.token, {
        offset: start, body, progress: (loaded) => { job.shown = start + Math.min(loaded, body.size); measure(job); },
      }, job);
      if (status === 422 || status === 404 || status === 403)
        return end(job, "refused", `${answer.message} ${answer.hint}`);
      if (status !== 200) { job.unsure = true; throw new Error("busy"); }
      failures = 0;
      job.lost = false;
      job.received = job.shown = answer.received;
      measure(job);
      if (answer.state === "complete") return end(job, "arrived");
    } catch {
      job.unsure = true;
      if (job.state !== "sending" || job.turn !== turn) break;
      if (!(await isReadable(job.file))) return end(job, "refused", job.words.unreadable);
      job.lost = true;
      live.show();
      const pause = PAUSES[Math.min(failures++, PAUSES.length - 1)];
      await new Promise((wake) => setTimeout(wake, pause * 1000));
    }
  }
}

async function isReadable(file) {
  try { return (await file.slice(0, 1).arrayBuffer()).byteLength === 1; } catch { return false; }
}

function measure(job) {
  const now = performance.now();
  job.marks.push([now, job.shown]);
  while (job.marks.length > 2 && now - job.marks[0][0] > 8000) job.marks.shift();
  const [then, before] = job.marks[0];
  job.speed = now > then ? ((job.shown - before) / (now - then)) * 1000 : 0;
  live.show();
}

function end(job, state, reason = "") {
  job.state = state;
  job.reason = reason;
  sessionStorage.removeItem(MEMORY);
  globalThis.removeEventListener("beforeunload", warn);
  live.show();
  if (state === "arrived") live.arrived(job.token);
}

function warn(event) { event.preventDefault(); }

function send(file, token, data, received = 0) {
  const job = {
    file, token, words: data.words, route: data.route, language: data.language, chunk: data.chunk, first: data.first, received, shown: received,
    state: "sending", unsure: true, marks: [[performance.now(), received]], speed: 0,
  };
  live.job = job;
  sessionStorage.setItem(MEMORY, JSON.stringify({ fingerprint: fingerprint(file), token, name: file.name, size: file.size }));
  globalThis.addEventListener("beforeunload", warn);
  run(job);
  live.show();
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const zone = parentElement.querySelector(".zone");
  const input = parentElement.querySelector("input");
  const words = data.words;

  const element = (name, text, attributes = {}) => {
    const created = document.createElement(name);
    created.textContent = text;
    return Object.assign(created, attributes);
  };
  const button = (text, act) =>
    element("button", text, { type: "button", onclick: (event) => { event.stopPropagation(); act(); } });

  const choose = (file) => {
    if (!file) return;
    const stored = recall();
    if (stored && stored.fingerprint === fingerprint(file)) return send(file, stored.token, data);
    const id = crypto.randomUUID?.() ?? String(Math.random());
    live.job = { state: "asking", id, file, shown: 0 };
    setTriggerValue("chosen", { id, name: file.name, size: file.size });
    live.show();
  };

  live.arrived = (token) => setTriggerValue("arrived", token);
  live.show = () => {
    const job = live.job;
    const stored = recall();
    const parts = [];
    if (job?.state === "sending" || job?.state === "paused") {
      const left = job.speed > 0 ? (job.file.size - job.shown) / job.speed : 0;
      const values = {
        received: megabytes(job.shown), size: megabytes(job.file.size), speed: megabytes(job.speed),
        left: left > 90 ? fill(words.minutes, { n: Math.round(left / 60) }) : fill(words.seconds, { n: Math.round(left) }),
      };
      const text = job.state === "paused" ? words.paused : job.lost ? words.lost : words.sent;
      parts.push(element("p", job.file.name), element("p", fill(text, values), { role: "status" }));
      parts.push(element("progress", "", { max: job.file.size, value: job.shown, ariaLabel: job.file.name }));
      parts.push(
        job.state === "paused"
          ? button(words.resume, () => { job.state = "sending"; job.marks = [[performance.now(), job.shown]]; run(job); live.show(); })
          : button(words.pause, () => { job.state = "paused"; job.call?.abort(); live.show(); }),
        button(words.cancel, () => { job.state = "canceled"; job.call?.abort(); cancel(job.token); }),
      );
    } else {
      if (job?.state === "refused") parts.push(element("p", job.reason, { className: "refused", role: "alert" }));
      if (job?.state === "arrived") parts.push(element("p", fill(words.uploaded, { name: job.file.name }), { role: "status" }));
      if (!job && live.gone) parts.push(element("p", live.gone, { className: "refused", role: "alert" }));
      if (stored && job?.state !== "asking") {
        const values = { received: megabytes(stored.received ?? 0), size: megabytes(stored.size), name: stored.name };
        parts.push(element("p", fill(words.again, values), { role: "status" }), button(words.cancel, () => cancel(stored.token)));
      }
      parts.push(element("p", job?.state === "asking" ? "…" : words.drop));
    }
    const focused = parentElement.activeElement?.textContent;
    zone.replaceChildren(...parts);
    if (focused) [...zone.querySelectorAll("button")].find((item) => item.textContent === focused)?.focus();
  };
  const cancel = (token) => {
    request("DELETE", data, token).catch(() => {});
    sessionStorage.removeItem(MEMORY);
    globalThis.removeEventListener("beforeunload", warn);
    live.job = null;
    live.show();
  };

  const busy = () => ["sending", "paused", "asking"].includes(live.job?.state);
  zone.tabIndex = 0;
  zone.setAttribute("role", "button");
  zone.setAttribute("aria-label", words.drop);
  zone.onclick = () => { if (!busy()) input.click(); };
  zone.onkeydown = (event) => { if (event.target === zone && ["Enter", " "].includes(event.key)) { event.preventDefault(); zone.onclick(); } };
  zone.ondragover = (event) => { event.preventDefault(); zone.classList.add("over"); };
  zone.ondragleave = () => zone.classList.remove("over");
  zone.ondrop = (event) => { event.preventDefault(); zone.classList.remove("over"); if (!busy()) choose(event.dataTransfer.files[0]); };
  input.onchange = () => { choose(input.files[0]); input.value = ""; };

  const ticket = data.ticket;
  const asking = live.job?.state === "asking" && ticket?.id === live.job.id;
  if (asking && ticket.token) send(live.job.file, ticket.token, data);
  else if (asking) end(live.job, "refused", ticket.refused);
  const stored = recall();
  if (stored && !live.job && stored.received === undefined)
    request("GET", data, stored.token).then(({ status, answer }) => {
      if (status === 404 || answer.state === "refused") {
        sessionStorage.removeItem(MEMORY);
        live.gone = fill(words.gone, { name: stored.name });
      } else if (status === 200) sessionStorage.setItem(MEMORY, JSON.stringify({ ...stored, received: answer.received }));
      live.show();
    }).catch(() => {});
  live.show();
  return () => { live.show = () => {}; };
}
