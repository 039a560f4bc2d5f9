// The form of an activity: a live count while ticking, spare rows on demand, late entry asks why.
(function () {
  "use strict";
  function all(selector, within) { return Array.prototype.slice.call((within || document).querySelectorAll(selector)); }

  // --- who is there ---
  all("[data-roll]").forEach(function (roll) {
    var live = roll.querySelector("[data-live]"), of = roll.getAttribute("data-of");
    var num = +roll.getAttribute("data-num"), den = +roll.getAttribute("data-den");
    var boxes = all("input[name=here]", roll);
    function count() {
      var expected = 0, present = 0, base = 0, there = 0, guests = 0;
      boxes.forEach(function (box) {
        box.closest("li").classList.toggle("a-ticked", box.checked);
        if (box.hasAttribute("data-guest")) { guests += box.checked; return; }
        expected += 1; present += box.checked;
        if (of && box.hasAttribute("data-" + of)) { base += 1; there += box.checked; }
      });
      roll.classList.toggle("a-begun", present + guests > 0);
      live.textContent = "";
      var strong = document.createElement("b");
      strong.textContent = roll.hasAttribute("data-open") ? "参加 " + present + " 人" : "实到 " + present + " / 应到 " + expected;
      live.appendChild(strong);
      if (guests) live.appendChild(document.createTextNode("，列席 " + guests));
      if (!base) return;
      var enough = there * den >= base * num, tone = document.createElement("span");
      tone.className = "j-tone j-tone-" + (enough ? "green" : "red");
      tone.textContent = (of === "voter" ? "有表决权 " : "委员 ") + there + " / " + base + (enough ? "，" : "，还不") + roll.getAttribute("data-for");
      live.appendChild(tone);
    }
    roll.addEventListener("change", count);
    roll.addEventListener("restored", count);
    all("[data-all]", roll).forEach(function (button) {
      button.addEventListener("click", function () {
        boxes.forEach(function (box) { box.checked = !!button.getAttribute("data-all") && !box.hasAttribute("data-guest"); });
        if (boxes[0]) boxes[0].dispatchEvent(new Event("change", { bubbles: true }));
      });
    });
    count();
  });

  // --- rows that wait until they are wanted ---
  all("[data-rows]").forEach(function (part) {
    var more = part.querySelector("[data-more]");
    function spare() { return part.querySelector(".a-spare"); }
    function fresh() { more.hidden = !spare(); }
    more.addEventListener("click", function () {
      var row = spare();
      if (!row) return;
      row.classList.remove("a-spare");
      row.querySelector("input").focus();
      fresh();
    });
    part.addEventListener("restored", function (event) {
      var row = event.target.closest(".a-row");
      if (row && event.target.type === "text" && event.target.value) { row.classList.remove("a-spare"); fresh(); }
    });
    fresh();
  });

  // --- entered long after the day ---
  all("[data-late]").forEach(function (late) {
    var day = late.form || late.closest("form"), box = day.querySelector("[name=held_on]"), reason = late.querySelector("input");
    function look() {
      var gone = (Date.parse(late.getAttribute("data-today")) - Date.parse(box.value)) / 86400000;
      late.hidden = !(gone > +late.getAttribute("data-after")) && !reason.value;
    }
    box.addEventListener("change", look);
    box.addEventListener("restored", look);
    look();
  });
})();
