import type * as ts from "typescript/unstable/ast";
import { SyntaxKind } from "typescript/unstable/ast";
import * as is from "typescript/unstable/ast/is";
import { type Checker, type Symbol as CodeSymbol, TypeFlags } from "typescript/unstable/sync";

/** Stands for a part of a text that is known only when the code runs. */
export const HOLE = "\u0000";
/** Stands for a number that is known only when the code runs. */
export const NUMBER = "\u0001";
/** Stands for a value that `sql` sends beside the text. */
export const VALUE = "\u0002";

const ALTERNATIVES_MAX = 64;

/** The names that a function's parameters have while its body is read. */
type Given = ReadonlyMap<number, readonly string[]>;

/**
 * Reads the texts that an expression can have: literals, templates, constants of any file, conditions, parameters (from the calls in
 * the same file), functions that return one expression, and the `text` of an object. The rest is a HOLE.
 */
export function readTexts(checker: Checker, node: ts.Expression): readonly string[] {
  return new TextReader(checker).read(node, new Map());
}

class TextReader {
  readonly #checker: Checker;
  #depth = 0;

  constructor(checker: Checker) {
    this.#checker = checker;
  }

  read(node: ts.Node, given: Given): readonly string[] {
    if (this.#depth > 40) return [HOLE];
    this.#depth += 1;
    try {
      const texts = [...new Set(this.#readKind(node, given))];
      return texts.length > ALTERNATIVES_MAX ? [HOLE] : texts;
    } finally {
      this.#depth -= 1;
    }
  }

  #readKind(node: ts.Node, given: Given): readonly string[] {
    if (is.isStringLiteral(node) || is.isNoSubstitutionTemplateLiteral(node)) return [node.text];
    if (is.isTaggedTemplateExpression(node)) return this.#readTagged(node, given);
    if (is.isTemplateExpression(node)) return this.#readTemplate(node, given);
    if (is.isParenthesizedExpression(node) || is.isAsExpression(node))
      return this.read(node.expression, given);
    if (is.isConditionalExpression(node))
      return [...this.read(node.whenTrue, given), ...this.read(node.whenFalse, given)];
    if (is.isObjectLiteralExpression(node)) return this.#readProperty(node, given);
    const literals = this.#literalsOf(node);
    if (literals) return literals;
    if (is.isIdentifier(node)) return this.#readName(node, given);
    if (is.isCallExpression(node)) return this.#readCall(node, given);
    return [HOLE];
  }

  /** In a template of `sql`, a piece of SQL is part of the text and anything else is a value. */
  #readTagged({ tag, template }: ts.TaggedTemplateExpression, given: Given): readonly string[] {
    if (!is.isIdentifier(tag) || tag.text !== "sql") return [HOLE];
    if (!is.isTemplateExpression(template)) return this.read(template, given);
    return this.#readTemplate(template, given, (piece) =>
      this.#checker.getTypeAtLocation(piece)?.getSymbol()?.name === "Sql"
        ? this.read(piece, given)
        : [VALUE],
    );
  }

  #readTemplate(
    node: ts.TemplateExpression,
    given: Given,
    readPiece = (piece: ts.Expression) => this.read(piece, given),
  ): readonly string[] {
    let texts: readonly string[] = [node.head.text];
    for (const span of node.templateSpans) {
      const pieces = readPiece(span.expression);
      texts = texts.flatMap((text) => pieces.map((piece) => text + piece + span.literal.text));
      if (texts.length > ALTERNATIVES_MAX) return [HOLE];
    }
    return texts;
  }

  /** The values of a literal type or of a union of them. */
  #literalsOf(node: ts.Node): readonly string[] | undefined {
    const type = this.#checker.getTypeAtLocation(node);
    if (!type) return undefined;
    const parts = type.isUnionType() ? type.getTypes() : [type];
    const values = parts.map((part) =>
      part.isStringLiteralType() || part.isNumberLiteralType() ? String(part.value) : undefined,
    );
    if (values.every((value) => value !== undefined)) return values;
    return type.flags & TypeFlags.Number ? [NUMBER] : undefined;
  }

  #readProperty(node: ts.ObjectLiteralExpression, given: Given): readonly string[] {
    for (const property of node.properties) {
      if (!is.isPropertyAssignment(property) || !is.isIdentifier(property.name)) continue;
      if (property.name.text === "text") return this.read(property.initializer, given);
    }
    return [HOLE];
  }

  #symbolOf(node: ts.Node): CodeSymbol | undefined {
    const symbol = this.#checker.getSymbolAtLocation(node);
    const declaration = symbol?.declarations[0]?.resolve();
    const isImported = declaration && is.isImportSpecifier(declaration);
    return symbol && isImported ? this.#checker.getAliasedSymbol(symbol) : symbol;
  }

  #readName(node: ts.Identifier, given: Given): readonly string[] {
    const symbol = this.#symbolOf(node);
    if (!symbol) return [HOLE];
    const known = given.get(symbol.id);
    if (known) return known;
    const declaration = symbol.valueDeclaration?.resolve();
    if (!declaration) return [HOLE];
    if (is.isVariableDeclaration(declaration)) {
      if (declaration.initializer) return this.read(declaration.initializer, given);
      const loop = declaration.parent.parent;
      const isListed = is.isForOfStatement(loop) && is.isArrayLiteralExpression(loop.expression);
      return isListed
        ? loop.expression.elements.flatMap((element) => this.read(element, given))
        : [HOLE];
    }
    if (is.isParameterDeclaration(declaration)) return this.#readArguments(declaration, given);
    return [HOLE];
  }

  /** The values that the calls in a function's own file pass for one of its parameters. */
  #readArguments(parameter: ts.ParameterDeclaration, given: Given): readonly string[] {
    const owner = parameter.parent;
    if (!is.isFunctionDeclaration(owner) && !is.isArrowFunction(owner)) return [HOLE];
    const place = owner.parameters.indexOf(parameter);
    const holder = owner.parent;
    const isHeld = is.isVariableDeclaration(holder);
    const named = isHeld ? holder.name : is.isFunctionDeclaration(owner) && owner.name;
    const symbol = named && this.#checker.getSymbolAtLocation(named);
    if (!symbol) return [HOLE];
    const texts: string[] = [];
    const visit = (node: ts.Node) => {
      if (is.isCallExpression(node) && is.isIdentifier(node.expression)) {
        if (this.#checker.getSymbolAtLocation(node.expression)?.id === symbol.id) {
          const argument = node.arguments[place];
          texts.push(...(argument ? this.read(argument, given) : [HOLE]));
        }
      }
      node.forEachChild(visit);
    };
    visit(sourceFileOf(parameter));
    return texts.length > 0 ? texts : [HOLE];
  }

  #readCall(node: ts.CallExpression, given: Given): readonly string[] {
    if (!is.isIdentifier(node.expression)) return [HOLE];
    const [first] = node.arguments;
    if (node.expression.text === "raw" && first) return this.read(first, given);
    const declaration = this.#symbolOf(node.expression)?.valueDeclaration?.resolve();
    const made =
      declaration && is.isVariableDeclaration(declaration) ? declaration.initializer : declaration;
    if (!made || !(is.isFunctionDeclaration(made) || is.isArrowFunction(made))) return [HOLE];
    const result = resultOf(made);
    if (!result) return [HOLE];
    const inside = new Map(given);
    made.parameters.forEach((parameter, index) => {
      const symbol = this.#checker.getSymbolAtLocation(parameter.name);
      const argument = node.arguments[index] ?? parameter.initializer;
      if (symbol) inside.set(symbol.id, argument ? this.read(argument, given) : [HOLE]);
    });
    return this.read(result, inside);
  }
}

/** The return value of a function whose body is one expression or one return statement. */
function resultOf(made: ts.FunctionDeclaration | ts.ArrowFunction): ts.Node | undefined {
  const { body } = made;
  if (!body) return undefined;
  if (!is.isBlock(body)) return body;
  const [first, ...more] = body.statements;
  return first && more.length === 0 && is.isReturnStatement(first) ? first.expression : undefined;
}

export function sourceFileOf(node: ts.Node): ts.SourceFile {
  let at = node;
  while (at.kind !== SyntaxKind.SourceFile) at = at.parent;
  return at as ts.SourceFile;
}
