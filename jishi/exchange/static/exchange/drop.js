// A file dropped anywhere on the form lands in its file box.
(function () {
  "use strict";
  var box = document.querySelector("input[type=file]"), form = box && box.form;
  if (!form) return;
  function over(on) { form.classList.toggle("x-drop", on); }
  form.addEventListener("dragover", function (event) { event.preventDefault(); over(true); });
  form.addEventListener("dragleave", function (event) { if (!form.contains(event.relatedTarget)) over(false); });
  form.addEventListener("drop", function (event) {
    event.preventDefault(); over(false);
    if (event.dataTransfer.files.length) { box.files = event.dataTransfer.files; box.dispatchEvent(new Event("change", { bubbles: true })); }
  });
})();
