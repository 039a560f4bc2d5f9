/* The trend of one indicator. The table below the chart says the same numbers. */
(function () {
  "use strict";
  const place = document.getElementById("figure-chart");
  const told = document.getElementById("figure-trend");
  if (!place || !told || !window.echarts) return;
  const trend = JSON.parse(told.textContent);
  const chart = window.echarts.init(place, null, { renderer: "svg" });
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  chart.setOption({
    animation: !still,
    color: ["#a8201a"],
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: "#3c4650" },
    grid: { left: 8, right: 16, top: 32, bottom: 4, containLabel: true },
    tooltip: { trigger: "axis" },
    xAxis: {
      type: "category",
      data: trend.labels.map((label) => label.replace(/^20/, "").replace("年", ".").replace("月", "")),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: "#d9d5cf" } },
    },
    yAxis: {
      type: "value",
      name: trend.unit,
      scale: true,
      splitLine: { lineStyle: { color: "#eee9e2" } },
    },
    series: [{
      name: trend.title,
      type: "line",
      data: trend.values,
      symbolSize: 7,
      lineStyle: { width: 2.5 },
      areaStyle: { opacity: 0.08 },
      connectNulls: false,
    }],
  });
  window.addEventListener("resize", () => chart.resize());
})();
