import { execFileSync, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { manifestOf, packages, repository, tarballs } from "./packed.ts";

/** A kind of project that people have. */
export interface Template {
  /** `module` of its package.json; the templates have none. */
  readonly type?: "module";
  readonly module: "nodenext" | "commonjs";
  readonly moduleResolution: "nodenext" | "node";
}

/** The tsconfig.json of `aws-typescript` (github.com/pulumi/templates, 2026-08-04), with the way to load modules that is asked for. */
const tsconfig = ({ module, moduleResolution }: Template) => ({
  compilerOptions: {
    strict: true,
    outDir: "bin",
    target: "es2020",
    module,
    moduleResolution,
    sourceMap: true,
    experimentalDecorators: true,
    pretty: true,
    noFallthroughCasesInSwitch: true,
    noImplicitReturns: true,
    forceConsistentCasingInFileNames: true,
  },
  files: ["index.ts"],
});

/** The harness that runs a program as the language host would, with mocks in place of an engine. */
const harness = `
import { createRequire } from "node:module";
import * as pulumi from "@pulumi/pulumi";

const registered = [];
const known = {
  "aws:s3/bucket:Bucket": ({ bucketPrefix }) => ({ bucket: bucketPrefix + "made", arn: "arn:aws:s3:::" + bucketPrefix + "made" }),
  "aws:rds/instance:Instance": () => ({ address: "db.example", masterUserSecrets: [{ secretArn: "arn:master" }] }),
};
await pulumi.runtime.setMocks({
  newResource({ type, name, inputs }) {
    registered.push({ type, name, inputs });
    return { id: name + "-id", state: { ...inputs, ...known[type]?.(inputs) } };
  },
  call: () => ({ accountId: "123456789012", partition: "aws" }),
}, "consumer", "dev");
pulumi.runtime.setAllConfig({ "consumer:clusterName": "main" });
const program = await import("./bin/index.js");
await pulumi.runtime.disconnect();
const outputs = program.mlflowUrl === undefined ? program.default : program;
const valueOf = (output) => new Promise((resolve) => output.apply(resolve));
console.log(JSON.stringify({ registered, mlflowUrl: await valueOf(outputs.mlflowUrl), scoringUrl: await valueOf(outputs.scoringUrl) }));
`;

/**
 * @pulumi/policy 1.21.0 publishes a proxy.d.ts without the two names that its index.d.ts takes from it: anyone who
 * imports it sees these errors, with or without our packages, until they set `skipLibCheck`.
 */
const faultOfPolicySdk =
  /@pulumi\/policy\/index\.d\.ts\(2,.* error TS2305: .* '(unknownCheckingProxy|UnknownValueError)'\.$/;

export interface Registered {
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

export interface ProgramRun {
  readonly registered: readonly Registered[];
  readonly mlflowUrl: string;
  readonly scoringUrl: string;
}

/** A project in a folder of its own, into which npm has installed our tarballs and linked the SDKs of this repository. */
export class ConsumerProject {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), "aip-consumer-")));

  /** @param sources The TypeScript of the project by file name; `index.ts` is the program. */
  constructor(template: Template, sources: Readonly<Record<string, string>>) {
    const link = (...path: string[]) => `file:${join(repository, ...path)}`;
    const sdks = packages.flatMap((name) => Object.keys(manifestOf(name).peerDependencies ?? {}));
    const manifest = {
      name: "consumer",
      version: "1.0.0",
      main: "index.ts",
      ...(template.type ? { type: template.type } : {}),
      dependencies: {
        ...Object.fromEntries(
          Object.entries(tarballs()).map(([name, file]) => [`@aip/${name}`, `file:${file}`]),
        ),
        ...Object.fromEntries(sdks.map((name) => [name, link("node_modules", name)])),
      },
      devDependencies: {
        "@types/node": link("node_modules", "@types", "node"),
        typescript: link("tests", "consumers", "node_modules", "typescript"),
      },
    };
    const files = {
      ...sources,
      "harness.mjs": harness,
      "package.json": JSON.stringify(manifest),
      "tsconfig.json": JSON.stringify(tsconfig(template)),
      "tsconfig.all.json": JSON.stringify({ extends: "./tsconfig.json", files: Object.keys(sources) }),
    };
    for (const [name, text] of Object.entries(files)) writeFileSync(join(this.folder, name), text);
    // Offline: all there is to install is ours or linked. Peers that do not fit are an error.
    execFileSync("npm", ["install", "--offline", "--ignore-scripts", "--strict-peer-deps", "--silent"], {
      cwd: this.folder,
      stdio: ["ignore", "ignore", "inherit"],
    });
  }

  /** Compiles all sources, libraries' declarations included, and returns what the compiler found, one line each. */
  compile(): string[] {
    const { stdout } = spawnSync(
      process.execPath,
      [join("node_modules", "typescript", "bin", "tsc"), "-p", "tsconfig.all.json", "--pretty", "false"],
      { cwd: this.folder, encoding: "utf8" },
    );
    return stdout.split("\n").filter((line) => line !== "" && !faultOfPolicySdk.test(line));
  }

  /** Runs a compiled source, and returns what it prints. */
  run(file: string): string {
    return execFileSync(process.execPath, [file], { cwd: this.folder, encoding: "utf8" });
  }

  /** Starts a compiled source that does not end by itself, and returns the first line it prints, or what it fails with. */
  async firstLine(file: string): Promise<string> {
    const child = spawn(process.execPath, [file], { cwd: this.folder });
    try {
      return await new Promise((resolve, reject) => {
        child.stdout.once("data", (text: Buffer) => resolve(text.toString().trim()));
        child.stderr.once("data", (text: Buffer) => reject(new Error(text.toString())));
        child.once("exit", (code) => reject(new Error(`${file} ends with ${code} and prints nothing.`)));
      });
    } finally {
      child.kill();
    }
  }

  /** Runs the compiled program with mocks. */
  runProgram(): ProgramRun {
    return JSON.parse(this.run("harness.mjs")) as ProgramRun;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
