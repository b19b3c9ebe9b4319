import { defineContract } from "./define.ts";
import * as value from "./values.ts";

/** What the ML services layer hands over: the addresses of the services inside the cluster. */
export const mlServices = defineContract("ml-services", {
  mlflowUrl: value.url,
  feastUrl: value.url,
  airflowUrl: value.url,
  inferenceUrl: value.url,
});
