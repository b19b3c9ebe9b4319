import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { runAip, startAip } from "../tests/support/aip.ts";
import { textOption } from "./arguments.ts";
import { defineCommand } from "./commands/define.ts";
import { program } from "./program.ts";

/** Every command with its full name, without `aip`. */
const named = (command: CommandUnknownOpts, before: readonly string[] = []): (readonly string[])[] =>
  command.commands.flatMap((each) => {
    const path = [...before, each.name()];
    return [path, ...named(each, path)];
  });

// Where the SDK is loaded, the hook writes so.
const hook = `data:text/javascript,${encodeURIComponent(
  'import { registerHooks } from "node:module"; registerHooks({ resolve(name, context, next) { if (name.startsWith("@pulumi/")) console.log("LOADED", name); return next(name, context); } });',
)}`;
const watched = (...args: string[]) => startAip(args, { env: { NODE_OPTIONS: `--import ${hook}` } }).ended;

describe("the commands of aip", () => {
  for (const path of named(program)) {
    it(`${path.join(" ")} has help with examples, for which no SDK is loaded`, async () => {
      const { code, output, errors } = await watched(...path, "--help");
      assert.equal(code, 0, errors);
      assert.match(output, new RegExp(`^Usage: aip ${path.join(" ")}`));
      assert.match(output, new RegExp(`Examples:\n  aip ${path.join(" ")}`));
      assert.doesNotMatch(output, /LOADED/);
    });
  }

  it("load the SDK once they need it", async () => {
    assert.doesNotMatch((await watched("policy", "list")).output, /LOADED/);
    assert.match((await watched("env", "dev")).output, /LOADED @pulumi\/pulumi/);
  });

  it("are listed with --help, and without any arguments, which is a mistake", async () => {
    const asked = await runAip("--help");
    const bare = await runAip();
    assert.deepEqual([asked.code, bare.code], [0, 2]);
    for (const command of program.commands) {
      assert.match(asked.output, new RegExp(`^  ${command.name()} `, "m"));
    }
    assert.equal(bare.errors, asked.output);
  });

  it("have options that the compiler knows by name", async () => {
    const given: unknown[] = [];
    await defineCommand("test", { summary: "", examples: {} })
      .addOption(textOption("--json <file>", ""))
      .option("--forecast", "")
      .action((options) => {
        given.push(options.json, options.forecast);
        // @ts-expect-error there is no such option
        given.push(options.jsno);
      })
      .parseAsync(["--json", "x", "--forecast"], { from: "user" });
    assert.deepEqual(given, ["x", true, undefined]);
  });

  it("have the version of their package", async () => {
    const { version } = JSON.parse(readFileSync(new URL("package.json", import.meta.url), "utf8"));
    assert.equal((await runAip("--version")).output, `${version}\n`);
  });

  for (const [args, said] of [
    [["plna", "dev"], /^aip: unknown command 'plna'; did you mean plan\?/],
    [["policy", "chekc", "x"], /^aip policy: unknown command 'chekc'; did you mean check\?/],
    [["plan", "dev", "--jsno", "x"], /^aip plan: unknown option '--jsno'; did you mean --json\?/],
    [["plan", "prd"], /^aip plan: environment: found prd; allowed: dev, prod, staging; did you mean prod\?/],
    [["cost", "dev", "stagign"], /^aip cost: environment: found stagign; .*did you mean staging\?/],
    [["up", "dev", "--layer", "netwrok"], /--layer: found netwrok; .*did you mean network\?/],
    [["plan"], /missing required argument 'environment'; allowed: dev, prod, staging/],
    [["plan", "dev", "prod"], /too many arguments/],
    [["plan", "dev", "--html", "--json"], /--html <file>: found the option --json where its value/],
    [["plan", "dev", "--json"], /option '--json <file>' argument missing/],
    [
      ["cost", "dev", "--by", "colour"],
      /--by: found colour; allowed: layer, service, team, resource, tag:NAME/,
    ],
    [["cost", "dev", "--growth", "much"], /--growth: found much; allowed: a number/],
    [["cost", "dev", "prod", "--forecast"], /--set and --forecast are for one environment/],
  ] as const) {
    it(`say what is wrong with aip ${args.join(" ")}`, async () => {
      const { code, output, errors } = await runAip(...args);
      assert.equal(code, 2);
      assert.match(errors, said);
      assert.match(errors, /See aip.* --help\.\n$/);
      assert.equal(output, "");
    });
  }
});

describe("colours", () => {
  const colour = "\u001b[";

  it("are shown where they are asked for, and nowhere else", async () => {
    const shows = async (env: Record<string, string>, ...args: string[]) => {
      const { output, errors } = await startAip(args, { env }).ended;
      return (output + errors).includes(colour);
    };
    assert.equal(await shows({}, "policy", "list"), false, "a pipe is no terminal");
    assert.equal(await shows({ FORCE_COLOR: "1" }, "policy", "list"), true);
    assert.equal(await shows({ NO_COLOR: "1" }, "policy", "list"), false);
    assert.equal(await shows({ FORCE_COLOR: "1" }, "plan", "--help"), true);
    assert.equal(await shows({}, "plan", "--help"), false);
    assert.equal(await shows({ FORCE_COLOR: "1" }, "plan", "nowhere"), true, "errors");
    assert.equal(await shows({}, "plan", "nowhere"), false);
  });
});
