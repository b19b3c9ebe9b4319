// Writes the plans as one note on the merge request, or brings the note of an earlier run up to date.
import { existsSync, readFileSync } from "node:fs";
import { basename } from "node:path";

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

/** A plan that is not there is told too: an old one must not stand for it. */
const read = (file) =>
  existsSync(file)
    ? readFileSync(file, "utf8")
    : `## Plan of ${basename(file, ".md")}: none; its job says why\n`;

const body = [marker, ...process.argv.slice(2).map(read)].join("\n");
const note = await existingNote();
if (note) await call(`${notes}/${note.id}`, "PUT", { body });
else await call(notes, "POST", { body });
