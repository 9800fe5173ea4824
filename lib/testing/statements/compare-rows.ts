import { type Checker, type Type, TypeFlags } from "typescript/unstable/sync";
import type { Column } from "./describe-statement";

/** Returns the columns in which the rows of a statement differ from the type as which the code reads them. */
export function compareRows(checker: Checker, row: Type, columns: readonly Column[]): string[] {
  if (row.flags & TypeFlags.AnyOrUnknown) return ["The type of its rows says nothing about them."];
  if (checker.getIndexInfosOfType(row).length > 0)
    return ["The type of its rows has no names for the columns."];
  const properties = checker.getPropertiesOfType(row);
  const missing = properties
    .filter(({ name }) => !columns.some((column) => column.name === name))
    .map(({ name }) => `The statement has no column ${name}.`);
  const faults = columns.map((column) => {
    const property = properties.find(({ name }) => name === column.name);
    if (!property) return `The type of its rows has no ${column.name}.`;
    const type = checker.getTypeOfSymbol(property);
    return type && faultOf(column, kindsOf(checker, type), checker.typeToString(type));
  });
  return [...missing, ...faults.filter((fault) => fault !== undefined)];
}

function faultOf(column: Column, kinds: ReadonlySet<string>, read: string): string | undefined {
  const { name, kind, type, isNullable } = column;
  if (kinds.has("unknown")) return undefined;
  if (kinds.has("any")) return `${name} is read as any.`;
  const fits = kind === "json" ? ![...kinds].some((one) => NEVER_JSON.has(one)) : kinds.has(kind);
  if (!fits) return `${name} is read as ${read}, but ${type} comes as ${kind}.`;
  if (isNullable && !kinds.has("null")) return `${name} is read as ${read}, but can be null.`;
  return undefined;
}

/** Types that JSON has no values of. */
const NEVER_JSON = new Set(["Date", "Buffer", "bigint", "undefined"]);

const KINDS: [TypeFlags, string][] = [
  [TypeFlags.Any, "any"],
  [TypeFlags.Unknown, "unknown"],
  [TypeFlags.StringLike, "string"],
  [TypeFlags.NumberLike, "number"],
  [TypeFlags.BooleanLike, "boolean"],
  [TypeFlags.BigIntLike, "bigint"],
  [TypeFlags.Null, "null"],
  [TypeFlags.Undefined, "undefined"],
];

/** The kinds of the values of a type, in the words of `Column.kind`. */
function kindsOf(checker: Checker, type: Type): ReadonlySet<string> {
  if (type.isUnionType())
    return new Set(type.getTypes().flatMap((part) => [...kindsOf(checker, part)]));
  const simple = KINDS.find(([flag]) => type.flags & flag);
  if (simple) return new Set([simple[1]]);
  if (checker.isArrayType(type) && type.isTypeReference()) {
    const [element] = checker.getTypeArguments(type);
    const kinds = element ? [...kindsOf(checker, element)] : [];
    return new Set(kinds.filter((kind) => kind !== "null").map((kind) => `${kind}[]`));
  }
  const name = type.getSymbol()?.name ?? "";
  return new Set([name === "Date" || name === "Buffer" ? name : "json"]);
}
