import type { Journey } from "../journey.ts";
import { signIn } from "./sign-in.ts";

/** Every journey, in the order that reports show them. */
export const journeys: readonly Journey[] = [signIn];
