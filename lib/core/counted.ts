/** "The room", "The 12 rooms". */
export function theCounted(count: number, one: string, many = `${one}s`): string {
  return count === 1 ? `The ${one}` : `The ${counted(count, one, many)}`;
}

/** A count with its unit, singular or plural: "1 person", "1,204 ratings". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en-US")} ${count === 1 ? one : many}`;
}
