// The time slider. Its last position shows all dates, undated incidents too. The bars count the incidents that lie wholly in
// a step, whatever the slider says.
let player = 0;

function stepOf(day) {
  let [low, high] = [0, ALL - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (steps.starts[middle] <= day) low = middle;
    else high = middle - 1;
  }
  return low;
}

function stepLabel() {
  if (ALL === 0) return say("script.no_dates");
  if (state.step >= ALL) return say("script.all_dates", { dates: ALL === 1 ? steps.labels[0] : `${steps.labels[0]} – ${steps.labels[ALL - 1]}` });
  return state.within ? steps.labels[state.step] : say("script.until", { date: steps.labels[state.step] });
}

function drawTime() {
  const label = stepLabel();
  by("date").textContent = label;
  by("slider").value = state.step;
  by("slider").setAttribute("aria-valuetext", label);
  const counts = new Array(ALL).fill(0);
  for (const row of rows) {
    if (!row.kept || row.first === null) continue;
    const at = stepOf(row.first);
    if (row.last < stepEnd(at)) counts[at] += 1;
  }
  const most = Math.max(1, ...counts);
  const width = by("bars").clientWidth || 600;
  // A bar stands over the place of the slider's thumb, which is 16 pixels wide; the first has room to its left.
  const wide = (width - 16) / (ALL + 0.5);
  by("slider").style.marginLeft = `${(wide / 2).toFixed(1)}px`;
  by("slider").style.width = `${(width - wide / 2).toFixed(1)}px`;
  by("bars").setAttribute("viewBox", `0 0 ${width} 48`);
  const bars = counts.map((n, i) => {
    const inside = state.step >= ALL || i === state.step || (!state.within && i < state.step);
    const high = n === 0 ? 1 : Math.max(2, (44 * n) / most);
    const [x, gap] = [8 + (i + 0.5) * wide - wide * 0.4, Math.max(0.5, wide * 0.8)];
    const kind = n === 0 ? "none" : inside ? "in" : "base";
    return draw("rect", { class: kind, x: x.toFixed(2), y: (48 - high).toFixed(1), width: gap.toFixed(2), height: high.toFixed(1) });
  });
  by("bars").replaceChildren(...bars);
}

function goTo(step_) {
  state.step = Math.min(ALL, Math.max(0, step_));
  changed({ time: true });
}

function stop() {
  clearInterval(player);
  player = 0;
  by("play").textContent = say("script.play");
  by("count").setAttribute("aria-live", "polite");
}

function play() {
  if (player !== 0) {
    stop();
    return;
  }
  by("play").textContent = say("script.pause");
  // A screen reader is not to read every step aloud.
  by("count").setAttribute("aria-live", "off");
  if (state.step >= ALL) goTo(0);
  player = setInterval(() => {
    goTo(state.step + 1);
    if (state.step >= ALL) stop();
  }, Math.min(900, Math.max(150, 20000 / ALL)));
}

function startTime() {
  by("time").hidden = ALL < 2;
  if (ALL === 0) return;
  by("slider").max = ALL;
  by("from-label").textContent = steps.labels[0];
  by("to-label").textContent = say("script.dates_end");
  by("slider").addEventListener("input", () => {
    stop();
    goTo(Number(by("slider").value));
  });
  by("play").addEventListener("click", play);
  for (const mode of document.querySelectorAll("[name=mode]")) {
    mode.addEventListener("change", () => {
      state.within = document.querySelector("[name=mode]:checked").value === "within";
      changed({ time: true });
    });
  }
  new ResizeObserver(drawTime).observe(by("bars"));
}
