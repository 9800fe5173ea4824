import { z } from "zod";

export type JsonSchema = Record<string, unknown>;

/** The schemas that have an id, collected while fields are described. */
export type Components = Record<string, JsonSchema>;

/**
 * A zod schema as JSON Schema (draft 2020-12, which OpenAPI 3.1 uses). A schema with an id is put into `components`, and a reference stands for it.
 */
export function jsonSchemaOf(
  schema: z.ZodType,
  io: "input" | "output",
  components: Components,
): JsonSchema {
  const {
    $schema: _,
    $defs,
    ...own
  } = z.toJSONSchema(schema, {
    io,
    unrepresentable: "any",
    reused: "inline",
  }) as JsonSchema & { $defs?: Components };
  for (const [name, definition] of Object.entries($defs ?? {})) {
    components[name] ??= described(definition);
  }
  const { id } = own;
  if (typeof id !== "string") return described(own);
  components[id] ??= described(own);
  return { $ref: `#/components/schemas/${id}` };
}

/** Copies a schema for the document: adjusts references and removes ids. */
function described(value: unknown): JsonSchema {
  const copy = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(copy);
    if (typeof node !== "object" || node === null) return node;
    const entries = Object.entries(node as JsonSchema).flatMap(([key, inner]) => {
      if (key === "id" && typeof inner === "string") return [];
      if (key === "$ref")
        return [[key, String(inner).replace("#/$defs/", "#/components/schemas/")]];
      if (key === "properties") return [[key, fields(inner as JsonSchema)]];
      return [[key, copy(inner)]];
    });
    return Object.fromEntries(entries);
  };
  // A field may be called `id` or `$ref`, so names are copied as they are.
  const fields = (properties: JsonSchema) =>
    Object.fromEntries(Object.entries(properties).map(([name, inner]) => [name, copy(inner)]));
  return copy(value) as JsonSchema;
}
