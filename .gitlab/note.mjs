// Writes the plans as one note on the merge request, or brings the note of an earlier run up to date.
import { existsSync, readdirSync, readFileSync } from "node:fs";

const { CI_API_V4_URL, CI_PROJECT_ID, CI_MERGE_REQUEST_IID, MERGE_REQUEST_TOKEN } = process.env;
const marker = "<!-- ai-platform plan -->";
const notes = `${CI_API_V4_URL}/projects/${CI_PROJECT_ID}/merge_requests/${CI_MERGE_REQUEST_IID}/notes`;

async function call(url, method, body) {
  const response = await fetch(url, {
    method,
    headers: { "PRIVATE-TOKEN": MERGE_REQUEST_TOKEN, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${url} answered ${response.status}: ${await response.text()}`);
  return response;
}

/** All pages: the note may be older than the newest hundred. */
async function existingNote() {
  for (let page = "1"; page; ) {
    const response = await call(`${notes}?per_page=100&page=${page}`, "GET");
    const found = (await response.json()).find((note) => note.body.startsWith(marker));
    if (found) return found;
    page = response.headers.get("x-next-page") ?? "";
  }
}

/** A plan that is missing is named too, so that nobody takes an old one for it. */
function planOf(environment) {
  const file = `out/${environment}.md`;
  if (existsSync(file)) return readFileSync(file, "utf8");
  return `## Plan of ${environment}: none; its job says why\n`;
}

const environments = readdirSync("environments").flatMap(
  (file) => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1] ?? [],
);
const body = [marker, ...environments.map(planOf)].join("\n");
const note = await existingNote();
if (note) await call(`${notes}/${note.id}`, "PUT", { body });
else await call(notes, "POST", { body });
