// Draws every figure of the page from the JSON beside it; the table stays where no script runs.
"use strict";

const LOCALE = {
  moduleType: "locale",
  name: "vi",
  dictionary: {},
  format: { decimal: ",", thousands: ".", grouping: [3], currency: ["", " ₫"] },
};
const CONFIG = { displayModeBar: false, responsive: true, locale: "vi", scrollZoom: false };

function draw(place) {
  const figure = JSON.parse(document.getElementById(place.dataset.figure).textContent);
  place.textContent = "";
  return Plotly.newPlot(place, figure.data, figure.layout, CONFIG);
}

document.addEventListener("DOMContentLoaded", () => {
  const places = document.querySelectorAll(".chart[data-figure]");
  if (!places.length || typeof Plotly === "undefined") return;
  Plotly.register(LOCALE);
  Promise.all(Array.from(places, draw)).then(() => document.body.classList.add("drawn"));
});
