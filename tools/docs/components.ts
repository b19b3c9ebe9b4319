/** What the public components and their arguments say in their comments, as the TypeScript compiler reads it. */
import ts from "typescript";
import { root } from "./program.ts";

/** A class or an argument of `@aip/components`, and what its comment says. */
export interface Documented {
  /** `Network`, or `NetworkArgs.nat` for an argument. */
  readonly name: string;
  /** File that declares it, from the root of the repository. */
  readonly file: string;
  readonly comment: string;
}

export interface DocumentedComponent extends Documented {
  /** Program of its `@example`; undefined where it has none. */
  readonly example: string | undefined;
}

export interface DocumentedArgument extends Documented {
  readonly optional: boolean;
}

/** The module that exports all of `@aip/components`. */
export const componentIndex = "components/exports/index.ts";

/** Component classes that the index exports. */
export function exportedComponents(program: ts.Program): DocumentedComponent[] {
  const checker = program.getTypeChecker();
  return exported(program).flatMap((symbol) => {
    const declaration = symbol.declarations?.find(ts.isClassDeclaration);
    if (!declaration || !isComponent(checker, checker.getDeclaredTypeOfSymbol(symbol))) return [];
    const example = symbol.getJsDocTags(checker).find((tag) => tag.name === "example");
    return [{ ...documented(checker, symbol.name, symbol), example: example && textOf(example) }];
  });
}

/**
 * Arguments of the exported components and of the exported types that end in `Args`, and of what those hold, as deep as
 * our own types go. An argument that several types inherit is listed once.
 */
export function exportedArguments(program: ts.Program): DocumentedArgument[] {
  const checker = program.getTypeChecker();
  const found = new Map<ts.Node, DocumentedArgument>();
  const seen = new Set<ts.Type>();

  const visit = (type: ts.Type, owner: string): void => {
    if (seen.has(type)) return;
    seen.add(type);
    if (type.isUnionOrIntersection()) {
      for (const part of type.types) visit(part, owner);
      return;
    }
    const inside = type.getNumberIndexType() ?? type.getStringIndexType();
    if (inside) visit(inside, owner);
    for (const property of type.getProperties()) visitProperty(property, owner);
  };

  const visitProperty = (property: ts.Symbol, owner: string): void => {
    const declaration = property.declarations?.find(ts.isPropertySignature);
    if (!declaration || !isOurs(declaration) || found.has(declaration)) return;
    const { parent } = declaration;
    const name = `${ts.isInterfaceDeclaration(parent) ? parent.name.text : owner}.${property.name}`;
    found.set(declaration, {
      ...documented(checker, name, property),
      optional: declaration.questionToken !== undefined,
    });
    visit(checker.getTypeOfSymbol(property), name);
  };

  for (const symbol of exported(program)) {
    const type = checker.getDeclaredTypeOfSymbol(symbol);
    if (isComponent(checker, type)) {
      const [signature] = checker.getTypeOfSymbol(symbol).getConstructSignatures();
      const args = signature?.parameters[1];
      if (args) visit(checker.getTypeOfSymbol(args), symbol.name);
    } else if (symbol.name.endsWith("Args")) {
      visit(type, symbol.name);
    }
  }
  return [...found.values()];
}

function exported(program: ts.Program): ts.Symbol[] {
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(`${root}${componentIndex}`);
  const module = source && checker.getSymbolAtLocation(source);
  if (!module) throw new Error(`the program does not have ${componentIndex}`);
  return checker
    .getExportsOfModule(module)
    .map((symbol) => (symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol));
}

const isComponent = (checker: ts.TypeChecker, type: ts.Type): boolean =>
  (type.isClassOrInterface() ? checker.getBaseTypes(type) : []).some(
    (base) => base.symbol.name === "ComponentResource" || isComponent(checker, base),
  );

function documented(checker: ts.TypeChecker, name: string, symbol: ts.Symbol): Documented {
  const [declaration] = symbol.declarations ?? [];
  return {
    name,
    file: declaration ? fileOf(declaration) : "",
    comment: ts.displayPartsToString(symbol.getDocumentationComment(checker)),
  };
}

const textOf = (tag: ts.JSDocTagInfo): string => ts.displayPartsToString(tag.text);

/** Whether a component's package declares it, or the one that its arguments share with the check of environments. */
const isOurs = (node: ts.Node): boolean => /^(components|common)\//.test(fileOf(node));

const fileOf = (node: ts.Node): string => node.getSourceFile().fileName.slice(root.length);
