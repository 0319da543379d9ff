import * as z from 'zod';

/** The keys an object at a path may have, in the schema's order; of a choice of objects, those of all. */
export function knownKeys(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  return [...new Set(objectsAt([schema], path).flatMap((object) => Object.keys(object.shape)))];
}

function objectsAt(schemas: readonly z.core.$ZodType[], path: readonly PropertyKey[]): z.ZodObject[] {
  const unwrapped = schemas.flatMap(unwrap);
  const [key, ...rest] = path;
  if (key === undefined) return unwrapped.filter((schema) => schema instanceof z.ZodObject);
  return objectsAt(
    unwrapped.flatMap((schema) => child(schema, key)),
    rest,
  );
}

function unwrap(schema: z.core.$ZodType): z.core.$ZodType[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodReadonly) return unwrap(schema.def.innerType);
  if (schema instanceof z.ZodUnion) return schema.def.options.flatMap(unwrap);
  return [schema];
}

function child(schema: z.core.$ZodType, key: PropertyKey): z.core.$ZodType[] {
  if (schema instanceof z.ZodRecord) return [schema.def.valueType];
  if (schema instanceof z.ZodArray) return [schema.def.element];
  const field = schema instanceof z.ZodObject ? schema.def.shape[String(key)] : undefined;
  return field === undefined ? [] : [field];
}
