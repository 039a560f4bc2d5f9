/* Charts of a paper, and putting a figure where the cursor was. */
(function () {
  "use strict";
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  document.querySelectorAll("[data-paper-chart]").forEach((place) => {
    const told = document.getElementById(place.id + "-data");
    if (!told || !window.echarts) return;
    const data = JSON.parse(told.textContent);
    const chart = window.echarts.init(place, null, { renderer: "svg" });
    chart.setOption({
      animation: !still,
      color: ["#a8201a", "#c9a24b", "#5b6b7a", "#8c5a3c", "#3f7d58", "#7a4e7e"],
      textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: "#3c4650" },
      grid: { left: 8, right: 16, top: 28, bottom: data.series.length > 1 ? 28 : 4, containLabel: true },
      tooltip: { trigger: "axis" },
      legend: data.series.length > 1 ? { bottom: 0 } : undefined,
      xAxis: { type: "category", data: data.labels, axisTick: { show: false }, axisLabel: { interval: 0, rotate: data.labels.length > 6 ? 30 : 0 } },
      yAxis: { type: "value", name: data.unit, splitLine: { lineStyle: { color: "#eee9e2" } } },
      series: data.series.map((one) => ({ name: one.name, type: data.style === "line" ? "line" : "bar", data: one.values, barMaxWidth: 36 })),
    });
    window.addEventListener("resize", () => chart.resize());
  });

  let last = document.querySelector("[data-chips]");
  document.addEventListener("focusin", (event) => {
    if (event.target.matches && event.target.matches("[data-chips]")) last = event.target;
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest && event.target.closest("[data-insert]");
    if (!button || !last) return;
    const at = last.selectionStart === null ? last.value.length : last.selectionStart;
    last.setRangeText(button.getAttribute("data-insert"), at, last.selectionEnd || at, "end");
    last.dispatchEvent(new Event("input", { bubbles: true }));
    last.focus();
  });
})();
