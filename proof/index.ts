export type { Journey, Step } from "./journey.ts";
export type { Outcome } from "./outcome.ts";
export { type World, worldOf } from "./world/world.ts";
