/**
 * The comments above keys, as the TypeScript compiler finds them: a comment is gone at run time, yet the type of an
 * object remembers where each of its keys is written.
 */
import ts from "typescript";
import { programOf, root } from "./program.ts";

/** A type whose properties may have a comment. */
export interface Commented {
  /** The property of that name; undefined where the type has none. `comment` is one line, empty where there is none. */
  property(name: string): { readonly comment: string; readonly value: Commented } | undefined;
  /** What an array or a record of any names holds. */
  element(): Commented;
}

/**
 * What a module exports, with its comments.
 *
 * @param file Path of the module from the root of the repository.
 * @param name Of a type or a constant that it exports.
 */
export function commentedExport(file: string, name: string): Commented {
  const program = programOf([file]);
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(`${root}${file}`);
  const module = source && checker.getSymbolAtLocation(source);
  const member = module && checker.tryGetMemberInModuleExports(name, module);
  if (!member) throw new Error(`${file} exports no ${name}`);

  const commented = (type: ts.Type): Commented => ({
    property(name) {
      const symbol = type.getProperty(name);
      if (!symbol) return undefined;
      const value = checker.getNonNullableType(checker.getTypeOfSymbol(symbol));
      return { comment: commentOf(checker, symbol, value), value: commented(value) };
    },
    element() {
      const inside = type.getNumberIndexType() ?? type.getStringIndexType();
      return commented(checker.getNonNullableType(inside ?? checker.getNeverType()));
    },
  });
  return commented(
    member.flags & ts.SymbolFlags.Type
      ? checker.getDeclaredTypeOfSymbol(member)
      : checker.getTypeOfSymbol(member),
  );
}

/** The comment above the key; for a section without one, that above the constant the key is made from. */
function commentOf(checker: ts.TypeChecker, key: ts.Symbol, value: ts.Type): string {
  const sources = [key, ...(value.flags & ts.TypeFlags.Object ? constants(checker, key) : [])];
  const comments = sources.map((symbol) =>
    ts.displayPartsToString(symbol.getDocumentationComment(checker)).replaceAll(/\s+/g, " "),
  );
  return comments.find((comment) => comment !== "") ?? "";
}

/** `network` of the keys `network`, `network: network` and `network: network.prefault({})`. */
function constants(checker: ts.TypeChecker, key: ts.Symbol): ts.Symbol[] {
  return (key.declarations ?? []).flatMap((declaration) => {
    if (ts.isShorthandPropertyAssignment(declaration)) {
      return resolved(checker, checker.getShorthandAssignmentValueSymbol(declaration));
    }
    if (!ts.isPropertyAssignment(declaration)) return [];
    let expression: ts.Expression = declaration.initializer;
    while (ts.isCallExpression(expression) || ts.isPropertyAccessExpression(expression)) {
      expression = expression.expression;
    }
    return resolved(checker, checker.getSymbolAtLocation(expression));
  });
}

function resolved(checker: ts.TypeChecker, symbol: ts.Symbol | undefined): ts.Symbol[] {
  if (!symbol) return [];
  return [symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol];
}
