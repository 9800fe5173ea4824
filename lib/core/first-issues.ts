import * as z from "zod";
import { LIMITS } from "./limits";

/** One problem of a value: its place and what is wrong there. */
export interface Issue {
  path: PropertyKey[];
  message: string;
}

/** How many items are checked at once. All problems of these items are collected before the search can stop. */
const ITEMS_AT_ONCE = 32;

/**
 * Finds the problems of a value, as `schema.safeParse` does, but at most `LIMITS.problemsMax` of them. A schema alone collects all
 * problems, which costs a thousand times as much as parsing the value. The length of a list is checked before its items, and its
 * items are checked a few at a time. An empty result means that the value is valid.
 *
 * @param errorMap makes the messages; by default the schema's own are used
 */
export function firstIssues(
  schema: z.ZodType,
  value: unknown,
  errorMap?: z.core.$ZodErrorMap,
): Issue[] {
  const issues: Issue[] = [];
  visit(schema, value, [], { issues, params: errorMap ? { error: errorMap } : {} });
  return issues.slice(0, LIMITS.problemsMax);
}

interface Search {
  issues: Issue[];
  params: { error?: z.core.$ZodErrorMap };
}

function visit(schema: z.ZodType, value: unknown, path: PropertyKey[], search: Search): void {
  if (search.issues.length >= LIMITS.problemsMax) return;
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) {
    // Only null and undefined are checked with the schema itself; every other value is checked with its inner schema.
    const isLeaf = value === undefined || value === null;
    if (isLeaf) collect(schema, value, path, search);
    else visit(schema.unwrap() as z.ZodType, value, path, search);
  } else if (schema instanceof z.ZodArray && Array.isArray(value))
    visitList(schema, value, path, search);
  else if (schema instanceof z.ZodRecord && isRecord(value)) {
    visitRecord(schema, value, path, search);
  } else if (schema instanceof z.ZodObject && isRecord(value)) {
    visitObject(schema, value, path, search);
  } else collect(schema, value, path, search);
}

function visitList(
  schema: z.ZodArray,
  value: readonly unknown[],
  path: PropertyKey[],
  search: Search,
): void {
  if (value.length > itemsMax(schema)) {
    // If a list is too long, its items are not checked.
    collect(lengthOf(schema), value, path, search);
    return;
  }
  const element = schema.element as z.ZodType;
  if (holdsMany(element)) {
    for (const [index, item] of value.entries()) {
      if (search.issues.length >= LIMITS.problemsMax) return;
      visit(element, item, [...path, index], search);
    }
    collect(lengthOf(schema), value, path, search);
    return;
  }
  const some = someOf(element);
  for (let from = 0; from < value.length; from += ITEMS_AT_ONCE) {
    if (search.issues.length >= LIMITS.problemsMax) return;
    collect(some, value.slice(from, from + ITEMS_AT_ONCE), path, search, from);
  }
  collect(lengthOf(schema), value, path, search);
}

function visitRecord(
  schema: z.ZodRecord,
  value: Record<string, unknown>,
  path: PropertyKey[],
  search: Search,
): void {
  const keys = schema.keyType as z.ZodType;
  const values = schema.valueType as z.ZodType;
  // Entries, because schemas ignore a key named `__proto__`, which is an ordinary name in data.
  for (const [key, item] of Object.entries(value)) {
    if (search.issues.length >= LIMITS.problemsMax) return;
    if (!keys.validate(key)) collect(keysOf(keys), Object.fromEntries([[key, null]]), path, search);
    visit(values, item, [...path, key], search);
  }
}

function visitObject(
  schema: z.ZodObject,
  value: Record<string, unknown>,
  path: PropertyKey[],
  search: Search,
): void {
  const { rest, many } = partsOf(schema);
  collect(rest, value, path, search);
  for (const [key, member] of many) visit(member, value[key], [...path, key], search);
}

function collect(
  schema: z.ZodType,
  value: unknown,
  path: PropertyKey[],
  { issues, params }: Search,
  from = 0,
): void {
  const result = schema.safeParse(value, params);
  if (result.success) return;
  for (const issue of result.error.issues) {
    if (issues.length >= LIMITS.problemsMax) return;
    const [first, ...deeper] = issue.path;
    const own = typeof first === "number" ? [first + from, ...deeper] : issue.path;
    const { message } = issue;
    issues.push({ path: [...path, ...own], message });
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether a value of the schema can contain any number of members, because a list or record is somewhere in it. */
function holdsMany(schema: z.ZodType): boolean {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) {
    return holdsMany(schema.unwrap() as z.ZodType);
  }
  if (schema instanceof z.ZodArray || schema instanceof z.ZodRecord) return true;
  return schema instanceof z.ZodObject && partsOf(schema).many.length > 0;
}

function itemsMax(schema: z.ZodArray): number {
  const bounds = (schema._zod.def.checks ?? []).flatMap(({ _zod: { def } }) =>
    "maximum" in def && typeof def.maximum === "number" ? [def.maximum] : [],
  );
  return Math.min(...bounds, Number.POSITIVE_INFINITY);
}

/** Caches what is made from a schema, because making a schema costs more than using it a hundred times. */
function cached<Schema extends z.ZodType, Made>(make: (schema: Schema) => Made) {
  const made = new WeakMap<Schema, Made>();
  return (schema: Schema): Made => {
    const known = made.get(schema) ?? make(schema);
    made.set(schema, known);
    return known;
  };
}

/** A schema for some items of a list, without the bounds of the list. */
const someOf = cached((element) => z.array(element));

/** A schema for the bounds of a list, with any items. */
const lengthOf = cached(
  (schema: z.ZodArray) => new z.ZodArray({ ...schema._zod.def, element: z.unknown() }),
);

/** A schema for the keys of a record, with any values. */
const keysOf = cached((keys) => z.record(keys as z.core.$ZodRecordKey & z.ZodType, z.unknown()));

/** The members of an object that can have many items, and a schema of the object that accepts anything in their place. */
const partsOf = cached((schema: z.ZodObject) => {
  const many = Object.entries(schema.shape as Record<string, z.ZodType>).filter(([, member]) =>
    holdsMany(member),
  );
  const anything = Object.fromEntries(many.map(([key]) => [key, z.unknown().optional()]));
  return { many, rest: schema.extend(anything) };
});
