import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { urnName } from "@aip/common/urn.ts";
import { Refused } from "./errors.ts";
import { at, identifiers, mentions } from "./inspect.ts";
import type { Invokes, Models, PlannedResource, Problem, ResourceModel } from "./model.ts";
import type { Properties } from "./properties.ts";
import { checkReferences } from "./references.ts";
import type { Store } from "./store.ts";
import { type Changes, type CloudRecord, type CloudView, watched } from "./view.ts";

export interface CloudOptions {
  readonly store: Store;
  readonly models: Models;
  readonly invokes: Invokes;
  /** The account all ARNs carry: the one AWS uses in its own documentation. */
  readonly account?: string;
  readonly region: string;
}

/**
 * The simulated cloud: answers create, read, update, delete and invoke for the types it has a model of, and refuses
 * what AWS or Kubernetes would refuse. Everything it makes up is derived from the URN, so two runs give the same ids.
 */
export class Cloud implements CloudView {
  readonly account: string;
  readonly region: string;
  readonly #store: Store;
  readonly #models: Models;
  readonly #invokes: Invokes;

  constructor(options: CloudOptions) {
    this.account = options.account ?? "123456789012";
    this.region = options.region;
    this.#store = options.store;
    this.#models = options.models;
    this.#invokes = options.invokes;
  }

  /** The same cloud in another region: what is made through it is there. */
  in(region: string): Cloud {
    if (region === this.region) return this;
    const [store, models, invokes] = [this.#store, this.#models, this.#invokes];
    return new Cloud({ store, models, invokes, account: this.account, region });
  }

  model(type: string, urn: string): ResourceModel {
    const model = this.#models[type] ?? this.#models[`${type.split(":")[0]}:*`];
    if (model) return model;
    throw new Refused(urn, [
      {
        property: "(type)",
        found: type,
        allowed: "a type the simulated cloud has a model of; add it under sandbox/",
      },
    ]);
  }

  /** The inputs with the names filled in that the provider would make up. */
  named(urn: string, type: string, inputs: Properties, generation = this.#next(urn)): Properties {
    const model = this.model(type, urn);
    const planned = this.#planned(urn, type, inputs, generation);
    const filled = model.fill?.(planned) ?? inputs;
    const rule = model.name;
    if (!rule || rule.auto === false || rule.property in filled) return filled;
    const prefix = filled[`${rule.property}Prefix`];
    const base = typeof prefix === "string" ? prefix : `${urnName(urn)}-`;
    return { ...filled, [rule.property]: `${base}${planned.hex(7)}` };
  }

  /**
   * Everything the cloud would refuse about these inputs. Unknown values are `undefined`. A preview checks `early`: what
   * a resource needs may be about to be created, so what a model finds once it has looked at other resources is
   * left to the creation.
   */
  check(urn: string, type: string, inputs: Properties, stage: "early" | "late" = "late"): Problem[] {
    const model = this.model(type, urn);
    const problems: Problem[] = [];
    const report = (property: string, found: unknown, allowed: string) =>
      problems.push({ property, found, allowed });
    for (const property of model.required ?? []) {
      if (!(property in inputs)) report(property, undefined, "a value; AWS requires it");
    }
    const planned = this.#planned(urn, type, inputs, this.#next(urn));
    this.#checkName(planned, model, report);
    checkReferences(inputs, this, report, model.mayDangle);
    if (stage === "late") {
      model.check?.(planned, this, report);
    } else {
      const view = watched(this);
      model.check?.(planned, view.cloud, (...problem) => {
        if (!view.consulted()) report(...problem);
      });
    }
    return problems;
  }

  /**
   * Creates the resource. One that would be refused throws, unless `onRefused` takes the refusal: then it is made all
   * the same, so that a plan can go on and report every refusal at once.
   */
  create(urn: string, type: string, given: Properties, onRefused?: (refused: Refused) => void): CloudRecord {
    const inputs = this.named(urn, type, given);
    const problems = this.check(urn, type, inputs);
    if (problems.length > 0) {
      const refused = new Refused(urn, problems);
      if (!onRefused) throw refused;
      onRefused(refused);
    }
    return this.#put(urn, type, inputs, this.#next(urn));
  }

  update(id: string, urn: string, type: string, given: Properties): CloudRecord {
    const before = this.read(id, type);
    if (!before) throw new Refused(urn, [{ property: "(id)", found: id, allowed: "a resource that exists" }]);
    const inputs = this.named(urn, type, given, before.generation);
    const problems = this.check(urn, type, inputs);
    if (problems.length > 0) throw new Refused(urn, problems);
    this.#forget(before);
    return this.#put(urn, type, inputs, before.generation, id);
  }

  /** Deletes the resource; one that is gone already is no error. Refused while something that needs it exists. */
  delete(id: string, type: string): void {
    const record = this.read(id, type);
    if (!record) return;
    const holders = (this.model(type, record.urn).heldBy ?? [])
      .flatMap((holder) => this.all(holder))
      .filter((holder) => mentions(holder.inputs, id))
      .map((holder) => urnName(holder.urn));
    if (holders.length > 0) {
      throw new Refused(record.urn, [
        { property: "(delete)", found: id, allowed: `deletion once these are gone: ${holders.join(", ")}` },
      ]);
    }
    this.#forget(record);
  }

  /**
   * Takes a resource for granted that no program made, because a program reads it: what the program says of it is how
   * it is. `undefined` for types that only programs make.
   */
  adopt(urn: string, type: string, id: string, state: Properties): CloudRecord | undefined {
    return this.model(type, urn).mayPreexist ? this.#put(urn, type, state, 0, id) : undefined;
  }

  read(id: string, type: string): CloudRecord | undefined {
    return this.#store.get(`res:${type}:${id}`) as CloudRecord | undefined;
  }

  /** Which inputs differ, which of those replace the resource, and in which order that has to go. */
  diff(type: string, urn: string, before: Properties, after: Properties, id = ""): Changes {
    const model = this.model(type, urn);
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    const changed = [...keys].filter((key) => !isDeepStrictEqual(before[key], after[key]));
    const replacing = new Set([...(model.replaceOn ?? []), ...(model.name ? [model.name.property] : [])]);
    const replaced = new Set(changed.filter((key) => replacing.has(key)));
    for (const path of replacing) {
      if (path.includes(".") && !isDeepStrictEqual(at(before, path), at(after, path))) replaced.add(path);
    }
    const successor = this.#id(this.#planned(urn, type, after, this.#next(urn)));
    return { changed, replaced: [...replaced], deleteFirst: successor === id };
  }

  /** The outputs beyond its inputs that a resource will have, as far as they can be known before it exists. */
  computedOutputs(urn: string, type: string, inputs: Properties): string[] {
    const planned = this.#planned(urn, type, inputs, this.#next(urn));
    return Object.keys(this.#outputs({ ...planned, id: this.#id(planned) })).filter(
      (key) => !(key in inputs),
    );
  }

  invoke(token: string, args: Properties): Properties {
    const invoke = this.#invokes[token];
    if (!invoke) {
      throw new Error(`The simulated cloud cannot answer ${token}; add it to the invokes under sandbox/.`);
    }
    return invoke(args, this);
  }

  has(identifier: string): boolean {
    return this.#store.get(`ref:${identifier}`) !== undefined;
  }

  find(identifier: string): CloudRecord | undefined {
    const key = this.#store.get(`ref:${identifier}`);
    return typeof key === "string" ? (this.#store.get(key) as CloudRecord | undefined) : undefined;
  }

  all(type: string): CloudRecord[] {
    return this.#store.list(`res:${type}:`).map((key) => this.#store.get(key) as CloudRecord);
  }

  isSecretOutput(type: string, urn: string, key: string): boolean {
    return this.model(type, urn).secretOutputs?.includes(key) ?? false;
  }

  /** The generation of the newest resource of this URN that exists; 0 where there is none. */
  generation(urn: string): number {
    return Math.max(0, this.#next(urn) - 1);
  }

  /** Which generation a new resource of this URN would be. */
  #next(urn: string): number {
    const live = this.#store.get(`live:${urn}`);
    return typeof live === "number" ? live + 1 : 0;
  }

  #planned(urn: string, type: string, inputs: Properties, generation: number): PlannedResource {
    const seed = generation === 0 ? urn : `${urn}#${generation}`;
    const hex = (length: number) => createHash("sha256").update(seed).digest("hex").slice(0, length);
    return { urn, type, name: urnName(urn), inputs, account: this.account, region: this.region, id: "", hex };
  }

  #checkName(
    planned: PlannedResource,
    model: ResourceModel,
    report: (p: string, f: unknown, a: string) => void,
  ): void {
    const rule = model.name;
    const name = rule && planned.inputs[rule.property];
    if (!rule || typeof name !== "string") return;
    if (name.length > rule.maxLength || !rule.pattern.test(name)) {
      report(rule.property, name, `${rule.allowed}, at most ${rule.maxLength} characters`);
    }
    if (!rule.unique) return;
    const holder = this.#store.get(`name:${planned.type}:${name}`);
    if (holder !== undefined && holder !== planned.urn) {
      report(rule.property, name, `a name no other resource has; ${String(holder)} has it`);
    }
  }

  #put(urn: string, type: string, inputs: Properties, generation: number, existingId?: string): CloudRecord {
    const planned = this.#planned(urn, type, inputs, generation);
    const identified = { ...planned, id: existingId ?? this.#id(planned) };
    const record = {
      urn,
      type,
      id: identified.id,
      inputs,
      outputs: this.#outputs(identified),
      generation,
    };
    this.#remember(record);
    return record;
  }

  #id(planned: PlannedResource): string {
    const model = this.model(planned.type, planned.urn);
    const name = model.name && planned.inputs[model.name.property];
    return model.id?.(planned) ?? (typeof name === "string" ? name : `${planned.name}-${planned.hex(8)}`);
  }

  #outputs(planned: PlannedResource): Properties {
    const model = this.model(planned.type, planned.urn);
    const arn = model.arn?.(planned);
    return {
      ...planned.inputs,
      ...(arn === undefined ? {} : { arn }),
      ...(planned.type.startsWith("aws:") ? { tagsAll: planned.inputs.tags ?? {} } : {}),
      ...model.outputs?.(planned, this),
    };
  }

  #remember(record: CloudRecord): void {
    const key = `res:${record.type}:${record.id}`;
    this.#store.put(key, record);
    this.#store.put(`live:${record.urn}`, record.generation);
    for (const reference of identifiers(record)) {
      // The settings of a bucket have its name as their id; the name goes on meaning the bucket.
      const holder = this.find(reference);
      if (holder === undefined || holder.type === record.type) this.#store.put(`ref:${reference}`, key);
    }
    const name = this.#physicalName(record);
    if (name !== undefined) this.#store.put(`name:${record.type}:${name}`, record.urn);
  }

  #forget(record: CloudRecord): void {
    const key = `res:${record.type}:${record.id}`;
    // A successor may have been made already: what points at it stays.
    for (const reference of identifiers(record)) this.#drop(`ref:${reference}`, key);
    this.#drop(`live:${record.urn}`, record.generation);
    const name = this.#physicalName(record);
    if (name !== undefined) this.#drop(`name:${record.type}:${name}`, record.urn);
    this.#store.delete(key);
  }

  #drop(key: string, value: unknown): void {
    if (this.#store.get(key) === value) this.#store.delete(key);
  }

  #physicalName(record: CloudRecord): string | undefined {
    const rule = this.model(record.type, record.urn).name;
    const name = rule?.unique ? record.inputs[rule.property] : undefined;
    return typeof name === "string" ? name : undefined;
  }
}
