/* The charts of a dashboard. The table under each says the same numbers. */
(function () {
  "use strict";
  if (!window.echarts) return;
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const font = getComputedStyle(document.body).fontFamily;
  function draw(place) {
    if (window.echarts.getInstanceByDom(place)) return;
    const told = JSON.parse(document.getElementById(place.dataset.chart).textContent);
    const flat = told.kind === "bar";
    if (flat) place.style.height = `${Math.max(160, 60 + told.labels.length * 24)}px`;
    const chart = window.echarts.init(place);
    const names = {
      type: "category",
      data: told.labels.map((label) => (flat ? label : label.replace(/^20/, "").replace("年", ".").replace("月", ""))),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: "#d9d5cf" } },
      inverse: flat,
      axisLabel: flat ? { width: 110, overflow: "truncate" } : {},
    };
    const numbers = { type: "value", name: told.unit, scale: !flat, splitLine: { lineStyle: { color: "#eee9e2" } } };
    chart.setOption({
      animation: !still,
      color: ["#a8201a"],
      textStyle: { fontFamily: font, color: "#3c4650" },
      grid: { left: 8, right: 20, top: 32, bottom: 4, containLabel: true },
      tooltip: { trigger: "axis" },
      toolbox: { right: 8, feature: { saveAsImage: { title: "存为图片", name: told.title, backgroundColor: "#fff" } } },
      xAxis: flat ? numbers : names,
      yAxis: flat ? names : numbers,
      series: [{
        name: told.title,
        type: told.kind,
        data: told.values,
        barMaxWidth: 16,
        symbolSize: 7,
        lineStyle: { width: 2.5 },
        areaStyle: flat ? undefined : { opacity: 0.08 },
      }],
    });
    window.addEventListener("resize", () => { if (place.isConnected) chart.resize(); });
  }
  function drawAll() { document.querySelectorAll("[data-chart]").forEach(draw); }
  drawAll();
  // A preview comes anew with every step.
  document.addEventListener("htmx:afterSettle", drawAll);
})();
