import { urnProject } from "@aip/common/urn.ts";
import { catalogueProject, type Layer, layers } from "@aip/contracts";
import { usd } from "../output/money.ts";
import type { Plan, PlanLayer } from "../plan/file.ts";
import { escapeHtml } from "./escape.ts";
import { failures } from "./summary.ts";

const box = { width: 168, height: 92, gapX: 34, gapY: 28 };
const margin = 12;

interface Placed {
  readonly layer: PlanLayer;
  readonly x: number;
  readonly y: number;
}

/** The layers a layer reads: those of its contract, and all of them for the catalogue. */
const readsOf = (name: string): readonly string[] =>
  name === catalogueProject ? Object.keys(layers) : (layers[name as Layer]?.dependsOn ?? []);

/** How many hand-overs come before a layer; layers of equal depth can be brought up side by side. */
const depthOf = (name: string): number => Math.max(-1, ...readsOf(name).map(depthOf)) + 1;

/** The layers and their links, as a picture. */
export function picture(plan: Plan): string {
  const columns = Map.groupBy(plan.layers, ({ name }) => depthOf(name));
  const tallest = Math.max(...[...columns.values()].map(({ length }) => length));
  const height = tallest * box.height + (tallest - 1) * box.gapY + 2 * margin;
  const placed = new Map<string, Placed>();
  for (const [depth, column] of columns) {
    const columnHeight = column.length * box.height + (column.length - 1) * box.gapY;
    for (const [row, layer] of column.entries()) {
      placed.set(layer.name, {
        layer,
        x: margin + depth * (box.width + box.gapX),
        y: (height - columnHeight) / 2 + row * (box.height + box.gapY),
      });
    }
  }
  const width = 2 * margin + columns.size * box.width + (columns.size - 1) * box.gapX;
  const boxes = [...placed.values()];
  const links = boxes.flatMap((to) =>
    directLinks(to.layer.name).flatMap((name) => {
      const from = placed.get(name);
      return from ? [link(from, to)] : [];
    }),
  );
  return [
    `<svg class="picture" viewBox="0 0 ${width} ${height}" role="img" aria-label="The layers and what they read">`,
    '<defs><marker id="arrow" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto">',
    '<path d="M0 0 8 4 0 8z"/></marker></defs>',
    ...links,
    ...boxes.map((item) =>
      drawn(item, failures(plan).filter(({ urn }) => urnProject(urn) === item.layer.name).length),
    ),
    "</svg>",
  ].join("\n");
}

/** Links that others already imply are left out, so that the picture stays readable. */
export function directLinks(name: string): string[] {
  const reads = readsOf(name);
  return reads.filter((read) => !reads.some((other) => other !== read && reachable(other).includes(read)));
}

const reachable = (name: string): string[] => readsOf(name).flatMap((read) => [read, ...reachable(read)]);

function link(from: Placed, to: Placed): string {
  const startX = from.x + box.width;
  const startY = from.y + box.height / 2;
  const endY = to.y + box.height / 2;
  const middle = (startX + to.x) / 2;
  return `<path class="link" d="M${startX} ${startY} C${middle} ${startY} ${middle} ${endY} ${to.x - 2} ${endY}" marker-end="url(#arrow)"/>`;
}

function drawn({ layer, x, y }: Placed, failing: number): string {
  const state = failing > 0 ? `${failing} failing` : "policies hold";
  return [
    `<a href="#resources" data-layer="${escapeHtml(layer.name)}"><g transform="translate(${x} ${y})" class="layer${failing > 0 ? " failing" : ""}">`,
    `<rect width="${box.width}" height="${box.height}" rx="10"/>`,
    `<text x="14" y="26" class="name">${escapeHtml(layer.name)}</text>`,
    `<text x="14" y="48">${layer.resources.length} resources</text>`,
    `<text x="14" y="66">${usd(layer.monthlyUsd)} a month</text>`,
    `<text x="14" y="83" class="state">${state}</text>`,
    "</g></a>",
  ].join("");
}
