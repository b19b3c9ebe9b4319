import assert from "node:assert/strict";
import ts from "typescript";
import {
  componentIndex,
  type DocumentedArgument,
  type DocumentedComponent,
  exportedArguments,
  exportedComponents,
} from "../tools/docs/components.ts";
import { programOf, root } from "../tools/docs/program.ts";

/** `@aip/components` is this repository's sources, not what was built of them. */
const compiler: ts.CompilerOptions = {
  paths: {
    "@aip/components": [`${root}${componentIndex}`],
    "@aip/components/*": [`${root}components/exports/*.ts`],
  },
};

interface Mistake {
  /** File in which it is. */
  readonly file: string;
  readonly text: string;
}

/** Comments, examples and defaults that are not there. */
const missing = (
  components: readonly DocumentedComponent[],
  args: readonly DocumentedArgument[],
): Mistake[] => [
  ...components.flatMap(({ name, file, comment, example }) => [
    ...(comment === "" ? [{ file, text: `${name} has no comment` }] : []),
    ...(example === undefined ? [{ file, text: `${name} has no @example` }] : []),
  ]),
  ...args.flatMap(({ name, file, comment, optional }) => {
    if (comment === "") return [{ file, text: `${name} has no comment` }];
    return optional && !/\bDefault:\s/.test(comment) ? [{ file, text: `${name} has no "Default: "` }] : [];
  }),
];

/** What the compiler says of the examples, all in one program, and which of them do not import what they show. */
function mistakesOfExamples(components: readonly DocumentedComponent[], base: ts.Program): Mistake[] {
  const examples = components.flatMap(({ name, file, example }) =>
    example === undefined ? [] : [{ name, file, path: `components/exports/${name}.example.ts`, example }],
  );
  const texts = new Map(examples.map(({ path, example }) => [path, example]));
  const program = programOf([...texts.keys()], { texts, compiler, base });
  return examples.flatMap(({ name, file, path, example }) => {
    const source = program.getSourceFile(`${root}${path}`);
    assert.ok(source, `${path} is not in the program`);
    const imports = new RegExp(String.raw`import \{[^}]*\b${name}\b[^}]*\} from "@aip/components`);
    return [
      ...(imports.test(example) ? [] : [{ file, text: `the example of ${name} does not import it` }]),
      ...[...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(
        ({ messageText, start = 0 }) => {
          const line = source.getLineAndCharacterOfPosition(start).line + 1;
          const message = ts.flattenDiagnosticMessageText(messageText, " ");
          return { file, text: `the example of ${name}, line ${line}: ${message}` };
        },
      ),
    ];
  });
}

describe("documentation of the components", function () {
  this.timeout(120_000);
  let program: ts.Program;
  let components: DocumentedComponent[];
  let args: DocumentedArgument[];
  let mistakes: Mistake[];

  before(() => {
    program = programOf([componentIndex], { compiler });
    components = exportedComponents(program);
    args = exportedArguments(program);
    mistakes = [...missing(components, args), ...mistakesOfExamples(components, program)];
  });

  it("is looked for in classes, and in inherited, nested and unnamed arguments", () => {
    const names = new Set([...components, ...args].map(({ name }) => name));
    const expected = [
      "Network",
      "NetworkArgs.nat",
      "AddressPlanArgs.vpcCidr",
      "FlowLogsArgs.destination.keyArn",
      "TeamArgs.quota.memory",
      "GitOps.hostname",
    ];
    assert.deepEqual(
      expected.filter((name) => !names.has(name)),
      [],
    );
  });

  it("has an example of each component that compiles, a comment of each argument, each default", () => {
    assert.deepEqual(
      mistakes.map(({ file, text }) => `${file}: ${text}`),
      [],
    );
  });

  it("finds an argument without a default, and an example that does not compile", () => {
    const example = 'import { Network } from "@aip/components";\nnew Network("main", { zones: [] });\n';
    const network = components.filter(({ name }) => name === "Network");
    const found = mistakesOfExamples(
      network.map((component) => ({ ...component, example })),
      program,
    );
    assert.equal(found.length, 1);
    assert.match(found[0]?.text ?? "", /^the example of Network, line 2: .*vpcCidr/);

    const nat = args.filter(({ name }) => name === "NetworkArgs.nat");
    assert.deepEqual(
      missing(
        [],
        nat.map((argument) => ({ ...argument, comment: "NAT gateways." })),
      ).map(({ text }) => text),
      ['NetworkArgs.nat has no "Default: "'],
    );
  });
});
