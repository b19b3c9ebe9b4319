/** The CrossGuard pack: the same rules as in the plan, run by the engine. The only file that starts a policy pack. */
import { PolicyPack } from "@pulumi/policy";
import * as pulumi from "@pulumi/pulumi";
import { packOptions } from "./pack-options.ts";
import { packPolicies } from "./pack-policies.ts";

// The engine hands a pack the configuration of the stack it judges: the environment file is read like in a program.
const config = new pulumi.Config("platform");
const today = new Date().toISOString().slice(0, 10);

new PolicyPack("aip-policies", { policies: packPolicies(packOptions(pulumi.getStack(), config, today)) });
