import type * as ts from "typescript/unstable/ast";
import * as is from "typescript/unstable/ast/is";
import type { Project, Type } from "typescript/unstable/sync";
import { readTexts, sourceFileOf } from "./statement-text";

/** A call of the product that runs a statement. */
export interface Statement {
  file: string;
  /** File and line. */
  place: string;
  /** The texts that it can have. HOLE and NUMBER stand for parts that are known only when the code runs. */
  texts: readonly string[];
  /** The type that its rows are read as. */
  row: Type | undefined;
  /** Whether its rows are read at all. */
  readsRows: boolean;
}

/** Finds every call `….query(statement)` in the product's files. */
export function findStatements(project: Project, root: string): Statement[] {
  const product = /^(app|lib|server|scripts)\/.*\.tsx?$/;
  const others = /\.(test|check)\.tsx?$|\/conformance\/|^lib\/(testing|generated)\//;
  const files = project.rootFiles.map((name) => name.slice(root.length + 1));
  const found: Statement[] = [];
  for (const file of files.filter((name) => product.test(name) && !others.test(name))) {
    const source = project.program.getSourceFile(`${root}/${file}`);
    source?.forEachChild(function visit(node): void {
      if (is.isCallExpression(node)) {
        const text = textOf(node);
        if (text) found.push(statementOf(project, file, node, text));
      }
      node.forEachChild(visit);
    });
  }
  return found;
}

function textOf({ expression, arguments: given }: ts.CallExpression): ts.Expression | undefined {
  const isQuery = is.isPropertyAccessExpression(expression) && expression.name.text === "query";
  const [first] = isQuery ? given : [];
  return first && !is.isSpreadElement(first) ? first : undefined;
}

function statementOf(
  { checker }: Project,
  file: string,
  call: ts.CallExpression,
  text: ts.Expression,
): Statement {
  const row = call.typeArguments?.[0];
  const source = sourceFileOf(call);
  const before = source.text.slice(0, text.pos);
  return {
    file,
    place: `${file}:${before.split("\n").length}`,
    texts: readTexts(checker, text),
    row: row && checker.getTypeFromTypeNode(row),
    readsRows: readsRows(call, source.text),
  };
}

/** Whether code may read the rows of a call. It does, unless the result is not used or only its `rowCount` is read. */
function readsRows(call: ts.Node, fileText: string): boolean {
  const { parent } = call;
  if (is.isExpressionStatement(parent)) return false;
  if (is.isAwaitExpression(parent) || is.isParenthesizedExpression(parent))
    return readsRows(parent, fileText);
  if (is.isPropertyAccessExpression(parent)) {
    const name = parent.name.text;
    return name === "catch" || name === "then"
      ? readsRows(parent.parent, fileText)
      : name !== "rowCount";
  }
  if (!is.isVariableDeclaration(parent)) return true;
  const { name } = parent;
  if (is.isIdentifier(name)) return new RegExp(`\\b${name.text}(\\?)?\\.rows\\b`).test(fileText);
  if (!is.isObjectBindingPattern(name)) return true;
  return name.elements.some(
    (one) => !one.name || !is.isIdentifier(one.name) || one.name.text !== "rowCount",
  );
}
