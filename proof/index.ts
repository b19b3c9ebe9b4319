export type { Journey, Step } from "./journey.ts";
export { journeys } from "./journeys/index.ts";
export { type Reach, reachMatrix } from "./network/matrix.ts";
export type { Outcome } from "./outcome.ts";
export { placeOf } from "./place.ts";
export { type ProvedJourney, type ProvedStep, prove } from "./prove.ts";
export { type World, worldOf } from "./world/world.ts";
