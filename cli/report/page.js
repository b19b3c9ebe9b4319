// The page's own behaviour: search, filter by layer, open a resource. It asks nothing of any server.
const resources = JSON.parse(document.getElementById("data").textContent);
const query = document.getElementById("query");
const layer = document.getElementById("layer");
const body = document.querySelector("#list tbody");
const count = document.getElementById("count");
const texts = resources.map((resource) => JSON.stringify(resource).toLowerCase());
const shownAtMost = 300;

const cell = (text, className) => {
  const element = document.createElement("td");
  element.textContent = text;
  if (className) element.className = className;
  return element;
};

function detailsRow(resource) {
  const row = document.createElement("tr");
  const details = cell("");
  details.colSpan = 4;
  const block = document.createElement("pre");
  block.textContent = `${resource.urn}\n\n${JSON.stringify(resource.inputs, null, 2)}`;
  details.append(block);
  row.append(details);
  return row;
}

function resourceRow(resource) {
  const row = document.createElement("tr");
  row.tabIndex = 0;
  row.append(
    cell(resource.layer),
    cell(resource.protect ? `${resource.name} (protected)` : resource.name),
    cell(resource.type),
    cell(resource.usd === null ? "" : resource.usd.toFixed(2), "amount"),
  );
  let details;
  const toggle = () => {
    if (details) {
      details.remove();
      details = undefined;
    } else {
      details = detailsRow(resource);
      row.after(details);
    }
  };
  row.addEventListener("click", toggle);
  row.addEventListener("keydown", (event) => {
    if (event.key === "Enter") toggle();
  });
  return row;
}

function show() {
  const words = query.value.toLowerCase().split(/\s+/).filter(Boolean);
  const found = resources.filter(
    (resource, index) =>
      (layer.value === "" || resource.layer === layer.value) &&
      words.every((word) => texts[index].includes(word)),
  );
  body.replaceChildren(...found.slice(0, shownAtMost).map(resourceRow));
  const cut = found.length > shownAtMost ? `, the first ${shownAtMost} shown` : "";
  count.textContent = `${found.length} of ${resources.length}${cut}`;
}

query.addEventListener("input", show);
layer.addEventListener("change", show);
for (const link of document.querySelectorAll("[data-layer]")) {
  link.addEventListener("click", () => {
    layer.value = link.dataset.layer;
    show();
  });
}
show();
