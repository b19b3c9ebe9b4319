import { defineConfig } from "tsup";

/**
 * How a published package is built into its `dist/`: JavaScript and declarations, for `import` and for `require`. What it
 * uses of this repository's other packages is bundled in, so that each installs alone; SDKs are peers and stay outside.
 *
 * Entries are in one folder: the generator of declarations loads all SDKs anew for each folder. Types are checked by
 * `npm run typecheck`, not here.
 */
export default defineConfig({
  format: ["esm", "cjs"],
  target: "node22",
  dts: { resolve: [/^@aip\//, /^\./], compilerOptions: { noCheck: true } },
  sourcemap: true,
  // `import.meta.url` for `require`.
  shims: true,
  // Entries share their code, so that there is one class of each name.
  splitting: true,
  clean: true,
  noExternal: [/^@aip\//],
});
